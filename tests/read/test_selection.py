"""Selections as they are written → the numbers of entries, or what is wrong with them."""

import pytest

from huozi.read.selection import Listing, Selection, Word, choose, listing
from huozi.values.style import UnitKind

FILES = ["上/甲.md", "上/乙.md", "上/丙，丁.md", "下/戊.md", "下/己,庚.md"]
KINDS = [UnitKind.ARTICLE] * 3 + [UnitKind.DOCUMENT] * 2
BOOK = Listing(
    ("上篇", "下篇"),
    tuple((1 if file.startswith("上") else 2, file) for file in FILES),
    dict(zip(FILES, KINDS, strict=True)),
)


def words(*texts: str) -> tuple[Word, ...]:
    return tuple(Word(text) for text in texts)


def chosen(parts=(), entries=(), kind=None, book=BOOK) -> tuple[int, ...]:
    numbers, wrong = choose(book, Selection(words(*parts), words(*entries), kind))
    assert wrong == []
    return numbers


def refused(parts=(), entries=(), kind=None, book=BOOK) -> list[str]:
    numbers, wrong = choose(book, Selection(words(*parts), words(*entries), kind))
    assert numbers == ()
    return [found.code for found in wrong]


@pytest.mark.parametrize(
    ("entries", "numbers"),
    [
        (["3"], (3,)),
        (["2-4"], (2, 3, 4)),
        (["2-4,1"], (1, 2, 3, 4)),
        (["5", "1", "1-2"], (1, 2, 5)),  # the order is the book's, each comes once
        (["1，3、5"], (1, 3, 5)),
        (["2–4"], (2, 3, 4)),
        (["２－４"], (2, 3, 4)),
        (["1 , 3 - 4"], (1, 3, 4)),
        (["1-1"], (1,)),
        (["上/乙.md"], (2,)),
        (["下/己,庚.md", "上/丙，丁.md"], (3, 5)),
        (["5,上/甲.md"], (1, 5)),
    ],
)
def test_numbers_ranges_and_files(entries, numbers):
    assert chosen(entries=entries) == numbers


@pytest.mark.parametrize(
    ("parts", "entries", "kind", "numbers"),
    [
        (["1"], [], None, (1, 2, 3)),
        (["下篇"], [], None, (4, 5)),
        (["下篇", "1"], [], None, (1, 2, 3, 4, 5)),
        (["上篇"], ["3-5"], None, (3,)),
        (["上篇", "下篇"], ["3-5"], UnitKind.DOCUMENT, (4, 5)),
        ([], [], UnitKind.ARTICLE, (1, 2, 3)),
    ],
)
def test_what_is_given_must_all_be_met(parts, entries, kind, numbers):
    assert chosen(parts, entries, kind) == numbers


def test_a_title_comes_before_a_number():
    book = Listing(("2", "1"), BOOK.entries, BOOK.kinds)
    assert chosen(parts=["2"], book=book) == (1, 2, 3)


def test_an_entry_that_could_not_be_read_may_be_of_any_kind():
    book = Listing(BOOK.parts, BOOK.entries, {})
    assert chosen(entries=["1"], kind=UnitKind.DOCUMENT, book=book) == (1,)


@pytest.mark.parametrize(
    ("parts", "entries", "codes"),
    [
        (["0"], [], ["part-missing"]),
        (["3"], [], ["part-missing"]),
        (["上编"], [], ["part-missing-near"]),
        ([], ["0"], ["entries-missing"]),
        ([], ["6"], ["entries-missing"]),
        ([], ["1-999999999"], ["entries-missing"]),
        ([], ["4-2"], ["entries-syntax"]),
        ([], ["-"], ["entries-syntax"]),
        ([], [""], ["entries-syntax"]),
        ([], ["1,"], ["entries-syntax"]),
        ([], ["1-2-3"], ["entries-syntax"]),
        ([], ["1 2"], ["entries-syntax"]),
        ([], ["9" * 5000], ["entries-syntax"]),
        ([], ["上/甲乙.md"], ["entries-file-near"]),
        ([], ["甲"], ["entries-file-near"]),
        (["上篇"], ["4"], ["entries-none"]),
        (["3", "中间"], ["7", "4-2", "x"],
         ["part-missing", "part-missing", "entries-missing", "entries-syntax", "entries-file"]),
    ],
)  # fmt: skip
def test_all_that_is_wrong_is_told(parts, entries, codes):
    assert refused(parts, entries) == codes


def test_titles_that_several_parts_have_name_none():
    book = Listing(("附录", "附录"), BOOK.entries, BOOK.kinds)
    assert refused(parts=["附录"], book=book) == ["part-ambiguous"]
    assert chosen(parts=["2"], book=book) == (4, 5)


def test_a_book_that_is_not_in_parts_has_one():
    book = Listing(("",), tuple((1, file) for file in FILES), BOOK.kinds)
    assert chosen(parts=["1"], book=book) == (1, 2, 3, 4, 5)
    assert refused(parts=["2"], book=book) == ["part-none"]
    assert refused(parts=[""], book=book) == ["part-none"]


def test_a_selection_is_told_as_it_was_written() -> None:
    wanted = Selection(words("2", "上篇"), words("3-7"), UnitKind.DOCUMENT)
    assert str(wanted) == "part: 2, part: 上篇, entries: 3-7, kind: document"
    assert str(Selection(entries=words("1"))) == "entries: 1"


def test_what_a_manuscript_lists(read_book) -> None:
    parts = [{"title": "上", "entries": ["a.md", "下/b.md"]}, {"title": "下", "entries": ["c.md"]}]
    entries = {"a.md": "文。", "下/b.md": "文。", "c.md": "文。"}
    made = listing(read_book(entries=entries, book={"parts": parts}).manuscript)
    assert made.parts == ("上", "下")
    assert made.entries == ((1, "a.md"), (1, "下/b.md"), (2, "c.md"))
    assert made.kinds == dict.fromkeys(entries, UnitKind.ARTICLE)
