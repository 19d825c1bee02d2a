"""Geometry: cells, gaps, windows, creep."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.impose.frame import (
    NO_ROOM,
    Room,
    creep_shift,
    fits,
    frame,
    largest_scale,
    needed,
)
from huozi.impose.paper import Size
from huozi.impose.schedule import Cell, Edge, Sheet, saddle, section, signatures
from huozi.values.length import mm, to_mm

PAGE = Size(mm(140), mm(203))
ROOM = Room(spine_pt=mm(3), trim_pt=mm(3))
SIXTEEN = section(range(16), 8)[0]


def test_a_press_sheet_of_sixteen() -> None:
    """4 × 140 mm, two spines of 6 mm, one pair of fore-edges of 6 mm; 2 × 203 mm, heads 6 mm."""
    wanted = needed(SIXTEEN, PAGE, ROOM)
    assert to_mm(wanted.width_pt) == pytest.approx(4 * 140 + 18)
    assert to_mm(wanted.height_pt) == pytest.approx(2 * 203 + 6)


def test_cells_stand_in_the_middle_and_do_not_touch() -> None:
    laid = frame(SIXTEEN, PAGE, Size(mm(597), mm(444)), ROOM)
    assert [round(to_mm(x), 3) for x in laid.lefts] == [9.5, 155.5, 301.5, 447.5]
    assert [round(to_mm(y), 3) for y in laid.bottoms] == [225.0, 16.0]
    folds_x, folds_y = laid.folds()
    assert [round(to_mm(x), 3) for x in folds_x] == [152.5, 298.5, 444.5]
    assert [round(to_mm(y), 3) for y in folds_y] == [222.0]


def test_spines_are_not_cut() -> None:
    laid = frame(SIXTEEN, PAGE, Size(mm(597), mm(444)), ROOM)
    xs, ys = laid.cuts()
    assert [round(to_mm(x), 3) for x in xs] == [9.5, 295.5, 301.5, 587.5]
    assert [round(to_mm(y), 3) for y in ys] == [16.0, 219.0, 225.0, 428.0]


def test_cells_cut_apart_share_a_cut_when_nothing_lies_between() -> None:
    flat = Sheet(2, 2, (), ())
    sheet = Size(mm(300), mm(420))
    xs, ys = frame(flat, PAGE, sheet, NO_ROOM).cuts()
    assert [round(to_mm(x), 3) for x in xs] == [10, 150, 290]
    assert len(ys) == 3
    xs, ys = frame(flat, PAGE, sheet, Room(gap_pt=mm(4))).cuts()
    assert (len(xs), len(ys)) == (4, 4)
    assert frame(flat, PAGE, sheet, NO_ROOM).folds() == ([], [])


def test_folds_without_trim_are_not_cut() -> None:
    """Heads and fore-edges that nothing is cut off are left to the folder's knife."""
    xs, ys = frame(SIXTEEN, PAGE, Size(mm(600), mm(450)), NO_ROOM).cuts()
    assert [round(to_mm(x), 3) for x in xs] == [20, 580]
    assert [round(to_mm(y), 3) for y in ys] == [22, 428]
    xs, ys = frame(SIXTEEN, PAGE, Size(mm(600), mm(450)), Room(trim_pt=0.2)).cuts()
    assert (len(xs), len(ys)) == (4, 4), "however little it is"


@pytest.mark.parametrize(
    ("row", "column", "over_mm"),
    [  # left, bottom, right, top
        (0, 0, (3, 2, 1, 3)),
        (0, 1, (1, 2, 2, 3)),
        (1, 2, (2, 3, 1, 2)),
        (1, 3, (1, 3, 3, 2)),
    ],
)
def test_bleed_shows_to_the_middle_of_a_seam(row, column, over_mm) -> None:
    """1 mm of each page is ground off at a spine, 2 mm are trimmed off at a fold."""
    laid = frame(SIXTEEN, PAGE, Size(mm(640), mm(480)), Room(spine_pt=mm(1), trim_pt=mm(2)))
    cell = Cell(0, 0, row, column)
    over = laid.window(cell, mm(3)).over(laid.trim(cell))
    assert tuple(map(to_mm, over)) == pytest.approx(over_mm)


@given(
    st.sampled_from([2, 4, 8, 16]),
    st.floats(20, 600),
    st.floats(20, 600),
    st.floats(0, 20),
    st.floats(0, 20),
    st.floats(0, 30),
)
def test_windows_never_overlap(up, width, height, spine, trim, bleed) -> None:
    """Nothing of one page can show in the place of another, however much bleed it has."""
    layout = section(range(2 * up), up)[0]
    page, room = Size(width, height), Room(spine_pt=spine, trim_pt=trim)
    laid = frame(layout, page, needed(layout, page, room), room)
    windows = [laid.window(cell, bleed) for cell in layout.front]
    for i, a in enumerate(windows):
        for b in windows[i + 1 :]:
            apart_x = min(a.right, b.right) - max(a.left, b.left)
            apart_y = min(a.top, b.top) - max(a.bottom, b.bottom)
            assert min(apart_x, apart_y) < 1e-6
    for cell, window in zip(layout.front, windows, strict=True):
        box = laid.trim(cell)
        assert window.left <= box.left
        assert window.right >= box.right
        assert window.bottom <= box.bottom
        assert window.top >= box.top
        assert window.right - box.right <= bleed + 1e-6


@given(st.floats(20, 2000), st.floats(20, 2000), st.floats(0, 40), st.sampled_from([2, 4, 8]))
def test_the_largest_scale_fits_and_nothing_larger(width, height, margin, up) -> None:
    layout = section(range(2 * up), up)[0]
    sheet, room = Size(width, height), Room(spine_pt=3, trim_pt=5, margin_pt=margin)
    scale = largest_scale(layout, PAGE, sheet, room)
    if scale > 0:
        assert fits(layout, PAGE, sheet, room, scale)
        assert not fits(layout, PAGE, sheet, room, scale + 0.01)


def test_a_sheet_of_exactly_that_size_fits() -> None:
    """140 mm is 396.85 pt in the page box of a book, rounded."""
    rounded = Size(396.85, 575.433)
    assert fits(saddle(4)[0], rounded, Size(mm(280), mm(203)), NO_ROOM)
    assert not fits(saddle(4)[0], rounded, Size(mm(279.8), mm(203)), NO_ROOM)


# ---------------------------------------------------------------------------- creep


@pytest.mark.parametrize(
    ("spine", "depth", "shift"),
    [(Edge.LEFT, 3, -0.3), (Edge.RIGHT, 3, 0.3), (Edge.LEFT, 0, 0.0), (None, 3, 0.0)],
)
def test_pages_move_towards_the_spine(spine, depth, shift) -> None:
    cell = Cell(0, 0, 0, 0, spine, depth)
    assert to_mm(creep_shift(cell, mm(0.1))) == pytest.approx(shift)


def test_the_innermost_sheet_moves_by_the_thickness_of_all_others() -> None:
    """Sixty-four pages are sixteen sheets: fifteen lie outside the innermost."""
    deepest = max(cell.depth for sheet in saddle(64) for cell in sheet.front)
    assert deepest == 15


def test_every_signature_creeps_by_itself() -> None:
    depths = [max(c.depth for c in s.front) for s in signatures(48, 16)]
    assert depths == [0, 1, 2, 3] * 3
