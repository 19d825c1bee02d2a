"""Least widths of columns: what is wished, up to one width that all can have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.compile.page import columns
from huozi.compile.page.columns import least_widths, lowered
from tests.books import entry, make_book
from tests.pressing import press


@pytest.mark.parametrize(
    ("least", "wished", "room", "expected"),
    [
        ([10, 10], [30, 40], 100, [10, 10]),  # all have what they wish
        ([10, 10], [30, 900], 100, [30, 50]),
        ([10, 20], [10, 900], 100, [10, 50]),
        ([10, 10, 10], [900, 900, 20], 60, [20, 20, 20]),
        ([60, 60], [90, 90], 100, [60, 60]),  # too wide as it is
        ([70, 10], [90, 90], 100, [70, 30]),
    ],
)
def test_short_columns_have_what_they_wish(least, wished, room, expected) -> None:
    assert least_widths(least, wished, room, 50) == pytest.approx(expected, abs=0.01)


WIDTHS = st.lists(st.tuples(st.floats(1, 50), st.floats(0, 900)), min_size=1, max_size=12)


@given(WIDTHS, st.floats(10, 600))
def test_no_column_gets_less_than_it_needs_nor_all_more_than_there_is(widths, room) -> None:
    least = [a for a, _ in widths]
    wished = [a + b for a, b in widths]
    found = least_widths(least, wished, room, 80)
    assert all(a <= c <= b for (a, b, c) in zip(least, wished, found, strict=True))
    assert sum(found) <= max(room, sum(least)) + 1e-6


@pytest.mark.parametrize(
    ("wanted", "floors", "room", "expected"),
    [
        ([60, 20], [20, 20], 60, [40, 20]),
        ([60, 60], [20, 20], 80, [40, 40]),
        ([60, 60], [50, 20], 80, [50, 30]),
        ([60, 60], [50, 50], 80, [60, 60]),  # there is no help
    ],
)
def test_the_widest_columns_are_lowered_first(wanted, floors, room, expected) -> None:
    assert lowered(wanted, floors, room) == pytest.approx(expected, abs=0.01)


@pytest.mark.slow
def test_the_cells_of_a_table_are_read_once_and_not_once_a_page(tmp_path, monkeypatch) -> None:
    """2,000 rows of 8 cells took the square of their pages."""
    met: list[int] = []
    meet = columns.meet
    monkeypatch.setattr(columns, "meet", lambda boxes: (met.append(len(boxes)), meet(boxes)))
    rows = "".join(f"| 村{at} | {at} | 这一格里有几个字 |\n" for at in range(120))
    body = f"正文。\n\n表：各村\n\n| 村 | 号 | 说明 |\n|--|--:|--|\n{rows}"
    press(make_book(tmp_path, {"甲.md": entry(body)}, {"front": []}))
    assert max(met) > 120 * 3
    assert sum(count > 120 * 3 for count in met) <= 3
