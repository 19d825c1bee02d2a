"""`::: 表格`: cells pasted from a spreadsheet, parted by tabs, as the tokens of a table."""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

#: Names of the box, in Chinese and English.
CELLS = ("表格", "table")


def pasted(rows: Sequence[Sequence[str]], line: int, level: int) -> Iterator[Token]:
    """The tokens of a table. The first row is its head; empty cells at a row's end may be missing.

    `line` is that of the box, above the first row.
    """
    filled = [(line + n, row) for n, row in enumerate(rows, 1) if any(map(str.strip, row))]
    columns = max((len(row) for _, row in filled), default=0)
    yield Token("table_open", "table", 1, map=[line, line + len(rows) + 1], level=level)
    for number, (at, row) in enumerate(filled):
        section = "thead" if not number else "tbody"
        if number < 2:
            yield Token(f"{section}_open", section, 1)
        cells = [*row, *[""] * (columns - len(row))]
        yield from _row(cells, "td" if number else "th", at)
        if not number or number == len(filled) - 1:
            yield Token(f"{section}_close", section, -1)
    yield Token("table_close", "table", -1, level=level)


def _row(cells: Sequence[str], tag: str, line: int) -> Iterator[Token]:
    yield Token("tr_open", "tr", 1, map=[line, line + 1], markup="\t")
    for cell in cells:
        yield Token(f"{tag}_open", tag, 1)
        yield Token("inline", "", 0, map=[line, line + 1], content=cell.strip(), children=[])
        yield Token(f"{tag}_close", tag, -1)
    yield Token("tr_close", "tr", -1)
