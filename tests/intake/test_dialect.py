"""Whatever stands in a manuscript is read back from the Markdown as the same characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.intake.importing import convert
from huozi.intake.values import AtomKind, WordLook, WordRow, WordSpot, WordTable
from tests.intake.manuscripts import BOLD, PART, UNDERLINED, Maker

#: Signs of markup, alone and in the company that makes them so.
_SIGNS = st.sampled_from(
    [
        *"\\`*_{}[]()<>#+-=.!|~^$&:;'\"%@?/，。：、（）《》“”①１",
        *("**", "~~", "__", "==", "++", "%%", "||", "''", ":::", "---", "```", "![", "]("),
        *("[^1]", "^[", "{.着重}", "{#名}", "{页}", "{a|b}", "<br>", "<b>", "&amp;", "&#35;"),
        *("$x^2$", "\\newpage", "1. ", "1、", "（一）", "第一条", "第一章 ", "一、", "- ", "* "),
        *("+ ", "> ", "# ", "## ", "| ", "表：", "图1 ", "http://a.b/c", "a@b.cc", "[ ] ", ": "),
        *("　", " ", "  ", "\t", "\xa0", "\u200b"),
    ]
)
_LETTERS = st.sampled_from("甲乙丙丁abcXYZ059是的")
_WORDS = st.lists(st.one_of(_SIGNS, _LETTERS), min_size=1, max_size=14)
_LOOKS = st.builds(
    WordLook,
    bold=st.booleans(),
    italic=st.booleans(),
    strike=st.booleans(),
    underline=st.sampled_from(["", "", "single", "wave"]),
    emphasis=st.sampled_from(["", "", "dot"]),
    raised=st.sampled_from(["", "", "superscript", "subscript"]),
)
_BREAK = st.just({"kind": AtomKind.LINE_BREAK, "text": "\n"})
_TEXT = st.builds("".join, _WORDS)
_RUNS = st.lists(st.one_of(_TEXT, st.tuples(_TEXT, _LOOKS), _BREAK), min_size=1, max_size=5)


@pytest.mark.slow
@given(st.lists(_RUNS, min_size=1, max_size=5))
def test_random_paragraphs_come_back(paragraphs) -> None:
    maker = Maker().add("题名", style="Title")
    for runs in paragraphs:
        maker.add(*runs)
    assert convert(maker.text()).differences == ()


@pytest.mark.slow
@given(st.lists(st.lists(_TEXT, min_size=3, max_size=3), min_size=1, max_size=4), st.booleans())
def test_random_cells_come_back(rows, noted) -> None:
    maker = Maker().add("题名", style="Title").add("文。").table(*rows)
    if noted:
        maker.add("注", maker.note("".join(rows[0])), "。")
    assert convert(maker.text()).differences == ()


def body(maker: Maker) -> str:
    """The body of the only entry; nothing differs."""
    made = convert(maker.text())
    assert made.differences == ()
    return made.entries[0].markdown.split("---\n", 2)[2].strip()


def titled() -> Maker:
    return Maker().add("题名", style="Title")


RUBY = [
    {"text": "活字", "ruby": 1},
    {"text": "huó zì", "kind": AtomKind.RUBY, "ruby": 1},
    "是",
]

WRITTEN = [
    (["甲", ("乙", BOLD), "丙"], "甲**乙**丙"),
    ([("甲 ", BOLD), "乙"], "**甲** 乙"),
    (["1", ("2", BOLD), "3"], "123"),  # emphasis between figures is no emphasis
    ([("甲", BOLD), ("乙", WordLook(bold=True, italic=True)), "。"], "**甲*乙***。"),
    (["姓名", ("      ", UNDERLINED), "。"], "姓名[　　　]{.下划线}。"),
    (["m", ("2", WordLook(raised="superscript"))], "m^2^"),
    (["H", ("2", WordLook(raised="subscript")), "O"], "H~2~O"),
    (["甲", ("乙", WordLook(emphasis="dot"))], "甲[乙]{.着重}"),
    (["甲", ("乙", WordLook(strike=True))], "甲[乙]{.删除}"),
    (["甲", ("乙", WordLook(underline="wave"))], "甲[乙]{.书名}"),
    (RUBY, "{活字|huó zì}是"),
    (["　　甲  乙　"], "甲 乙"),
    (["甲", {"kind": AtomKind.LINE_BREAK, "text": "\n"}, "乙"], "甲\\\n乙"),
    (["甲", {"kind": AtomKind.LINE_BREAK, "text": "\n"}, "\u200b "], "甲"),
    (["1. 甲"], "1\\. 甲"),
    (["（一）目录"], "\\（二）目录".replace("二", "一")),
    (["（一）先说。后说。"], "（一）先说。后说。"),
    (["星号*，5*3，a_b，5~10"], "星号\\*，5*3，a_b，5~10"),
    (["#甲"], "\\#甲"),
    ([{"text": "甲", "link": "https://a.cn/b"}], "[甲](https://a.cn/b)"),
    ([{"text": "甲", "link": "#_Toc1"}], "甲"),
]


@pytest.mark.parametrize(("runs", "written"), WRITTEN, ids=[w for _, w in WRITTEN])
def test_running_text(runs, written: str) -> None:
    made = body(titled().add("甲乙丙丁，文字。").add(*runs))
    assert made.split("\n\n")[1] == written


def test_notes_stand_below() -> None:
    maker = titled()
    maker.add("甲", maker.note("注文*。"), "乙。")
    assert body(maker) == "甲[^1]乙。\n\n[^1]: 注文\\*。"


TABLES = [
    ((("甲", "<"), ("乙", "丙")), 0, "| 甲 | < |\n|---|---|\n| 乙 | 丙 |"),
    (
        (("甲", "乙"), ("^", "丙"), ("丁", "戊")), 0,
        "| 甲 | 乙 |\n|---|---|\n| ^ | 丙 |\n| 丁 | 戊 |",
    ),
    (
        (("甲", "乙"), ("丙", "丁"), ("戊", "己")), 2,
        '表： {head="2"}\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n| 戊 | 己 |',
    ),
    # a merged cell that reaches from the only head into the body is parted there
    ((("甲", "乙"), ("^", "丙")), 0, "| 甲 | 乙 |\n|---|---|\n|   | 丙 |"),
    (
        (("甲\n乙", "-丙\n-丁"), ("a|b", "1.一")), 0,
        "| 甲<br>乙 | \\-丙<br>\\-丁 |\n|---|---|\n| a\\|b | 1.一 |",
    ),
    ((("两", "<", "丙"), ("^", "^", "丁"), ("戊", "己", "庚")), 0,
     "| 两 | < | 丙 |\n|---|---|---|\n| ^ | ^ | 丁 |\n| 戊 | 己 | 庚 |"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "header", "written"), TABLES)
def test_tables(rows, header: int, written: str) -> None:
    made = body(titled().add("上文。").table(*rows, header=header))
    assert made.removeprefix("上文。\n\n") == written


def test_what_a_table_holds_beside_words_stands_behind_it() -> None:
    maker = titled().add("上文。")
    head = WordRow((maker.cell("甲", 0), maker.cell("乙", 1)))
    words, inner = maker.paragraph("丙"), maker.grid(("内", "层"))
    figure = maker.paragraph(maker.picture())
    row = WordRow((maker.cell([words, inner], 0), maker.cell([figure], 1)))
    maker.blocks.append(WordTable(WordSpot(PART, 9), (head, row)))
    made = body(maker.add("下文。"))
    assert "| 丙 |   |" in made
    order = [made.index(sign) for sign in ("| 丙 |", "| 内 | 层 |", "![](图/", "下文。")]
    assert order == sorted(order)
