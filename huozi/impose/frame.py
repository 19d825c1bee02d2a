"""Where the cells of a sheet lie: columns, rows, the room between them, and what fits. Pure.

The block of cells stands in the middle of the sheet, so that back lies on front whichever way the
sheet is turned over.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from huozi.impose.paper import Size
from huozi.impose.schedule import Cell, Edge, Seam, Sheet
from huozi.pdf.boxes import Box

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
        if seam is Seam.CUT:
            return self.gap_pt
        return 2 * (self.spine_pt if seam is Seam.SPINE else self.trim_pt)


NO_ROOM = Room()


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
    def block(self) -> Box:
        """All cells together."""
        return Box(
            self.lefts[0], self.bottoms[-1],
            self.lefts[-1] + self.cell.width_pt, self.bottoms[0] + self.cell.height_pt,
        )  # fmt: skip

    def trim(self, cell: Cell) -> Box:
        """The trimmed page in a cell."""
        left, bottom = self.lefts[cell.column], self.bottoms[cell.row]
        return Box(left, bottom, left + self.cell.width_pt, bottom + self.cell.height_pt)

    def window(self, cell: Cell, bleed_pt: float) -> Box:
        """How far a cell's page may show: its bleed, but never past the middle of a seam."""
        across, down = (
            [bleed_pt, *(min(bleed_pt, gap / 2) for gap in gaps), bleed_pt]
            for gaps in (self._gaps_across(), self._gaps_down())
        )
        trim = self.trim(cell)
        return Box(
            trim.left - across[cell.column], trim.bottom - down[cell.row + 1],
            trim.right + across[cell.column + 1], trim.top + down[cell.row],
        )  # fmt: skip

    def _gaps_across(self) -> list[float]:
        return [right - left - self.cell.width_pt for left, right in pairwise(self.lefts)]

    def _gaps_down(self) -> list[float]:
        return [above - below - self.cell.height_pt for above, below in pairwise(self.bottoms)]

    def folds(self) -> tuple[list[float], list[float]]:
        """X of the upright folds and y of the level ones: the middles of folded seams."""
        across = zip(self.lefts, self._gaps_across(), self.column_seams, strict=False)
        down = zip(self.bottoms, self._gaps_down(), self.row_seams, strict=False)
        width = self.cell.width_pt
        xs = [left + width + gap / 2 for left, gap, seam in across if seam is not Seam.CUT]
        return xs, [bottom - gap / 2 for bottom, gap, seam in down if seam is not Seam.CUT]

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
    return count * length + sum(map(room.at, seams)) + 2 * room.margin_pt


def needed(layout: Sheet, page: Size, room: Room, scale: float = 1.0) -> Size:
    """The smallest sheet that holds the cells."""
    return Size(
        _extent(layout.columns, page.width_pt * scale, layout.column_seams, room),
        _extent(layout.rows, page.height_pt * scale, layout.row_seams, room),
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
    lefts = tuple(accumulate(across, lambda x, gap: x + cell.width_pt + gap, initial=left))
    lowest = top - cell.height_pt
    bottoms = tuple(accumulate(down, lambda y, gap: y - gap - cell.height_pt, initial=lowest))
    return Frame(sheet, cell, scale, lefts, bottoms, layout.column_seams, layout.row_seams)


def creep_shift(cell: Cell, caliper_pt: float) -> float:
    """爬移: how far a page moves to the right so that, after trimming, all margins look alike.

    Every leaf lies around those inside it, so at the fore-edge a leaf at depth d (leaves of its
    section outside it) sticks out by d × caliper before trimming. Its page moves that much towards
    the spine; the outermost leaf stays.
    """
    distance = cell.depth * caliper_pt
    return {Edge.LEFT: -distance, Edge.RIGHT: distance, None: 0.0}[cell.spine]
