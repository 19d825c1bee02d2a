"""Merged cells at a page turn: a cell continues overleaf beside the rows that are left of it.

WeasyPrint leaves such a cell in the row it was written in: on the next page its place is empty, and
on its own page it ends with the first row. Here the row that opens a page is given the cells that
reach into it from above, each with its label and 续 behind it (`data-again`, which the template
writes), and each page shows a cell down to its last row.
"""

from typing import Any

from huozi.compile.engine.library import boxes
from huozi.compile.page.written import attribute

#: Attribute of a cell: the words that stand in it where it goes on.
AGAIN = "data-again"
#: Attribute of a group of rows: its merged cells.
_MERGED = "_huozi_merged"

_EPSILON_PX = 1e-3


def carried(group: Any, first: int) -> list[Any]:
    """The cells of rows above that reach into a row, as they are shown from there on."""
    return [
        _again(cell, number + cell.rowspan - first)
        for number, cell in _merged(group)
        if number < first < number + cell.rowspan
    ]


def _merged(group: Any) -> list[tuple[int, Any]]:
    """The cells that span rows, each with the number of its row.

    All rows are searched once, since a long table asks on each of its pages.
    """
    known = group.__dict__.get(_MERGED)
    if known is None or known[0] is not group.children:
        found = [
            (number, cell)
            for number, row in enumerate(group.children)
            for cell in row.children
            if cell.rowspan > 1
        ]
        known = group.__dict__[_MERGED] = group.children, found
    merged: list[tuple[int, Any]] = known[1]
    return merged


def opened(group: Any, first: int, skips: Any) -> tuple[Any, Any]:
    """A group whose row `first` opens a page, and where its cells continue.

    `skips` says where the cells of the row continue, by their places in it, if it was begun before.
    """
    row = group.children[first]
    written = {
        index: _again(cell, cell.rowspan) if _is_done(cell, index, skips) else cell
        for index, cell in enumerate(row.children)
    }
    cells: list[tuple[Any, int | None]] = [(cell, index) for index, cell in written.items()]
    cells += [(cell, None) for cell in carried(group, first)]
    if all(cell is row.children[index] for cell, index in cells if index is not None) and len(
        cells
    ) == len(row.children):
        return group, skips
    cells.sort(key=lambda pair: pair[0].grid_x)
    rows = list(group.children)
    rows[first] = row.copy_with_children([cell for cell, _ in cells])
    if skips:
        skips = {
            place: skips.get(index)
            for place, (cell, index) in enumerate(cells)
            if index in skips or index is None or cell is not row.children[index]
        }
    return group.copy_with_children(rows), skips


def as_written(group: Any, shown: Any, first: int, resume: Any) -> Any:
    """Where a group continues, by the places that its cells have in the manuscript.

    `shown` is the group with the row that `opened` it.
    """
    ((number, skips),) = resume.items()
    if number != first or not skips or shown is group:
        return resume
    places = {id(cell): index for index, cell in enumerate(group.children[first].children)}
    cells = shown.children[first].children
    own = {
        places[id(cells[place])]: skip
        for place, skip in skips.items()
        if id(cells[place]) in places
    }
    if own:
        return {number: own}
    return {number + 1: None} if number + 1 < len(group.children) else None


def stretch(laid: Any) -> float:
    """Extend all cells to the foot of the part of a table that a page shows; returns the foot."""
    rows = laid.children[-1].children
    last = [
        cell
        for number, row in enumerate(rows)
        for cell in row.children
        if number + cell.rowspan >= len(rows)
    ]
    foot = max((_foot(cell) for cell in last), default=0.0)
    for cell in last:
        extra = foot - _foot(cell)
        if extra > _EPSILON_PX:
            cell.padding_top += extra / 2
            cell.padding_bottom += extra / 2
            for child in cell.children:
                child.translate(dy=extra / 2)
    return foot


def _foot(cell: Any) -> float:
    foot: float = cell.position_y + cell.border_height()
    return foot


def _is_done(cell: Any, index: int, skips: Any) -> bool:
    """Whether a merged cell was shown to its end, though its rows continue."""
    return bool(skips) and cell.rowspan > 1 and index not in skips


def _again(cell: Any, rowspan: int) -> Any:
    """A cell as it is shown where it continues: with its label, which is not read out again."""
    lines = []
    if label := attribute(cell, AGAIN):  # an empty cell has none, and boxes of text hold some
        text = boxes.TextBox.anonymous_from(cell, label)
        lines = [boxes.LineBox.anonymous_from(cell, [text])]
        text.element = lines[0].element = None
    copy = cell.copy_with_children(lines)
    copy.rowspan = rowspan
    return copy
