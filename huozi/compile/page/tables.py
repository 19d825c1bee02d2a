"""Continued tables 续表: a label stands above the head on every page but the first.

The template writes the label into the head as a row of class `continued`, and WeasyPrint repeats
heads; here the row is left out where the table begins. Calls of notes in a head are left out where
it is repeated, since their texts stand on the first page. Where a row has no room below its head
because of the notes of a page, the notes go overleaf. The part of a table on each page ends with
the rule of its last row. Merged cells continue (`spans.py`), and a row that is higher than half a
page is divided (`rows.py`). CLREQ leaves tables open; this is trade usage.
"""

from collections.abc import Callable
from typing import Any

from huozi.compile.engine.library import block
from huozi.compile.page import rows, spans
from huozi.compile.page.foot import foot_of
from huozi.compile.page.rows import without_calls

_EPSILON_PX = 1e-3
#: Class of the row with the label.
CONTINUED = "continued"


def table_layout(
    original: Callable[..., Any],
    context: Any,
    table: Any,
    bottom_space: float,
    skip_stack: Any,
    *rest: Any,
) -> Any:
    """Lay a table out as this page shows it, with rows divided where they must be."""

    def lay() -> Any:
        return _of_this_page(original, context, table, bottom_space, skip_stack, *rest)

    def fits(part: Any, most_px: float) -> bool:
        # No more rows are laid out than have room.
        bottom_space = context.page_bottom - part.position_y - most_px
        laid, resume_at = original(context, part, bottom_space, None, rest[0], True, [], [])[:2]
        return resume_at is None and float(laid.height) <= most_px

    return rows.divided(lay, fits, context, table, skip_stack, rest[2:4])


def _of_this_page(
    original: Callable[..., Any],
    context: Any,
    table: Any,
    bottom_space: float,
    skip_stack: Any,
    *rest: Any,
) -> Any:
    """Lay a table out with the head and the merged cells that belong to this page."""
    written = table.children
    shown = list(written)
    if written and written[0].is_header:
        shown[0] = _head(written[0], skip_stack is None)
    skips = skip_stack
    number, first = rows.place(skip_stack)
    if first is not None:
        group = written[number]
        shown[number], going_on = spans.opened(group, first, skip_stack[number][first])
        skips = {number: {first: going_on}}
    table.children = shown
    try:
        result = original(context, table, bottom_space, skips, *rest)
        foot = foot_of(context)
        has_head = bool(written) and written[0].is_header
        if foot is not None and has_head and _lost_head(result[0]) and foot.reserve.least():
            block.remove_placeholders(context, [result[0]], *rest[2:4])
            foot.suspend(context)
            result = original(context, table, bottom_space, skips, *rest)
        laid, resume_at, *others = result
    finally:
        table.children = written
    if laid is not None and resume_at is not None:
        _close(laid, table.children[-1].children[-1].children[-1])
        if first is not None and resume_at.get(number):
            going_on = spans.as_written(written[number], shown[number], first, resume_at[number])
            resume_at = {number: going_on}
    return laid, resume_at, *others


def _head(head: Any, begins: bool) -> Any:
    """The head as it is shown where a table begins, or where it continues."""
    if begins:
        return head.copy_with_children([row for row in head.children if not _is_label(row)])
    return head.copy_with_children([without_calls(row) for row in head.children])


def _lost_head(laid: Any) -> bool:
    """Whether WeasyPrint left the head out because no row had room below it."""
    return laid is not None and not any(group.is_header for group in laid.children)


def _close(laid: Any, like: Any) -> None:
    """Give the last row of a part of a table the bottom rule of the table's last cell.

    It takes no room: it stands where the row ends, in the white below the last line.
    """
    foot = spans.stretch(laid)
    for cell in _cells(laid):
        if foot - cell.position_y - cell.border_height() < _EPSILON_PX:
            cell.style = cell.style.copy()
            for part in ("style", "color"):
                cell.style[f"border_bottom_{part}"] = like.style[f"border_bottom_{part}"]
            cell.border_bottom_width = like.style["border_bottom_width"]


def _cells(table: Any) -> list[Any]:
    return [cell for group in table.children for row in group.children for cell in row.children]


def _is_label(row: Any) -> bool:
    return (
        CONTINUED in (row.element.get("class") or "").split() if row.element is not None else False
    )
