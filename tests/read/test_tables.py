"""Tables: what stands behind their title, merged cells, heads of several rows, cells with lists."""

import pytest

from huozi.read.report import Reporter
from huozi.read.tables import check_merges, head_rows
from huozi.values.manuscript import Block, Finding
from tests.books import FRONT_LINES
from tests.read.outline import outline
from tests.read.together import read_together

TABLE = "| 甲 | 乙 | 丙 |\n|----|----|----|\n| 1 | 2 | 3 |\n| 4 | 5 | 6 |"


def classes(table: Block) -> list[list[str]]:
    """The classes of the cells, row by row."""
    return [[" ".join(cell.classes) for cell in row.children] for row in table.children]


@pytest.mark.parametrize(
    ("written", "widths", "named"),
    [
        (".ruled", "", ("ruled",)),
        (".全线 .横排", "", ("ruled", "turned")),
        ('widths="2 1.5 1"', "2 1.5 1", ()),
        ("列宽=2,1，10", "2 1 10", ()),
        ('even="1"', "", ("even-1",)),
        ('均排="1 3"', "", ("even-1", "even-3")),
        ("head=1", "", ("head-1",)),
        ("表头=2", "", ("head-2",)),
        ("stub=0", "", ("stub-0",)),
        ("行头=2", "", ("stub-2",)),
        ('.ruled widths="1 2 3" stub=1', "1 2 3", ("ruled", "stub-1")),
    ],
)
def test_what_stands_behind_the_title(read_body, written, widths, named) -> None:
    (table,) = read_body(f"表：题名 {{{written}}}\n\n{TABLE}").body
    assert (table.label, table.classes) == (widths, named)
    assert outline([table])[0].endswith("题名")


#: What is written behind the title → what is said of it.
WRONG = {
    ".rule": ("table-attribute", {"found": ".rule"}),
    "widths=0,1,2": ("table-attribute", {"found": "widths=0,1,2"}),
    "widths=甲": ("table-attribute", {"found": "widths=甲"}),
    "widths=1": ("table-widths", {"found": "1", "expected": "3"}),
    "widths=1,2,3,4": ("table-widths", {"found": "4", "expected": "3"}),
    "even=0": ("table-attribute", {"found": "even=0"}),
    "even=1,4": ("table-attribute", {"found": "even=1,4"}),
    "even=甲": ("table-attribute", {"found": "even=甲"}),
    "head=0": ("table-attribute", {"found": "head=0"}),
    "head=3": ("table-attribute", {"found": "head=3"}),
    "head=1,2": ("table-attribute", {"found": "head=1,2"}),
    "stub=3": ("table-attribute", {"found": "stub=3"}),
    "stub=0,1": ("table-attribute", {"found": "stub=0,1"}),
}

#: Tables with merged cells that form no rectangle → line and column of what is told.
UNEVEN = {
    "|甲|乙|\n|--|--|\n|<|1|": (3, 1),
    "|^|乙|\n|--|--|\n|1|2|": (1, 1),
    "表：题 {head=1}\n\n|甲|乙|\n|--|--|\n|1|^|\n|2|3|": (5, 2),  # from the head into the body
    "|甲|乙|\n|--|--|\n|1|2|\n|^|^|\n|<|3|": (5, 1),
    "|甲|乙|丙|\n|--|--|--|\n|1|<|2|\n|^|3|4|": (3, 1),
    "|甲|乙|丙|\n|--|--|--|\n|1|2|<|\n|3|^|<|\n|5|6|^|": (3, 2),
}


@pytest.fixture(scope="module")
def bodies(tmp_path_factory) -> dict[str, list[Finding]]:
    titled = (f"文。\n\n表：题名 {{{written}}}\n\n{TABLE}" for written in WRONG)
    return read_together(tmp_path_factory.mktemp("tables"), (*titled, *UNEVEN, *EVEN), {})


@pytest.mark.parametrize("written", WRONG)
def test_what_can_not_stand_behind_a_title(bodies, written) -> None:
    (found,) = bodies[f"文。\n\n表：题名 {{{written}}}\n\n{TABLE}"]
    assert (found.code, dict(found.params)) == WRONG[written]
    assert found.place and found.place.line == FRONT_LINES + 3


@pytest.mark.parametrize("body", UNEVEN)
def test_merged_cells_form_a_rectangle_in_the_head_or_in_the_body(bodies, body) -> None:
    told = [
        (found.code, found.place.line - FRONT_LINES, int(dict(found.params)["column"]))
        for found in bodies[body]
        if found.place
    ]
    assert told[0] == ("table-merge", *UNEVEN[body])


#: … and tables of which nothing is told → the rows of their heads.
EVEN = {
    "|甲|<|乙|\n|--|--|--|\n|1|2|3|\n|^|4|<|": 1,
    "|甲|乙|\n|--|--|\n|1|<|\n|^|<|\n|2|3|": 1,
    # cells of the head that reach down make the next rows heads, too …
    "|甲|乙|<|\n|--|--|--|\n|^|丙|丁|\n|1|2|3|": 2,
    "|甲|乙|\n|--|--|\n|^|丙|\n|^|丁|\n|1|2|": 3,
}


@pytest.mark.parametrize("body", EVEN)
def test_heads_have_as_many_rows_as_their_cells_reach_down(bodies, read_body, body) -> None:
    assert bodies[body] == []
    (table,) = read_body(body).body
    assert table.classes == ((f"head-{EVEN[body]}",) if EVEN[body] > 1 else ())


def test_a_head_leaves_a_row_to_the_body(read_body) -> None:
    """… but not all of them: that would be a table without a body."""
    (table,) = read_body("表：题 {head=2}\n\n|甲|乙|\n|--|--|\n|^|丙|\n|1|2|").body
    assert classes(table) == [["", ""], ["merge-up", ""], ["", ""]]
    report = Reporter("甲.md")
    rows = table.children[:2]
    assert head_rows(rows) == 1
    check_merges(rows, 1, report)
    assert [(one.code, one.place.line) for one in report.findings] == [
        ("table-merge", FRONT_LINES + 5)
    ]


@pytest.mark.parametrize(
    ("cell", "inside"),
    [
        ("甲<br>乙", []),
        ("1. 甲<br>2. 乙", ["list", "  item 1.", "    paragraph 甲", "  item 2.",
                            "    paragraph 乙"]),
        ("- 甲<br>* 乙", ["list", "  item •", "    paragraph 甲", "  item •", "    paragraph 乙"]),
        ("文：<br>（1）甲<br>（2）**乙**", ["paragraph 文：", "list wide", "  item （1）",
                                          "    paragraph 甲", "  item （2）",
                                          "    paragraph <strong 乙>"]),
        ("甲<br>乙<br><br>丙", ["paragraph 甲<newline>乙", "paragraph 丙"]),
        ("\\1. 甲<br>\\2. 乙", []),
        ("1. 甲<br>\\2. 乙", []),
        ("1. 甲", []),
    ],
)  # fmt: skip
def test_a_cell_may_hold_paragraphs_and_lists(read_body, cell, inside) -> None:
    (table,) = read_body(f"|题|\n|----|\n|{cell}|").body
    (made,) = table.children[1].children
    assert outline(made.children) == inside
    assert bool(made.inlines) is not bool(inside)
    assert {block.place.line for block in made.children} <= {FRONT_LINES + 3}
