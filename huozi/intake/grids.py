"""A table as lines of Markdown, with the marks of its cells."""

from bisect import bisect_left
from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from huozi.intake.dialect import WrittenText
from huozi.intake.marks import Mark
from huozi.intake.passages import FlowCell, FlowPassage, FlowTable

WriteCell = Callable[[Sequence[FlowPassage]], WrittenText]


class WrittenTable(Struct, frozen=True):
    """The lines of a table."""

    lines: tuple[str, ...]
    marks: tuple[Mark, ...]
    heads: int  # rows of its head
    cut: int = 0  # merged cells that would reach from the head into the body


def write_table(table: FlowTable, write: WriteCell) -> WrittenTable:
    """Write a table. Every cell stands once; `<` and `^` fill what it spans."""
    columns, table = _without_idle_columns(table)
    grid: list[list[str]] = [[""] * columns for _ in table.rows]
    texts: list[list[WrittenText]] = []
    reached: dict[int, FlowCell] = {}  # columns that a cell above goes on in
    for at, row in enumerate(table.rows):
        written = []
        for cell in sorted(row, key=lambda c: c.column):
            if cell.rows == 0:
                above = reached.get(cell.column)
                if above is not None and above.columns == cell.columns and at:
                    for column in range(cell.column, cell.column + cell.columns):
                        grid[at][column] = "^"
                continue
            text = write(cell.passages)
            written.append(text)
            grid[at][cell.column] = text.markdown or " "
            for column in range(cell.column + 1, cell.column + cell.columns):
                grid[at][column] = "<"
            for column in range(cell.column, cell.column + cell.columns):
                reached[column] = cell
        texts.append(written)
    heads, cut = _heads(table, grid)
    lines = [f"| {' | '.join(cells)} |" for cells in grid]
    lines.insert(1, f"|{'---|' * columns}")
    marks = [Mark("g")]
    for at, row_texts in enumerate(texts):
        places = [n for n, cell in enumerate(grid[at]) if cell not in ("<", "^")]
        filled = [c.column for c in sorted(table.rows[at], key=lambda c: c.column) if c.rows]
        for column in places:
            marks.append(Mark("c"))
            if column in filled:
                marks += (m for m in row_texts[filled.index(column)].marks if m.kind != "l")
    return WrittenTable(tuple(lines), tuple(marks), heads, cut)


def _without_idle_columns(table: FlowTable) -> tuple[int, FlowTable]:
    """How many columns a table has where some cell begins, and the table with these alone: a grid
    of Word has more, of widths that were drawn by hand, or of spans that reach beyond it.
    """
    cells = [cell for row in table.rows for cell in row]
    edges = sorted({cell.column for cell in cells} | {0})

    def moved(cell: FlowCell) -> FlowCell:
        column = bisect_left(edges, cell.column)
        return replace(cell, column=column, columns=bisect_left(edges, _end(cell)) - column)

    rows = tuple(tuple(map(moved, row)) for row in table.rows)
    return len(edges), replace(table, rows=rows)


def _end(cell: FlowCell) -> int:
    return cell.column + cell.columns


def _heads(table: FlowTable, grid: list[list[str]]) -> tuple[int, int]:
    """Rows of the head, and how many `^` below it had to be taken back."""
    heads = max(1, min(table.table.header_rows, len(grid) - 1))
    while heads < len(grid) and "^" in grid[heads]:
        heads += 1
    if heads < len(grid):
        return heads, 0
    heads = max(1, min(table.table.header_rows, len(grid) - 1))
    cut = 0
    if heads < len(grid):
        for column, cell in enumerate(grid[heads]):
            if cell == "^":
                grid[heads][column], cut = " ", cut + 1
    return heads, cut
