"""Marks lie outside pages and bleed, and collation marks are stairs."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.finish.ticks import drawn
from huozi.impose.frame import NO_ROOM, Room, frame
from huozi.impose.marks import (
    OFFSET_PT,
    collation_box,
    collation_mark,
    crop_marks,
    filled,
    fold_marks,
    sides_without_room,
    slug_spot,
)
from huozi.impose.paper import Size
from huozi.impose.schedule import Sheet, section
from huozi.pdf.boxes import Box
from huozi.values.length import mm, to_mm

PAGE = Size(mm(140), mm(203))
LAYOUT = section(range(16), 8)[0]
ROOM = Room(spine_pt=mm(3), trim_pt=mm(3))


def laid(width: float, height: float):
    return frame(LAYOUT, PAGE, Size(mm(width), mm(height)), ROOM)


@given(st.floats(578, 700), st.floats(412, 500), st.floats(0, 8))
def test_marks_are_on_the_sheet_and_outside_the_bleed(width, height, bleed_mm) -> None:
    """Marks in the bleed would show on the trimmed page."""
    made, bleed = laid(width, height), mm(bleed_mm)
    block = made.block
    for ticks in (crop_marks(made, bleed), fold_marks(made, bleed)):
        for x0, y0, x1, y1 in ticks:
            assert min(x0, x1, y0, y1) > -1e-6
            assert max(x0, x1) < made.sheet.width_pt + 1e-6
            assert max(y0, y1) < made.sheet.height_pt + 1e-6
            away = max(
                block.left - max(x0, x1), min(x0, x1) - block.right,
                block.bottom - max(y0, y1), min(y0, y1) - block.top,
            )  # fmt: skip
            assert away >= max(bleed, OFFSET_PT) - 1e-6


def test_every_cut_and_fold_is_marked_on_both_sides() -> None:
    made = laid(640, 480)
    assert len(crop_marks(made, 0)) == 2 * 4 + 2 * 4
    assert len(fold_marks(made, 0)) == 2 * 3 + 2 * 1
    assert b" d\n" in drawn(fold_marks(made, 0), dashed=True)
    assert b" d\n" not in drawn(crop_marks(made, 0))


def single(free_mm: float):
    """A page of 140 × 203 mm alone on a sheet with so much free around it."""
    sheet = Size(PAGE.width_pt + 2 * mm(free_mm), PAGE.height_pt + 2 * mm(free_mm))
    return frame(Sheet(1, 1, (), ()), PAGE, sheet, NO_ROOM)


@pytest.mark.parametrize(
    ("free_mm", "bleed_mm", "near_mm", "far_mm"),
    [
        (20, 0, 3, 8),  # 3 mm from the trim, 5 mm long
        (20, 3, 3, 8),
        (20, 4, 4, 9),  # never inside the bleed
        (8.3, 0, 3, 8),
        (7.3, 0, 3, 7),  # 0.3 mm of the sheet's edge stay free
        (5.31, 0, 3, 5.01),  # 2 mm can still be seen
        (5.29, 0, None, None),
    ],
)
def test_how_far_a_crop_mark_reaches(free_mm, bleed_mm, near_mm, far_mm) -> None:
    made, bleed = single(free_mm), mm(bleed_mm)
    ticks = crop_marks(made, bleed)
    assert sides_without_room(made, bleed) == (near_mm is None,) * 2
    if near_mm is None:
        assert ticks == []
        return
    left, bottom, right, top = made.block
    near, far = mm(near_mm), mm(far_mm)
    wanted = sorted(
        [(x, y, x, y + out * (far - near)) for x in (left, right)
         for out, y in ((-1, bottom - near), (1, top + near))]
        + [(x, y, x + out * (far - near), y) for y in (bottom, top)
           for out, x in ((-1, left - near), (1, right + near))]
    )  # fmt: skip
    assert sorted(ticks) == [pytest.approx(tick) for tick in wanted]
    assert fold_marks(made, bleed) == []


def test_marks_are_black_alone() -> None:
    """K alone, drawn with `G`: a mark in four colours would make plates for a book in black."""
    stream = drawn(crop_marks(laid(640, 480), 0)) + filled(Box(0, 0, 1, 1))
    assert set(re.findall(rb"[A-Za-z]+\*?", stream)) == {
        b"q", b"w", b"G", b"m", b"l", b"S", b"Q", b"g", b"re", b"f",
    }  # fmt: skip


def test_no_marks_where_there_is_no_room() -> None:
    tight = laid(578.5, 480)
    assert sides_without_room(tight, 0) == (False, True)
    assert all(x0 == x1 for x0, _, x1, _ in crop_marks(tight, 0))
    assert sides_without_room(laid(578, 412), 0) == (True, True)
    assert drawn(crop_marks(laid(578, 412), 0)) == b""


# ---------------------------------------------------------------------------- slug


def test_the_slug_stands_below_the_pages_or_beside_them() -> None:
    below = slug_spot(laid(640, 480), mm(3), 6)
    assert below is not None
    assert not below.upright
    assert 0 < below.y < laid(640, 480).block.bottom - mm(3) - 5
    beside = slug_spot(laid(640, 413), mm(3), 6)
    assert beside is not None
    assert beside.upright
    assert slug_spot(laid(578, 412), 0, 6) is None


def test_a_slug_on_office_paper_keeps_at_least_a_millimetre() -> None:
    """Two pages of 140 × 203 on A4 leave 8.5 mm at the sides."""
    made = frame(section(range(4), 2)[0], PAGE, Size(mm(297), mm(210)), NO_ROOM)
    spot = slug_spot(made, 0, 6)
    assert spot is not None
    assert spot.upright
    assert 0 < spot.x < made.block.left - mm(1)


@pytest.mark.parametrize(
    ("free_mm", "bleed_mm", "clear_mm"),
    [(20, 0, 3), (20, 3, 3), (20, 5, 5), (5.9, 0, 3), (5.8, 0, 1), (6, 4, None), (3.9, 0, 1),
     (3.8, 0, None)],
)  # fmt: skip
def test_the_slug_keeps_clear_of_bleed_and_edge(free_mm, bleed_mm, clear_mm) -> None:
    """Its top stands 3 mm below the trim, or 1 mm where that is all there is, or at the bleed."""
    made, size = single(free_mm), 6.0
    spot = slug_spot(made, mm(bleed_mm), size)
    if clear_mm is None:
        assert spot is None
        return
    assert spot is not None
    assert (spot.upright, to_mm(spot.x)) == (False, pytest.approx(free_mm + 3))
    assert spot.y + size == pytest.approx(made.block.bottom - mm(clear_mm))
    assert to_mm(spot.room_pt) == pytest.approx(140 - 6)  # 3 mm from either end of the page
    assert spot.y - 0.2 * size >= mm(0.3), "descenders are on the sheet"


def test_a_slug_beside_the_pages_runs_along_the_lowest_row() -> None:
    sheet = Size(PAGE.width_pt + mm(40), PAGE.height_pt)
    spot = slug_spot(frame(Sheet(1, 1, (), ()), PAGE, sheet, NO_ROOM), mm(3), 5.0)
    assert spot is not None
    assert spot.upright
    assert (to_mm(spot.x), to_mm(spot.y)) == pytest.approx((20 - 3 - to_mm(1), 3))
    assert to_mm(spot.room_pt) == pytest.approx(203 - 6)


# ---------------------------------------------------------------------------- collation


@given(st.floats(60, 420), st.integers(1, 200))
def test_marks_step_down_the_spine(height_mm, total) -> None:
    height = mm(height_mm)
    marks = [collation_mark(height, number, total) for number in range(1, total + 1)]
    for down, size in marks:
        assert down >= 0
        assert down + size <= height + 1e-6
        assert size >= mm(2) - 1e-6
    for (above, size), (below, _) in pairwise(marks):
        again = below == pytest.approx(marks[0][0])  # the stairs begin again at the head
        assert again or below == pytest.approx(above + size)
    if total * mm(2) <= height - mm(20):
        assert len({round(down, 3) for down, _ in marks}) == total  # a swap is seen


def test_seventeen_signatures_of_the_book() -> None:
    downs = [to_mm(collation_mark(mm(203), n, 17)[0]) for n in (1, 2, 17)]
    assert [round(d, 2) for d in downs] == [10, 18, 138]


@pytest.mark.parametrize(
    ("height_mm", "total", "number", "down_mm", "step_mm"),
    [
        (203, 1, 1, 10, 8),  # 10 mm from the head, steps of 8 mm
        (203, 22, 22, 178, 8),
        (203, 30, 30, 10 + 29 * 6.1, 6.1),  # they shrink, so that the stairs end above the foot
        (203, 91, 91, 10 + 90 * 183 / 91, 183 / 91),
        (203, 92, 92, 10, 2),  # to 2 mm, and begin again
        (203, 183, 93, 12, 2),
        (24, 2, 2, 12, 2),  # 4 mm between head and foot
        (23, 2, 2, 8, 8),  # a miniature: over the whole height
    ],
)
def test_stairs(height_mm, total, number, down_mm, step_mm) -> None:
    mark = collation_mark(mm(height_mm), number, total)
    assert tuple(map(to_mm, mark)) == pytest.approx((down_mm, step_mm))


def test_a_mark_is_filled_with_black() -> None:
    assert filled(Box(1, 2, 4, 8)) == b"q 0 g 1.000 2.000 3.000 6.000 re f Q\n"


@pytest.mark.parametrize(("room_mm", "width_mm"), [(0, 1.5), (3.4, 1.5), (4, 2), (6, 4), (9, 4)])
def test_the_mark_lies_over_the_fold_within_what_is_ground_off(room_mm, width_mm) -> None:
    box = collation_box(100, Box(0, 0, 50, 200), (20, 10), mm(room_mm))
    assert (box.left + box.right) / 2 == pytest.approx(100)
    assert to_mm(box.right - box.left) == pytest.approx(width_mm)
    assert (box.bottom, box.top) == (170, 180)
