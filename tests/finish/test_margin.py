"""What stands outside the trim: where a binder looks for it, and apart."""

import re

import pytest

from huozi.finish.margin import marks
from huozi.pdf.boxes import Box
from huozi.pdf.profile import BLEED_PT, MARGIN_PT
from huozi.values.length import mm

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


def test_no_mark_reaches_into_the_bleed():
    low, high = MARGIN_PT - BLEED_PT, BLEED_PT
    solid, dashed = drawn(mm(133), mm(147))
    for x0, y0, x1, y1 in (*solid, *dashed):
        outside = (
            max(x0, x1) < low or min(x0, x1) > AREA.right + high
            or max(y0, y1) < low or min(y0, y1) > AREA.top + high
        )  # fmt: skip
        assert outside
