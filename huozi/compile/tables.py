"""Tables as they are set: rows of cells with their spans, and the alignment of each column.

The content of a column decides what the manuscript leaves open: numbers are aligned on their points
in the middle of the column, short words are centred, longer ones begin at the left. Names of two
and three characters are spread evenly where asked for (均排: CLREQ, "Even spacing").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from huozi.values.manuscript import Block, InlineKind, words
from huozi.values.nested import all_blocks, all_inlines
from huozi.values.rules import GOES_ON

#: Classes that cells bear in the manuscript's block tree: `<` and `^`.
LEFT, UP = "merge-left", "merge-up"
#: Up to so many characters in every cell, a column is centred.
SHORT = 8
#: A table of no more rows than this is not divided.
WHOLE_ROWS = 8
#: Longest name that is spread, in characters.
LONGEST_NAME = 4
#: Longest text of a merged cell that is repeated on the next page, in characters.
LONGEST_LABEL = 20

_NUMBER = re.compile(r"[+\-−±]?[0-9][0-9,]*(?:\.([0-9]+))?[ ]?[%‰]?")
_NOTHING = re.compile(r"[—–－…/-]{0,2}")
_EVEN = re.compile(r"even-([0-9]+)")
_HEAD = re.compile(r"head-([0-9]+)")
_STUB = re.compile(r"stub-([0-9]+)")


@dataclass(slots=True, eq=False)
class TableCell:
    """A cell, with the columns and rows that it spans. Cells are compared by identity."""

    written: Block
    row: int
    column: int
    classes: list[str]
    colspan: int = 1
    rowspan: int = 1
    inner: str = ""  # class of a span around the text
    width: str = ""  # of that span
    after: str = ""  # room behind a number, where digits of others stand
    again: str = ""  # what stands in it where it goes on on another page
    heads_row: bool = False  # what its row is about: read out with each cell of the row

    @property
    def text(self) -> str:
        """The words of the cell, without labels."""
        return words(self.written)

    @property
    def css(self) -> str:
        """The classes of the cell."""
        return " ".join(self.classes)


@dataclass(slots=True)
class Row:
    """A row, without the cells that are merged into others."""

    line: int
    cells: list[TableCell] = field(default_factory=list)


class Table(Struct, frozen=True):
    """A table that is ready to be rendered."""

    head: tuple[Row, ...]
    body: tuple[Row, ...]
    columns: int
    widths: tuple[float, ...]  # in per cent; empty: as the text asks for
    whole: bool  # not to be divided


def table_of(block: Block) -> Table:
    """The table of a block."""
    columns = max(len(row.children) for row in block.children)
    heads = next((int(m[1]) for c in block.classes if (m := _HEAD.fullmatch(c))), 1)
    rows = [Row(row.place.line) for row in block.children]
    grid: list[list[TableCell]] = []
    for at, source in enumerate(block.children):
        line: list[TableCell] = []
        for column, written in enumerate(source.children):
            line.append(_cell(written, at, column, line, grid, rows))
        grid.append(line)
    evens = {int(m[1]) - 1 for name in block.classes if (m := _EVEN.fullmatch(name))}
    for column in range(columns):
        given = block.children[0].children[column].label
        _align([row[column] for row in grid], heads, column, given, column in evens)
    stub = next((int(m[1]) for c in block.classes if (m := _STUB.fullmatch(c))), None)
    _head_rows(grid[heads:], _stub(grid[heads:]) if stub is None else stub)
    _edges(rows, columns)
    for row in rows[heads:]:
        _label(row)
    parts = [float(part) for part in block.label.split()]
    widths = tuple(round(100 * part / sum(parts), 3) for part in parts)
    return Table(tuple(rows[:heads]), tuple(rows[heads:]), columns, widths, len(rows) <= WHOLE_ROWS)


def _cell(
    written: Block,
    at: int,
    column: int,
    line: list[TableCell],
    grid: list[list[TableCell]],
    rows: list[Row],
) -> TableCell:
    """The cell of a place in the grid: a new one, or the one it is merged into, whose
    span grows.
    """
    if LEFT in written.classes:
        cell = line[column - 1]
        cell.colspan = max(cell.colspan, column - cell.column + 1)
        return cell
    if UP in written.classes:
        cell = grid[at - 1][column]
        cell.rowspan = max(cell.rowspan, at - cell.row + 1)
        return cell
    cell = TableCell(written, at, column, [])
    rows[at].cells.append(cell)
    return cell


def _align(cells: list[TableCell], heads: int, column: int, given: str, even: bool) -> None:
    """Choose the alignment of the cells of a column."""
    unique = list({id(cell): cell for cell in cells}.values())
    body = [c for c in unique if c.column == column and c in cells[heads:] and c.colspan == 1]
    texts = [cell.text for cell in body]
    for cell in unique:
        if cell.column == column:
            cell.classes.append(given or "center")
    if even:
        _spread(body, texts)
    elif _numeric(texts):
        _on_points(body, texts, given)
    elif not given and any(len(text) > SHORT for text in texts):
        for cell in body:
            cell.classes[0] = "left"
    for cell in unique:
        if cell.written.children and cell.column == column:
            cell.classes[0] = "left"  # whatever is written: lists are no lists in the middle


def _stub(body: Sequence[Sequence[TableCell]]) -> int:
    """How many columns head their rows where the manuscript does not say: the first one, if it
    holds words and all others hold numbers.
    """
    columns = [[cell.text for cell in column] for column in zip(*body, strict=True)]
    words = len(columns) > 1 and all(columns[0]) and not _numeric(columns[0])
    return int(words and all(map(_numeric, columns[1:])))


def _head_rows(body: Sequence[Sequence[TableCell]], stub: int) -> None:
    """Mark the cells of the stub as heads of their rows, for screen readers."""
    for row in body:
        for cell in row[:stub]:
            cell.heads_row = True


def _spread(cells: Sequence[TableCell], texts: Sequence[str]) -> None:
    """Make names as wide as the longest name of the column."""
    names = [len(text) for text in texts if 2 <= len(text) <= LONGEST_NAME]
    for cell, text in zip(cells, texts, strict=True):
        if 2 <= len(text) <= LONGEST_NAME:
            cell.inner, cell.width = "even", f"{max(names)}em"


def _numeric(texts: Sequence[str]) -> bool:
    numbers = [text for text in texts if not _NOTHING.fullmatch(text)]
    return bool(numbers) and all(_NUMBER.fullmatch(text) for text in numbers)


def _on_points(cells: Sequence[TableCell], texts: Sequence[str], given: str) -> None:
    """Align numbers on their points, in the middle of the column unless told otherwise."""
    matches = [_NUMBER.fullmatch(text) for text in texts]
    decimals = [len(m[1]) if m and m[1] else 0 for m in matches]
    most = max(decimals, default=0)
    longest = max((_figures(t) + _missing(most, d) for t, d in zip(texts, decimals, strict=True)))
    for cell, text, own in zip(cells, texts, decimals, strict=True):
        if _NOTHING.fullmatch(text):
            continue
        if missing := _missing(most, own):
            cell.inner, cell.after = "figures", f"{missing:g}ch"
        if not given:
            cell.inner, cell.width = "figures", f"{longest:g}ch"


def _figures(text: str) -> float:
    """The width of a number in figures; marks are about half as wide."""
    return sum(1.0 if char.isdigit() else 0.6 for char in text) + ("%" in text) * 1.2


def _missing(most: int, own: int) -> float:
    """How many figures and points a number has fewer than the longest one."""
    return (most - own) + (0.6 if most and not own else 0.0)


def _label(row: Row) -> None:
    """Set what the merged cells of a row show where they continue on the next page."""
    for cell in row.cells:
        if cell.rowspan > 1 and (text := cell.text):
            cell.again = f"{text if len(text) <= LONGEST_LABEL else ''}{GOES_ON}"


def _is_annotated(block: Block) -> bool:
    """Whether a block holds a reading above a word, which would touch the rule."""
    nodes = (node for one in all_blocks((block,)) for node in all_inlines(one.inlines))
    return any(node.kind is InlineKind.RUBY for node in nodes)


def _edges(rows: list[Row], columns: int) -> None:
    """Mark the cells at the edges, which bear the heavier rules, and those with readings."""
    for at, row in enumerate(rows):
        for cell in row.cells:
            if _is_annotated(cell.written):
                cell.classes.append("annotated")
            if cell.written.children:
                cell.classes.append("blocks")
            if at == 0:
                cell.classes.append("top")
            if at + cell.rowspan == len(rows):
                cell.classes.append("bottom")
            if cell.column == 0:
                cell.classes.append("first")
            if cell.column + cell.colspan == columns:
                cell.classes.append("last")
