"""续表: the label of a continued table stands above its head on every page but the first.

The template writes the label as a row of class `continued` into the head; WeasyPrint repeats heads.
Here the row is left out where the table begins. Calls of notes in a head are left out where it is
repeated: their texts stand on the first page. Where a row finds no room below its head for the
notes of a page, the notes go overleaf. Where a table goes on overleaf it ends with the rule it ends
with (CLREQ leaves tables open; trade usage).
"""

from collections.abc import Callable
from typing import Any

from huozi.compile.engine.library import block
from huozi.compile.page.foot import foot_of

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
    """Lay a table out with the head that belongs to this page, closed at the page's foot."""
    result = _with_head(original, context, table, bottom_space, skip_stack, *rest)
    if result[0] is not None and result[1] is not None:
        _close(result[0], _cells(table)[-1])
    return result


def _with_head(
    original: Callable[..., Any],
    context: Any,
    table: Any,
    bottom_space: float,
    skip_stack: Any,
    *rest: Any,
) -> Any:
    if not (table.children and table.children[0].is_header):
        return original(context, table, bottom_space, skip_stack, *rest)
    head, *others = table.children
    rows = head.children
    if skip_stack is None:
        shown = [row for row in rows if not _is_label(row)]
    else:
        shown = [_without_calls(row) for row in rows]
    table.children = [head.copy_with_children(shown), *others]
    try:
        result = original(context, table, bottom_space, skip_stack, *rest)
        foot = foot_of(context)
        if foot is not None and _lost_head(result[0]) and foot.reserve.least():
            block.remove_placeholders(context, [result[0]], *rest[2:4])
            foot.suspend(context)
            result = original(context, table, bottom_space, skip_stack, *rest)
        return result
    finally:
        table.children = [head, *others]


def _lost_head(laid: Any) -> bool:
    """Did WeasyPrint leave the head out, because no row found room below it?"""
    return laid is not None and not any(group.is_header for group in laid.children)


def _close(laid: Any, like: Any) -> None:
    """Give the last row of a part of a table the rule below that the table's last cell has.

    No line moves for it: it stands where the row ends, in the white below the last line.
    """
    cells = _cells(laid)
    foot = max((cell.position_y + cell.border_height() for cell in cells), default=0.0)
    for cell in cells:
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


def _without_calls(box: Any) -> Any:
    """A copy of a box without the calls of notes in it."""
    children = [child for child in box.children if child.footnote is None]
    kept = [_without_calls(child) if hasattr(child, "copy_with_children") else child
            for child in children]  # fmt: skip
    if len(kept) == len(box.children) and all(
        a is b for a, b in zip(kept, box.children, strict=True)
    ):
        return box
    return box.copy_with_children(kept)
