"""What stands outside the trim: where a binder looks for it, and apart."""

import re

import pytest

from huozi.finish.margin import LineNote, SlugNote, line_numbers, marks, source_lines
from huozi.pdf.boxes import Box
from huozi.pdf.profile import BLEED_PT, MARGIN_PT
from huozi.values.length import Side, mm
from huozi.values.style import PageFormat

AREA = Box(MARGIN_PT, MARGIN_PT, MARGIN_PT + mm(280), MARGIN_PT + mm(203))
_LINE = re.compile(r"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l S")


def drawn(*folds_pt):
    """(solid, dashed) lines as x0, y0, x1, y1."""
    solid, _, dashed = marks(AREA, folds_pt).decode().partition(" d\n")
    return [[tuple(map(float, line)) for line in _LINE.findall(part)] for part in (solid, dashed)]


@pytest.mark.parametrize("spine_mm", [0, 1, 3, 4.5, 7, 13.4, 40])
def test_a_fold_is_not_lost_in_a_centre_cross(spine_mm):
    middle, half = AREA.width / 2, mm(spine_mm) / 2
    solid, dashed = drawn(*{middle - half, middle + half})
    assert dashed
    upright = [x for x, _, other, _ in solid if x == other]
    level = [(a, b) for a, y, b, other in solid if y == other]
    for x, *_ in dashed:
        assert all(abs(x - one) > mm(1) for one in upright)
        assert all(not a < x < b for a, b in level)


def test_without_folds_all_four_centres_are_marked():
    solid, dashed = drawn()
    assert (len(solid), dashed) == (8 + 8, [])
    assert len(drawn(mm(100))[0]) == 8 + 8


class Pen:
    """Notes what is set where; a figure is 3 pt wide."""

    def __init__(self):
        self.lines = []

    def width_pt(self, text, size_pt):
        return 3.0 * len(text)

    def line(self, text, size_pt, x_pt, y_pt, upright=False, ink=b"0 g"):
        self.lines.append((text, x_pt, y_pt))
        return b""


@pytest.mark.parametrize("side", Side)
def test_a_proof_numbers_each_line_of_the_grid_beside_the_fore_edge(side):
    form = PageFormat(400, 600, 10, 16, 29, 12, 50, 40)
    pen = Pen()
    line_numbers(Box(30, 30, 430, 630), form, side, pen)
    assert [text for text, _, _ in pen.lines] == [str(number) for number in range(1, 13)]
    # Text stands 0.78 of a line below the head of its line.
    assert [y for _, _, y in pen.lines] == pytest.approx(
        [630 - 40 - 16 * (line + 0.78) for line in range(12)]
    )
    for text, x, _ in pen.lines:
        if side is Side.RECTO:
            assert x == pytest.approx(430 + mm(2))
        else:
            assert x + 3 * len(text) == pytest.approx(30 - mm(2))


@pytest.mark.parametrize("side", Side)
def test_numbers_of_the_source_stand_between_those_of_the_grid_and_the_sheets_edge(side):
    trim, pen = Box(MARGIN_PT, MARGIN_PT, 430, 630), Pen()
    pen.fitted = lambda text, size_pt, room_pt: text[: int(room_pt // 3)]
    lines = LineNote("12 3456789", 100), LineNote("123456789", 70, turned=True)
    source_lines(trim, SlugNote("", "", side=side, lines=lines), pen)
    (beside, x, y), (below, turned_x, foot) = pen.lines
    assert (y, turned_x) == (trim.bottom + 100, trim.left + 70)
    assert beside and below
    assert foot + 3 * len(below) <= trim.bottom
    assert foot >= trim.bottom - mm(4)  # above the slug
    low, high = sorted((x, x + 3 * len(beside)))
    grid = mm(2) + 6  # two figures
    if side is Side.RECTO:
        assert trim.right + grid <= low and high <= trim.right + MARGIN_PT
    else:
        assert low >= 0 and high <= trim.left - grid


def test_no_mark_reaches_into_the_bleed():
    low, high = MARGIN_PT - BLEED_PT, BLEED_PT
    solid, dashed = drawn(mm(133), mm(147))
    for x0, y0, x1, y1 in (*solid, *dashed):
        outside = (
            max(x0, x1) < low or min(x0, x1) > AREA.right + high
            or max(y0, y1) < low or min(y0, y1) > AREA.top + high
        )  # fmt: skip
        assert outside
