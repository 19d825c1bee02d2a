"""The index: marks and pages → rows, sorted and drawn together."""

import pytest

from huozi.link.index import index
from huozi.read.terms import sort_key
from huozi.values.galley import IndexGroup, IndexPages, IndexRow
from huozi.values.manuscript import IndexMark, Place
from huozi.values.pages import Spot
from huozi.values.style import FolioRun
from tests.link.proofs import book_page

PLACE = Place("content/a.md", 3)


def mark(term: str, at: int, reading: str = "", **fields) -> IndexMark:
    """A mark on the page with a folio; pages stand at the index of their folio."""
    sorted_by = sort_key(term, reading)
    assert sorted_by is not None
    return IndexMark(term, *sorted_by, "a", f"@{at}", PLACE, read=bool(reading), **fields)


SPOTS = {f"@{number}": Spot(book_page(number, "a", number)) for number in range(1, 30)}


def made(*marks: IndexMark, spots=SPOTS) -> dict[str, dict[str, list[str]]]:
    return {
        group.letter: {row.term: [*(p.text for p in row.pages), *row.see] for row in group.rows}
        for group in index(marks, spots)
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folios", "shown"),
    [
        ([3], ["3"]),
        ([3, 3, 3], ["3"]),
        ([3, 4], ["3", "4"]),
        ([3, 4, 5], ["3–5"]),
        ([12, 5, 3, 4], ["3–5", "12"]),
        ([1, 2, 3, 7, 8, 20, 21, 22, 23], ["1–3", "7", "8", "20–23"]),
    ],
)
def test_pages_that_follow_one_another_are_a_range(folios: list[int], shown: list[str]) -> None:
    assert made(*(mark("党员", number) for number in folios)) == {"D": {"党员": shown}}


def test_a_range_runs_over_a_part_page_but_not_from_the_front_into_the_body() -> None:
    """Part pages stand outside the count: 8 and 9 follow one another in the count, if not in the
    file. viii and 1 do not."""
    front = [book_page(n, "p", n, run=FolioRun.FRONT, folio="i" * n) for n in (1, 2, 3)]
    body = [book_page(n + 4, "a", n) for n in (1, 2)] + [book_page(9, "b", 3)]
    spots = {f"@{at}": Spot(page) for at, page in enumerate((*front, *body))}
    marks = [mark("党员", at) for at in range(6)]
    assert made(*marks, spots=spots) == {"D": {"党员": ["i–iii", "1–3"]}}


def test_uncounted_pages_join_no_range() -> None:
    """Plates 插页 bear folios of their own and have no number in the count."""
    plates = [book_page(n, "p", None, folio=f"插{n}") for n in (1, 2, 3)]
    spots = {f"@{at}": Spot(page) for at, page in enumerate(plates)}
    made_of = made(*(mark("党员", at) for at in range(3)), spots=spots)
    assert made_of == {"D": {"党员": ["插1", "插2", "插3"]}}


def test_a_range_is_linked_to_where_it_begins() -> None:
    (group,) = index([mark("党员", n) for n in (5, 3, 4, 9)], SPOTS)
    assert group == IndexGroup(
        "D", (IndexRow("党员", (IndexPages("3–5", "@3"), IndexPages("9", "@9"))),)
    )


def test_terms_stand_in_the_order_of_their_pinyin_below_their_letters() -> None:
    terms = ("网络", "党员", "8小时", "单位", "“一帮一”", "VIP卡", "丹江", "当家人", "重庆")
    found = made(*(mark(term, 1) for term in terms))
    assert {letter: list(rows) for letter, rows in found.items()} == {
        "#": ["8小时"],
        "C": ["重庆"],
        "D": ["丹江", "单位", "当家人", "党员"],
        "V": ["VIP卡"],
        "W": ["网络"],
        "Y": ["“一帮一”"],
    }


def test_a_reading_given_once_holds_for_the_term() -> None:
    marks = [mark("单某", 1), mark("单某", 7, reading="shan mou"), mark("单某", 9)]
    assert made(*marks) == {"S": {"单某": ["1", "7", "9"]}}


def test_a_term_may_send_to_another_and_have_pages_too() -> None:
    marks = [mark("组织", 3), mark("组织", 9, see="支部"), mark("党支部", 9, see="支部")]
    assert made(*marks) == {"Z": {"组织": ["3", "支部"]}, "D": {"党支部": ["支部"]}}


def test_before_anything_is_set_terms_have_no_pages() -> None:
    assert made(mark("党员", 3), spots={}) == {"D": {"党员": []}}


def test_a_page_without_a_number_is_not_listed() -> None:
    spots = {"@1": Spot(book_page(1, "part-1", None)), "@2": Spot(book_page(2, "a", 1))}
    assert made(mark("党员", 1), mark("党员", 2), spots=spots) == {"D": {"党员": ["1"]}}
