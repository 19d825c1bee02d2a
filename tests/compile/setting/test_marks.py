"""Marks on characters, read back from the paths of the page."""

import itertools
import re

import pytest

CURVE = re.compile(r"([\d.]+) ([\d.]+) m\n(?:[\d. -]+ c\n){4}f", re.MULTILINE)
LINE = re.compile(r"([\d.]+) ([\d.]+) m\n([\d.]+) ([\d.]+) l\nS")


def circles(laid):
    """Centres of the dots in points; a circle is begun at its right."""
    (stream,) = laid.streams
    return [float(x) * 0.75 for x, _ in CURVE.findall(stream)]


def lines(laid):
    (stream,) = laid.streams
    return [(float(x0) * 0.75, float(x1) * 0.75) for x0, _, x1, _ in LINE.findall(stream)]


def test_dots_stand_under_the_middle_of_each_character_and_not_under_marks(lay):
    laid = lay("<p>一<span class=dots>重点，文</span>字")
    painted = {glyph.text: glyph for glyph in laid.painted_lines[0]}
    radius = circles(laid)[0] - (painted["重"].x + 5)
    centres = [x - radius for x in circles(laid)]
    assert 0 < radius < 1
    assert centres == pytest.approx([painted[c].x + 5 for c in "重点文"], abs=0.01)


def test_a_name_has_one_line_and_names_stay_apart(lay):
    laid = lay("<p><span class=name>北京</span><span class=name>平谷</span>")
    (first, second) = lines(laid)
    assert first[0] > 50 and second[1] < 90
    assert second[0] - first[1] == pytest.approx(1.2, abs=0.01)


def test_a_name_with_something_in_it_has_an_unbroken_line(lay):
    laid = lay("<p><span class=name>北<b>京</b>城</span>")
    spans = lines(laid)
    assert [round(a[1] - b[0], 3) for a, b in itertools.pairwise(spans)] == [0, 0]


def test_a_wave_reaches_from_end_to_end(lay):
    laid = lay("<p>一<span class=wavy>红楼梦</span>")
    (stream,) = laid.streams
    wave = re.search(r"([\d.]+) [\d.]+ m\n((?:[\d. ]+ c\n)+)S", stream)
    ends = [float(row.split()[4]) * 0.75 for row in wave[2].splitlines()]
    assert float(wave[1]) * 0.75 == pytest.approx(60, abs=0.01)
    assert ends[-1] == pytest.approx(90, abs=0.01)
    assert len(ends) > 20


def test_marks_take_the_colour_of_the_text_and_open_no_line(lay):
    laid = lay("<p>一<p style='color:#f00'><span class='dots name'>二</span><p>三")
    (stream,) = laid.streams
    assert "1 0 0 RG" in stream
    ys = [line[0].y for line in laid.painted_lines]
    assert [round(a - b, 3) for a, b in itertools.pairwise(ys)] == [16, 16]


def test_a_reading_stands_above_the_middle_of_its_word(lay):
    css = "rt { font-size: 5pt; line-height: 5pt }"
    laid = lay("<p>汉<ruby>拼音<rt>pin</rt></ruby>字<p>下", css)
    painted = laid.glyphs
    reading = [glyph for glyph in painted if glyph.text in "pin"]
    base = [glyph for glyph in painted if glyph.text in "拼音"]
    middle = (base[0].x + base[1].end) / 2
    assert (reading[0].x + reading[-1].end) / 2 == pytest.approx(middle, abs=0.01)
    assert reading[0].y - base[0].y == pytest.approx(8.8 + 0.85, abs=0.01)
    assert [line.height * 0.75 for line in laid.lines] == pytest.approx([16, 16])


def test_a_wide_reading_parts_the_characters(lay):
    css = "rt { font-size: 5pt; line-height: 5pt }"
    laid = lay("<p><ruby>窗<rt>chuāng</rt></ruby><ruby>霜<rt>shuāng</rt></ruby>", css)
    small = sorted((g for g in laid.glyphs if g.size < 6), key=lambda glyph: glyph.x)
    assert "".join(glyph.text for glyph in small) == "chuāngshuāng"
    first, second = small[:6], small[6:]
    assert first[-1].end < second[0].x
    assert laid.report.fallbacks == {}


def test_any_other_ruby_is_set_in_the_line(lay):
    laid = lay("<p>汉<ruby><rb>拼音</rb><rt>pin</rt></ruby>字")
    assert laid.trace == ["│汉拼音pin字│"]
