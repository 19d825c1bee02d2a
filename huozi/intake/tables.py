"""Tables: rows, cells, and how many rows and columns a cell spans."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from huozi.intake.inlines import ALTERNATE, REVISIONS, SILENT, WRAPPERS, mark, revised, revision
from huozi.intake.names import tag
from huozi.intake.package import Element
from huozi.intake.properties import CELL, ROW, TABLE, all_told
from huozi.intake.reading import Walk, Within, branches
from huozi.intake.styles import draws_rules, is_on, value
from huozi.intake.values import Revision, WordBlock, WordCell, WordRow, WordSpot, WordTable

_TR, _TC, _SDT = tag("w:tr"), tag("w:tc"), tag("w:sdt")
_MOST_COLUMNS = 64  # Word's own limit is 63


class OpenCell(Struct):
    """A cell, as its row has it."""

    blocks: list[WordBlock]
    column: int
    columns: int
    merge: str  # restart, continue, or nothing
    ruled: bool
    joined: int = 1


class OpenRow(Struct):
    """A row, before it is known what its cells span."""

    cells: list[OpenCell]
    row: WordRow


def read_table(walk: Walk, element: Element, within: Within) -> WordTable:
    """A table, with all that stands in it."""
    properties = element.find(tag("w:tblPr"))
    spot = _next(walk)
    walk.reading.tell(all_told(TABLE, properties), spot)
    rows = [_row(walk, row, inside) for row, inside in _children(walk, element, _TR, within)]
    style_id = value(properties.find(tag("w:tblStyle"))) if properties is not None else ""
    borders = properties.find(tag("w:tblBorders")) if properties is not None else None
    by_style = any(one.ruled for one in walk.reading.styles.chain(style_id))
    by_cells = any(cell.ruled for row in rows for cell in row.cells)
    return WordTable(
        spot=spot,
        rows=_spanned(rows),
        ruled=draws_rules(borders) if borders is not None else by_style or by_cells,
    )


def _next(walk: Walk) -> WordSpot:
    """The place of the paragraph that comes."""
    before = walk.spot()
    return WordSpot(before.part, before.paragraph + 1)


def _children(
    walk: Walk, parent: Element, wanted: str, within: Within
) -> Iterator[tuple[Element, Within]]:
    """Rows of a table or cells of a row, through all that may wrap them."""
    for element in parent:
        name = element.tag
        if name == wanted:
            yield element, within
        elif name in SILENT or not isinstance(name, str):
            continue
        elif name == _SDT:
            if (content := element.find(tag("w:sdtContent"))) is not None:
                yield from _children(walk, content, wanted, within)
        elif name in WRAPPERS:
            yield from _children(walk, element, wanted, within)
        elif name in REVISIONS:
            yield from _children(walk, element, wanted, revised(within, element))
        elif name == ALTERNATE:
            for branch in branches(walk, element):
                yield from _children(walk, branch, wanted, within)
        elif not mark(walk, element):
            walk.unknown(element)


def _whole(element: Element | None, default: int) -> int:
    text = value(element)
    found = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default
    return min(max(found, 0), _MOST_COLUMNS)


def _row(walk: Walk, element: Element, within: Within) -> OpenRow:
    properties = element.find(tag("w:trPr"))
    column = 0
    header, hidden = False, False
    revisions: tuple[Revision, ...] = ()
    if properties is not None:
        column = _whole(properties.find(tag("w:gridBefore")), 0)
        walk.reading.tell(all_told(ROW, properties), _next(walk))
        header = is_on(properties.find(tag("w:tblHeader")))
        hidden = is_on(properties.find(tag("w:hidden")))
        revisions = tuple(revision(one, REVISIONS[one.tag]) for one in properties
                          if one.tag in REVISIONS)  # fmt: skip
    cells: list[OpenCell] = []
    for one, inside in _children(walk, element, _TC, within):
        cell = _cell(walk, one, inside, column, cells)
        column = cell.column + cell.columns
    return OpenRow(cells, WordRow((), header, hidden, revisions))


def _cell(
    walk: Walk, element: Element, within: Within, column: int, cells: list[OpenCell]
) -> OpenCell:
    """A cell; one that is merged with the one before it, as old files have it, widens that."""
    properties = element.find(tag("w:tcPr"))
    columns, merge, ruled, widens = 1, "", False, False
    if properties is not None:
        columns = _whole(properties.find(tag("w:gridSpan")), 1) or 1
        if (down := properties.find(tag("w:vMerge"))) is not None:
            merge = value(down, "continue")
        across = properties.find(tag("w:hMerge"))
        widens = across is not None and value(across, "continue") == "continue"
        walk.reading.tell(all_told(CELL, properties), _next(walk))
        ruled = draws_rules(properties.find(tag("w:tcBorders")))
    blocks = walk.blocks(element, within)
    if widens and cells:
        cells[-1].columns += columns
        cells[-1].blocks += blocks
        cells[-1].joined += 1
        return cells[-1]
    cells.append(OpenCell(blocks, column, columns, merge, ruled))
    return cells[-1]


def _spanned(rows: list[OpenRow]) -> tuple[WordRow, ...]:
    """Rows with their cells, spans counted. What continues nothing is a cell of its own."""
    made: list[list[WordCell]] = [[] for _ in rows]
    above: dict[tuple[int, int], int] = {}  # row of the cell that goes on, by column and columns
    for at, row in enumerate(rows):
        continued: dict[tuple[int, int], int] = {}
        for cell in row.cells:
            key = (cell.column, cell.columns)
            first = above.get(key) if cell.merge == "continue" else None
            if cell.merge:
                continued[key] = at if first is None else first
            if first is not None:
                made[first] = [
                    replace(one, rows=at - first + 1) if one.column == cell.column else one
                    for one in made[first]
                ]
            made[at].append(
                WordCell(tuple(cell.blocks), cell.column, cell.columns,
                         0 if first is not None else 1, cell.joined)
            )  # fmt: skip
        above = continued
    return tuple(replace(row.row, cells=tuple(made[at])) for at, row in enumerate(rows))
