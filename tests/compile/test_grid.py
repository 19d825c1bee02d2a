"""The grid: every line of the text lies on it, whatever stands above; pages are level."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.compile.makeup import (
    ORPHANS,
    WIDOWS,
    Item,
    PageItems,
    level_pages,
    pages_of,
    short_pages,
)
from huozi.compile.page.grid import read_rule
from tests.books import entry, make_book
from tests.compile.elements import HEAD_PT, LEADING_PT, pages, text_of
from tests.compile.proofread import baselines
from tests.compile.proofread import pages_of as read_pages
from tests.pressing import press


@pytest.mark.slow
@pytest.mark.parametrize("name", ["notes", "tables", "figures", "documents"])
def test_every_line_of_the_text_is_on_one_grid(name: str) -> None:
    heights = set()
    for runs in pages(name):
        # Number and date of a document belong to its title, which lies as a whole on the grid.
        top = HEAD_PT - 6.7 * LEADING_PT if "〔2006〕" in text_of(runs) else HEAD_PT
        heights |= {y for y in baselines(runs) if y < top}
    assert len(heights) > 20
    steps = {round((HEAD_PT - y) / LEADING_PT % 1, 2) for y in heights}
    assert max(steps) - min(steps) < 0.02


@pytest.mark.slow
@pytest.mark.parametrize(
    "title", ["短", "两行的题名，长得一行排不下，因此要分成两行来排，看看怎样", "题" * 60]
)
def test_text_is_on_the_grid_below_titles_of_any_length(tmp_path, title: str) -> None:
    body = "一、甲\n\n" + "文字。" * 30 + "\n\n> 引文。\n\n（一）乙\n\n" + "文字。" * 90
    report = press(make_book(tmp_path, entries={"甲.md": entry(body, title=title)}))
    heights = {y for runs in read_pages(report.output)[4:] for y in baselines(runs)}
    steps = {round((HEAD_PT - y) / LEADING_PT % 1, 2) for y in heights}
    assert max(steps) - min(steps) < 0.02


def test_rules_are_read_from_style_sheets() -> None:
    rule = read_rule("1 0.6 flush")
    assert (rule.white, rule.share, rule.flush) == (1, 0.6, True)
    assert (read_rule("2").share, read_rule("2").flush) == (0.5, False)


# ---------------------------------------------------------------------------- documents


@pytest.mark.slow
def test_a_signature_is_never_alone_on_a_page() -> None:
    """The thirteen letters differ by a line each: one of them would break before its signature."""
    seen = 0
    for runs in pages("documents"):
        lines = [run.text for run in runs if abs(run.size_pt - 10.5) < 0.05]
        signed = [n for n, line in enumerate(lines) if line.startswith("东山县地方志编纂委员会")]
        if signed:
            seen += 1
            assert signed[0] >= 2, lines
    assert seen == 14


@pytest.mark.slow
def test_a_date_stands_four_characters_from_the_edge() -> None:
    runs = next(r for r in pages("documents") if "东山县档案局" in text_of(r))
    lines = {y: [r for r in runs if r.y_pt == y] for y in {r.y_pt for r in runs}}
    date = next(line for line in lines.values() if "2006年3月1日" in text_of(line).replace(" ", ""))
    assert min(r.x_pt for r in date) > 51.02 + 10 * 10.5


# ---------------------------------------------------------------------------- making up


def lines_of(items: list[Item], made: list[PageItems]) -> list[int]:
    return [sum(n for page in made for at, n in page.parts if at == i) for i in range(len(items))]


ITEMS = st.lists(
    st.one_of(
        st.builds(Item, st.integers(1, 14), st.just(0)),
        st.builds(Item, st.just(2), whole=st.just(True), keep_next=st.just(True)),
        st.builds(Item, st.integers(1, 9), whole=st.just(True)),
        st.builds(Item, st.integers(1, 3), keep_before=st.just(True)),
    ),
    min_size=1,
    max_size=40,
)


@given(ITEMS, st.integers(15, 40))
def test_pages_hold_every_line_and_no_single_one(items: list[Item], capacity: int) -> None:
    made = pages_of(items, capacity, {})
    assert lines_of(items, made) == [item.lines for item in items]
    for page, following in pairwise(made):
        assert 0 < page.used <= capacity
        if page.inside:
            assert page.parts[-1][1] >= ORPHANS
            assert following.parts[0][1] >= WIDOWS


def test_a_page_that_widows_leave_short_is_filled_by_one_line_more() -> None:
    items = [Item(14, 1), Item(14, 2), Item(3, 3), Item(20, 4)]
    assert pages_of(items, 30, {})[0].used == 28
    only = {(3, 1)}
    changes = level_pages(items, 30, lambda name, lines: (name, lines) in only)
    assert changes == {3: 1}
    assert not list(short_pages(items, pages_of(items, 30, changes), 30))


def test_what_cannot_be_mended_is_left() -> None:
    items = [Item(14, 1), Item(14, 2), Item(3, 3), Item(20, 4)]
    assert level_pages(items, 30, lambda name, lines: False) == {}


def test_a_page_before_a_heading_that_was_kept_is_not_short() -> None:
    items = [Item(28), Item(2, whole=True, keep_next=True), Item(10)]
    made = pages_of(items, 30, {})
    assert made[0].used == 28
    assert not list(short_pages(items, made, 30))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("block", "first", "least"),
    [
        ("```\n行一\n行二\n行三\n行四\n```", "行一", 1.45),
        ("> [!NOTE]\n> 框里有很长的一段话，要排成两行才排得下，再多几个字。", "说明", 1.7),
    ],
)
def test_white_above_code_and_boxes_is_kept_at_the_foot_of_a_page(
    tmp_path, block: str, first: str, least: float
) -> None:
    """Where it was left out the rule of the block touched the line above."""
    entries = {
        f"{lines}.md": entry("\n\n".join(["文字。"] * lines + [block, "后文。"]), title="题")
        for lines in range(15, 25)
    }
    seen = 0
    for runs in read_pages(press(make_book(tmp_path, entries)).output):
        above = [run.y_pt for run in runs if run.text.startswith("文字")]
        below = [run.y_pt for run in runs if run.text.startswith(first)]
        if above and below:
            seen += 1
            assert min(above) - max(below) > least * LEADING_PT
    assert seen >= 4
