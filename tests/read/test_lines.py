"""Lines: items, paragraphs by the habit of the book, and tables pasted from a sheet."""

import pytest

from huozi.messages import render
from huozi.read.manuscript import read
from tests.books import ENTRY, FRONT_LINES, PNG, make_book
from tests.read.outline import outline
from tests.read.test_residue import look


def items(*labelled: str, wide: bool = False) -> list[str]:
    made = ["list wide" if wide else "list"]
    for one in labelled:
        label, _, text = one.partition("|")
        made += [f"  item {label}", f"    paragraph {text}"]
    return made


ITEMS = [
    ("（1）甲\n（2）乙", items("（1）|甲", "（2）|乙", wide=True)),
    (
        "如下：\n（1）甲；\n（2）乙。",
        ["paragraph 如下：", *items("（1）|甲；", "（2）|乙。", wide=True)],
    ),
    ("（１）甲\n（２）乙", items("（１）|甲", "（２）|乙", wide=True)),
    ("（9）甲\n（10）乙", items("（9）|甲", "（10）|乙", wide=True)),
    ("（99）甲\n（100）乙", items("（99）|甲", "（100）|乙", wide=True)),
    ("①甲\n②乙\n③丙", items("①|甲", "②|乙", "③|丙")),
    ("1、甲\n2、乙", items("1、|甲", "2、|乙")),
    ("1．甲\n2．乙", items("1．|甲", "2．|乙")),
    ("1.甲\n2.乙", items("1.|甲", "2.|乙")),
    ("1）甲\n2）乙", items("1）|甲", "2）|乙")),
    ("A. 甲\nB. 乙", items("A.|甲", "B.|乙")),
    ("⑴甲\n⑵乙", items("⑴|甲", "⑵|乙")),
    ("㈠甲\n㈡乙", items("㈠|甲", "㈡|乙")),
    ("a. 甲\nb. 乙", items("a.|甲", "b.|乙")),
    ("i. 甲\nii. 乙\niii. 丙", items("i.|甲", "ii.|乙", "iii.|丙", wide=True)),
    ("IX、甲\nX、乙", items("IX、|甲", "X、|乙", wide=True)),
    ("v) 甲\nw) 乙", items("v)|甲", "w)|乙")),
    ("(a) 甲\n(b) 乙", items("(a)|甲", "(b)|乙", wide=True)),
    ("*甲\n*乙", items("•|甲", "•|乙")),
    ("——甲\n——乙", items("——|甲", "——|乙", wide=True)),
    ("•甲\n• 乙", items("•|甲", "•|乙")),
    ("●\t甲\n●\t乙", items("●|甲", "●|乙")),
    ("-甲\n-乙", items("•|甲", "•|乙")),
    ("－ 甲\n－ 乙", items("•|甲", "•|乙")),
    ("（1）甲甲\n甲甲，\n（2）乙", items("（1）|甲甲甲甲，", "（2）|乙", wide=True)),
    (
        "（1）甲。\n（2）乙。\n下一段。",
        [*items("（1）|甲。", "（2）|乙。", wide=True), "paragraph 下一段。"],
    ),
    ("> ①甲\n> ②乙", ["quote", *("  " + line for line in items("①|甲", "②|乙"))]),
    # one alone, or not in order, is none
    ("（1）甲，\n乙", ["paragraph （1）甲，乙"]),
    ("见第\n（1）项，\n（3）项", ["paragraph 见第（1）项，（3）项"]),
    ("5.3万元，\n6.4万元", ["paragraph 5.3万元，6.4万元"]),
    ("（1）甲\\\n（2）乙", ["paragraph （1）甲<newline>（2）乙"]),
    ("——甲，\n乙", ["paragraph ——甲，乙"]),
    ("-5\n-6", ["paragraph -5 -6"]),
]


@pytest.mark.parametrize(("body", "made"), ITEMS)
def test_lines_that_count_are_items(read_body, body, made):
    assert outline(read_body(body).body) == made


PARAGRAPHS = [
    ("（一）甲；\n（二）乙。", ["paragraph （一）甲；", "paragraph （二）乙。"]),
    (
        "有下列情形的：\n（一）甲甲；\n（二）乙。\n下一段。",
        [
            "paragraph 有下列情形的：",
            *("paragraph （一）甲甲；", "paragraph （二）乙。", "paragraph 下一段。"),
        ],
    ),
    ("一、甲\n二、乙", ["paragraph 一、甲", "paragraph 二、乙"]),
    ("甲、张某\n乙、李某", ["paragraph 甲、张某", "paragraph 乙、李某"]),
    (
        "第一条　甲：\n（一）子；\n（二）丑。\n第二条　乙。",
        [
            "paragraph <run-in <strong 第一条>>　甲：",
            *("paragraph （一）子；", "paragraph （二）丑。"),
            "paragraph <run-in <strong 第二条>>　乙。",
        ],
    ),
    ("（一）甲：\n（1）子；\n（2）丑。\n（二）乙。", [
        "paragraph （一）甲：",
        *items("（1）|子；", "（2）|丑。", wide=True),
        "paragraph （二）乙。",
    ]),
    # one alone is as it was
    ("（一）甲，\n乙", ["paragraph （一）甲，乙"]),
    ("一、甲\\\n二、乙", ["paragraph 一、甲<newline>二、乙"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "made"), PARAGRAPHS)
def test_lines_that_count_as_laws_do_are_paragraphs(read_body, body, made):
    entry = read_body(body)
    assert outline(entry.body) == made


def test_such_paragraphs_know_their_lines_and_nothing_is_told(tmp_path):
    body = "前款：\n（一）甲；\n（二）乙；\n（三）丙。\n"
    result = read(make_book(tmp_path, entries={"甲.md": body}))
    made = result.manuscript.entries[0].body
    assert [one.place.line - FRONT_LINES for one in made] == [1, 2, 3, 4]
    assert not result.findings


def test_items_know_their_lines(read_body):
    (_, made) = read_body("如下：\n（1）甲；\n甲\n（2）乙").body
    assert [item.place.line - FRONT_LINES for item in made.children] == [2, 4]
    assert [item.children[0].place.line - FRONT_LINES for item in made.children] == [2, 4]


EVERY_LINE = [
    ("甲。\n乙。", ["paragraph 甲。", "paragraph 乙。"]),
    ("一、甲\n乙。\n丙。", ["heading1 一、甲", "paragraph 乙。", "paragraph 丙。"]),
    ("甲。\n\n\n乙。", ["paragraph 甲。", "paragraph 乙。"]),
    ("甲\\\n乙。\n丙。", ["paragraph 甲<newline>乙。", "paragraph 丙。"]),
    (
        "1. 甲\n2. 乙\n丙。",
        [
            "list",
            "  item 1.",
            "    paragraph 甲",
            "  item 2.",
            "    paragraph 乙",
            "paragraph 丙。",
        ],
    ),
    ("如下：\n（1）甲\n（2）乙", ["paragraph 如下：", *items("（1）|甲", "（2）|乙", wide=True)]),
    (
        "- 甲\n- 乙\n丙。",
        ["list", "  item •", "    paragraph 甲", "  item •", "    paragraph 乙", "paragraph 丙。"],
    ),
    ("> 甲。\n> 乙。", ["quote", "  paragraph 甲。", "  paragraph 乙。"]),
    (
        "甲。\n表：题\n| 一 |\n|----|\n| 二 |\n乙。",
        [
            "paragraph 甲。",
            "table 题",
            "  row head",
            "    cell 一",
            "  row",
            "    cell 二",
            "paragraph 乙。",
        ],
    ),
    (
        "::: 落款\n甲\n乙\n:::\n丙。",
        ["signature", "  paragraph 甲", "  paragraph 乙", "paragraph 丙。"],
    ),
    (
        "::: 诗\n甲\n乙\n\n丙\n:::",
        ["verse", "  paragraph 甲", "  paragraph 乙", "  break", "  paragraph 丙"],
    ),
    ("甲。\n---\n乙。", ["paragraph 甲。", "break", "paragraph 乙。"]),
    (
        "甲。\n![题](图/甲.png)\n乙。",
        ["paragraph 甲。", "figure content/图/甲.png 题", "paragraph 乙。"],
    ),
    ("## 甲\n乙。\n丙。", ["heading1 甲", "paragraph 乙。", "paragraph 丙。"]),
    ("甲\\\n乙\n丙", ["paragraph 甲<newline>乙", "paragraph 丙"]),
    (
        "```\na\n\nb\n```\n甲\n乙",
        [
            "code",
            "  code-line a",
            "  code-line",
            "  code-line b",
            "paragraph 甲",
            "paragraph 乙",
        ],
    ),
    ("````\n```\na\n````\n甲", ["code", "  code-line ```", "  code-line a", "paragraph 甲"]),
]


@pytest.mark.parametrize(("body", "made"), EVERY_LINE)
def test_every_line_is_a_paragraph(tmp_path, body, made):
    files = {"content/图/甲.png": PNG}
    book = {"paragraphs": "every-line"}
    result = read(make_book(tmp_path, entries={"甲.md": body}, book=book, files=files))
    assert outline(result.manuscript.entries[0].body) == made
    assert result.findings == ()


def test_places_are_those_of_the_file(tmp_path):
    body = "甲。\n乙[^1]。\n丙\n_丁_\n\n[^1]: 注。\n::: 落宽\n:::\n"
    found = look(make_book(tmp_path, entries={"甲.md": body}, book={"paragraphs": "every-line"}))
    assert [(f.code, f.place.line - FRONT_LINES, f.place.column) for f in found] == [
        ("underscores", 4, 1),
        ("unknown-box-near", 7, 5),
    ]


def test_text_that_is_wrapped_by_hand_is_told(tmp_path):
    wrapped = (
        "这一行是在编辑器里自己换的行所以没有说完就断了\n"
        "接着说下去直到这一句说完为止，后面还有一行很长的\n结束。"
    )
    book = {"paragraphs": "every-line"}
    (found,) = look(make_book(tmp_path / "a", entries={"甲.md": wrapped}, book=book))
    assert (found.code, found.place.line - FRONT_LINES) == ("lines-wrapped", 1)
    assert dict(found.params)["count"] == "2"
    assert render(found, "zh") and render(found, "en")
    assert look(make_book(tmp_path / "b", entries={"甲.md": wrapped})) == ()
    other = "甲乙丙丁说完了。\n戊己庚辛也说完了。"
    assert look(make_book(tmp_path / "c", entries={"甲.md": other}, book=book)) == ()


def test_the_habit_is_part_of_what_is_remembered(tmp_path):
    kept = {}

    class Memory:
        def recall(self, key):
            return kept.get(key)

        def keep(self, key, entry):
            kept[key] = entry

    memory, entries = Memory(), {"甲.md": "甲，\n乙。"}
    one = read(make_book(tmp_path, entries=entries), memory)
    two = read(make_book(tmp_path, entries=entries, book={"paragraphs": "every-line"}), memory)
    assert [len(r.manuscript.entries[0].body) for r in (one, two)] == [1, 2]


PASTED = [
    (
        "::: 表格\n姓名\t单位\n甲\t办公室\n:::",
        [
            "table",
            "  row head",
            "    cell 姓名",
            "    cell 单位",
            "  row",
            "    cell 甲",
            "    cell 办公室",
        ],
    ),
    (
        '表：名册 {widths="2 1" .ruled}\n\n::: table\n姓名\t单位\n\t<\n甲\n:::',
        [
            "table 2 1 ruled 名册",
            "  row head",
            "    cell 姓名",
            "    cell 单位",
            "  row",
            "    cell",
            "    cell merge-left",
            "  row",
            "    cell 甲",
            "    cell",
        ],
    ),
    (
        "::: 表格\n项\t值\nA|B\t**3**\n行<br>行\t\n:::\n\n下文。",
        [
            "table",
            "  row head",
            "    cell 项",
            "    cell 值",
            "  row",
            "    cell A|B",
            "    cell <strong 3>",
            "  row",
            "    cell 行<newline>行",
            "    cell",
            "paragraph 下文。",
        ],
    ),
]


@pytest.mark.parametrize(("body", "made"), PASTED)
def test_cells_pasted_from_a_spreadsheet(read_body, body, made):
    assert outline(read_body(body).body) == made


def test_letters_typed_in_pieces_are_one(tmp_path):
    """The case nfd-letter: no font has the marks by themselves."""
    text = "cafe\u0301与Zu\u0308rich，{字|lü\u030c}，か\u3099"
    folder = make_book(tmp_path, book={"title": "Cafe\u0301"}, entries={"甲.md": text})
    result = read(folder)
    assert result.findings == ()
    assert result.manuscript.book.title == "Café"
    (block,) = result.manuscript.entries[0].body
    assert outline([block]) == ["paragraph café与Zürich，<ruby 字→lǚ>，が"]


ROSTER = [
    ("副主任：李　明　赵丽华", ["李明", "赵丽华"]),
    ("副主任：李　明　王　芳　欧阳修", ["李明", "王芳", "欧阳修"]),
    ("委员：赵丽华　李 明", ["赵丽华", "李明"]),
    ("委员：李　　明、王芳", ["李明", "王芳"]),
    ("委员：钱乙丙　孙丁", ["钱乙丙", "孙丁"]),
]


@pytest.mark.parametrize(("line", "names"), ROSTER)
def test_a_name_typed_wide_is_one(read_body, line, names):
    (box,) = read_body(f"::: 名单\n{line}\n:::").body
    assert [name.inlines[0].text for name in box.children[0].children] == names


def test_an_unknown_habit_is_refused(tmp_path):
    found = look(make_book(tmp_path, entries={"甲.md": ENTRY}, book={"paragraphs": "every-lines"}))
    assert [f.code for f in found] == ["unknown-value-near"]
