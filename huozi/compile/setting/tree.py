"""Builds the boxes of one line: copies of the inline boxes around its tokens, nested as
they were.
"""

from typing import Any

from msgspec import Struct

from huozi.compile.engine.library import AbsolutePlaceholder, inline
from huozi.compile.setting.leader import fill
from huozi.compile.setting.paragraph import Leaf, Paragraph
from huozi.compile.setting.run import Run, soft
from huozi.compile.setting.state import Composed, set_height
from huozi.compose import Line
from huozi.values.length import PT_PER_CSS_PX

PX_PER_PT = 1 / PT_PER_CSS_PX


class ParagraphLayout(Struct, frozen=True):
    """What the lines of one layout of a paragraph have in common."""

    context: Any
    paragraph: Paragraph
    composed: Composed
    containing_block: Any
    absolute_boxes: list[Any]
    fixed_boxes: list[Any]
    strut_px: float  # the height of a line

    @property
    def left_px(self) -> float:
        """The left edge of the measure."""
        left: float = self.containing_block.content_box_x()
        return left


class _Open:
    """An inline box that is being filled."""

    __slots__ = ("begins", "children", "content_x", "source", "x")

    def __init__(self, source: Any, x: float, begins: bool) -> None:
        self.source = source
        self.x = self.content_x = x
        self.begins = begins
        self.children: list[Any] = []


class Builder:
    """Builds one line, from left to right.

    `edge_x` is where the part that is built ends; the next one begins after `gap_px`. A gap belongs
    to neither side, so that no underline runs into it.
    """

    def __init__(self, layout: ParagraphLayout, line: Line, previous_end: int) -> None:
        self.layout = layout
        self.paragraph = layout.paragraph
        self.line = line
        base = layout.composed.base
        self.start, self.end = line.start + base, line.end + base
        self.previous_end = previous_end + base
        self.edge_x = self.gap_px = 0.0
        self.lead_pt = 0.0  # the blank half cut off an opening mark that begins a leaf
        self.unfilled = False  # what stands before can't fill the gap behind it; see `draw`
        self._newest: Any = None
        self.root: list[Any] = []
        self.open: list[_Open] = []
        self.openers: list[Any] = []  # what may make the line higher
        self.placeholders: list[Any] = []
        self.readings: list[tuple[Any, float]] = []  # ruby, small lines: box, rise

    def build(self, x_px: float, is_last: bool) -> list[Any]:
        """The children of the line, placed from `x_px` on."""
        self.edge_x = x_px
        segments = self._segments(is_last)
        for index, (leaf, start, end) in enumerate(segments):
            self._enter(leaf.chain)
            if start == end:
                if leaf.start == leaf.end:  # else a blank line of code, inside a stretch of text
                    self._weightless(leaf)
                continue
            follower = next((leaf for leaf, a, b in segments[index + 1 :] if a < b), None)
            if leaf.kind == "text":
                self._text(leaf, start, end, follower)
            elif leaf.kind == "leader":
                self._leader(leaf)
            elif leaf.kind == "ruby":
                self._ruby(leaf)
            elif leaf.kind == "double":
                self._double(leaf, start, end)
            elif leaf.kind == "edges":
                self._empty(leaf)
            else:
                self._object(leaf)
            self._pass_gap(leaf, end - 1, follower)
        self._leave(0)
        return self.root

    def _pass_gap(self, leaf: Leaf, last: int, follower: Leaf | None) -> None:
        """Move over the gap behind a leaf.

        A squeeze between two leaves takes the blank half of a closing mark before it, or of an
        opening mark behind it: it is taken off the box of that mark.
        """
        paragraph = self.paragraph
        gap_pt = soft(self.line.gaps[last - self.start], paragraph.sizes_pt[last])
        self.gap_px = gap_pt * PX_PER_PT
        self.lead_pt = 0.0
        if gap_pt >= 0 or follower is None or follower.kind != "text" or leaf.kind != "text":
            return
        if paragraph.classes[last] in "CPSEps":
            box = self._newest
            box.width += self.gap_px
            self.edge_x += self.gap_px
        else:
            self.lead_pt = gap_pt
        self.gap_px = 0.0

    def _segments(self, is_last: bool) -> list[tuple[Leaf, int, int]]:
        """The leaves of the line, cut to it. Leaves without width stand in the line
        they begin in.
        """
        segments = []
        leaves = self.paragraph.leaves
        for at in range(self.paragraph.leaves_from(self.previous_end), len(leaves)):
            leaf = leaves[at]
            if leaf.start >= self.end and not is_last:
                break
            if leaf.start == leaf.end:
                within = self.previous_end <= leaf.start < self.end
                if within or is_last and leaf.start >= self.end:
                    segments.append((leaf, leaf.start, leaf.start))
            elif leaf.start < self.end and leaf.end > self.start:
                segments.append((leaf, max(leaf.start, self.start), min(leaf.end, self.end)))
        return segments

    # ------------------------------------------------------------------------- inline boxes

    def _enter(self, chain: tuple[Any, ...]) -> None:
        """Close the inline boxes that end here, and open those that begin."""
        common = 0
        for box, opened in zip(chain, self.open, strict=False):
            if box is not opened.source:
                break
            common += 1
        self._leave(common)
        for box in chain[common:]:
            start, _ = self.paragraph.spans[id(box)]
            opened = _Open(box, self.edge_x + self.gap_px, start >= self.previous_end)
            if opened.begins:
                opened.content_x += box.margin_left + box.border_left_width + box.padding_left
            self.edge_x, self.gap_px = opened.content_x, 0.0
            self.open.append(opened)

    def _leave(self, depth: int) -> None:
        while len(self.open) > depth:
            opened = self.open.pop()
            source = opened.source
            _, end = self.paragraph.spans[id(source)]
            ends = end <= self.end
            box = source.copy_with_children(opened.children)
            box.remove_decoration_sides = set()
            box.remove_decoration(start=not opened.begins, end=not ends)
            box.position_x, box.position_y = opened.x, 0
            box.width = self.edge_x - opened.content_x
            if ends:
                self.edge_x += box.margin_right + box.border_right_width + box.padding_right
            inline._adjust_line_height(box)
            self._add(box)

    def _add(self, box: Any) -> None:
        (self.open[-1].children if self.open else self.root).append(box)

    # ------------------------------------------------------------------------------- leaves

    def _text(self, leaf: Leaf, start: int, end: int, follower: Leaf | None) -> None:
        paragraph, first = self.paragraph, self.start
        gaps = self.line.gaps[start - first : end - first]
        lead_pt = self.line.lead_pt if start == first else self.lead_pt
        run = Run(paragraph, start, end, gaps, lead_pt, leaf, follower is not None)
        if self.unfilled:
            run.gap_before_pt = self.gap_px * PT_PER_CSS_PX
        self.unfilled = bool(leaf.dress.slot) or run.table.filler(paragraph.fonts[end - 1]) is None
        width_pt = lead_pt + sum(paragraph.advances_pt[start:end]) + sum(gaps[:-1])
        width_pt -= leaf.before_pt if start == leaf.start else 0.0
        width_pt -= leaf.after_pt if end == leaf.end else 0.0
        if follower is None:
            width_pt += gaps[-1] - paragraph.trailing_px * PT_PER_CSS_PX
        box = leaf.box.copy()
        box.text, box.pango_layout = run.text, run
        box.position_x, box.position_y = self.edge_x + self.gap_px, 0
        box.width = width_pt * PX_PER_PT
        self.edge_x = box.position_x + box.width
        if follower is not None and gaps[-1] > 0 and _one_decoration(leaf, follower):
            box.width += gaps[-1] * PX_PER_PT
        assert leaf.table is not None
        self._newest = box
        if leaf.table.line_height_px > self.layout.strut_px + 1e-6 and not leaf.dress.raised:
            self.openers.append(box)
        self._add(box)

    def _leader(self, leaf: Leaf) -> None:
        """Add a leader that takes all the room that the line has left."""
        layout, line = self.layout, self.line
        assert leaf.table is not None
        left = self.edge_x + self.gap_px
        spare_pt = max(0.0, layout.composed.measure_pt - line.offset_pt - line.width_pt)
        right = left + (self.paragraph.advances_pt[leaf.start] + spare_pt) * PX_PER_PT
        grid = layout.left_px + layout.composed.measure_pt * PX_PER_PT
        box = fill(leaf.box, leaf.table, left, right, grid)
        inline._adjust_line_height(box)
        for child in box.children:
            set_height(child, leaf.table)
        self.edge_x = right
        self._add(box)

    def _object(self, leaf: Leaf) -> None:
        layout = self.layout
        x = self.edge_x + self.gap_px
        box = inline.atomic_box(
            layout.context,
            leaf.box,
            x,
            None,
            layout.containing_block,
            layout.absolute_boxes,
            layout.fixed_boxes,
        )
        box.position_x = x
        self.edge_x = x + box.margin_width()
        self.openers.append(box)
        self._add(box)

    def _ruby(self, leaf: Leaf) -> None:
        assert leaf.ruby is not None
        x = self.edge_x + self.gap_px
        base, reading = leaf.ruby.build(x)
        self.edge_x = x + leaf.ruby.width_pt * PX_PER_PT
        self.readings.append((reading, leaf.ruby.rise_px))
        self._add(base)
        self._add(reading)

    def _double(self, leaf: Leaf, start: int, end: int) -> None:
        paragraph = self.paragraph
        assert leaf.double is not None
        width_pt = sum(paragraph.advances_pt[start:end])
        width_pt += sum(self.line.gaps[start - self.start : end - 1 - self.start])
        width_pt -= leaf.before_pt if start == leaf.start else 0.0
        width_pt -= leaf.after_pt if end == leaf.end else 0.0
        x, size_px = self.edge_x + self.gap_px, paragraph.linebox.style["font_size"]
        columns = leaf.columns[start - leaf.start], leaf.columns[end - leaf.start]
        for box, rise_px in leaf.double.build(*columns, x, width_pt, size_px):
            self.readings.append((box, rise_px))
            self._add(box)
        self.edge_x = x + width_pt * PX_PER_PT

    def _empty(self, leaf: Leaf) -> None:
        """Add an inline box without content: an anchor, or a blank made of its edges."""
        box = leaf.box.copy_with_children([])
        box.position_x, box.position_y, box.width = self.edge_x + self.gap_px, 0, 0
        inline._adjust_line_height(box)
        if leaf.kind == "edges":
            self.edge_x = box.position_x + box.margin_width()
        self._add(box)

    def _weightless(self, leaf: Leaf) -> None:
        """Add an anchor, or a box that is placed elsewhere and only held here."""
        x = self.edge_x + self.gap_px
        if leaf.kind == "empty":
            self._empty(leaf)
        elif leaf.box.is_absolutely_positioned():
            leaf.box.position_x, leaf.box.position_y = x, 0
            placeholder = AbsolutePlaceholder(leaf.box)
            self.placeholders.append(placeholder)
            self._add(placeholder)
            fixed = leaf.box.style["position"] == "fixed"
            (self.layout.fixed_boxes if fixed else self.layout.absolute_boxes).append(placeholder)
        else:
            self.layout.context.add_running_element(leaf.box)


def _one_decoration(leaf: Leaf, follower: Leaf) -> bool:
    """Whether the boundary between two leaves is inside one underlined box."""
    lines = leaf.box.style["text_decoration_line"], follower.box.style["text_decoration_line"]
    if "none" in lines:
        return False
    outermost = leaf.chain[:1], follower.chain[:1]
    return len(outermost[0]) == len(outermost[1]) and all(
        a is b for a, b in zip(*outermost, strict=True)
    )
