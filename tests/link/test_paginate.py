"""Pagination, drawn as the spreads a reader sees.

A drawing has one opening a line, verso left and recto right. `contents.2 [iv]` is the second page
of the contents, whose folio iv is counted but not printed; `7` is printed; `-` stands outside the
count; a page of its own name with `.blank` is a blank that belongs to that unit.
"""

from collections import Counter
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from huozi.link.paginate import Extent, check, numeral, paginate
from huozi.values.length import Side
from huozi.values.pages import PageMap
from huozi.values.rules import HOUSE_RULES
from huozi.values.style import FolioRun, FolioStyle, PageRule, Start, UnitKind


def extent(kind: str, pages: int = 1, name: str = "", **changes) -> Extent:
    return Extent(name or kind, replace(HOUSE_RULES[UnitKind(kind)], **changes), pages)


def draw(page_map: PageMap) -> str:
    def cell(page) -> str:
        name = f"{page.unit_id}.{'blank' if page.blank else page.page + 1}"
        folio = "-"
        if page.number is not None:
            folio = page.folio if page.shows_folio else f"[{page.folio}]"
        return f"{name} {folio}"

    cells = ["", *map(cell, page_map.pages)]
    cells += [""] * (len(cells) % 2)
    width = max(map(len, cells[::2]))
    openings = zip(cells[::2], cells[1::2], strict=True)
    return "\n".join(f"{verso:<{width}} | {recto}".rstrip() for verso, recto in openings)


def drawn(text: str) -> str:
    """A drawing as written below, with its columns closed up."""
    rows = [
        [cell.strip() for cell in line.split("|")] for line in dedent(text).strip("\n").split("\n")
    ]
    width = max(len(verso) for verso, _ in rows)
    return "\n".join(f"{verso:<{width}} | {recto}".rstrip() for verso, recto in rows)


# ---------------------------------------------------------------------------- drawings


def test_the_house_rules_make_this_book() -> None:
    """Half title on a leaf of its own, part pages outside the count, entries on any side."""
    page_map = paginate(
        [
            extent("half-title"),
            extent("title-page"),
            extent("copyright"),
            extent("preface"),
            extent("contents", 2),
            extent("part", name="part-1"),
            extent("article", 3, "a"),
            extent("article", 4, "b"),
            extent("part", name="part-2"),
            extent("document", 1, "c"),
            extent("document", 2, "d"),
        ]
    )
    assert draw(page_map) == drawn(
        """
                        | half-title.1 [i]
        half-title.blank [ii] | title-page.1 [iii]
        copyright.1 [iv]      | preface.1 v
        preface.blank [vi]    | contents.1 vii
        contents.2 viii       | part-1.1 -
        part-1.blank -        | a.1 1
        a.2 2                 | a.3 3
        b.1 4                 | b.2 5
        b.3 6                 | b.4 7
        b.blank [8]           | part-2.1 -
        part-2.blank -        | c.1 9
        d.1 10                | d.2 11
        d.blank -             |
        """
    )


def test_a_part_counted_as_a_book_may_ask() -> None:
    page_map = paginate([extent("part", counted=True), extent("article", 2)])
    assert draw(page_map) == drawn(
        """
                       | part.1 [1]
        part.blank [2] | article.1 3
        article.2 4    |
        """
    )


def test_the_body_starts_on_a_recto_without_a_part_page() -> None:
    page_map = paginate([extent("contents"), extent("article", 2)])
    assert draw(page_map) == drawn(
        """
                            | contents.1 i
        contents.blank [ii] | article.1 1
        article.2 2         |
        """
    )


def test_a_colophon_faces_the_reader_from_the_last_verso() -> None:
    page_map = paginate([extent("article", 2), extent("afterword", 1), extent("colophon")])
    assert draw(page_map) == drawn(
        """
                     | article.1 1
        article.2 2  | afterword.1 3
        colophon.1 - |
        """
    )
    page_map = paginate([extent("article", 2), extent("colophon")])
    assert draw(page_map) == drawn(
        """
                      | article.1 1
        article.2 2   | article.blank [3]
        colophon.1 -  |
        """
    )


def test_a_silent_opening_prints_its_folio_from_the_second_page_on() -> None:
    page_map = paginate([extent("article", 2, folio_on_opening=False)])
    assert draw(page_map) == drawn(
        """
                    | article.1 [1]
        article.2 2 |
        """
    )


def test_a_book_may_open_on_a_verso() -> None:
    page_map = paginate([extent("copyright"), extent("article")])
    assert draw(page_map) == drawn(
        """
                        | copyright.blank [i]
        copyright.1 [ii]  | article.1 1
        article.blank -   |
        """
    )


def test_a_booklet_that_keeps_the_folios_of_the_book_does_not_count_its_own_blanks() -> None:
    """`folios: book`: a blank that the booklet needs is no page of the book."""
    units = [extent("article", 1, "a"), extent("article", 1, "b"), extent("article", 2, "c")]
    numbers = [7, 9, 12]
    page_map = paginate([replace(u, number=n) for u, n in zip(units, numbers, strict=True)])
    assert draw(page_map) == drawn(
        """
                  | a.1 7
        a.blank - | b.1 9
        c.1 12    | c.2 13
        c.blank - |
        """
    )


def test_running_heads_stand_on_no_opening_no_blank_and_no_silent_unit() -> None:
    page_map = paginate(
        [extent("title-page"), extent("preface", 2), extent("part"), extent("article", 3)]
    )
    heads = [f"{page.unit_id}.{page.page + 1}" for page in page_map.pages if page.head]
    assert heads == ["preface.2", "article.2", "article.3"]


def test_numerals_without_figures_are_counted_and_never_printed() -> None:
    page_map = paginate(
        [extent("preface", 2), extent("article")], FolioStyle.NONE, FolioStyle.ROMAN
    )
    assert [(page.number, page.folio, page.shows_folio) for page in page_map.pages] == [
        (1, "", False),
        (2, "", False),
        (1, "i", True),
        (None, "", False),
    ]


@pytest.mark.parametrize(
    ("number", "roman"),
    [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (40, "xl"), (99, "xcix"), (444, "cdxliv"),
     (1998, "mcmxcviii")],
)  # fmt: skip
def test_roman_numerals(number: int, roman: str) -> None:
    assert numeral(number, FolioStyle.ROMAN) == roman


def test_roman_numerals_are_told_apart() -> None:
    assert len({numeral(number, FolioStyle.ROMAN) for number in range(1, 1000)}) == 999


def test_nothing_makes_no_page() -> None:
    assert paginate([]).pages == ()


# ---------------------------------------------------------------------------- clashing rules


@pytest.mark.parametrize(
    "extents",
    [
        [extent("part"), extent("article", starts=Start.VERSO)],
        [extent("part", leaf=False), extent("article")],
    ],
    ids=["opens-on-a-verso-after-an-uncounted-leaf", "uncounted-single-page-before-an-entry"],
)
def test_an_odd_folio_on_a_verso_is_reported_once(extents: list[Extent]) -> None:
    (found,) = check(paginate(extents))
    assert found.code == "folio-parity"
    assert dict(found.params)["side"] in ("verso", "recto")


def test_the_page_map_finds_openings_and_pages() -> None:
    page_map = paginate([extent("part"), extent("article", 3, "a"), extent("article", 1, "b")])
    assert page_map.opening("a").index == 2
    assert page_map.at("a", 2).folio == "3"
    assert page_map.at("b", 0) is page_map.opening("b")
    assert page_map.opening("nobody") is None


# ---------------------------------------------------------------------------- properties

# Rules as a sound book has them: a run's units are contiguous, and whatever stands outside the
# count takes whole leaves, so that it can't put odd folios on versos.
rules = st.builds(
    PageRule,
    starts=st.sampled_from([Start.ANY, Start.RECTO]),
    run=st.just(FolioRun.BODY),
    counted=st.just(True),
    folio=st.booleans(),
    folio_on_opening=st.booleans(),
    head=st.booleans(),
    leaf=st.booleans(),
)
uncounted = rules.map(lambda rule: replace(rule, counted=False, leaf=True, starts=Start.RECTO))


@st.composite
def books(draw) -> list[Extent]:
    front = [replace(rule, run=FolioRun.FRONT) for rule in draw(st.lists(rules, max_size=5))]
    body = draw(st.lists(rules | uncounted, max_size=12))
    return [
        Extent(f"u{index}", rule, draw(st.integers(1, 6)))
        for index, rule in enumerate([*front, *body])
    ]


@pytest.mark.slow
@given(books())
def test_odd_folios_are_rectos(book: list[Extent]) -> None:
    page_map = paginate(book)
    assert list(check(page_map)) == []
    for page in page_map.pages:
        assert page.side is (Side.VERSO if page.index % 2 else Side.RECTO)
        if page.number:
            assert page.number % 2 == (page.side is Side.RECTO)


@pytest.mark.slow
@given(books())
def test_every_galley_page_is_placed_once_and_in_order(book: list[Extent]) -> None:
    placed = [(p.unit_id, p.page) for p in paginate(book).pages if not p.blank]
    assert placed == [(extent.unit_id, page) for extent in book for page in range(extent.pages)]


@pytest.mark.slow
@given(books())
def test_leaves_are_whole(book: list[Extent]) -> None:
    page_map = paginate(book)
    assert len(page_map.pages) % 2 == 0
    for extent in book:
        if extent.rule.leaf:
            sides = [page for page in page_map.pages if page.unit_id == extent.unit_id]
            after = page_map.at(extent.unit_id, extent.pages - 1).index + 1
            assert len(sides) >= extent.pages
            assert after % 2 == 0 or page_map.pages[after].blank


@pytest.mark.slow
@given(books())
def test_the_numbers_of_a_run_follow_one_another(book: list[Extent]) -> None:
    page_map = paginate(book)
    for run in FolioRun:
        numbers = [p.number for p in page_map.pages if p.run is run and p.number is not None]
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.slow
@given(books())
def test_units_start_where_their_rule_says(book: list[Extent]) -> None:
    page_map = paginate(book)
    for extent in book:
        if extent.rule.starts is not Start.ANY:
            assert page_map.opening(extent.unit_id).side.value == extent.rule.starts.value


@pytest.mark.slow
@given(books())
def test_no_two_blanks_follow_one_another_and_blanks_show_nothing(book: list[Extent]) -> None:
    pages = paginate(book).pages
    for page in pages:
        if page.blank:
            assert not page.shows_folio
            assert not page.head
    runs = "".join("." if page.blank else "x" for page in pages)
    assert ".." not in runs


@pytest.mark.slow
@given(books())
def test_folios_of_a_run_are_told_apart(book: list[Extent]) -> None:
    counted = [(p.run, p.folio) for p in paginate(book).pages if p.number is not None]
    assert max(Counter(counted).values(), default=1) == 1
