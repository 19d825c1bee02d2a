"""A folded dummy: prints a schedule on make-believe paper, folds it, and leafs through it.

It folds forwards, as hands do, and knows nothing of how schedules are made.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Placed = dict[tuple[int, int], tuple[int | None, int]]  # (row, column) → page, rotation


@dataclass(frozen=True)
class Face:
    """One side of a leaf: what is printed on it, and whether its head points up."""

    page: int | None
    up: bool

    def tumbled(self) -> "Face":
        return Face(self.page, not self.up)


Leaf = tuple[Face, Face]  # what lies on top, what lies below
Paper = dict[tuple[int, int], list[Leaf]]  # (row, column) → leaves from the top down


def placed(cells) -> Placed:
    """A side of a schedule as read off it."""
    return {(cell.row, cell.column): (cell.page, cell.rotation) for cell in cells}


def printed(front: Placed, back: Placed, rows: int, columns: int, tumble: bool = False) -> Paper:
    """The sheet, front on top. The back was printed after turning the sheet over: about its
    vertical middle, or (`tumble`) about its horizontal one."""
    paper: Paper = {}
    for row in range(rows):
        for column in range(columns):
            page, rotation = front.get((row, column), (None, 0))
            top = Face(page, rotation == 0)
            behind = (rows - 1 - row, column) if tumble else (row, columns - 1 - column)
            page, rotation = back.get(behind, (None, 0))
            bottom = Face(page, (rotation == 0) != tumble)
            paper[row, column] = [(top, bottom)]
    return paper


def _under(stack: Sequence[Leaf], over_head: bool) -> list[Leaf]:
    """A stack turned over: the lowest leaf comes up, every leaf shows its other side."""
    turned = [(bottom, top) for top, bottom in reversed(stack)]
    return [(a.tumbled(), b.tumbled()) for a, b in turned] if over_head else turned


def fold_sideways(paper: Paper, columns: int, right_under: bool = False) -> Paper:
    """Fold in the middle, one half under the other."""
    half = columns // 2
    folded: Paper = {}
    for (row, column), stack in paper.items():
        if right_under and column < half:
            folded[row, column] = stack + _under(paper[row, columns - 1 - column], False)
        elif not right_under and column >= half:
            folded[row, column - half] = stack + _under(paper[row, columns - 1 - column], False)
    return folded


def fold_head_under(paper: Paper, rows: int) -> Paper:
    """Fold the upper half under the lower."""
    half = rows // 2
    return {
        (row - half, column): stack + _under(paper[rows - 1 - row, column], True)
        for (row, column), stack in paper.items()
        if row >= half
    }


def fold(paper: Paper, rows: int, columns: int, right_bound: bool = False) -> list[Leaf]:
    """Fold at right angles until one cell is left; the last fold is the spine."""
    sideways = rows <= columns // 2 or rows * columns == 2
    while rows * columns > 1:
        if sideways:
            paper, columns = fold_sideways(paper, columns, right_bound), columns // 2
        else:
            paper, rows = fold_head_under(paper, rows), rows // 2
        sideways = not sideways
    return paper[0, 0]


def nest(sheets: Iterable[list[Leaf]]) -> list[Leaf]:
    """Folded sheets inside one another, the outermost first."""
    outer: list[Leaf] = []
    for sheet in sheets:
        half = len(outer) // 2
        outer = outer[:half] + sheet + outer[half:]
    return outer


def leaf_through(leaves: Iterable[Leaf]) -> list[int | None]:
    """The pages in the order of reading. Fails at a printed page that stands on its head."""
    faces = [face for leaf in leaves for face in leaf]
    assert all(face.up for face in faces if face.page is not None)
    return [face.page for face in faces]


def bound(sheets, turn_tumbles: bool = False, right_bound: bool = False) -> list[int | None]:
    """Fold, nest and gather the sheets of a schedule, and leaf through the book."""
    sections: dict[int, list[list[Leaf]]] = {}
    for sheet in sheets:
        paper = printed(
            placed(sheet.front), placed(sheet.back), sheet.rows, sheet.columns, turn_tumbles
        )
        sections.setdefault(sheet.signature, []).append(
            fold(paper, sheet.rows, sheet.columns, right_bound)
        )
    assert list(sections) == sorted(sections)
    return leaf_through(leaf for nested in sections.values() for leaf in nest(nested))


def cut(sheets, tumble: bool = False, right_first: bool = False) -> list[list[Leaf]]:
    """Cut the pile of sheets: the pile of each cell, in reading order of the cells."""
    papers = [printed(placed(s.front), placed(s.back), s.rows, s.columns, tumble) for s in sheets]
    cells = sorted(papers[0], key=lambda cell: (cell[0], -cell[1] if right_first else cell[1]))
    return [[paper[cell][0] for paper in papers] for cell in cells]
