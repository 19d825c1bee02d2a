"""Page-order schedules: which page lies in which cell of which sheet, and which way up. Pure.

A schedule is found as a binder would find it: take the folded, gathered section, number its pages,
unfold it again and read off what lies where. Every style ends in the same tables, so what places
pages and marks knows nothing of folding.

Trade names: section or signature 书帖, gathering 配帖, insetting 套帖, right-angle fold 垂直交叉折.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest

#: Signatures that common folding machines make, in pages.
SIGNATURE_PAGES = (8, 16, 32)

#: Pages on one side of a sheet that can be folded: one to four right-angle folds.
FOLDED_UP = (2, 4, 8, 16)


class Edge(StrEnum):
    """A side edge of a cell, as seen on the sheet."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> "Edge":
        """The opposite edge."""
        return Edge.RIGHT if self is Edge.LEFT else Edge.LEFT


class Turn(StrEnum):
    """How a sheet is turned over between front and back."""

    SIDE = "side"  # 左右翻: about its vertical middle; both sides have the same head
    TUMBLE = "tumble"  # 天地翻: about its horizontal middle; the back stands on its head


class Blanks(StrEnum):
    """Where blank pages go when the pages do not fill the sheets."""

    END = "end"
    BEFORE_LAST = "before-last"  # so that the last pages stay last, as a back cover does
    REFUSE = "refuse"


class Seam(StrEnum):
    """What lies between two neighbouring cells."""

    SPINE = "spine"  # folded, and stays: the back of the section
    FOLD = "fold"  # folded, and trimmed open: fore-edges or heads
    CUT = "cut"  # cut with the guillotine


class BlanksRefusedError(ValueError):
    """The pages do not fill the sheets, and no blanks are wanted."""

    def __init__(self, pages: int, blanks: int) -> None:
        self.pages, self.blanks = pages, blanks
        super().__init__(f"{pages} pages lack {blanks}")


@dataclass(frozen=True, slots=True)
class Cell:
    """A place on one side of a sheet. Rows count from the top, columns from the left."""

    page: int | None  # index of the page, or None for a blank
    rotation: int  # 0, or 180 when the page stands on its head
    row: int
    column: int
    spine: Edge | None = None  # where its back lies; None on sheets that are not folded
    depth: int = 0  # leaves of its section that lie outside this one, at the spine


@dataclass(frozen=True, slots=True)
class Sheet:
    """Both sides of a sheet, each as seen when it lies on top. One-sided sheets have no `back`."""

    rows: int
    columns: int
    front: tuple[Cell, ...]
    back: tuple[Cell, ...]
    signature: int = 0  # counted from 1; 0 on sheets that are not folded
    outermost: bool = False  # carries the outside of its signature's back, where marks go

    @property
    def column_seams(self) -> tuple[Seam, ...]:
        """What lies right of each column but the last."""
        spines = {cell.column for cell in self.front if cell.spine is Edge.RIGHT}
        inner = range(self.columns - 1)
        if not self.signature:
            return tuple(Seam.CUT for _ in inner)
        return tuple(Seam.SPINE if column in spines else Seam.FOLD for column in inner)

    @property
    def row_seams(self) -> tuple[Seam, ...]:
        """What lies below each row but the last."""
        return (Seam.FOLD if self.signature else Seam.CUT,) * (self.rows - 1)


# ---------------------------------------------------------------------------- blanks


def padded(pages: int, multiple: int, blanks: Blanks, last: int) -> tuple[int | None, ...]:
    """Page indices filled up with blanks to a whole multiple.

    `last` is how many pages stay at the end with BEFORE_LAST. Raises BlanksRefusedError.
    """
    short = -pages % multiple
    if short and blanks is Blanks.REFUSE:
        raise BlanksRefusedError(pages, short)
    kept = min(last, pages) if blanks is Blanks.BEFORE_LAST else 0
    return (*range(pages - kept), *(None,) * short, *range(pages - kept, pages))


# ---------------------------------------------------------------------------- folded sheets


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A leaf on its way through unfolding."""

    number: int
    recto: bool = True  # its recto is on top
    turned: bool = False  # it stands on its head

    def over(self, tumbled: bool) -> "_Leaf":
        """The leaf swung over its side edge, or over its head."""
        return replace(self, recto=not self.recto, turned=self.turned ^ tumbled)


_Stacks = dict[tuple[int, int], list[_Leaf]]  # (row, column) → leaves from the top down


def _swung(stack: list[_Leaf], tumbled: bool) -> tuple[list[_Leaf], list[_Leaf]]:
    """The upper half of a stack, and the lower half swung out over the side or the head."""
    half = len(stack) // 2
    return stack[:half], [leaf.over(tumbled) for leaf in reversed(stack[half:])]


def _unfolded(up: int) -> tuple[int, int, _Stacks]:
    """Rows, columns and leaves of a sheet with `up` pages a side: folds at right angles, the last
    one at the spine, the one before it at the head.
    """
    rows = columns = 1
    stacks: _Stacks = {(0, 0): [_Leaf(number) for number in range(up)]}
    for fold in range(int(math.log2(up))):
        opened: _Stacks = {}
        for (row, column), stack in stacks.items():
            upper, lower = _swung(stack, tumbled=fold % 2 == 1)
            if fold % 2 == 0:  # out to the left
                opened[row, columns + column], opened[row, columns - 1 - column] = upper, lower
            else:  # out over the head
                opened[rows + row, column], opened[rows - 1 - row, column] = upper, lower
        stacks = opened
        rows, columns = (rows, columns * 2) if fold % 2 == 0 else (rows * 2, columns)
    return rows, columns, stacks


def _inset(sheet: int, leaves: int, up: int) -> list[int]:
    """Leaves of a section that belong to one of its sheets, 0 being the outermost."""
    half = up // 2
    first, last = sheet * half, leaves - (sheet + 1) * half
    return [*range(first, first + half), *range(last, last + half)]


def section(
    pages: Sequence[int | None], up: int, number: int = 1, binding: Edge = Edge.LEFT
) -> tuple[Sheet, ...]:
    """The sheets of one section, the outermost first.

    Each sheet carries `up` pages a side (2, 4, 8 or 16) and is folded; sheets are put inside one
    another. `pages` have to fill the sheets. A section bound on the right (直排右翻) is the mirror
    image of one bound on the left.
    """
    if up not in FOLDED_UP or not pages or len(pages) % (2 * up):
        raise ValueError(f"{len(pages)} pages, {up} up")
    leaves = len(pages) // 2
    rows, columns, stacks = _unfolded(up)

    def cell(row: int, column: int, leaf: _Leaf, recto: bool) -> Cell:
        spine = Edge.LEFT if recto != leaf.turned else Edge.RIGHT
        if binding is Edge.RIGHT:
            column, spine = columns - 1 - column, spine.other
        page, rotation = pages[2 * leaf.number + (not recto)], 180 if leaf.turned else 0
        depth = min(leaf.number, leaves - 1 - leaf.number)
        return Cell(page, rotation, row, column, spine, depth)

    sheets = []
    for index in range(leaves // up):
        own = _inset(index, leaves, up)
        front, back = [], []
        for (row, column), (place,) in sorted(stacks.items()):
            leaf = replace(place, number=own[place.number])
            front.append(cell(row, column, leaf, leaf.recto))
            back.append(cell(row, columns - 1 - column, leaf, not leaf.recto))
        sheets.append(Sheet(rows, columns, tuple(front), _sorted(back), number, index == 0))
    return tuple(sheets)


def _sorted(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))


def saddle(
    pages: int, up: int = 2, blanks: Blanks = Blanks.END, last: int = 1, binding: Edge = Edge.LEFT
) -> tuple[Sheet, ...]:
    """Saddle stitch 骑马订: one section, all sheets inside one another."""
    return section(padded(pages, 2 * up, blanks, last), up, 1, binding)


def signatures(
    pages: int, signature: int = 16, up: int = 2, blanks: Blanks = Blanks.END, last: int = 1,
    binding: Edge = Edge.LEFT, short: bool = False,
) -> tuple[Sheet, ...]:  # fmt: skip
    """Sections of equal length, gathered side by side 配帖, for sewn and perfect binding.

    With `short`, one section may be shorter by whole sheets. It goes last but one: a thin section
    at the end of a book does not hold (零帖不置于末).
    """
    if signature % (2 * up):
        raise ValueError(f"a signature of {signature} pages is no whole number of sheets {up} up")
    order = padded(pages, 2 * up if short else signature, blanks, last)
    whole, rest = divmod(len(order), signature)
    lengths = [signature] * whole
    if rest:
        lengths.insert(max(0, whole - 1), rest)
    sheets: list[Sheet] = []
    start = 0
    for number, length in enumerate(lengths, 1):
        sheets += section(order[start : start + length], up, number, binding)
        start += length
    return tuple(sheets)


# ---------------------------------------------------------------------------- flat sheets


_Place = tuple[int, int]  # row and column


def _grid(rows: int, columns: int, binding: Edge) -> list[_Place]:
    """Cells in reading order; right-bound books are read from the right."""
    across = range(columns) if binding is Edge.LEFT else range(columns - 1, -1, -1)
    return [(row, column) for row in range(rows) for column in across]


def n_up(
    pages: int, rows: int, columns: int, one_sided: bool = False, binding: Edge = Edge.LEFT
) -> tuple[Sheet, ...]:
    """Pages side by side in reading order, as for proofs. The last side may stay part empty."""
    places = _grid(rows, columns, binding)
    sides = []
    for start in range(0, pages, len(places)):
        on_side = range(start, min(start + len(places), pages))
        sides.append(_sorted([Cell(p, 0, *places[p - start]) for p in on_side]))
    if one_sided:
        return tuple(Sheet(rows, columns, side, ()) for side in sides)
    both = zip_longest(sides[::2], sides[1::2], fillvalue=())
    return tuple(Sheet(rows, columns, front, back) for front, back in both)


_Pages = tuple[int | None, int | None]  # of a leaf: in front, and behind it


def _as_leaves(order: Sequence[int | None], one_sided: bool) -> list[_Pages]:
    if one_sided:
        return [(page, None) for page in order]
    return list(zip(order[::2], order[1::2], strict=True))


def _cut_sheet(rows: int, columns: int, one_sided: bool, leaves: Mapping[_Place, _Pages]) -> Sheet:
    """A sheet to be cut into leaves."""
    front = [Cell(pages[0], 0, *place) for place, pages in leaves.items()]
    back = [Cell(pages[1], 0, row, columns - 1 - column) for (row, column), pages in leaves.items()]
    return Sheet(rows, columns, _sorted(front), () if one_sided else _sorted(back))


def cut_and_stack(
    pages: int, rows: int, columns: int, one_sided: bool = False, blanks: Blanks = Blanks.END,
    last: int = 1, binding: Edge = Edge.LEFT,
) -> tuple[Sheet, ...]:  # fmt: skip
    """Cut and stack 裁切叠放: cut the pile of sheets, put the piles on one another, and the leaves
    are in order, for every place holds a run of consecutive leaves.
    """
    places = _grid(rows, columns, binding)
    multiple = len(places) if one_sided else 2 * len(places)
    leaves = _as_leaves(padded(pages, multiple, blanks, last), one_sided)
    depth = len(leaves) // len(places)
    return tuple(
        _cut_sheet(rows, columns, one_sided, dict(zip(places, leaves[s::depth], strict=True)))
        for s in range(depth)
    )


def repeat(
    pages: int, rows: int, columns: int, one_sided: bool = False, blanks: Blanks = Blanks.END,
    last: int = 1,
) -> tuple[Sheet, ...]:  # fmt: skip
    """Step and repeat 连晒: every leaf fills a sheet of its own, once in each cell."""
    places = _grid(rows, columns, Edge.LEFT)
    order = padded(pages, 1 if one_sided else 2, blanks, last)
    leaves = _as_leaves(order, one_sided)
    return tuple(
        _cut_sheet(rows, columns, one_sided, dict.fromkeys(places, leaf)) for leaf in leaves
    )


# ---------------------------------------------------------------------------- turning over


def turned(sheets: Sequence[Sheet], turn: Turn) -> tuple[Sheet, ...]:
    """The sheets as they are to be printed by a press that turns them over like this.

    Schedules are made for SIDE; for TUMBLE the whole back is printed on its head.
    """
    if turn is Turn.SIDE:
        return tuple(sheets)
    return tuple(replace(sheet, back=_on_its_head(sheet)) for sheet in sheets)


def _on_its_head(sheet: Sheet) -> tuple[Cell, ...]:
    return _sorted(
        [
            Cell(
                cell.page, (cell.rotation + 180) % 360,
                sheet.rows - 1 - cell.row, sheet.columns - 1 - cell.column,
                cell.spine.other if cell.spine else None, cell.depth,
            )
            for cell in sheet.back
        ]
    )  # fmt: skip
