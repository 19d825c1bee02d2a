"""Decides where the lines of a paragraph end on a page with notes.

It replaces WeasyPrint's `_linebox_layout` in a document with notes. A line needs room above the
notes that were called before it, and above the beginnings of those that it calls. Where a paragraph
would leave a widow or an orphan, lines are added to a page whose last note can be divided, or taken
from it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import inf
from typing import Any

from huozi.compile.engine.library import block
from huozi.compile.page.foot import Foot, foot_of


@dataclass(slots=True)
class _Lines:
    """The lines of a paragraph, made as far as they were asked for."""

    source: Iterator[tuple[Any, Any]]
    found: list[Any]

    def has(self, count: int) -> bool:
        """Whether there are so many lines."""
        while len(self.found) < count:
            line, resume_at = next(self.source, (None, None))
            if line is None:
                return False
            line.resume_at = resume_at
            self.found.append(line)
        return True

    def legal(self, count: int, orphans: int, widows: int) -> bool:
        """Whether the page may end after so many lines."""
        if not self.has(count + 1):
            return len(self.found) == count
        return count >= orphans and self.has(count + widows)


def linebox_layout(
    original: Callable[..., Any],
    context: Any,
    box: Any,
    index: int,
    child: Any,
    new_children: list[Any],
    page_is_empty: bool,
    absolute_boxes: list[Any],
    fixed_boxes: list[Any],
    adjoining_margins: list[Any],
    bottom_space: float,
    position_y: float,
    skip_stack: Any,
    first_letter_style: Any,
    first_line_style: Any,
    draw_bottom_decoration: bool,
    max_lines: int | None,
) -> Any:
    """Set the lines of a paragraph that a page has room for, together with their notes."""
    foot = foot_of(context)
    if foot is None or bottom_space == -inf or max_lines is not None:
        return original(
            context, box, index, child, new_children, page_is_empty, absolute_boxes, fixed_boxes,
            adjoining_margins, bottom_space, position_y, skip_stack, first_letter_style,
            first_line_style, draw_bottom_decoration, max_lines,
        )  # fmt: skip
    if adjoining_margins:
        position_y += block.collapse_margin(adjoining_margins)
    source = block.iter_line_boxes(
        context, child, position_y, bottom_space, skip_stack, box, absolute_boxes, fixed_boxes,
        first_letter_style, first_line_style,
    )  # fmt: skip
    lines = _Lines(source, [])
    below = box.border_bottom_width + box.padding_bottom
    page = _LinedPage(context, foot, bottom_space, below if draw_bottom_decoration else 0.0, below)
    forced = page_is_empty and not new_children
    count, full = page.filled(lines, forced)
    if full:
        count = page.mended(lines, count, box.style, page_is_empty)
    shown, over = lines.found[:count], lines.found[count:]
    for line in over:
        block.remove_placeholders(context, line.children, absolute_boxes, fixed_boxes)
    notes = [note for line in shown for note in page.called.get(id(line), ())]
    if full and not count:
        stays = page_is_empty  # a marker of a list stands there already
        return not stays, stays, {index: skip_stack}, position_y, notes, None
    new_children.extend(shown)
    resume_at = {index: shown[-1].resume_at} if shown else None
    if shown:
        position_y = shown[-1].position_y + shown[-1].height
    return False, full and shown[-1].resume_at is not None, resume_at, position_y, notes, None


class _LinedPage:
    """The page on which the lines are set."""

    def __init__(
        self, context: Any, foot: Foot, bottom_space: float, inside: float, at_end: float
    ) -> None:
        self.context, self.foot, self.bottom_space = context, foot, bottom_space
        self.inside, self.at_end = inside, at_end
        self.called: dict[int, list[Any]] = {}

    def filled(self, lines: _Lines, forced: bool) -> tuple[int, bool]:
        """How many lines fit, and whether the page ends there."""
        count = 0
        while lines.has(count + 1):
            line = lines.found[count]
            notes = self._notes(line)
            rests = [self.foot.rest_of(self.context, note) for note in notes]
            if not self._fits(line, self.foot.reserve.below(rests)) and not (forced and not count):
                self.foot.refused |= bool(notes)
                return count, True
            if notes:
                self.called[id(line)] = notes
                self.foot.call(self.context, notes)
            count += 1
        return count, False

    def mended(self, lines: _Lines, count: int, style: Any, page_is_empty: bool) -> int:
        """The number of lines nearest to `count` after which the page may end."""
        orphans, widows = style["orphans"], style["widows"]
        if not count or lines.legal(count, orphans, widows):
            return count
        for more in range(count + 1, count + orphans + widows + 1):
            if not lines.has(more) or not self._spared(lines.found[more - 1]):
                break
            if lines.legal(more, orphans, widows):
                return more
        for less in range(count - 1, orphans - 1, -1):
            if lines.legal(less, orphans, widows):
                return self._taken_back(lines, less, count)
        return count if page_is_empty else self._taken_back(lines, 0, count)

    def _spared(self, line: Any) -> bool:
        """Whether a line fits if a note is divided for it."""
        return not self._notes(line) and self._fits(line, self.foot.reserve.least())

    def _taken_back(self, lines: _Lines, count: int, before: int) -> int:
        for line in lines.found[count:before]:
            for note in self.called.pop(id(line), ()):
                self.foot.take_back(self.context, note)
        return count

    def _notes(self, line: Any) -> list[Any]:
        return [
            box.footnote for box in line.descendants() if box.footnote in self.context.footnotes
        ]

    def _fits(self, line: Any, reserved: float) -> bool:
        room = self.foot.bottom(self.context) - reserved - self.bottom_space
        below = self.inside if line.resume_at is not None else self.at_end
        return not self.context.overflows(room, line.position_y + line.height + below)
