import pytest

CSS = "p::after { content: leader('.') '12' }"


def dots(line):
    return [glyph for glyph in line if glyph.text == "."]


def test_a_leader_fills_the_line(lay):
    laid = lay("<p>标题", CSS)
    (line,) = laid.painted_lines
    assert line[-1].end == pytest.approx(170, abs=0.005)
    assert len(dots(line)) > 20
    step = dots(line)[1].x - dots(line)[0].x
    assert dots(line)[0].x - 70 < 2 * step


def test_leaders_stand_on_one_grid(lay):
    laid = lay("<p>标题<p>长一些的标题", CSS)
    first, second = (dots(line) for line in laid.painted_lines)
    common = {round(dot.x, 2) for dot in first} & {round(dot.x, 2) for dot in second}
    assert len(common) == len(second)


def test_a_long_entry_is_broken_and_its_number_is_not_alone(lay):
    laid = lay("<p>十二个字的标题要换行才行吗<p>十一个字的标题也要换行", CSS)
    assert laid.trace[1] == "│行吗" + "." * laid.trace[1].count(".") + "12│"
    assert all(dots(line) for line in laid.painted_lines if line[-1].text == "2")
    assert laid.report.fallbacks == {}


def test_an_indented_entry_ends_at_the_edge_too(lay):
    laid = lay("<p style='text-indent:2em'>标题", CSS)
    assert laid.painted_lines[0][-1].end == pytest.approx(170, abs=0.005)


def test_a_leader_of_dots_and_spaces(lay):
    laid = lay("<p>标题", "p::after { content: leader('. ') '1' }")
    (line,) = laid.painted_lines
    step = dots(line)[1].x - dots(line)[0].x
    assert step > 4
    assert line[-1].end == pytest.approx(170, abs=0.005)


def test_a_leader_of_blanks_is_white(lay):
    laid = lay("<p>标题", "p::after { content: leader(' ') '12' }")
    (line,) = laid.painted_lines
    assert "".join(glyph.text for glyph in line if glyph.text.strip()) == "标题12"
    assert line[-1].end == pytest.approx(170, abs=0.005)
    assert laid.report.fallbacks == {}
