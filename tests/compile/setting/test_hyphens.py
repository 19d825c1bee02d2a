"""Latin words are divided at syllables in justified lines; the hyphen is shown and not read.

The case named in brackets was once a page of wide lines.
"""

import pytest

from huozi.compile.setting.hyphens import divided
from huozi.compose import cut
from huozi.values.manuscript import Block, BlockKind, Inline, InlineKind
from tests.compile import kit

ENGLISH = (
    "Learning representations by back-propagating errors. The quick brown fox jumps over the lazy "
    "dog, internationalization notwithstanding, recognition of handwritten numbers."
)


def parts(text: str, language: str = "zh-CN") -> list[str]:
    made, hyphened = divided(cut(text), language)
    assert "".join(made.texts) == text.replace(" ", "")
    assert [
        text[at : at + len(word)] for at, word in zip(made.offsets, made.texts, strict=True)
    ] == made.texts
    return [f"{word}-" if at in hyphened else word for at, word in enumerate(made.texts)]


def test_a_word_is_divided_into_syllables() -> None:
    assert parts("汉字 representation") == ["汉", "字", "rep-", "re-", "sen-", "ta-", "tion"]


@pytest.mark.parametrize(
    "text",
    [
        "WYSIWYG",
        "Jackel",
        "other",
        "https://a.org/document",
        "my_document",
        "document/",
        "a1b2c3d4",
    ],
)
def test_capitals_names_short_words_and_addresses_stay_whole(text) -> None:
    assert not any(
        part.endswith("-") and part[:-1].isalpha() for part in parts(text) if part not in text
    )


def test_no_hyphen_is_put_into_an_address_or_a_word_that_is_cut_into_pieces() -> None:
    """Its pieces look like words, and with a hyphen it is another address."""
    address = "https://example.org/" + "abcdefghij" * 5
    for text in (address, "internationalization" * 2, "x86assembler"):
        assert not [part for part in parts(text) if part.endswith("-") and part not in text]


@pytest.mark.slow
def test_the_language_says_where() -> None:
    assert parts("Universitätsbibliothek", "de")[0] == "Uni-"
    assert parts("internationalization", "qq") == ["internationalization"]


def test_a_line_ends_with_a_hyphen_and_the_account_balances() -> None:
    """[books-t9]"""
    made = kit.galley(kit.paragraph(ENGLISH))
    shown = kit.shown(made, made.contents[0])
    assert shown.count("-") > ENGLISH.count("-")


def test_lines_that_are_not_justified_and_code_have_none() -> None:
    for block in (
        Block(BlockKind.CENTERED, kit.paragraph("").place, children=(kit.paragraph(ENGLISH),)),
        kit.paragraph(ENGLISH, kind=BlockKind.HEADING, level=1),
        Block(
            BlockKind.PARAGRAPH,
            kit.paragraph("").place,
            (Inline(InlineKind.CODE, children=(kit.text(ENGLISH),)),),
        ),
    ):
        made = kit.galley(block, house_=kit.styled("h2 { text-align: left }"))
        assert kit.shown(made, made.contents[0]).count("-") == ENGLISH.count("-")


def test_a_style_may_forbid_them() -> None:
    made = kit.galley(kit.paragraph(ENGLISH), house_=kit.styled("p { --huozi-line: no-hyphens }"))
    assert kit.shown(made, made.contents[0]).count("-") == ENGLISH.count("-")
