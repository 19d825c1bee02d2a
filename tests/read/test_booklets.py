"""`booklets:` of book.yaml."""

import pytest

from huozi.read.booklets import is_file_name
from huozi.values.errors import InputError
from huozi.values.manuscript import Booklet, Place
from huozi.values.style import Folios, UnitKind
from tests.books import ENTRY, entry

ENTRIES = {
    "甲.md": ENTRY,
    "乙.md": entry(title="通知", kind="document", docno="京发〔2004〕1号", date="2004-01-01"),
    "丙.md": ENTRY,
    "前言.md": ENTRY,
}
LISTED = {
    "front": [{"preface": "前言.md"}, "contents"],
    "parts": [
        {"title": "上篇", "entries": ["甲.md", "乙.md"]},
        {"title": "下篇", "entries": ["丙.md"]},
    ],
}


@pytest.fixture
def booklets(read_book):
    """What book.yaml lists → the booklets of the manuscript."""

    def call(*listed) -> tuple[Booklet, ...]:
        book = {**LISTED, "booklets": list(listed)}
        result = read_book(entries=ENTRIES, book=book)
        assert result.findings == ()
        return result.manuscript.booklets

    return call


def test_a_book_names_no_booklets_unless_it_does(booklets):
    assert booklets() == ()


def test_the_least_a_booklet_says(booklets):
    assert booklets({"name": "上", "part": 1}) == (Booklet("上", "", (1, 2)),)


def test_all_a_booklet_may_say(booklets):
    listed = {
        "name": "选编", "title": "文件选编", "subtitle": "二〇一〇年", "parts": [1, "下篇"],
        "entries": ["1-2", "丙.md"], "kind": "document", "folios": "book",
        "front": ["contents", "preface"],
    }  # fmt: skip
    front = (UnitKind.CONTENTS, UnitKind.PREFACE)
    counted = Place("content/book.yaml", 21)
    made = Booklet("选编", "文件选编", (2,), Folios.BOOK, "二〇一〇年", front, counted)
    assert booklets(listed) == (made,)


@pytest.mark.parametrize(
    ("selection", "numbers"),
    [
        ({"part": "下篇"}, (3,)),
        ({"part": [1, 2]}, (1, 2, 3)),
        ({"parts": "上篇"}, (1, 2)),
        ({"part": "上篇", "parts": ["下篇"]}, (1, 2, 3)),
        ({"entries": 3}, (3,)),
        ({"entries": "1，3"}, (1, 3)),
        ({"entries": ["乙.md", 1]}, (1, 2)),
        ({"kind": "article"}, (1, 3)),
        ({"part": 1, "kind": "article"}, (1,)),
    ],
)
def test_what_it_holds(booklets, selection, numbers):
    (made,) = booklets({"name": "册", **selection})
    assert made.numbers == numbers


@pytest.mark.parametrize(("front", "kinds"), [([], ()), (["contents"], (UnitKind.CONTENTS,))])
def test_what_stands_in_front_can_be_chosen(booklets, front, kinds):
    (made,) = booklets({"name": "册", "part": 1, "front": front})
    assert made.front == kinds


def test_everything_that_is_wrong_is_told_at_once(read_book):
    text = """\
title: 书
entries: [没有.md, 甲.md]
booklets:
- {name: 甲/乙, part: 2}
- name: 册
  entries: [1, 9, 丙.md]
  folios: bock
- name: 册
  kind: document
- 甲
"""
    with pytest.raises(InputError) as error:
        read_book(entries={"甲.md": ENTRY}, book=text)
    assert [(found.code, found.place.line) for found in error.value.findings] == [
        ("missing-entry", 2),
        ("booklet-name", 4),
        ("part-none", 4),
        ("entries-missing", 6),
        ("entries-file", 6),
        ("unknown-value-near", 7),
        ("booklet-twice", 8),
        ("expected-mapping", 10),
    ]


def test_a_book_without_entries_is_not_reproached_for_its_booklets(refuse_book):
    book = "title: 书\nentries: []\nbooklets: [{name: 册, entries: 3}]"
    assert refuse_book(entries={}, book=book) == [("no-entries", 2)]


@pytest.mark.parametrize("name", ["经验篇", "part-1", "_a", "2010年选编", "é", "Com10", "x" * 60])
def test_names_of_files(name):
    assert is_file_name(name)


def test_what_names_no_file():
    unfit = ["", "-a", ".a", "a.b", "a b", "a/b", "a\\b", "a:b", "甲\n", "甲\u200b", "CON", "lpt1"]
    assert [name for name in [*unfit, "x" * 61] if is_file_name(name)] == []
