"""Booklets: which a call makes, and whole ones made and read back by others."""

import json
import re
import shutil
from pathlib import Path

import pytest

from huozi.jobs.booklets import Wish, selections, wanted
from huozi.read.manuscript import read
from huozi.values.errors import UsageError
from huozi.values.manuscript import Booklet
from huozi.values.style import Folios, UnitKind
from tests.books import entry, make_book
from tests.pressing import ROOT, Printed, article, press, press_booklets, printed, squeezed

NAMED = [
    {"name": "上册", "part": "上篇", "folios": "book"},
    {
        "name": "选编", "title": "选编一册", "subtitle": "供学习用", "entries": "2,4-5",
        "front": ["preface", "contents"],
    },
    {"name": "文件", "kind": "document", "folios": "book"},
    {"name": "全本", "parts": ["上篇", "下篇"], "folios": "own", "front": []},
]  # fmt: skip


def library(folder: Path, named: list[dict] | None = NAMED) -> Path:
    """A book of two parts and five entries, of which some refer to others."""
    document = {"kind": "document", "docno": "京发〔2004〕1号", "date": "2004-01-01"}
    book = {
        "title": "汇编", "issuer": "编印单位", "date": "2010-04",
        "front": ["title-page", {"preface": "前言.md"}, "contents"],
        "parts": [
            {"title": "上篇", "entries": ["甲.md", "乙.md"]},
            {"title": "下篇", "entries": ["丙.md", "丁.md", "戊.md"]},
        ],
    }  # fmt: skip
    return make_book(
        folder,
        {
            "甲.md": article("甲篇", 40),
            "乙.md": entry("[见第{页}页](丁.md)，[前言在第{页}页](前言.md)。\n", title="乙篇"),
            "丙.md": article("丙篇", 60),
            "丁.md": article("丁篇", 40, **document),
            "戊.md": article("戊篇"),
            "前言.md": entry("[另见第{页}页](戊.md)。\n", title="前言"),
        },
        book if named is None else {**book, "booklets": named},
    )


def made(book: Path, *names: str, **options) -> dict[str, Printed]:
    """The booklets of a call, by name."""
    wish = Wish(names, **options)
    chosen = wanted(read(book).manuscript, wish)
    return {report.output.stem: printed(report) for report in press_booklets(book, *chosen)}


# ---------------------------------------------------------------------------- which are wanted


@pytest.fixture(scope="module")
def manuscript(tmp_path_factory):
    return read(library(tmp_path_factory.mktemp("library"))).manuscript


def asked(manuscript, parts=(), entries=None, kind=None, names=(), **options) -> list[Booklet]:
    return list(wanted(manuscript, Wish(names, selections(parts, entries, kind), **options)))


def refused(manuscript, *args, **options) -> list[str]:
    with pytest.raises(UsageError) as error:
        asked(manuscript, *args, **options)
    return [found.code for found in error.value.findings]


DOCUMENT = UnitKind.DOCUMENT


@pytest.mark.parametrize(
    ("call", "files"),
    [
        ({}, {"上册": (1, 2), "选编": (2, 4, 5), "文件": (4,), "全本": (1, 2, 3, 4, 5)}),
        ({"names": ("文件", "上册")}, {"文件": (4,), "上册": (1, 2)}),
        ({"names": ("文件", "文件")}, {"文件": (4,)}),
        ({"parts": ("2",)}, {"part-2": (3, 4, 5)}),
        ({"parts": ("下篇", "1")}, {"part-2": (3, 4, 5), "part-1": (1, 2)}),
        ({"parts": ("2", "下篇")}, {"part-2": (3, 4, 5)}),
        ({"entries": "5,1-3"}, {"entries-1-2-3-5": (1, 2, 3, 5)}),
        ({"entries": "1-5"}, {"entries-1-2-3-4-etc": (1, 2, 3, 4, 5)}),
        ({"entries": "丁.md"}, {"entries-4": (4,)}),
        ({"kind": DOCUMENT}, {"document": (4,)}),
        ({"parts": ("2",), "entries": "1-3"}, {"part-2-entries-3": (3,)}),
        ({"parts": ("2",), "kind": DOCUMENT}, {"part-2-document": (4,)}),
        ({"parts": ("1", "2"), "entries": "2,3"}, {"part-1-entries-2": (2,),
                                                   "part-2-entries-3": (3,)}),
        ({"every_entry": True}, {f"entry-{n}": (n,) for n in range(1, 6)}),
        (
            {"parts": ("1", "2"), "names": ("文件",), "every_entry": True},
            {"文件": (4,), "part-1": (1, 2), "part-2": (3, 4, 5)}
            | {f"entry-{n}": (n,) for n in range(1, 6)},
        ),
        ({"entries": "1", "name": "一"}, {"一": (1,)}),
        ({"entries": "1", "name": "一", "names": ("文件",)}, {"文件": (4,), "一": (1,)}),
    ],
)  # fmt: skip
def test_which_booklets_a_call_makes(manuscript, call, files):
    booklets = asked(manuscript, **call)
    assert [(item.name, item.numbers) for item in booklets] == list(files.items())


def test_a_call_that_says_nothing_of_folios_leaves_them_as_they_are_named(manuscript):
    named = ("上册", "选编")
    assert [item.folios.value for item in asked(manuscript, names=named)] == ["book", "own"]
    for folios in Folios:
        booklets = asked(manuscript, ("1",), names=named, every_entry=True, folios=folios)
        assert {item.folios for item in booklets} == {folios}


@pytest.mark.parametrize(
    ("call", "codes"),
    [
        ({"names": ("上",)}, ["booklet-unknown-near"]),
        ({"names": ("没有",)}, ["booklet-unknown"]),
        ({"parts": ("3", "中篇")}, ["part-missing", "part-missing-near"]),
        ({"parts": ("",)}, ["part-missing"]),
        ({"entries": "6"}, ["entries-missing"]),
        ({"entries": ""}, ["entries-syntax"]),
        ({"parts": ("1", "2"), "entries": "9"}, ["entries-missing"]),
        ({"parts": ("1",), "kind": DOCUMENT}, ["entries-none"]),
        ({"title": "题"}, ["booklet-one"]),
        ({"title": "题", "every_entry": True}, ["booklet-one"]),
        ({"name": "名", "parts": ("1", "2")}, ["booklet-one"]),
        ({"name": "../名", "parts": ("1",)}, ["booklet-name"]),
        ({"name": "上册", "parts": ("2",), "names": ("上册",)}, ["booklet-clash"]),
        ({"name": "Entry-1", "parts": ("2",), "every_entry": True}, ["booklet-clash"]),
        (
            {"names": ("没有",), "parts": ("3",), "entries": "9-8", "title": "题", "name": "/"},
            ["booklet-name", "booklet-unknown", "part-missing", "entries-syntax"],
        ),
    ],
)
def test_a_call_that_is_wrong(manuscript, call, codes):
    assert refused(manuscript, **call) == codes


def test_a_book_that_names_no_booklets_is_told_what_to_do(tmp_path):
    assert refused(read(library(tmp_path, None)).manuscript) == ["booklet-none"]


# ---------------------------------------------------------------------------- made and read back


@pytest.fixture(scope="module")
def shelf(tmp_path_factory) -> tuple[Printed, dict[str, Printed]]:
    """The book, and all booklets that it names."""
    book = library(tmp_path_factory.mktemp("made"))
    booklets = made(book)
    return printed(press(book)), booklets


def texts(printed: Printed) -> list[str]:
    return [squeezed(page) for page in printed.pages()]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "titles"), [("上册", "甲乙"), ("选编", "乙丁戊")])
def test_the_numbers_of_the_contents_are_the_folios(shelf, name, titles):
    booklet = shelf[1][name]
    listed = {re.sub(r"篇.*", "篇", title): number for title, number in booklet.contents()}
    assert list(listed) == [f"{title}篇" for title in titles]
    for title, number in listed.items():
        assert texts(booklet)[booklet.labels.index(number)].startswith(title)


@pytest.mark.slow
def test_folios_of_the_book_are_kept(shelf):
    book, booklets = shelf
    numbers = dict(book.contents())
    (number,) = [number for title, number in numbers.items() if title.startswith("丁篇")]
    booklet = booklets["文件"]
    assert texts(booklet)[booklet.labels.index(number)].startswith("丁篇")
    assert "1" not in booklet.labels
    assert dict(booklets["上册"].contents()) == {t: numbers[t] for t in ("甲篇", "乙篇")}


def test_folios_of_its_own_begin_with_1(shelf):
    booklet = shelf[1]["选编"]
    assert texts(booklet)[booklet.labels.index("1")].startswith("乙篇")
    assert [label for label in booklet.labels if label.isdecimal()] == [
        str(n) for n in range(1, sum(label.isdecimal() for label in booklet.labels) + 1)
    ]


@pytest.mark.slow
def test_the_cover_shows_title_subtitle_and_the_book(shelf):
    booklets = shelf[1]
    assert texts(booklets["选编"])[0].startswith("汇编选编一册供学习用编印单位")
    assert texts(booklets["上册"])[0].startswith("汇编上篇编印单位")
    assert texts(booklets["文件"])[0].startswith("汇编丁篇编印单位")
    assert texts(booklets["全本"])[0].startswith("汇编编印单位")
    assert booklets["选编"].reader.metadata.title == "选编一册"


@pytest.mark.slow
def test_what_stands_behind_the_cover(shelf):
    fronts = {
        name: [
            text[:2]
            for text, label in zip(texts(booklet), booklet.labels, strict=True)
            if text and not label.isdecimal()
        ]
        for name, booklet in shelf[1].items()
    }
    assert fronts == {
        "上册": ["汇编", "目录"],
        "选编": ["汇编", "前言", "目录", "上篇", "下篇"],
        "文件": ["汇编"],
        "全本": ["汇编", "上篇", "下篇"],
    }


@pytest.mark.slow
def test_references_lead_into_the_booklet_or_to_the_book(shelf):
    """A preface that a booklet holds is a text of the booklet as any other."""
    book, booklets = shelf
    numbers = {re.sub(r"篇.*", "篇", t): n for t, n in book.contents()}
    own = {re.sub(r"篇.*", "篇", t): n for t, n in booklets["选编"].contents()}
    (page,) = [text for text in texts(booklets["选编"]) if text.startswith("乙篇")]
    assert f"见第{own['丁篇']}页，前言在第iii页" in page
    (page,) = [text for text in texts(booklets["选编"]) if text.startswith("前言")]
    assert f"另见第{own['戊篇']}页" in page
    (page,) = [text for text in texts(booklets["上册"]) if text.startswith("乙篇")]
    assert f"见原书第{numbers['丁篇']}页，前言在原书第iii页" in page


# ---------------------------------------------------------------------------- beside the book


@pytest.mark.slow
def test_naming_booklets_changes_nothing_of_the_book(tmp_path):
    """Above everything else, so that no line of book.yaml stays where it was."""
    book = library(tmp_path, None)
    file = book / "content" / "book.yaml"
    before, plain = press(book), file.read_text(encoding="utf-8")
    pdf, record = (before.output.with_suffix(s).read_bytes() for s in (".pdf", ".json"))
    named = json.dumps(NAMED, ensure_ascii=False)
    file.write_text(f"booklets: {named}\n\n{plain}", encoding="utf-8")
    after = press(book)
    assert (after.output.read_bytes(), after.rebuilt) == (pdf, {})
    assert after.output.with_suffix(".json").read_bytes() == record


@pytest.mark.slow
def test_making_booklets_changes_nothing_of_the_book(tmp_path):
    book = library(tmp_path)
    before = press(book).output.read_bytes()
    made(book)
    after = press(book)
    assert (after.output.read_bytes(), after.rebuilt) == (before, {})


@pytest.mark.slow
def test_a_booklet_is_the_same_alone_and_among_others(tmp_path):
    book = library(tmp_path)
    among = made(book, selections=selections(("1", "2")), every_entry=True)
    assert made(book, selections=selections(("2",)))["part-2"] == among["part-2"]
    assert len(among) == 7


# ---------------------------------------------------------------------------- the real book


@pytest.mark.slow
def test_the_booklets_of_the_book_of_this_repository(tmp_path):
    """Its two parts: the contents list every entry, with the folio where its title stands."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    entries = read(tmp_path).manuscript.entries
    booklets = made(tmp_path)
    assert list(booklets) == ["经验篇", "文件篇"]
    for booklet, own in zip(booklets.values(), (entries[:48], entries[48:]), strict=True):
        pages = texts(booklet)
        assert len(booklet.contents()) == len(own)
        for held, (_, number) in zip(own, booklet.contents(), strict=True):
            assert pages[booklet.labels.index(number)].startswith(squeezed(held.title))
