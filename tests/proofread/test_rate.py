"""The rate of errors, by the annex of 图书质量管理规定; figures are worked out by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.proofread.rate import WEIGHTS, PageCount, characters, rate
from huozi.values.rulings import AcceptedError, ErrorKind


def errors(kind: ErrorKind, *places: tuple[str, str]) -> list[AcceptedError]:
    return [AcceptedError(page, kind, wrong, "对") for page, wrong in places]


def many(kind: ErrorKind, count: int) -> list[AcceptedError]:
    """Errors that all differ, each on a page of its own."""
    return errors(kind, *((str(n), f"错{n}") for n in range(count)))


def sum_of(found: list[AcceptedError]) -> Decimal:
    return rate(found, 10_000).errors


def test_characters_are_those_of_full_pages() -> None:
    assert characters(29, 31, PageCount(full=276)) == 29 * 31 * 276
    assert characters(29, 31, PageCount(full=10, titles=1, unset=99)) == 29 * 31 * 10.5 // 1


@pytest.mark.parametrize(
    ("kind", "count", "expected"),
    [
        (ErrorKind.CHARACTER, 7, "7"),
        (ErrorKind.KNOWLEDGE, 3, "6"),
        (ErrorKind.LOGIC, 1, "2"),
        (ErrorKind.GRAMMAR, 2, "4"),
        (ErrorKind.MIXED, 3, "1.5"),
        (ErrorKind.FIGURE, 4, "0.4"),
        (ErrorKind.FIGURE, 25, "1"),  # at most 1 a book
        (ErrorKind.MARK, 25, "2.5"),
        (ErrorKind.LAYOUT, 2, "0.2"),
    ],
)
def test_errors_that_differ_count_each(kind: ErrorKind, count: int, expected: str) -> None:
    assert sum_of(many(kind, count)) == Decimal(expected)


@pytest.mark.parametrize(
    ("pages", "counted"),
    [("1", 1), ("111", 1), ("1122", 2), ("1234", 4), ("123456", 4), ("11223344556", 4)],
)
def test_the_same_character_counts_once_a_page_and_four_times_a_book(
    pages: str, counted: int
) -> None:
    same = errors(ErrorKind.CHARACTER, *((page, "帐") for page in pages))
    assert sum_of(same) == counted
    assert sum_of([*same, *errors(ErrorKind.CHARACTER, ("1", "别"))]) == counted + 1


@pytest.mark.parametrize(("places", "expected"), [(1, "0.5"), (3, "1.5"), (4, "1.5"), (9, "1.5")])
def test_the_same_mixed_form_counts_no_more_than_three_times(places: int, expected: str) -> None:
    same = errors(ErrorKind.MIXED, *((str(n), "後") for n in range(places)))
    assert sum_of(same) == Decimal(expected)


@pytest.mark.parametrize(
    ("size", "told", "passes"),
    [
        (200_000, "0.50", True),
        (100_000, "1.00", True),  # 不超过
        (99_999, "1.00", False),  # the exact figure judges
        (50_000, "2.00", False),
    ],
)
def test_the_verdict(size: int, told: str, passes: bool) -> None:
    found = rate(many(ErrorKind.CHARACTER, 10), size)
    assert (str(found.in_10_000), found.passes) == (told, passes)


def test_a_book_without_errors_passes_and_one_without_characters_has_no_rate() -> None:
    assert rate([], 899).passes
    assert rate([], 899).errors == 0
    with pytest.raises(ValueError, match="characters"):
        rate([], 0)


ACCEPTED = st.lists(
    st.builds(AcceptedError, st.sampled_from("123"), st.sampled_from(ErrorKind),
              st.sampled_from("甲乙")),
    max_size=20,
)  # fmt: skip


@given(ACCEPTED, ACCEPTED)
def test_more_errors_never_make_a_book_better(some: list, more: list) -> None:
    assert rate([*some, *more], 10_000).errors >= rate(some, 10_000).errors
    assert rate(some, 10_000).errors <= sum(WEIGHTS[error.kind] for error in some)


@given(st.permutations(many(ErrorKind.CHARACTER, 3) + many(ErrorKind.MIXED, 5)))
def test_their_order_does_not_matter(found: list[AcceptedError]) -> None:
    assert sum_of(found) == Decimal("5.5")
