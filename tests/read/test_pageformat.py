"""Trim and type area of a book: the house's, one's own, and what does not fit."""

import pytest

from huozi.read.canon import MIN_HEAD_FOOT_MM, MIN_SIDE_MM
from huozi.read.pageformat import HOUSE, page_format
from huozi.read.report import Reporter
from huozi.read.yamlnodes import compose
from huozi.values.length import to_mm
from huozi.values.style import PageFormat


def read(text: str) -> tuple[PageFormat, list[tuple[str, int, dict[str, str]]]]:
    """The format of a text like `measure: 25`, and what is told: code, line, figures."""
    report = Reporter("book.yaml")
    node = compose(text, report)
    assert node is not None
    made = page_format(node, "format", report)
    told = [(f.code, f.place.line if f.place else 0, dict(f.params)) for f in report.findings]
    return made, told


def mm_of(page: PageFormat) -> tuple[float, ...]:
    """Trim, and the four margins: inner, outer, head, foot."""
    lengths = (
        page.trim_width_pt, page.trim_height_pt, page.inner_margin_pt, page.outer_margin_pt,
        page.head_margin_pt, page.foot_margin_pt,
    )  # fmt: skip
    return tuple(round(to_mm(length), 1) for length in lengths)


def test_the_page_of_the_house() -> None:
    """27 characters of 五号 (10.5 pt) on 28 lines of 16.8 pt, on 140 × 203 mm."""
    assert read("{}") == (HOUSE, [])
    assert (HOUSE.measure_chars, HOUSE.lines, HOUSE.body_size_pt) == (27, 28, 10.5)
    assert HOUSE.leading_pt == 16.8
    assert mm_of(HOUSE) == (140, 203, 21, 19, 20, 17.1)


def test_one_figure_leaves_the_others_of_the_house() -> None:
    made, told = read("measure: 26\ninner_margin: 22 mm")
    assert told == []
    assert (made.measure_chars, made.lines) == (26, 28)
    assert mm_of(made)[2:4] == (22, 21.7)
    assert mm_of(read("head_margin: 22 mm\nlines: 27")[0])[4:] == (22, 21)


@pytest.mark.parametrize(
    ("written", "trim"),
    [("16开", (185, 260)), ("16開", (185, 260)), ("50 × 1000 mm", (50, 1000)), ("A5", (148, 210))],
)
def test_a_trim_by_name_or_in_millimetres(written: str, trim: tuple[float, float]) -> None:
    assert mm_of(read(f"trim: {written}")[0])[:2] == trim


@pytest.mark.parametrize("written", ["大33开", "49.9 × 203 mm", "140 × 1000.1 mm", "203 × 49.9 mm"])
def test_what_is_no_trim(written: str) -> None:
    made, told = read(f"measure: 20\ntrim: {written}")
    assert [(code, line, said["found"]) for code, line, said in told] == [("trim-size", 2, written)]
    assert mm_of(made)[:2] == (140, 203)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (f"inner_margin: {MIN_SIDE_MM} mm", None),
        (f"inner_margin: {MIN_SIDE_MM - 0.1} mm", "format-width"),
        (f"inner_margin: {140 - 27 * to_mm(10.5) - MIN_SIDE_MM:.3f} mm", None),
        (f"inner_margin: {140 - 27 * to_mm(10.5) - MIN_SIDE_MM + 0.1:.3f} mm", "format-width"),
        (f"head_margin: {MIN_HEAD_FOOT_MM} mm", None),
        (f"head_margin: {MIN_HEAD_FOOT_MM - 0.1} mm", "format-height"),
    ],
)
def test_margins_that_a_press_can_hold(written: str, code: str | None) -> None:
    _, told = read(written)
    assert [found for found, _, _ in told] == ([code] if code else [])


def test_what_does_not_fit_is_told_in_figures() -> None:
    """34 characters of 10.5 pt are 125.9 mm: with 21 mm before them nothing is left of 140."""
    _, ((code, line, said),) = read("measure: 34")
    assert (code, line) == ("format-width", 1)
    assert said == {
        "trim": "140.0", "measure": "125.9", "chars": "34", "size": "10.5", "inner": "21.0",
        "outer": "-6.9", "least": str(MIN_SIDE_MM),
    }  # fmt: skip
    _, ((code, _, said),) = read("lines: 34")
    type_mm = to_mm(34 * 16.8)
    assert (code, said["height"], said["head"]) == ("format-height", f"{type_mm:.1f}", "20.0")
    assert (said["foot"], said["lines"]) == (f"{203 - 20 - type_mm:.1f}", "34")


def test_lines_need_the_room_of_their_type() -> None:
    made, told = read("size: 10.5 pt\nleading: 10.4 pt")
    assert told[0] == ("format-leading", 1, {"size": "10.5", "leading": "10.4"})
    assert made.leading_pt == 10.4
    assert "format-leading" not in {code for code, _, _ in read("size: 12 pt\nleading: 12 pt")[1]}
