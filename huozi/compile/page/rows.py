"""Divides rows that are higher than half a page; all others stay whole.

A row of ordinary height moves to the next page. A higher one would leave much of the page before
empty and, where no page holds it, push the head of its table off the next one.
"""

from collections.abc import Callable
from typing import Any

from huozi.compile.engine.library import block, boxes
from huozi.compile.page.grid import divide, pitch_px
from huozi.compile.page.written import attribute

#: Attribute of a row: is it too high to be moved?
_TALL = "_huozi_tall"
#: Attribute of a table: may it be moved as a whole?
_WHOLE = "_huozi_whole"
#: Class of the call of a note that stands elsewhere than at the foot.
NOTE_CALL = "note-call"
#: The share of a page that a row, or a table that stands whole, takes at most: what moves leaves as
#: much white on the page before. One with pictures, which nothing divides, takes all of it.
_SHARE = 0.5
#: Lines of a page that a caption takes.
CAPTION_LINES = 2


def place(skip_stack: Any) -> tuple[int, int | None]:
    """The group and the row from which a table continues; None for the row where it begins."""
    if not skip_stack:
        return 0, None
    ((group, row),) = skip_stack.items()
    return group, next(iter(row)) if row else None


def divided(
    lay: Callable[[], Any],
    fits: Callable[[Any, float], bool],
    context: Any,
    table: Any,
    skip_stack: Any,
    placeholders: Any,
) -> Any:
    """Lay a table out, again for each row that turns out to be too high to be moved.

    `fits` says whether a table that begins a page is no higher than so many pixels.
    """
    result = lay()
    if _cut_short(result) and _WHOLE not in table.__dict__:
        # A table that is to stand whole would leave this page empty, and be divided on the next.
        table.__dict__[_WHOLE] = not _is_too_high(table, fits, context)
        if not table.__dict__[_WHOLE]:
            divide(context, table)
    while (row := _parted(table, skip_stack, result)) is not None and _TALL not in row.__dict__:
        row.__dict__[_TALL] = _is_tall(row, fits, context, table)
        if row.__dict__[_TALL]:
            row.style = row.style.copy()
            row.style["break_inside"] = "auto"
            row.children = sorted(row.children, key=_chars)
            divide(context, table)
            if result[0] is not None:
                block.remove_placeholders(context, [result[0]], *placeholders)
            result = lay()
    if result[0] is not None:
        _in_order(result[0])
    return result


def _chars(cell: Any) -> int:
    """How many characters a cell holds. Short cells are laid out first, so that the notes of all
    are known when the long one is divided.
    """
    return sum(len(box.text) for box in cell.descendants() if isinstance(box, boxes.TextBox))


def _in_order(laid: Any) -> None:
    """Restore the order of the cells of divided rows."""
    for row in (row for group in laid.children for row in group.children):
        if row.__dict__.get(_TALL):
            row.children = sorted(row.children, key=lambda cell: cell.grid_x)


def _cut_short(result: Any) -> bool:
    laid, resume_at = result[:2]
    return laid is None or resume_at is not None


def _is_turned(table: Any) -> bool:
    return "turned" in attribute(table, "class").split()


def _parted(table: Any, skip_stack: Any, result: Any) -> Any:
    """The row that had no room on a page; None where there is none."""
    laid, resume_at = result[:2]
    body = [number for number, group in enumerate(table.children) if not group.is_header]
    if not body:
        return None
    head_lost = laid is not None and table.children[0].is_header and not laid.children[0].is_header
    if laid is None or head_lost:
        group, row = place(skip_stack) if skip_stack else (body[0], 0)
    elif resume_at is not None:
        group, row = place(resume_at)
        if row is None or resume_at[group][row]:
            return None
    else:
        return None
    rows = table.children[group].children
    return rows[row or 0] if (row or 0) < len(rows) else None


def _is_tall(row: Any, fits: Callable[[Any, float], bool], context: Any, table: Any) -> bool:
    """Whether a row, with the head of its table, is too high to be moved."""
    group = next(group for group in table.children if any(row is own for own in group.children))
    alone = without_calls(row)
    alone = alone.copy_with_children([_in_one_row(cell) for cell in alone.children])
    heads = [head for head in table.children[:1] if head.is_header]
    part = table.copy_with_children([*heads, group.copy_with_children([alone])])
    return _is_too_high(part, fits, context)


def _is_too_high(table: Any, fits: Callable[[Any, float], bool], context: Any) -> bool:
    """Whether a table, with its title, is too high to be moved as a whole."""
    groups = [
        group.copy_with_children([without_calls(row) for row in group.children])
        for group in table.children
    ]
    page = context.current_footnote_area.page
    height = page.width if _is_turned(table) else page.height
    pictures = any(isinstance(box, boxes.ReplacedBox) for box in table.descendants())
    most = (1.0 if pictures else _SHARE) * height - CAPTION_LINES * pitch_px(table)
    return not fits(table.copy_with_children(groups), most)


def _in_one_row(cell: Any) -> Any:
    copy = cell.copy()
    copy.rowspan = 1
    return copy


def without_calls(box: Any) -> Any:
    """A copy of a box without the calls of notes in it."""
    children = [child for child in box.children if not _is_call(child)]
    kept = [without_calls(child) if hasattr(child, "copy_with_children") else child
            for child in children]  # fmt: skip
    if len(kept) == len(box.children) and all(
        a is b for a, b in zip(kept, box.children, strict=True)
    ):
        return box
    return box.copy_with_children(kept)


def _is_call(box: Any) -> bool:
    """Whether a box calls a note, at the foot of the page or elsewhere."""
    return box.footnote is not None or attribute(box, "class") == NOTE_CALL
