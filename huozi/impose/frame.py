"""Where the cells of a sheet lie: columns, rows, the room between them, and what fits. Pure.

The block of cells stands in the middle of the sheet, so that back lies on front whichever way the
sheet is turned over.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from huozi.impose.paper import Size
from huozi.impose.schedule import Cell, Edge, Seam, Sheet

#: Rounding of page boxes: a book of 140 × 203 mm fits a sheet of that size. 0.05 mm.
TOLERANCE_PT = 0.15


@dataclass(frozen=True, slots=True)
class Room:
    """What is left free between and around the cells."""

    spine_pt: float = 0.0  # at the spine, of each page: ground off in perfect binding 铣背
    trim_pt: float = 0.0  # at folded fore-edges and heads, of each page: trimmed off
    gap_pt: float = 0.0  # between cells that are cut apart, in all
    margin_pt: float = 0.0  # at the edges of the sheet

    def at(self, seam: Seam) -> float:
        """Room at a seam, of both pages together."""
        return {
            Seam.SPINE: 2 * self.spine_pt,
            Seam.FOLD: 2 * self.trim_pt,
            Seam.CUT: self.gap_pt,
        }[seam]


NO_ROOM = Room()


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle, from its lower left to its upper right corner."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet with the places of its cells, in points from the sheet's lower left corner."""

    sheet: Size
    cell: Size  # trimmed page, to the scale
    scale: float
    lefts: tuple[float, ...]  # of the columns
    bottoms: tuple[float, ...]  # of the rows, from the top down
    column_seams: tuple[Seam, ...]
    row_seams: tuple[Seam, ...]

    @property
    def block(self) -> Rectangle:
        """All cells together."""
        return Rectangle(
            self.lefts[0],
            self.bottoms[-1],
            self.lefts[-1] + self.cell.width_pt,
            self.bottoms[0] + self.cell.height_pt,
        )

    def trim(self, cell: Cell) -> Rectangle:
        """The trimmed page in a cell."""
        left, bottom = self.lefts[cell.column], self.bottoms[cell.row]
        return Rectangle(left, bottom, left + self.cell.width_pt, bottom + self.cell.height_pt)

    def window(self, cell: Cell, bleed_pt: float) -> Rectangle:
        """How far a cell's page may show: its bleed, but never past the middle of a seam."""
        trim = self.trim(cell)
        rights = [*(gap / 2 for gap in self._gaps_across()), bleed_pt]
        below = [*(gap / 2 for gap in self._gaps_down()), bleed_pt]
        left = bleed_pt if cell.column == 0 else rights[cell.column - 1]
        above = bleed_pt if cell.row == 0 else below[cell.row - 1]
        return Rectangle(
            trim.left - min(bleed_pt, left),
            trim.bottom - min(bleed_pt, below[cell.row]),
            trim.right + min(bleed_pt, rights[cell.column]),
            trim.top + min(bleed_pt, above),
        )

    def _gaps_across(self) -> list[float]:
        width = self.cell.width_pt
        return [b - a - width for a, b in zip(self.lefts, self.lefts[1:], strict=False)]

    def _gaps_down(self) -> list[float]:
        height = self.cell.height_pt
        return [a - b - height for a, b in zip(self.bottoms, self.bottoms[1:], strict=False)]

    def folds(self) -> tuple[list[float], list[float]]:
        """X of the upright folds and y of the level ones: the middles of folded seams."""
        xs = [
            self.lefts[i] + self.cell.width_pt + gap / 2
            for i, gap in enumerate(self._gaps_across())
            if self.column_seams[i] is not Seam.CUT
        ]
        ys = [
            self.bottoms[i] - gap / 2
            for i, gap in enumerate(self._gaps_down())
            if self.row_seams[i] is not Seam.CUT
        ]
        return xs, ys

    def cuts(self) -> tuple[list[float], list[float]]:
        """X and y of all cuts: the edges of the trimmed pages, but for the spines."""
        width, height = self.cell.width_pt, self.cell.height_pt
        xs = {self.lefts[0], self.lefts[-1] + width}
        ys = {self.bottoms[-1], self.bottoms[0] + height}
        for i, gap in enumerate(self._gaps_across()):
            if self.column_seams[i] is Seam.CUT or self.column_seams[i] is Seam.FOLD and gap > 0:
                xs |= {self.lefts[i] + width, self.lefts[i + 1]}
        for i, gap in enumerate(self._gaps_down()):
            if self.row_seams[i] is Seam.CUT or gap > 0:
                ys |= {self.bottoms[i], self.bottoms[i + 1] + height}
        return _apart(xs), _apart(ys)


def _apart(values: Iterable[float]) -> list[float]:
    """Sorted, what coincides taken once."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > TOLERANCE_PT / 10:
            kept.append(value)
    return kept


# ---------------------------------------------------------------------------- fitting


def _extent(count: int, length: float, seams: Sequence[Seam], room: Room) -> float:
    return count * length + sum(room.at(seam) for seam in seams)


def needed(layout: Sheet, page: Size, room: Room, scale: float = 1.0) -> Size:
    """The smallest sheet that holds the cells."""
    return Size(
        _extent(layout.columns, page.width_pt * scale, layout.column_seams, room)
        + 2 * room.margin_pt,
        _extent(layout.rows, page.height_pt * scale, layout.row_seams, room) + 2 * room.margin_pt,
    )


def largest_scale(layout: Sheet, page: Size, sheet: Size, room: Room) -> float:
    """By how much pages would have to be scaled to fill the sheet; not positive if nothing fits."""
    gaps = needed(layout, page, room, 0.0)
    return min(
        (sheet.width_pt - gaps.width_pt) / (layout.columns * page.width_pt),
        (sheet.height_pt - gaps.height_pt) / (layout.rows * page.height_pt),
    )


def fits(layout: Sheet, page: Size, sheet: Size, room: Room, scale: float = 1.0) -> bool:
    """Whether the cells fit a sheet that lies as given."""
    wanted = needed(layout, page, room, scale)
    return (
        wanted.width_pt <= sheet.width_pt + TOLERANCE_PT
        and wanted.height_pt <= sheet.height_pt + TOLERANCE_PT
    )


def frame(layout: Sheet, page: Size, sheet: Size, room: Room, scale: float = 1.0) -> Frame:
    """Place the cells of a sheet that fits."""
    cell = Size(page.width_pt * scale, page.height_pt * scale)
    across = [room.at(seam) for seam in layout.column_seams]
    down = [room.at(seam) for seam in layout.row_seams]
    left = (sheet.width_pt - layout.columns * cell.width_pt - sum(across)) / 2
    top = sheet.height_pt - (sheet.height_pt - layout.rows * cell.height_pt - sum(down)) / 2
    lefts = [left]
    for gap in across:
        lefts.append(lefts[-1] + cell.width_pt + gap)
    bottoms = [top - cell.height_pt]
    for gap in down:
        bottoms.append(bottoms[-1] - gap - cell.height_pt)
    return Frame(
        sheet, cell, scale, tuple(lefts), tuple(bottoms), layout.column_seams, layout.row_seams
    )


def creep_shift(cell: Cell, caliper_pt: float) -> float:
    """爬移: how far a page moves to the right so that, after trimming, all margins look alike.

    Every leaf lies around those inside it, so at the fore-edge a leaf at depth d (leaves of its
    section outside it) sticks out by d × caliper before trimming. Its page moves that much towards
    the spine; the outermost leaf stays.
    """
    distance = cell.depth * caliper_pt
    return {Edge.LEFT: -distance, Edge.RIGHT: distance, None: 0.0}[cell.spine]
