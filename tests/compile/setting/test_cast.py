"""Texts are cast once in a font style, and paragraphs are made of casts."""

import pytest

from huozi.compile.engine.library import boxes
from huozi.compile.setting.cast import cast
from huozi.compile.setting.glyphs import FallbackError, table_of
from huozi.compile.setting.paragraph import Paragraph


@pytest.fixture
def table(lay):
    laid = lay("<p>字")
    return table_of(next(b for b in laid.boxes if isinstance(b, boxes.TextBox)).style)


def test_columns(table):
    found = cast("一，2004 年", table, "normal")
    assert found.tokens.texts == ["一", "，", "2004", "年"]
    assert "".join(found.tokens.classes) == "HPNH"
    assert found.tokens.spaced == [False, False, False, True]
    assert list(found.offsets) == [0, 1, 2, 7]
    assert found.tokens.advances_pt[0] == pytest.approx(10, abs=0.001)
    assert set(found.tokens.sizes_pt) == {10}
    assert found.font == found.fonts[0]


def test_a_text_is_cast_once(table):
    assert cast("一二三", table, "normal") is cast("一二三", table, "normal")
    assert cast("一 二", table, "normal") is not cast("一 二", table, "pre")


@pytest.mark.parametrize(("white_space", "code"), [("pre", "G"), ("pre-wrap", "I")])
def test_kept_spaces_are_tokens(table, white_space, code):
    found = cast("一  a 二", table, white_space)
    assert found.tokens.texts == ["一", " ", " ", "a", " ", "二"]
    assert "".join(found.tokens.classes) == f"H{code}{code}W{code}H"
    assert list(found.offsets) == [0, 1, 2, 3, 4, 5]
    assert not any(found.tokens.spaced)


def test_nothing_but_spaces(table):
    assert len(cast("  ", table, "normal").tokens) == 0


@pytest.mark.parametrize("text", ["سلام", "一\U000131ff"])
def test_what_is_beyond_us_is_refused_each_time(table, text):
    for _ in range(2):
        with pytest.raises(FallbackError):
            cast(text, table, "normal")


@pytest.mark.slow
def test_casts_are_not_kept_for_ever(table):
    for number in range(2000):
        cast(f"第{number}条", table, "normal")
    assert len(table.casts) < 1000


@pytest.mark.parametrize(
    ("body", "same"),
    [
        ("一二三", True),
        ("一二<a id=here></a>", True),
        ("<b style='font-weight:inherit;padding:2pt'>一二</b>", False),
        ("<b style='font-weight:inherit'>一</b>一二三", False),
        ("一二<sup class=note>①</sup>", False),
    ],
)
def test_a_paragraph_of_one_text_has_the_tokens_of_its_cast(lay, body, same):
    laid = lay(f"<p>{body}")
    (line,) = [b for b in laid.boxes if isinstance(b, boxes.LineBox)]
    tokens = Paragraph(line, lambda box: box.width).tokens()
    text = next(b for b in line.descendants() if isinstance(b, boxes.TextBox))
    found = cast(text.text, table_of(text.style), "normal")
    assert (tokens is found.tokens) == same
    assert "".join(tokens.texts) == "".join(
        b.text for b in line.descendants() if isinstance(b, boxes.TextBox)
    )


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("/etc/huozi/config.toml", ["/etc/", "huozi/", "config.", "toml"]),
        ("is_sorted()", ["is_", "sorted", "(", ")"]),
        (
            "pip install --require-hashes -r a",
            ["pip", "install", "--require-", "hashes", "-r", "a"],
        ),
        ("3.14 + 2/5", ["3.14", "+", "2/5"]),
    ],
)
def test_paths_and_long_names_in_code_part_behind_their_signs(table, code, expected) -> None:
    made = cast(code, table, "normal", whole=True)
    assert list(made.tokens.texts) == expected
    assert [code[at:].startswith(text) for at, text in zip(made.offsets, expected, strict=True)]
    classes = dict(zip(made.tokens.texts, made.tokens.classes, strict=True))
    assert all(classes[text] == "Z" for text in expected if text[-1] in "/._-" and len(text) > 2)


def test_no_gap_stands_beside_an_operator_of_code(table) -> None:
    made = cast("a->b*c=d", table, "normal", whole=True).tokens
    assert dict(zip(made.texts, made.classes, strict=True))["*"] == "W"
    assert {made.classes[made.texts.index(sign)] for sign in (">", "=")} == {"Z"}
    assert "A" in cast("a->b*c=d", table, "normal").tokens.classes
