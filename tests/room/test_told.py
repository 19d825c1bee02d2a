"""What the press finds, at its words: line, column, length, page, in both languages."""

import pytest

from huozi.room.told import MOST_FINDINGS, room_findings
from huozi.values.manuscript import IN_BOOK, Place, Severity, finding

FILE = "content/甲.md"
TEXT = "---\ntitle: 题\n---\n他说,是的。\n"


def told(place: Place | None, **params: str):
    found = finding("outside-book", place, Severity.WARNING, **{"path": "图.png", **params})
    (one,) = room_findings([found], lambda file: TEXT, lambda file: 7 if file == FILE else None)
    return one


@pytest.mark.parametrize(
    ("params", "length"),
    [
        ({"text": "他说,是"}, 4), ({"sample": "他说,…"}, 3), ({"char": "U+4ED6"}, 1),
        ({"text": "别处"}, 1),
    ],
)  # fmt: skip
def test_a_finding_covers_the_words_it_quotes(params: dict[str, str], length: int) -> None:
    one = told(Place(FILE, 4, 1), **params)
    assert (one.file, one.line, one.column, one.length) == (FILE, 4, 1, length)
    assert one.severity == "warning"


def test_pages_are_those_of_the_book_or_where_the_entry_opens() -> None:
    assert told(Place(FILE, 4), **{IN_BOOK: "12"}).page == 11
    assert told(Place(FILE, 4)).page == 7
    assert told(Place("content/乙.md", 4)).page is None
    assert told(None).page is None
    assert told(Place(FILE, 4)).length == 0


def test_words_are_without_their_place_and_bounded() -> None:
    one = told(Place(FILE, 4, 1))
    assert FILE not in one.message_zh
    assert one.message_zh != one.message_en
    many = [finding("outside-book", Place(FILE, n), path="图") for n in range(MOST_FINDINGS + 9)]
    assert len(room_findings(many, lambda file: TEXT, lambda file: None)) == MOST_FINDINGS
