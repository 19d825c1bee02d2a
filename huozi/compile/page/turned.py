"""Turned tables 横排表: pages of their own, turned so that the measure is their height.

A sheet is laid out as wide as the type area is high, and turned when it is painted. It ends at the
width of the type area, and continues on the next page like any table. Its notes stand below it, on
the page of their calls; where those of one row would take half a page, all stand behind its end.
"""

from collections.abc import Callable, Iterator
from math import inf
from typing import Any

from huozi.compile.engine.library import block, boxes
from huozi.compile.page.rows import NOTE_CALL
from huozi.compile.page.session import in_force
from huozi.compile.page.written import attribute

_TURNED, _SHEET, _NOTE = "turned", "sheet", "endnote"
#: Between a table and its notes, in lines of theirs.
_APART = 0.3
_EPSILON_PX = 1e-3
#: Position of the adjoining margins among the last arguments of `block_level_layout`.
_MARGINS = 4


def block_level_layout(
    original: Callable[..., Any], context: Any, box: Any, *rest: Any, **named: Any
) -> Any:
    """Lay a block out; a turned one on a page that is as high as the measure."""
    if not in_force():
        return original(context, box, *rest, **named)
    if _notes_of(box):
        return _TurnedSheet(original, context, box, *rest).laid()
    if not is_turned(box):
        return original(context, box, *rest, **named)
    page = context.current_footnote_area.page
    lower = context.page_bottom - page.content_box_y() - page.width
    context.page_bottom -= lower
    try:
        return original(context, box, *rest, **named)
    finally:
        context.page_bottom += lower


def is_turned(box: Any) -> bool:
    """Whether a block is the section of a turned table."""
    return box.element_tag == "section" and _TURNED in attribute(box, "class").split()


def _notes_of(box: Any) -> dict[Any, Any]:
    """The notes below a turned table, by the elements of their calls."""
    if box.element_tag != "div" or attribute(box, "class") != _SHEET:
        return {}
    notes = [child for child in box.children if attribute(child, "class") == _NOTE]
    calls = (element for element in box.element.iter() if element.get("class") == NOTE_CALL)
    return dict(zip(calls, notes, strict=False))


class _TurnedSheet:
    """The part of a turned table, with its notes, that stands on one page."""

    def __init__(
        self, original: Callable[..., Any], context: Any, box: Any, bottom_space: float,
        skip_stack: Any, *rest: Any,
    ) -> None:  # fmt: skip
        self.original, self.context, self.box = original, context, box
        self.bottom_space, self.skip_stack, self.rest = bottom_space, skip_stack, rest
        self.notes = _notes_of(box)
        self.position = box.position_x, box.position_y

    def laid(self) -> Any:
        """The rows for which a page has room together with their notes."""
        own = set(map(id, self.notes.values()))
        table = self.box.copy_with_children([c for c in self.box.children if id(c) not in own])
        result = self._lay(table, 0.0)
        if result[0] is None:
            return result
        if any(
            sum(note.margin_height() for note in self._set(result[0], row)) > self._most() / 2
            for row in map(self._called, self.box.element.iter("tr"))
        ):
            block.remove_placeholders(self.context, [result[0]], *self.rest[2:4])
            return self._lay(self.box, 0.0)
        placed = self._set(result[0], self._shown(result[0]))
        if placed and _bottom(placed[-1]) > self._limit() + _EPSILON_PX:
            reserved = self._limit() - self._last_row(result[0])
            block.remove_placeholders(self.context, [result[0]], *self.rest[2:4])
            result = self._lay(table, reserved)
            if result[0] is None:
                return result
            placed = self._set(result[0], self._shown(result[0]))
        result[0].children = [*result[0].children, *placed]
        if placed:
            result[0].height = _bottom(placed[-1]) - result[0].content_box_y()
        return result

    def _limit(self) -> float:
        """The ordinate at which a page ends."""
        limit: float = self.context.page_bottom - self.bottom_space
        return limit

    def _last_row(self, laid: Any) -> float:
        """The ordinate at which the last row ends whose notes, and those above, have room below."""
        height, found = _APART * _line(next(iter(self.notes.values()))), 0.0
        seen: set[int] = set()
        for box in _boxes(laid, self._begins()):
            is_row = isinstance(box, boxes.TableRowBox)
            called = self._called(box.element) if is_row else [self.notes.get(box.element)]
            here = [note for note in called if note is not None and id(note) not in seen]
            seen |= set(map(id, here))
            height += sum(note.margin_height() for note in self._set(laid, here))
            if is_row and found and _bottom(box) + height > self._limit() + _EPSILON_PX:
                break
            if is_row:
                found = _bottom(box)
        return found

    def _lay(self, box: Any, reserved: float) -> Any:
        box.position_x, box.position_y = self.position
        rest = [
            list(part) if at == _MARGINS and part else part for at, part in enumerate(self.rest)
        ]
        return self.original(
            self.context, box, self.bottom_space + reserved, self.skip_stack, *rest
        )

    def _most(self) -> float:
        """The height of a page, which is its measure."""
        height: float = self.context.current_footnote_area.page.width
        return height

    def _called(self, element: Any) -> list[Any]:
        """The notes that are called in an element."""
        return [self.notes[call] for call in element.iter() if call in self.notes]

    def _shown(self, laid: Any) -> list[Any]:
        """The notes that are called on a page; those of a head where the table begins."""
        shown = {box.element for box in _boxes(laid, self._begins()) if box.element in self.notes}
        return [note for call, note in self.notes.items() if call in shown]

    def _begins(self) -> bool:
        return not self.skip_stack or not next(iter(self.skip_stack.values()))

    def _set(self, laid: Any, notes: list[Any]) -> list[Any]:
        """Lay notes out below one another, under the table."""
        placed: list[Any] = []
        y = laid.content_box_y() + laid.height
        for note in notes:
            if not placed and not note.style["padding_top"].value:
                y += _APART * _line(note)
            note.position_x, note.position_y = laid.content_box_x(), y
            placed.append(block.block_level_layout(self.context, note, -inf, None, laid)[0])
            y = _bottom(placed[-1])
        return placed


def _boxes(box: Any, heads: bool) -> Iterator[Any]:
    """The boxes in a box, without the heads of continued tables."""
    yield box
    for child in getattr(box, "children", ()):
        if heads or not getattr(child, "is_header", False):
            yield from _boxes(child, heads)


def _bottom(box: Any) -> float:
    bottom: float = box.position_y + box.margin_height()
    return bottom


def _line(note: Any) -> float:
    line: float = note.style["line_height"].value
    return line
