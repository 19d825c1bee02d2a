"""What is learnt from Pango agrees with what Pango shows."""

import pytest

from huozi.compile.engine.library import boxes
from huozi.compile.setting.glyphs import table_of


@pytest.fixture
def table(lay):
    def table(css="font-family:'Noto Serif CJK SC'", lang="zh-CN"):
        laid = lay(f'<p lang={lang} style="{css}">字')
        return table_of(next(b for b in laid.boxes if isinstance(b, boxes.TextBox)).style)

    return table


def learnt(table, token):
    table.learn([token])
    return table.tokens[token]


@pytest.mark.parametrize(
    ("token", "cls", "advance"), [("一", "H", 10), ("，", "P", 10), ("——", "D", 20), ("“", "O", 10)]
)
def test_full_width_tokens(table, token, cls, advance):
    glyphs = learnt(table(), token)
    assert (glyphs.cls, glyphs.advance_pt) == (cls, pytest.approx(advance, abs=0.001))


def test_narrow_quotes_are_another_class(table):
    glyphs = learnt(table("font-family:'DejaVu Serif'", lang="en"), "“")
    assert glyphs.cls == "q" and glyphs.advance_pt < 6


def test_a_table_is_shared_by_all_of_one_style(table):
    assert table() is table()
    assert table() is not table("font-weight:700")
    assert table() is not table("letter-spacing:1pt")


@pytest.mark.parametrize(
    ("css", "shared"),
    [
        ("text-indent:2em;color:red", True),
        ("font-size:9pt", False),
        ("font:9pt 'Noto Sans CJK SC'", False),
        ("line-height:3", False),
        ("letter-spacing:1pt", False),
        ("--huozi-latin:'DejaVu Serif'", False),
    ],
)
def test_a_style_without_a_font_of_its_own_has_the_table_of_its_parent(lay, css, shared):
    laid = lay(f'<div>一<p style="{css}">二</div>')
    one, two = (table_of(b.style) for b in laid.boxes if isinstance(b, boxes.TextBox))
    assert (one is two) == shared


def test_letter_spacing_is_in_the_advance_and_not_in_the_pdf_width(table):
    glyphs = learnt(table("letter-spacing:2pt"), "一")
    assert glyphs.advance_pt == pytest.approx(12, abs=0.001)
    assert glyphs.tail_pt == pytest.approx(2, abs=0.001)
    assert [width for _, width, _ in glyphs.glyphs] == [1000]


def test_a_ligature_keeps_its_text(table):
    glyphs = learnt(table("font-family:'DejaVu Serif'"), "office")
    assert "".join(text for *_, text in glyphs.glyphs) == "office"


def test_characters_that_are_not_shown_have_no_glyph(table):
    glyphs = learnt(table(), "\u200b")
    assert (glyphs.hex, glyphs.advance_pt) == ("", 0)


def test_a_character_that_no_font_has_is_not_a_token(table):
    assert learnt(table(), "\U000131ff") is None


def test_the_font_of_a_token_is_known(table):
    latin = table("font-family:'DejaVu Serif','Noto Serif CJK SC'")
    families = {token: latin.fonts[learnt(latin, token).font].family for token in "A一"}
    assert families == {"A": "DejaVu Serif", "一": "Noto Serif CJK SC"}
