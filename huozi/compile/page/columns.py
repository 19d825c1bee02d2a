"""Column widths: short words stay on one line where a long text stands in another column.

WeasyPrint gives every column its least width and shares the rest by preferred widths, so that one
long text takes all, and names and heads break into single characters. Here each column gets its
preferred width up to a limit that fits for all. Where not even the least widths fit, the white
between the columns is reduced, and then words are divided in the widest columns.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from huozi.compile.engine.library import boxes, preferred
from huozi.compile.setting.cast import meet

#: No column asks for more than so many characters.
MOST_CHARS = 9
#: The white at either side of a cell where it is dear; the style says what it is elsewhere.
TIGHT_EM = 0.2
_STEPS = 24
#: Attribute of a layout context: widths of its tables.
_WIDTHS = "_huozi_widths"


def preferred_widths(
    original: Callable[..., Any], context: Any, wrapper: Any, *rest: Any, **named: Any
) -> Any:
    """The preferred widths of a table and its columns, the least ones raised.

    They are kept, since a continued table asks again on every page. Widths are in CSS pixels.
    """
    table = wrapper.get_wrapped_table()
    ask = partial(original, context, wrapper, *rest, **named)
    if not isinstance(table.width, int | float):
        _meet(table)
        return ask()
    known = context.__dict__.setdefault(_WIDTHS, {})
    key = table, table.width, rest, tuple(named.items())
    if key not in known:
        _meet(table)
        known[key] = _within(table, context, ask)
    return known[key]


def _meet(table: Any) -> None:
    meet([box for box in table.descendants() if isinstance(box, boxes.TextBox)])


def _within(table: Any, context: Any, ask: Callable[[], Any]) -> tuple[Any, ...]:
    """The preferred widths where the width of the table is given."""
    found = list(ask())
    room, em = table.width - found[6], table.style["font_size"]
    if sum(found[2]) > room and _tighten(table, em):
        del context.tables[table]
        found = list(ask())
    if sum(found[2]) > room:
        firm = _firm(context, table, len(found[2]))
        two, three = ((chars + 2 * TIGHT_EM) * em for chars in (2, 3))
        wanted = [
            max(a, b, min(c, three)) for a, b, c in zip(found[2], firm, found[3], strict=True)
        ]
        floors = [max(b, min(a, two)) for a, b in zip(found[2], firm, strict=True)]
        found[2] = lowered(wanted, floors, room)
        found[0] = sum(found[2]) + found[6]
    found[2] = least_widths(found[2], found[3], room, MOST_CHARS * em)
    return tuple(found)


def _tighten(table: Any, em: float) -> bool:
    """Reduce the white beside the words of a table. False where it is reduced already."""
    tight, found = TIGHT_EM * em, False
    for cell in _cells(table):
        for name in ("padding_left", "padding_right"):
            white = cell.style[name]
            if white.unit == "px" and white.value > tight:
                cell.style = cell.style.copy()
                cell.style[name] = white._replace(value=tight)
                found = True
    return found


def _cells(table: Any) -> Iterator[Any]:
    return (cell for group in table.children for row in group.children for cell in row.children)


def _firm(context: Any, table: Any, count: int) -> list[float]:
    """The width of each column that keeps words whole: numbers, and names that are spread."""
    firm = [0.0] * count
    for cell in _cells(table):
        if cell.colspan == 1:
            for box in cell.descendants():
                if isinstance(box, boxes.InlineBlockBox):
                    parts = (box, *box.children)
                elif isinstance(box, boxes.InlineBox) and box.style["white_space"] == "nowrap":
                    parts = (*cell.children,)
                else:
                    continue
                wide = max(preferred.min_content_width(context, part) for part in parts)
                firm[cell.grid_x] = max(firm[cell.grid_x], preferred.adjust(cell, True, wide))
    return firm


def lowered(wanted: Sequence[float], floors: Sequence[float], room: float) -> list[float]:
    """Widths reduced to fit a room, the widest first, none below its floor."""
    if sum(floors) > room:
        return list(wanted)

    def at_most(to: float) -> list[float]:
        return [max(floor, min(width, to)) for width, floor in zip(wanted, floors, strict=True)]

    low, high = 0.0, max(wanted)
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(at_most(middle)) <= room else (low, middle)
    return at_most(low)


def least_widths(
    least: Sequence[float], wished: Sequence[float], room: float, most: float
) -> list[float]:
    """The least widths, raised towards `wished` up to the one limit at which all fit `room`."""
    if sum(wished) <= room or sum(least) >= room:
        return list(least)

    def raised(to: float) -> list[float]:
        return [max(a, min(b, to)) for a, b in zip(least, wished, strict=True)]

    low, high = 0.0, most
    if sum(raised(high)) <= room:
        return raised(high)
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(raised(middle)) <= room else (low, middle)
    return raised(low)
