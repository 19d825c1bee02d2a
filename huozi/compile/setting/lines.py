"""Builds finished LineBoxes from a Composition.

It replaces WeasyPrint's `iter_line_boxes`. Each line consists of copies of the paragraph's boxes at
the positions that the composer gave; pagination, notes and tags then work as after WeasyPrint's own
line breaking.

A line is as high as the block's `line-height`, whatever faces, notes and superscripts stand in it:
baselines stay on the grid (CLREQ, "Line gap"). Only inline objects, and text with a greater line
height of its own, make a line higher.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from huozi.compile.engine.library import boxes, inline, resolve_one_percentage
from huozi.compile.setting.added import hyphen, turn_mark
from huozi.compile.setting.glyphs import table_of
from huozi.compile.setting.paragraph import Leaf
from huozi.compile.setting.run import Run
from huozi.compile.setting.session import current
from huozi.compile.setting.state import (
    MEASURED,
    NO_EDGES,
    STATE,
    composed_from,
    prepare,
    resume_at,
    state_of,
    token_of,
)
from huozi.compile.setting.tree import PX_PER_PT, Builder, ParagraphLayout
from huozi.compile.speed import way
from huozi.compose import Line
from huozi.values.length import PT_PER_CSS_PX

_EPSILON_PX = 1e-6

Lines = Iterator[tuple[Any, Any]]


def iter_line_boxes(
    original: Callable[..., Lines],
    context: Any,
    box: Any,
    position_y: float,
    bottom_space: float,
    skip_stack: Any,
    containing_block: Any,
    absolute_boxes: list[Any],
    fixed_boxes: list[Any],
    first_letter_style: Any,
    first_line_style: Any,
) -> Lines:
    """The lines of a paragraph: composed, or the engine's own where it can't be composed."""
    session = current()
    state = None
    if session is not None:
        measure_object = partial(_object_width, context, containing_block)
        state = state_of(session, box, containing_block.width, measure_object)
        reason = state.reason
        if not reason:
            reason = _obstacle(context, position_y, first_letter_style, first_line_style)
        if reason and state.record is not None:
            state.record.fallback, state.record.lines = reason, 0
            state.record.faults = ()
        if reason:
            for composed in state.composed:
                composed.prepared = None  # the engine gives the boxes values of its own
            state = None
    if state is None:
        return original(
            context,
            box,
            position_y,
            bottom_space,
            skip_stack,
            containing_block,
            absolute_boxes,
            fixed_boxes,
            first_letter_style,
            first_line_style,
        )
    box.__dict__.update(NO_EDGES)
    resolve_one_percentage(box, "text_indent", containing_block.width)
    assert state.paragraph is not None
    token = token_of(state.paragraph, skip_stack) if skip_stack else 0
    composed = composed_from(state, containing_block.width, box.text_indent, token)
    prepare(state, composed, containing_block)
    inline._adjust_line_height(box)
    strut = table_of(box.style)
    layout = ParagraphLayout(
        context,
        state.paragraph,
        composed,
        containing_block,
        absolute_boxes,
        fixed_boxes,
        strut.line_height_px,
    )
    return Maker(layout, strut.strut_baseline_px).lines(composed.index[token], position_y)


def _object_width(context: Any, containing_block: Any, box: Any) -> float:
    inline.resolve_percentages(box, containing_block)
    laid = inline.atomic_box(context, box, 0, None, containing_block, [], [])
    width: float = laid.margin_width()
    return width


def _obstacle(context: Any, y: float, first_letter_style: Any, first_line_style: Any) -> str:
    """Why a paragraph can't be composed here although its content could be; empty: it can."""
    if first_letter_style:
        return "first-letter"
    if first_line_style:
        return "first-line"
    for shape in context.excluded_shapes:
        if shape.position_y + shape.margin_height() > y + _EPSILON_PX:
            return "beside a float"
    return ""


class Maker:
    """Makes the lines of one layout of a paragraph."""

    def __init__(self, layout: ParagraphLayout, strut_baseline_px: float) -> None:
        self.layout = layout
        self.paragraph, self.composed = layout.paragraph, layout.composed
        self.linebox = self.paragraph.linebox
        self.left_px = layout.left_px
        self.strut_px, self.strut_baseline_px = layout.strut_px, strut_baseline_px
        self.reached = 0, 0  # characters of a paragraph of one leaf, and their bytes
        self.fixed = self.linebox.style["line_height"] != "normal"

    def lines(self, number: int, y: float) -> Lines:
        """The lines from `number` on, downwards from `y` in CSS pixels."""
        composed, paragraph = self.composed, self.paragraph
        (leaf, *others) = paragraph.leaves
        simple = not others and not leaf.chain and leaf.kind == "text" and self.fixed
        if simple and leaf.table is not None:
            simple = leaf.table.line_height_px <= self.strut_px + _EPSILON_PX
        template = self.linebox.__dict__.copy()
        for name in (STATE, MEASURED):
            template.pop(name, None)
        template.update(margin_top=0, margin_bottom=0, remove_decoration_sides=set())
        plain = way().line_class(self.linebox, leaf) if simple else boxes.LineBox
        parted = (
            not simple and self.fixed and all(leaf.start < leaf.end for leaf in paragraph.leaves)
        )
        for index in range(number, len(composed.lines)):
            mark = self._mark(composed.lines[index]) if composed.turned else None
            hyphened = self._is_hyphened(composed.lines[index])
            alone = leaf if simple else self._lone_leaf(composed.lines[index]) if parted else None
            if alone is not None and not simple:
                plain = way().line_class(self.linebox, alone)
            kind = plain if alone and mark is None and not hyphened else boxes.LineBox
            line = kind.__new__(kind)
            line.__dict__.update(template)
            if alone is not None:
                self._simple_line(line, alone, composed.lines[index], y, mark)
            else:
                self._line(line, index, y, mark)
            if hyphened:
                self._hyphen(line, composed.lines[index])
            yield line, self._resume_at(index + 1, leaf if simple else None)
            y += line.height

    def _lone_leaf(self, line: Line) -> Leaf | None:
        """The leaf that is all of a line and stands in no element of its own; None else."""
        paragraph, base = self.paragraph, self.composed.base
        if line.start == line.end:
            return None
        leaf = paragraph.leaves[paragraph.leaf_at(line.start + base)]
        if leaf.kind != "text" or leaf.chain or leaf.end < line.end + base or leaf.table is None:
            return None
        return leaf if leaf.table.line_height_px <= self.strut_px + _EPSILON_PX else None

    def _resume_at(self, index: int, leaf: Leaf | None) -> Any:
        """Where a line begins. In a paragraph of one leaf it is counted on from the line before."""
        if index >= len(self.composed.lines):
            return None
        resumes = self.composed.resumes
        if index not in resumes:
            start = self.composed.lines[index].start + self.composed.base
            if leaf is None:
                resumes[index] = resume_at(self.paragraph, start)
            else:
                here = self.paragraph.offsets[start]
                at, byte = self.reached
                self.reached = here, byte + len(leaf.box.text[at:here].encode())
                resumes[index] = {leaf.path[0]: {self.reached[1]: None}}
        return resumes[index]

    # --------------------------------------------------------------------------- one text box

    def _simple_line(
        self, line: Any, leaf: Leaf, set_line: Line, y: float, mark: Any | None
    ) -> None:
        """Finish a line of one text box, the common case."""
        base = self.composed.base
        run = Run(
            self.paragraph,
            set_line.start + base,
            set_line.end + base,
            set_line.gaps,
            set_line.lead_pt,
            leaf,
        )
        text = leaf.box.copy()
        text.text = run.text
        text.pango_layout = run
        text.width = (set_line.width_pt - self._trailing_pt) * PX_PER_PT
        text.position_x = self.left_px + set_line.offset_pt * PX_PER_PT
        text.position_y = y + self.strut_baseline_px - text.baseline
        line.children = [text]
        if mark is not None:
            mark.position_y = text.position_y
            line.children.insert(0, mark)
        line.position_x, line.position_y = text.position_x, y
        line.width, line.height = text.width, self.strut_px
        line.baseline = self.strut_baseline_px

    def _mark(self, line: Line) -> Any | None:
        """The mark before a turned line of code; None before other lines."""
        at = line.start + self.composed.base
        if not at or self.paragraph.classes[at - 1] == "X":
            return None
        return turn_mark(self.paragraph, self.left_px)

    def _is_hyphened(self, line: Line) -> bool:
        """Whether a line ends inside a word."""
        last = line.end + self.composed.base - 1
        return line.end > line.start and self.paragraph.classes[last] == "w"

    def _hyphen(self, line: Any, set_line: Line) -> None:
        """Add the hyphen to a finished line, on the baseline of its last text."""
        end_px = self.left_px + (set_line.offset_pt + set_line.width_pt) * PX_PER_PT
        made = hyphen(self.paragraph, set_line.end + self.composed.base - 1, end_px)
        if made is not None:
            made.position_y = _last_text(line).position_y
            line.children = [*line.children, made]

    @property
    def _trailing_pt(self) -> float:
        """The letter-spacing behind the last character of a line, which is not seen."""
        return self.paragraph.trailing_px * PT_PER_CSS_PX

    # ------------------------------------------------------------------------------- any tree

    def _line(self, line: Any, index: int, y: float, mark: Any | None) -> None:
        composed = self.composed
        set_line = composed.lines[index]
        line.position_x = self.left_px + set_line.offset_pt * PX_PER_PT
        line.position_y = y
        builder = Builder(self.layout, set_line, composed.lines[index - 1].end if index else 0)
        line.children = builder.build(line.position_x, index + 1 == len(composed.lines))
        line.width = builder.edge_x - line.position_x
        if mark is not None:
            line.children.insert(0, mark)
        self._place(line, builder.openers, y)
        for reading, rise_px in builder.readings:
            reading.translate(0, -rise_px)
        for placeholder in builder.placeholders:
            if "inline" in placeholder.style.specified["display"]:
                placeholder.translate(0, y - placeholder.position_y)
            else:
                placeholder.translate(
                    line.position_x - placeholder.position_x,
                    y + line.height - placeholder.position_y,
                )

    def _place(self, line: Any, openers: list[Any], y: float) -> None:
        """Set vertical positions: on the strut's baseline, lowered only by what may open a line."""
        bottom, top = inline.line_box_verticality(line)
        if self.fixed:
            top = -self.strut_baseline_px
            bottom = top + self.strut_px
            for box in openers:
                top = min(top, box.position_y)
                bottom = max(bottom, box.position_y + box.margin_height())
        line.baseline = -top
        line.position_y = top
        line.height = bottom - top
        line.translate(0, y - top)
        line.position_y = y


def _last_text(box: Any) -> Any:
    """The last text box in a box."""
    last = box.children[-1]
    return last if isinstance(last, boxes.TextBox) else _last_text(last)
