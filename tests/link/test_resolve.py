"""Resolution: which figures go into which slot."""

import pytest

from huozi.link.resolve import contents_digits, resolve
from huozi.values.galley import Anchor, Galley, Relocation
from huozi.values.manuscript import Place
from huozi.values.style import FolioRun
from tests.link.proofs import book_page, page_map

PLACE = Place("content/book.yaml", 7)


def asking(*relocations: Relocation) -> Galley:
    return Galley("contents", (b"",), relocations=relocations)


def slot(target: str, digits: int = 3, pad: bool = True) -> Relocation:
    return Relocation("s0", target, digits, pad, place=PLACE)


MAP = page_map(
    book_page(0, "contents", 1, run=FolioRun.FRONT, folio="i"),
    book_page(1, "part", None),
    book_page(2, "a", 1),
    book_page(3, "a", 2, page=1),
    book_page(4, "b", 46),
)
BOOK = {
    "a": Galley("a", (b"", b""), anchors=(Anchor("a", 0, 0, 0), Anchor("table-1", 1, 0, 0))),
    "b": Galley("b", (b"",)),
    "contents": Galley("contents", (b"",)),
    "part": Galley("part", (b"",)),
}
SPOTS = MAP.spots(BOOK)


@pytest.mark.parametrize(
    ("relocation", "text"),
    [
        (slot("a"), "001"),
        (slot("b"), "046"),
        (slot("b", digits=4), "0046"),
        (slot("b", pad=False), "46"),
        (slot("table-1", pad=False), "2"),
        (slot("contents", pad=False), "i"),
    ],
)
def test_a_slot_shows_the_folio_of_its_target(relocation: Relocation, text: str) -> None:
    patches, findings = resolve(asking(relocation), SPOTS)
    assert findings == []
    assert patches["s0"].text == text
    assert patches["s0"].relocation is relocation


def test_the_folio_of_the_page_itself_is_left_to_the_stamp() -> None:
    assert resolve(asking(Relocation("folio", "", 4)), SPOTS) == ({}, [])


def test_a_target_outside_the_book_is_reported_where_it_was_asked_for() -> None:
    patches, (found,) = resolve(asking(slot("gone")), SPOTS)
    assert patches == {}
    assert (found.code, found.place) == ("target-missing", PLACE)


def test_a_folio_that_does_not_fit_is_reported() -> None:
    _, (found,) = resolve(asking(slot("b", digits=1)), SPOTS)
    assert (found.code, found.place) == ("slot-overflow", PLACE)


def test_all_targets_that_are_missing_are_reported_together() -> None:
    relocations = [Relocation(f"s{n}", f"gone-{n}", 3) for n in range(3)]
    _, findings = resolve(asking(*relocations), SPOTS)
    assert len(findings) == 3


def test_an_anchor_of_a_unit_that_is_not_in_the_book_has_no_folio() -> None:
    stray = {"z": Galley("z", (b"",), anchors=(Anchor("stray", 0, 0, 0),))}
    assert "stray" not in MAP.spots(stray)


@pytest.mark.parametrize(("last", "digits"), [(1, 1), (9, 1), (10, 2), (258, 3), (1000, 4)])
def test_the_contents_are_as_wide_as_the_last_folio(last: int, digits: int) -> None:
    assert contents_digits(page_map(book_page(0, "a", last))) == digits


def test_a_book_without_a_body_still_has_room_for_a_figure() -> None:
    assert contents_digits(page_map(book_page(0, "a", 3, run=FolioRun.FRONT))) == 1


def test_roman_folios_of_the_body_take_the_room_of_the_widest() -> None:
    romans = page_map(book_page(0, "a", 8, folio="viii"), book_page(1, "b", 9, folio="ix"))
    assert contents_digits(romans) == 4
    patches, findings = resolve(asking(slot("b", digits=4)), romans.spots({"b": BOOK["b"]}))
    assert findings == []
    assert patches["s0"].text == "ix", "roman numerals are not padded with noughts"


def test_a_page_that_bears_no_number_can_not_be_referred_to() -> None:
    """Its slot would print noughts: (000) sends the reader nowhere."""
    _, (found,) = resolve(asking(slot("part")), SPOTS)
    assert (found.code, found.place) == ("target-unnumbered", PLACE)
