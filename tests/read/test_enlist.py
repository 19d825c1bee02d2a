"""Entries added to `book.yaml`: a line more, all others as they are."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.read.book import read_book
from huozi.read.enlist import EnlistError, NewEntry, enlisted, shown
from huozi.read.report import Reporter
from huozi.read.source import Source
from huozi.read.styles import OfferedStyles

#: No style of its own.
STYLES = OfferedStyles(Source(Path(__file__).parent))

NEW = NewEntry("经验篇/新篇.md")
WITH_ANNEXES = NewEntry("通知.md", ("通知-附件1.md", "通知-附件2.md"))


def lines_more(before: str, after: str) -> list[str]:
    """The lines that are there behind and were not before; those before are all there, in order."""
    rest = iter(after.splitlines(keepends=True))
    more = []
    for line in before.splitlines(keepends=True):
        for found in rest:
            if found == line:
                break
            more.append(found)
        else:
            pytest.fail(f"lost: {line!r}")
    return [*more, *rest]


PARTS = """\
# 平谷区 2010
title: 汇编   # 书名
parts:
  - title: 经验篇
    entries:
      - 经验篇/甲.md      # 先发
      - 乙.md:
          - 乙附一.md     # 附件
      # - 丙.md 还没有来
  - title: 文件篇   # 以后再排
    entries: [文件/一.md, 文件/二.md]   # 都齐了
back:
  - colophon
"""


def test_a_block_list_gets_a_line_at_its_own_indent() -> None:
    made = enlisted(PARTS, [NEW], STYLES, "经验篇")
    assert lines_more(PARTS, made) == ["      - 经验篇/新篇.md\n"]
    assert made.index("乙附一.md") < made.index("新篇.md") < made.index("# - 丙.md")


def test_annexes_stand_below_their_entry() -> None:
    made = enlisted(PARTS, [WITH_ANNEXES], STYLES, "1")
    assert "      - 通知.md:\n          - 通知-附件1.md\n          - 通知-附件2.md\n" in made


def test_a_list_in_brackets_keeps_its_remark() -> None:
    made = enlisted(PARTS, [NEW, WITH_ANNEXES], STYLES, "文件篇")
    assert (
        "    entries: [文件/一.md, 文件/二.md, 经验篇/新篇.md, "
        "{通知.md: [通知-附件1.md, 通知-附件2.md]}]   # 都齐了\n"
    ) in made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: 册\nentries:\n- 甲.md\n", "title: 册\nentries:\n- 甲.md\n- 新.md\n"),
        ("title: 册\nentries:\n- 甲.md", "title: 册\nentries:\n- 甲.md\n- 新.md\n"),
        ("entries: [甲.md]\ntitle: 册\n", "entries: [甲.md, 新.md]\ntitle: 册\n"),
        ("entries: []\ntitle: 册\n", "entries:\n  - 新.md\ntitle: 册\n"),
        ("entries: []   # 还没有\ntitle: 册", "entries:   # 还没有\n  - 新.md\ntitle: 册"),
        ("{title: 册, entries: []}\n", "{title: 册, entries: [新.md]}\n"),
        (
            f"title: 册\nentries: [{'甲' * 99}.md]\n",
            f"title: 册\nentries: [{'甲' * 99}.md,\n  新.md]\n",
        ),
        ("entries:\ntitle: 册\n", "entries:\n  - 新.md\ntitle: 册\n"),
        ("title: 册", "title: 册\nentries:\n  - 新.md\n"),
        (
            "title: 册\nentries: [\n  甲.md,  # 一\n  乙.md   # 二\n]\n",
            "title: 册\nentries: [\n  甲.md,  # 一\n  乙.md,   # 二\n  新.md\n]\n",
        ),
        (
            "title: 册\nentries: [\n  甲.md,\n  乙.md,\n]\n",
            "title: 册\nentries: [\n  甲.md,\n  乙.md,\n  新.md,\n]\n",
        ),
        (
            "title: 册\r\nentries:\r\n  - 甲.md\r\nback: [colophon]\r\n",
            "title: 册\r\nentries:\r\n  - 甲.md\r\n  - 新.md\r\nback: [colophon]\r\n",
        ),
        ("\ufefftitle: 册\nentries: [甲.md]\n", "\ufefftitle: 册\nentries: [甲.md, 新.md]\n"),
        ("title: 册\nentries: ['甲.md', ]\n", "title: 册\nentries: ['甲.md', 新.md ]\n"),
    ],
)
def test_a_list_is_added_to_in_its_own_manner(text: str, expected: str) -> None:
    assert enlisted(text, [NewEntry("新.md")], STYLES) == expected


def test_a_part_that_is_still_empty_is_filled() -> None:
    text = "title: 册\nparts:\n  - title: 上\n    entries: []\n  - title: 下\n    entries:\n"
    made = enlisted(text, [NewEntry("新.md")], STYLES, "上")
    assert "    entries:\n      - 新.md\n  - title: 下" in made
    assert enlisted(text, [NewEntry("新.md")], STYLES, "下").endswith(
        "    entries:\n      - 新.md\n"
    )


def test_sections_of_the_entry_above_end_before_the_new_one() -> None:
    text = "title: 册\nentries:\n  - 一.md:\n      sections:\n        - 二.md\n"
    text += "        - 三.md: {sections: [四.md]}\n"
    assert lines_more(text, enlisted(text, [NewEntry("新.md")], STYLES)) == ["  - 新.md\n"]


@pytest.mark.parametrize(
    ("text", "part", "code"),
    [
        (PARTS, "", "enlist-which"),
        (PARTS, "没有的篇", "enlist-part"),
        (PARTS, "3", "enlist-part"),
        ("title: 册\nentries: [甲.md]\n", "经验篇", "enlist-part"),
        ("title: 册\nentries: &x [甲.md]\n", "", "enlist-broken"),
        ("title: 册\nunknown: 1\nentries: [甲.md]\n", "", "enlist-broken"),
        ("{title: 册\n", "", "enlist-broken"),
        ("{title: 册}\n", "", "enlist-shape"),
        ("title: 册\nentries: 甲.md\n", "", "enlist-broken"),
    ],
)
def test_what_can_not_be_added_to_is_told(text: str, part: str, code: str) -> None:
    with pytest.raises(EnlistError) as refused:
        enlisted(text, [NEW], STYLES, part)
    assert refused.value.code == code


def test_a_name_that_yaml_would_read_otherwise_stands_in_quotes() -> None:
    odd = [NewEntry("[甲]{1}.md"), NewEntry("it's.md")]
    for text in ("title: 册\nentries: [甲.md]\n", "title: 册\nentries:\n  - 甲.md\n"):
        assert "'it''s.md'" in enlisted(text, odd, STYLES)


def test_lines_for_a_hand() -> None:
    assert shown([WITH_ANNEXES]) == ("  - 通知.md:\n      - 通知-附件1.md\n      - 通知-附件2.md\n")


_NAMES = st.lists(
    st.text("甲乙丙丁〔〕（）'\"：, -#[]{}&*!%@`1年", min_size=1, max_size=6)
    .filter(lambda name: name.strip() == name)
    .map(lambda name: name + ".md"),
    min_size=1, max_size=4, unique=True,
)  # fmt: skip


@pytest.mark.slow
@given(_NAMES, st.sampled_from(["title: 册\nentries: [a.md]\n", "title: 册\nentries:\n - a.md\n"]))
def test_any_names_are_read_back(names: list[str], text: str) -> None:
    try:
        made = enlisted(text, [NewEntry(name) for name in names], STYLES)
    except EnlistError as refused:
        assert refused.code == "enlist-shape"  # a name that no list can hold
        return
    plan = read_book(made, Reporter(), STYLES)
    assert plan is not None
    assert [one.path for one in plan.parts[0].entries] == ["a.md", *names]
