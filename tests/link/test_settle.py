"""What pages say of numbers that can move lines, and when they don't agree."""

import pytest
from msgspec.structs import replace

from huozi.link.settle import found_out, guessed, unnumbered, unsettled
from huozi.values.galley import Anchor, Galley, IndexGroup, IndexPages, IndexRow, Known, Reference
from huozi.values.manuscript import (
    Block,
    BlockKind,
    BookInfo,
    CrossReference,
    Entry,
    IndexMark,
    Inline,
    InlineKind,
    Manuscript,
    Matter,
    Part,
    Place,
    Point,
    Pointers,
    Shows,
)
from huozi.values.style import FolioRun, FontRoles, LineStyle, UnitKind
from tests.link.proofs import FORMAT, book_page, page_map

PLACE = Place("content/a.md", 5)
PAGE = FORMAT.measure_chars * FORMAT.lines  # characters
MAP = page_map(
    book_page(0, "part", None), book_page(1, "a", 1), book_page(2, "a", 2, page=1),
    book_page(3, "b", 3),
)  # fmt: skip
GALLEYS = {
    "part": Galley("part", (b"",)),
    "a": Galley("a", (b"", b""), anchors=(Anchor("a", 0, 0, 0), Anchor("@i", 1, 0, 0))),
    "b": Galley("b", (b"",), anchors=(Anchor("@t", 0, 0, 0), Anchor("@i", 0, 0, 0))),
}
SPOTS = MAP.spots(GALLEYS)
MARK = IndexMark("词", "C", ("ci",), "a", "@i", PLACE, "词")


def asks(target: str, shows: Shows = Shows.PAGE) -> CrossReference:
    return CrossReference("a", PLACE, target, shows)


def manuscript(*asked: CrossReference, marks=(), back=()) -> Manuscript:
    pointers = Pointers(asked, points=(Point("@t", PLACE),), marks=marks)
    entries = tuple(
        Entry(name, PLACE, UnitKind.ARTICLE, name, (name,), name, name) for name in "ab"
    )
    entries = (replace(entries[0], pointers=pointers), entries[1])
    return Manuscript(
        BookInfo("书", PLACE), FORMAT, LineStyle(), FontRoles(), (), (),
        (Part("", PLACE, entries),), back,
    )  # fmt: skip


def test_units_and_points_stand_on_pages_the_first_of_a_name_counts() -> None:
    assert {name: (spot.page.index, spot.y_pt) for name, spot in SPOTS.items()} == {
        "part": (0, None), "a": (1, 0), "@i": (2, 0), "b": (3, None), "@t": (3, 0),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("chars", "reserved", "digits"), [(0, 0, 1), (8 * PAGE, 0, 2), (0, 99, 3), (999 * PAGE, 0, 4)]
)
def test_the_width_of_page_numbers_is_guessed_from_how_much_there_is(
    chars: int, reserved: int, digits: int
) -> None:
    """Set with another width, the contents would have to be set again."""
    long = Block(BlockKind.PARAGRAPH, PLACE, (Inline(InlineKind.TEXT, "字" * chars),))
    book = manuscript()
    first, second = book.entries
    first = replace(first, body=(long,), reserve_pages=reserved)
    book = replace(book, parts=(Part("", PLACE, (first, second)),))
    told = (Reference("b", Shows.PAGE, "7"),)
    assert guessed(book, told) == Known(digits, outside=told)


def test_only_pages_that_are_shown_are_known() -> None:
    asked = (asks("b"), asks("@t"), asks("a", Shows.NUMBER), asks("gone"))
    assert found_out(manuscript(*asked), MAP, SPOTS) == Known(1, (("b", "3"), ("@t", "3")))
    assert found_out(manuscript(), MAP, SPOTS) == Known(1)


def test_what_stands_in_front_matter_has_room_for_its_roman_number() -> None:
    """A preface on page viii of a book of nine pages: its slot had room for one figure."""
    form = {"run": FolioRun.FRONT, "folio": "viii"}
    pages = page_map(book_page(0, "preface", 8, **form), book_page(1, "a", 1))
    galleys = {"preface": Galley("preface", (b"",), anchors=(Anchor("@t", 0, 0, 0),))}
    spots = pages.spots(galleys | {"a": Galley("a", (b"",))})
    preface = Matter(UnitKind.PREFACE, PLACE, "前言", id="preface", in_contents=True)
    listed = Matter(UnitKind.LIST_OF_TABLES, PLACE, "表目录", id="tables")
    book = replace(manuscript(), front=(preface,))
    assert found_out(book, pages, spots) == Known(1, wider=(("preface", 4),))
    book = replace(manuscript(), front=(replace(preface, in_contents=False), listed))
    assert found_out(book, pages, spots) == Known(1, wider=(("@t", 4),))
    assert found_out(manuscript(), pages, spots) == Known(1)


def test_a_book_without_an_index_has_no_use_for_marks() -> None:
    index = Matter(UnitKind.INDEX, PLACE, "索引", id="index")
    rows = (IndexGroup("C", (IndexRow("词", (IndexPages("2", "@i"),)),)),)
    assert found_out(manuscript(marks=(MARK,)), MAP, SPOTS).index == ()
    assert found_out(manuscript(marks=(MARK,), back=(index,)), MAP, SPOTS).index == rows


def test_pages_without_a_number_are_told_of_who_asks() -> None:
    index = Matter(UnitKind.INDEX, PLACE, "索引", id="index")
    book = manuscript(asks("part"), marks=(replace(MARK, point="part"),), back=(index,))
    found = [(f.code, f.place) for f in unnumbered(book, SPOTS)]
    assert found == [("reference-unnumbered", PLACE), ("index-unnumbered", PLACE)]


def test_what_no_page_shows_is_told_but_not_what_a_booklet_leaves_out() -> None:
    index = Matter(UnitKind.INDEX, PLACE, "索引", id="index")
    lost = {"a": Galley("a", (b"", b"")), "b": GALLEYS["b"], "part": GALLEYS["part"]}
    lost["b"] = replace(lost["b"], anchors=())
    book = manuscript(asks("@t"), asks("elsewhere"), marks=(MARK,), back=(index,))
    found = [(f.code, dict(f.params)["target"]) for f in unnumbered(book, MAP.spots(lost))]
    assert found == [("point-lost", "t"), ("point-lost", "词")]


def test_what_does_not_settle_is_named() -> None:
    book = manuscript(asks("b"), asks("@t"))
    before, after = Known(1, (("b", "3"), ("@t", "3"))), Known(1, (("b", "4"), ("@t", "3")))
    (found,) = unsettled(book, before, after)
    assert (found.code, found.place) == ("reference-unsettled", PLACE)
    assert dict(found.params) == {"target": "b", "before": "3", "after": "4"}


def test_an_index_that_moves_its_own_terms_is_named() -> None:
    index = Matter(UnitKind.INDEX, PLACE, "索引", id="index")
    book = manuscript(marks=(MARK,), back=(index,))
    groups = [(IndexGroup("C", (IndexRow("词", (IndexPages(n, "@i"),)),)),) for n in "23"]
    (found,) = unsettled(book, Known(1, index=groups[0]), Known(1, index=groups[1]))
    assert (found.code, dict(found.params)) == ("index-unsettled", {"term": "词"})
