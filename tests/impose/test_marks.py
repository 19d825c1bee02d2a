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
from huozi.impose.schedule import section
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


@pytest.mark.parametrize(("room_mm", "width_mm"), [(0, 1.5), (6, 4), (4, 2)])
def test_the_mark_lies_over_the_fold_within_what_is_ground_off(room_mm, width_mm) -> None:
    box = collation_box(100, Box(0, 0, 50, 200), (20, 10), mm(room_mm))
    assert (box.left + box.right) / 2 == pytest.approx(100)
    assert to_mm(box.right - box.left) == pytest.approx(width_mm)
    assert (box.bottom, box.top) == (170, 180)
