"""Marks for the binder, outside the trimmed pages: where to cut, where to fold, in what order."""

from dataclasses import dataclass

from huozi.finish.ticks import Line, Reach, ticks
from huozi.impose.frame import Frame
from huozi.pdf.boxes import Box
from huozi.values.length import mm

MARK_PT = mm(5)  # length of a crop or fold mark
OFFSET_PT = mm(3)  # from the trim, and never inside the bleed
SHORTEST_PT = mm(2)  # what is shorter can't be seen at the guillotine
_CLEAR_PT = mm(0.3)  # from the sheet's edge

_STEP_PT = mm(8)
_LEAST_STEP_PT = mm(2)
_LEAST_WIDTH_PT, _MOST_WIDTH_PT = mm(1.5), mm(4)  # of a collation mark, over the fold
_END_PT = mm(10)  # free at head and foot, where the binder's glue and bands go


def _span(free: float, bleed_pt: float) -> Reach | None:
    """How far a mark reaches; None without room."""
    start = max(OFFSET_PT, bleed_pt)
    end = min(start + MARK_PT, free - _CLEAR_PT)
    return (start, end) if end - start >= SHORTEST_PT else None


def crop_marks(frame: Frame, bleed_pt: float) -> list[Line]:
    """裁切线: at every cut."""
    return _round(frame, bleed_pt, *frame.cuts())


def fold_marks(frame: Frame, bleed_pt: float) -> list[Line]:
    """折页线, at every fold."""
    return _round(frame, bleed_pt, *frame.folds())


def _round(frame: Frame, bleed_pt: float, xs: list[float], ys: list[float]) -> list[Line]:
    block = frame.block
    return ticks(block, xs, ys, _span(block.bottom, bleed_pt), _span(block.left, bleed_pt))


def sides_without_room(frame: Frame, bleed_pt: float) -> tuple[bool, bool]:
    """Whether there is no room for marks (above and below, at the sides)."""
    return _span(frame.block.bottom, bleed_pt) is None, _span(frame.block.left, bleed_pt) is None


# ---------------------------------------------------------------------------- slug


@dataclass(frozen=True, slots=True)
class MarkSpot:
    """Where a line of the slug starts, which way it runs, and how long it may be."""

    x: float
    y: float
    upright: bool
    room_pt: float


def slug_spot(frame: Frame, bleed_pt: float, size_pt: float) -> MarkSpot | None:
    """Room for the slug below the first column, or else beside the lowest row; None without any.

    It keeps clear of the marks, which stand at the corners of the cells.
    """
    for clear in (max(bleed_pt, OFFSET_PT), max(bleed_pt, mm(1))):
        needed = clear + 1.2 * size_pt + _CLEAR_PT
        block, inset = frame.block, mm(3)
        if block.bottom >= needed:
            y = block.bottom - clear - size_pt
            return MarkSpot(block.left + inset, y, False, frame.cell.width_pt - 2 * inset)
        if block.left >= needed:
            x = block.left - clear - 0.2 * size_pt
            return MarkSpot(x, block.bottom + inset, True, frame.cell.height_pt - 2 * inset)
    return None


# ---------------------------------------------------------------------------- collation


def collation_mark(trim_height_pt: float, signature: int, total: int) -> tuple[float, float]:
    """帖标: (distance from the head, height) of the mark of a signature, counted from 1.

    The marks step down the back of the gathered book like stairs: a section that is missing,
    doubled or in the wrong place breaks them. The steps shrink when there are many sections, and
    begin again at the head when they would get too small to see.
    """
    room = trim_height_pt - 2 * _END_PT
    if room < 2 * _LEAST_STEP_PT:  # a miniature book: what it has
        room = trim_height_pt
    end = (trim_height_pt - room) / 2
    step = min(_STEP_PT, max(_LEAST_STEP_PT, room / max(total, 1)))
    steps = max(1, int(room / step + 1e-6))
    return end + (signature - 1) % steps * step, step


def collation_box(spine_x: float, trim: Box, mark: tuple[float, float], room_pt: float) -> Box:
    """The mark on the sheet, over the fold: within what is ground off, or else a sliver."""
    down, height = mark
    half = min(max(room_pt - mm(2), _LEAST_WIDTH_PT), _MOST_WIDTH_PT) / 2
    return Box(spine_x - half, trim.top - down - height, spine_x + half, trim.top - down)


def filled(box: Box) -> bytes:
    """A black bar as a content stream."""
    corner, size = f"{box.left:.3f} {box.bottom:.3f}", f"{box.width:.3f} {box.height:.3f}"
    return f"q 0 g {corner} {size} re f Q\n".encode()
