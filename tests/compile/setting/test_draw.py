"""What is painted, to the thousandth of an em, and what other programs read there."""

import io
import itertools
import re
from functools import cache

import pikepdf
import pytest

from huozi.compile.hooks import hooks
from huozi.compile.setting.draw import number_of
from huozi.compile.setting.run import soft
from huozi.values.style import LineStyle, Punctuation

READERS = ("pypdf", "pdfium", "poppler")

#: Text, and what is to be read: typed spaces beside Han are folded into the gap.
TEXTS = {
    "gaps": ("在2004年12月共有5个Windows系统", None),
    "typed spaces": ("在 2004 年 12 月共有 5 个单位", "在2004年12月共有5个单位"),
    "words": ("中文Hello big world中文", None),
    "spaces between Han": ("王 三", None),
    "adjacent marks": ("“一”，《二》（三），……——四。", None),
    "deep squeezes": ("“一”“二”《三》（四）“五”“六”七八九十甲乙丙丁", None),
    "digits in one face, Han in another": (
        "在<b>2004</b>年<b>12</b>月，<i>共有</i>5<i>个</i>",
        "在2004年12月，共有5个",
    ),
    "marks between boxes": ("<b>“一”</b>“<i>二</i>”（<b>三）</b>", "“一”“二”（三）"),
    "a Latin face without a blank": ("<em>在2004年12月A和B</em>", "在2004年12月A和B"),
    "letter-spacing": ("<s>加空2004年</s>一", "加空2004年一"),
    "blanks beside signs": ("用git commit -m，a / b，x = y + z，A & B", None),
    "blanks beside dashes": ("从1990 – 2000，he — she，p - q", None),
    "blanks between signs alone": ("x = y + z", None),
    "blanks between single letters": ("a / b", None),
    "blanks between boxes": ("<b>bold word</b> plain <i>a</i> / b", "bold word plain a / b"),
    "superscript": ("面积30m<sup>2</sup>，水H<sub>2</sub>O。", "面积30m2，水H2O。"),
}
CSS = """b, i { font-family: "Noto Sans CJK SC"; font-style: normal }
         em { font-family: "DejaVu Serif", "Noto Serif CJK SC"; font-style: normal }
         s { letter-spacing: .4em; text-decoration: none } sup, sub { line-height: 0 }"""


@pytest.fixture(scope="module")
def laid_text(lay):
    """A text of that name in lines of so many em: laid once for all readers."""
    return cache(lambda name, em: lay(f"<p>{TEXTS[name][0]}", CSS, em=em))


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("em", [12, 40])
def test_the_text_can_be_extracted(laid_text, reader, name, em):
    source, expected = TEXTS[name]
    laid = laid_text(name, em)
    assert laid.report.fallbacks == {}
    assert laid.extracted(reader) == (expected or source)


@pytest.mark.parametrize("reader", ["pypdf", "pdfium"])
def test_blanks_beside_a_dash_of_a_face_without_a_blank(lay, reader):
    """The face of the dash has nothing to fill gaps with; what is typed is a space all the same."""
    css = """p { --huozi-latin: "Noto Serif CJK SC";
                font-family: "DejaVu Serif", "Noto Serif CJK SC" }"""
    assert lay("<p>从1990 – 2000年", css).extracted(reader) == "从1990 – 2000年"


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_a_loose_line_is_read_without_spaces(lay, reader):
    """Stretched beyond what readers take for letter-spacing."""
    laid = lay("<p style='text-align-last:justify'>均排<b>四</b>字2004年")
    assert laid.extracted(reader) == "均排四字2004年"


def test_glyphs_that_stand_for_several_characters_are_told_apart(lay):
    """⼀ U+2F00 and 一 share a glyph; so do a letter and its compatibility form."""
    laid = lay("<p>一\u2f00一")
    assert len({glyph.text for glyph in laid.glyphs}) == 1
    assert laid.extracted("pdfium") == "一\u2f00一"


def test_positions_are_those_of_the_composer(lay):
    laid = lay("<p>在2004年，“引号”（括号）", em=20)
    (line,) = laid.painted_lines
    origins = {glyph.text: glyph.x - 50 for glyph in line}
    digits = sum(glyph.end - glyph.x for glyph in line[1:5])
    assert origins["年"] == pytest.approx(10 + 2.5 + digits + 2.5, abs=0.01)
    after = origins["年"] + 10
    assert origins["，"] == pytest.approx(after, abs=0.01)
    assert origins["“"] == pytest.approx(after + 5, abs=0.01), "the comma hugs the quote"
    assert origins["（"] == pytest.approx(origins["”"] + 5, abs=0.01)


def test_kerning_and_widths_come_from_pango(lay):
    composed = lay("<p style=\"font-family:'DejaVu Serif'\">AVATAR Wave", em=40)
    plain = lay("<p style=\"font-family:'DejaVu Serif'\">AVATAR", em=40, style=None)
    ours, theirs = composed.painted_lines[0][:6], plain.painted_lines[0]
    assert [g.text for g in ours] == list("AVATAR")
    steps = [b.x - a.x for a, b in itertools.pairwise(ours)]
    native = [b.x - a.x for a, b in itertools.pairwise(theirs)]
    assert steps == pytest.approx(native, abs=0.02)
    assert steps[0] < ours[0].end - ours[0].x, "A and V are kerned"


def test_stretch_is_even_to_a_thousandth(lay):
    laid = lay("<p>一二三四五六七八九十甲，A乙一二三四五六七八九十")
    steps = [
        b.x - a.x for a, b in zip(laid.painted_lines[0], laid.painted_lines[0][1:], strict=False)
    ]
    assert max(steps[:10]) - min(steps[:10]) < 0.01


def test_quotes_and_dashes_come_from_the_face_that_draws_them_wide(lay):
    css = "p { font-family: 'DejaVu Serif', 'Noto Serif CJK SC' }"
    laid = lay("<p>甲“Ab”——乙……·", css)
    fonts = {glyph.text: "Noto" in glyph.font for glyph in laid.glyphs}
    wide = {"甲": True, "“": True, "A": False, "b": False, "”": True, "——": True, "…": True}
    assert wide.items() <= fonts.items()
    assert laid.glyphs[1].end - laid.glyphs[1].x == pytest.approx(10, abs=0.01)


def test_english_keeps_its_own_quotes(lay):
    css = "p { font-family: 'DejaVu Serif', 'Noto Serif CJK SC' }"
    laid = lay("<p lang=en>“Ab”", css)
    assert all("DejaVu" in glyph.font for glyph in laid.glyphs)


def test_spacing_does_not_leak_into_other_text(lay):
    laid = lay("<p style='text-align-last:justify'>均排四字</p><p>一二三")
    (stream,) = laid.streams
    spacing = re.findall(r"([\d.]+) Tc", stream)
    assert len(spacing) == 2 and spacing[-1] == "0"
    assert [g.x for g in laid.painted_lines[1]] == pytest.approx([50, 60, 70], abs=0.005)


def test_underlines_do_not_run_into_gaps(lay):
    laid = lay("<p>年<u>2004</u>年<u>（甲）</u>，乙")
    (line,) = laid.painted_lines
    (stream,) = laid.streams
    spans = re.findall(r"([\d.]+) ([\d.]+) m\n([\d.]+) [\d.]+ l", stream)
    starts = [float(x0) * 0.75 for x0, _, _ in spans]
    ends = [float(x1) * 0.75 for *_, x1 in spans]
    assert starts[0] == pytest.approx(line[1].x, abs=0.01)
    assert ends[0] == pytest.approx(line[4].end, abs=0.01)
    closer = next(glyph for glyph in line if glyph.text == "）")
    assert ends[1] == pytest.approx(closer.x + 5, abs=0.01), "its blank half is the comma's"


def test_plain_style_squeezes_nothing(lay):
    laid = lay("<p>“一”，“二”", style=LineStyle(Punctuation.PLAIN))
    assert [g.x for g in laid.painted_lines[0]] == pytest.approx(
        [50, 60, 70, 80, 90, 100, 110], abs=0.005
    )


def test_tagged_pdfs_are_written(lay):
    laid = lay("<p>一<b>二</b>，2004年")
    with hooks().in_force():
        tagged = laid.document.write_pdf(pdf_tags=True)
    with pikepdf.open(io.BytesIO(tagged)) as pdf:
        assert "/StructTreeRoot" in pdf.Root


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0"), (1.5, "1.5"), (-83.33333, "-83.3333"), (20.0, "20")]
)
def test_numbers(value, text):
    assert number_of(value) == text


def test_half_an_em_is_shown_within_half_an_em():
    assert -5 < soft(-5.00001, 10) < -4.9995
    assert soft(-4.9, 10) == -4.9
    assert soft(-7.5, 10) == -7.5


def test_quotation_marks_of_kai_fill_their_cells(tmp_path) -> None:
    """The face has them 0.35 em wide; a reader finds the words without a blank all the same."""
    from pypdfium2 import PdfDocument

    from tests.books import entry, make_book
    from tests.pressing import press

    body = "> 引文里的“引号”占一格，‘单引’也占。\n"
    made = press(make_book(tmp_path, {"甲.md": entry(body)}, {"front": []}))
    with PdfDocument(made.output) as document:
        page = document[0].get_textpage()
        text = page.get_text_range()
        assert "引文里的“引号”占一格，‘单引’也占。" in text.replace("\r\n", "")
        start = text.index("里的“")
        lefts = [page.get_charbox(start + at, loose=True)[0] for at in range(7)]
    size = lefts[1] - lefts[0]
    assert lefts[3] - lefts[1] == pytest.approx(2 * size, abs=0.3 * size)  # 的“引: two cells
    assert lefts[6] - lefts[4] == pytest.approx(2 * size, abs=0.3 * size)  # 号”占
