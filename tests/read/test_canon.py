"""The type area that a trim size asks for by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.read.canon import Canon, type_area
from huozi.values.length import mm, to_mm

#: trim in mm → size, characters, lines, and margins in mm: inner, head, fore-edge, foot
PAGES = [
    ((140, 203), 10.5, 28, 25, (14.9, 22.5, 21.4, 32.4)),
    ((130, 184), 10.5, 26, 23, (13.8, 19.5, 19.9, 28.1)),
    ((148, 210), 10.5, 29, 26, (16.6, 22.9, 23.9, 33.0)),
    ((170, 240), 10.5, 34, 30, (18.1, 25.5, 26.0, 36.7)),
    ((185, 260), 10.5, 37, 32, (19.6, 28.8, 28.3, 41.5)),
    ((210, 297), 12, 37, 32, (21.9, 32.9, 31.5, 47.4)),
    ((50, 50), 10.5, 10, 4, (5.3, 10.8, 7.6, 15.5)),
]


@pytest.mark.parametrize(("trim", "size", "chars", "lines", "margins"), PAGES)
def test_a_trim_alone_makes_a_page(trim, size, chars, lines, margins):
    page = type_area((mm(trim[0]), mm(trim[1])))
    found = (
        page.inner_margin_pt, page.head_margin_pt, page.outer_margin_pt, page.foot_margin_pt
    )  # fmt: skip
    assert (page.body_size_pt, page.measure_chars, page.lines) == (size, chars, lines)
    assert tuple(round(to_mm(side), 1) for side in found) == margins


@given(st.floats(100, 1000), st.floats(100, 1000))
def test_at_any_trim(width, height):
    """No more than its share each way, less than a character or a line below it; margins grow."""
    page = type_area((mm(width), mm(height)))
    for held, side, step in (
        (page.measure_pt, page.trim_width_pt, page.body_size_pt),
        (page.type_height_pt, page.trim_height_pt, page.leading_pt),
    ):
        assert side * Canon().share - step < held <= side * Canon().share + 0.01
    assert page.inner_margin_pt * 1.44 == pytest.approx(page.outer_margin_pt)
    assert page.head_margin_pt * 1.44 == pytest.approx(page.foot_margin_pt)


def test_what_is_given_stands():
    """An inner margin or a head that is given is no wider than the one across."""
    page = type_area((mm(148), mm(210)), size_pt=12, inner_pt=mm(25), head_pt=mm(30))
    assert (page.inner_margin_pt, page.head_margin_pt, page.body_size_pt) == (mm(25), mm(30), 12)
    assert page.outer_margin_pt >= mm(25) and page.foot_margin_pt >= mm(30)
    page = type_area((mm(148), mm(210)), measure_chars=24, lines=22, leading_pt=18)
    assert (page.measure_chars, page.lines, page.leading_pt) == (24, 22, 18)
