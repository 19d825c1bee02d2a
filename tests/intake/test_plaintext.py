"""Text files: which of four encodings, and whether that is sure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.intake.ledger import check_balance
from huozi.intake.plaintext import count_text, decode, read_lines
from huozi.intake.values import AtomKind, Origin
from huozi.values.errors import InputError
from tests.intake.word import paragraphs

SIMPLIFIED = "活字印刷术是中国古代的一大发明，用泥、木、铜、铅铸成单字，拼版印书。2024年3月。"
TRADITIONAL = "活字印刷術是中國古代的一大發明，用泥、木、銅、鉛鑄成單字，拼版印書。2024年3月。"
ORIGIN = Origin("稿.txt", "txt", "")


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL])
@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"), ("gb18030", "gb18030"),
    ],
)  # fmt: skip
def test_each_encoding_is_known(text: str, encoding: str, told: str) -> None:
    found = decode(text.encode(encoding), "稿.txt")
    assert (found.text, found.encoding) == (text, told)


def test_big5_is_known() -> None:
    found = decode(TRADITIONAL.encode("big5"), "稿.txt")
    assert (found.text, found.encoding, found.guessed) == (TRADITIONAL, "big5", False)


def test_a_running_text_is_no_guess_and_a_word_is() -> None:
    assert not decode(SIMPLIFIED.encode("gb18030"), "稿.txt").guessed
    assert decode("目录".encode("gb18030"), "稿.txt").guessed


def test_utf_16_without_a_mark_is_a_guess() -> None:
    assert decode((SIMPLIFIED + "\n").encode("utf-16-be"), "稿.txt").guessed


def test_characters_beyond_gbk() -> None:
    assert decode(("𠮷" + SIMPLIFIED).encode("gb18030"), "稿.txt").text == "𠮷" + SIMPLIFIED


@pytest.mark.parametrize("data", [b"\x81", b"abc\n\xff\xff", b"\xff\xfe\x00", b"\xef\xbb\xbf\xff"])
def test_what_no_encoding_can_read_is_an_error(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        decode(data, "稿.txt")
    assert caught.value.findings[0].code == "intake-encoding"


def test_lines_are_paragraphs() -> None:
    text = read_lines("一\r\n\r\n\t二\f三\r四\n\n".encode(), ORIGIN)
    assert [one.text for one in paragraphs(text)] == ["一", "", "\t二\f三", "四"]
    assert [one.spot.paragraph for one in paragraphs(text)] == [1, 2, 3, 4]
    assert [a.kind for a in text.atoms][1:4] == [AtomKind.TAB, AtomKind.TEXT, AtomKind.PAGE_BREAK]


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=200)
)
def test_any_text_balances(said: str) -> None:
    said = "字" + said
    data = said.encode("utf-8")
    text = read_lines(data, ORIGIN)
    check_balance(text, count_text(data, text.origin))
    assert "".join(a.text for a in text.atoms) == said.replace("\r", "").replace("\n", "")


def test_a_nought_in_a_text_makes_no_other_encoding_of_it() -> None:
    decoded = decode("标题\0\n正文，有字\n".encode(), "稿.txt")
    assert (decoded.encoding, decoded.guessed) == ("utf-8", False)
