import pytest

from huozi.diff.page import ComparedPage, TextLine, gathered


def page(*lines, label="12"):
    return ComparedPage(0, label, 400, 580, tuple(TextLine(y, 50, text) for y, text in lines))


BODY = tuple((60 + 16 * row, f"正文{row}") for row in range(30))


def test_characters_of_one_height_are_a_line():
    chars = [(70, 100.4, "乙"), (60, 100, "甲"), (60, 116, "丙")]
    assert gathered(chars) == (TextLine(100.0, 60, "甲乙"), TextLine(116, 60, "丙"))


def test_head_and_folio_are_not_the_body():
    made = page((37, "书名"), *BODY, (552, "12"))
    assert (made.head.text, made.foot.text) == ("书名", "12")
    assert made.words == tuple(text for _, text in BODY)


@pytest.mark.parametrize("folio", ["12", "xii", "·12·", "- 12 -", "（12）"])
def test_folios(folio):
    assert page(*BODY, (552, folio)).foot


def test_what_only_looks_like_furniture_is_body():
    close = page((44, "第一行"), *BODY)
    assert close.head is None
    last = page(*BODY, (552, "末行文字"))
    assert last.foot is None and last.words[-1] == "末行文字"
    high = page(*BODY, (300, "12"))
    assert high.foot is None


def test_a_blank_page():
    blank = page()
    assert (blank.head, blank.foot, blank.words, blank.left_pt) == (None, None, (), 0)
