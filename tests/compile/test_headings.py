"""Headings at the foot of a page (背题): each is kept with two lines below it, and with no more.

CLREQ, "Widows and orphans". One line below a heading was kept with whatever came next: heading, one
line, heading, one line were a chain, and the sample article of a new book left half a page white.
"""

import pytest

from huozi.compile.proofs import Look
from huozi.compile.rounds import Proofs
from huozi.read.manuscript import read
from huozi.read.units import setting, split
from huozi.values.galley import Known
from tests.books import entry, make_book
from tests.compile.kit import compiler

#: Lines of a page, and the white that a heading, its one line and two lines more may leave.
LINES, MOST_WHITE = 28, 5
BEFORE = "这一段有好几行字，把页面填到离页脚不远的地方。" * 2
TABLE = "表：字号\n\n| 字号 | 磅数 |\n|:--|--:|\n" + "| 五号 | 10.5 |\n" * 6
ONE_LINE = "这里只有一行字。"
DOCUMENT = {"kind": "document", "docno": "示例发〔2026〕1号", "date": "2026-05-01"}
CHAIN = [f"{n}、标题\n\n{ONE_LINE}" for n in "一二三四五六七八九十"]


def looked(tmp_path, body: str, **front) -> Look:
    """The pages of one article or document."""
    made = make_book(tmp_path, entries={"甲.md": entry(body, **front)})
    manuscript = read(made).manuscript
    own = next(u for u in split(manuscript, Known()) if u.kind.value in ("article", "document"))
    first = compiler()
    proofs = Proofs(own, first.house, setting(manuscript))
    css = first.house.css(own.kind, setting(manuscript))
    first.engine.lay(proofs.sheet.html, css, own.place, True, proofs.again)
    return proofs.look


def whites(found: Look) -> list[float]:
    """The white at the foot of each page but the last, in lines."""
    return [LINES - fill for fill in found.fills[:-1]]


@pytest.mark.slow
@pytest.mark.parametrize("front", [{}, DOCUMENT])
@pytest.mark.parametrize("before", range(4))
def test_headings_with_a_line_each_are_no_chain(tmp_path, before: int, front) -> None:
    body = "\n\n".join([BEFORE] * before + CHAIN)
    found = whites(looked(tmp_path, body, **front))
    assert found
    assert max(found) <= MOST_WHITE


@pytest.mark.slow
@pytest.mark.parametrize("before", range(4, 9))
def test_a_line_below_a_heading_is_not_kept_with_a_table(tmp_path, before: int) -> None:
    body = "\n\n".join([*[BEFORE] * before, *CHAIN[:3], TABLE, BEFORE, *CHAIN[3:6]])
    found = whites(looked(tmp_path, body))
    assert max(found) <= 10  # the table is whole, and it alone


@pytest.mark.parametrize("before", range(5, 9))
def test_two_headings_with_one_line_are_kept_with_no_third(tmp_path, before: int) -> None:
    pairs = [f"{n}、标题\n\n（一）小标题\n\n{ONE_LINE}" for n in "一二三四五六"]
    found = whites(looked(tmp_path, "\n\n".join([*[BEFORE] * before, *pairs])))
    assert max(found) <= MOST_WHITE + 1


def test_white_that_remains_at_the_foot_of_a_page_is_told(tmp_path) -> None:
    found = looked(tmp_path, "\n\n".join([BEFORE] * 8 + [TABLE, BEFORE]))
    assert [(hole.page, hole.noted) for hole in found.holes] == [(1, False)]
    assert found.holes[0].lines == pytest.approx(whites(found)[0], abs=0.1)
    assert found.holes[0].line == 22  # where the rows of the table begin


@pytest.mark.parametrize("note", ["", "正文^[一条注。]。"])
def test_white_that_was_asked_for_is_not_told(tmp_path, note: str) -> None:
    found = looked(tmp_path, f"{BEFORE}{note}\n\n\\newpage\n\n{BEFORE}\n\n{BEFORE}")
    assert not found.holes


@pytest.mark.slow
@pytest.mark.parametrize("before", range(6, 9))
@pytest.mark.parametrize("kind", ["list", "quotation", "text"])
def test_a_note_below_a_heading_is_divided_before_a_hole_is_left(tmp_path, before, kind) -> None:
    """The line that calls it wants two lines of the next paragraph, and found its note whole."""
    following = {"list": f"- {BEFORE}\n- {BEFORE}", "quotation": f"> {BEFORE * 2}", "text": BEFORE}
    body = [*[BEFORE] * before, f"一、标题\n\n{ONE_LINE}^[{BEFORE * 3}]", following[kind]]
    found = looked(tmp_path, "\n\n".join([*body, *[BEFORE] * 8]))
    assert not [hole for hole in found.holes if hole.lines > 4]
