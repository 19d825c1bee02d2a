"""续表: the label of a continued table stands above its head on every page but the first.

The template writes the label as a row of class `continued` into the head; WeasyPrint repeats heads.
Here the row is left out where the table begins. Calls of notes in a head are left out where it is
repeated: their texts stand on the first page (CLREQ leaves tables open; trade usage).
"""

from collections.abc import Callable
from typing import Any

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
    """Lay a table out with the head that belongs to this page."""
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
        return original(context, table, bottom_space, skip_stack, *rest)
    finally:
        table.children = [head, *others]


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
