import pytest

from huozi.values.manuscript import Block, BlockKind
from tests.books import FRONT_LINES
from tests.read.outline import outline, run

INLINES = [
    # line ends and spaces
    ("换行\n不是空格", "换行不是空格"),
    ("共\n30 人", "共30 人"),
    ("one\ntwo", "one two"),
    ("用\nPDF\n保存", "用PDF保存"),
    ("**粗**\n体", "<strong 粗>体"),
    ("a **b**\nc", "a <strong b> c"),
    ("王　明", "王　明"),
    ("　　缩进由程序排", "缩进由程序排"),
    ("30  年", "30 年"),
    ("行末两个空格  \n不断行", "行末两个空格不断行"),
    ("断\\\n行", "断<newline>行"),
    ("断\\\n　行", "断<newline>行"),
    # emphasis
    ("是**“三强”**工程", "是<strong “三强”>工程"),
    ("**《办法》**和**（试行）**", "<strong 《办法》>和<strong （试行）>"),
    ("*甲*乙", "<em 甲>乙"),
    ("***甲***", "<em <strong 甲>>"),
    ("**甲*乙*丙**", "<strong 甲<em 乙>丙>"),
    ("5*3*2", "5*3*2"),
    ("5 * 3", "5 * 3"),
    ("姓名____，_甲_", "姓名____，_甲_"),
    (r"\*\*甲\*\*", "**甲**"),
    # spans
    ("[文字]{.着重}", "<dots 文字>"),
    ("[文字]{.dots}", "<dots 文字>"),
    ("[王明]{.name}著[史记]{.wavy}", "<name 王明>著<wavy 史记>"),
    ("甲[^1]{乙|yǐ}\n\n[^1]: 注", "甲<note→1><ruby 乙→yǐ>"),
    ("~~甲~~乙", "<struck 甲>乙"),
    ("**~~甲~~**", "<strong <struck 甲>>"),
    ("[甲]{.删除}[乙]{.struck}", "<struck 甲><struck 乙>"),
    ("9~~10，11~~12", "9~~10，11~~12"),
    ("甲~~~乙~~~", "甲~~~乙~~~"),
    ("[　　]{.下划线}同志", "<underline 　　>同志"),
    ("姓名[    ]{.下划线}，[ ]{.underline}", "姓名<underline 　　>，<underline 　>"),
    ("[甲]{.着重 .underline}", "<dots <underline 甲>>"),
    ("[**甲**乙]{.着重}", "<dots <strong 甲>乙>"),
    ("[2004] 和 〔2004〕", "[2004] 和 〔2004〕"),
    # ruby, raised, lowered
    ("{汉字|hàn zì}", "<ruby 汉字→hàn zì>"),
    ("甲{ | }乙{丙| }", "甲{ | }乙{丙| }"),
    ("25m^2^", "25m<sup 2>"),
    ("H~2~O", "H<sub 2>O"),
    ("5~10万元，20~30元", "5~10万元，20~30元"),
    ("5~10~15", "5~10~15"),
    # the rest
    ("`x = 1`", "<code x = 1>"),
    (r"1 \< 2 \{甲\}", "1 < 2 {甲}"),
    ("1 < 2 &lt; 3", "1 < 2 < 3"),
    ("[网](https://example.org/甲)", "<link 网→https://example.org/甲>"),
    ("<https://example.org/>", "<link https://example.org/→https://example.org/>"),
    (
        "[网][1]甲[乙]\n\n[1]: https://example.org/\n[乙]: mailto:a@example.org",
        ("<link 网→https://example.org/>甲<link 乙→mailto:a@example.org>"),
    ),
    ("[网][a]\n[a]:https://example.org/", "<link 网→https://example.org/>"),
    ("[信](mailto:a@example.org)", "<link 信→mailto:a@example.org>"),
    ("见![印](图/甲.png)处", "见<image 印→content/图/甲.png>处"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("written", "read"), INLINES)
def test_running_text(read_body, written, read):
    (block,) = read_body(written).body
    assert block.kind is BlockKind.PARAGRAPH
    assert run(block.inlines) == read


BLOCKS = [
    ("## 一级\n##### 四级", ["heading1 一级", "heading4 四级"]),
    ("甲\n\n---\n\n乙", ["paragraph 甲", "break", "paragraph 乙"]),
    ("甲\n\n    不是代码", ["paragraph 甲", "paragraph 不是代码"]),
    ("> 甲\n> 乙\n>\n> > 丙", ["quote", "  paragraph 甲乙", "  quote", "    paragraph 丙"]),
    ("- 甲\n- 乙", ["list", "  item • ", "    paragraph 甲", "  item •", "    paragraph 乙"]),
    (
        "3. 甲\n4. 乙\n   - 丙",
        [
            "list",
            "  item 3.",
            "    paragraph 甲",
            "  item 4.",
            "    paragraph 乙",
            "    list",
            "      item •",
            "        paragraph 丙",
        ],
    ),
    ("1) 甲\n2) 乙", ["list", "  item 1)", "    paragraph 甲", "  item 2)", "    paragraph 乙"]),
    (
        "表：收支\n\n| 甲 | 乙 |\n|:--|--:|\n| 1 \\| 2 | **3** |",
        [
            "table 收支",
            "  row head",
            "    cell left 甲",
            "    cell right 乙",
            "  row",
            "    cell left 1 | 2",
            "    cell right <strong 3>",
        ],
    ),
    ("表：没有表格", ["paragraph 表：没有表格"]),
    ("![说明](图/甲.png)", ["figure content/图/甲.png 说明"]),
    ("![说**明**](图/甲.png){width=20字}", ["figure 20rem content/图/甲.png 说<strong 明>"]),
    ("![](图/甲.png){width=60mm}", ["figure 60mm content/图/甲.png"]),
    (
        "![甲](图/甲.png)\n![乙](<图/甲.png>)",
        ["figure content/图/甲.png 甲", "figure content/图/甲.png 乙"],
    ),
    ("::: 主送\n各镇乡党委：\n:::", ["addressee 各镇乡党委："]),
    ("::: addressee\n甲\n乙\n:::", ["addressee 甲<newline>乙"]),
    (
        "::: 落款\n　　中共平谷区委\n\n2004年12月27日\n:::",
        ["signature", "  paragraph 中共平谷区委", "  paragraph 2004年12月27日"],
    ),
    (
        "::: 附件\n附件：1. 甲\n1. 乙\n:::",
        ["attachments", "  paragraph 附件：1. 甲", "  paragraph 1. 乙"],
    ),
    ("::: 出处\n（据某报刊印）\n:::", ["source", "  paragraph （据某报刊印）"]),
    (":::居中\n**甲**\n:::", ["centered", "  paragraph <strong 甲>"]),
    (
        ":::: 诗\n甲\n　乙\n\n丙\n\n::::",
        ["verse", "  paragraph 甲", "  paragraph 　乙", "  break", "  paragraph 丙"],
    ),
    ("> ::: 落款\n> 甲\n> :::\n\n乙", ["quote", "  signature", "    paragraph 甲", "paragraph 乙"]),
]


@pytest.mark.parametrize(("written", "read"), BLOCKS)
def test_blocks(read_body, written, read):
    assert outline(read_body(written).body) == [line.rstrip() for line in read]


def test_notes_come_in_the_order_of_their_calls(read_body):
    entry = read_body("甲[^乙]丙^[行内**注**]丁[^1]\n\n[^1]: 一\n[^乙]: 二\n\n    三\n")
    assert run(entry.body[0].inlines) == "甲<note→乙>丙<note→inline 1>丁<note→1>"
    assert [(note.label, outline(note.blocks)) for note in entry.notes] == [
        ("乙", ["paragraph 二", "paragraph 三"]),
        ("inline 1", ["paragraph 行内<strong 注>"]),
        ("1", ["paragraph 一"]),
    ]


def test_a_note_mark_is_no_space(read_body):
    entry = read_body("甲\n[^1]\n乙 word[^2]\nword\n[^3]word\n\n[^1]: 注\n[^2]: 注\n[^3]: 注")
    assert run(entry.body[0].inlines) == "甲<note→1>乙 word<note→2> word<note→3>word"


def test_links_to_other_entries_become_their_ids(read_book):
    body = "[甲](上/second.md)，[乙](#second)，[丙](./甲.md)"
    result = read_book(entries={"甲.md": body, "上/second.md": "文"})
    first, second = result.manuscript.entries
    assert second.id == "second"
    text = f"<link 甲→#second>，<link 乙→#second>，<link 丙→#{first.id}>"
    assert run(first.body[0].inlines) == text


def places(blocks: tuple[Block, ...]) -> list[tuple[str, int]]:
    return [
        place
        for block in blocks
        for place in ((block.kind.value, block.place.line), *places(block.children))
    ]


def test_every_block_knows_its_line(read_body):
    body = (
        "甲\n乙\n\n## 丙\n\n> 丁\n>\n> - 戊\n>   己\n> - 庚\n\n| 辛 |\n|----|\n| 壬 |\n\n"
        "::: 落款\n癸\n\n子\n:::\n\n![](图/甲.png)\n![](图/甲.png)\n\n文[^1]\n\n"
        "[^1]: 丑\n\n    寅\n"
    )
    entry = read_body(body)
    assert {place.file for place in (entry.place, entry.body[0].place)} == {"content/甲.md"}
    assert [(kind, line - FRONT_LINES) for kind, line in places(entry.body)] == [
        ("paragraph", 1),
        ("heading", 4),
        ("quote", 6),
        ("paragraph", 6),
        ("list", 8),
        ("item", 8),
        ("paragraph", 8),
        ("item", 10),
        ("paragraph", 10),
        ("table", 12),
        ("row", 12),
        ("cell", 12),
        ("row", 14),
        ("cell", 14),
        ("signature", 16),
        ("paragraph", 17),
        ("paragraph", 19),
        ("figure", 22),
        ("figure", 23),
        ("paragraph", 25),
    ]
    (note,) = entry.notes
    assert [block.place.line - FRONT_LINES for block in note.blocks] == [27, 29]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| {字|zì} | 乙 |", ["<ruby 字→zì>", "乙"]),
        ("| {字\\|zì} | 乙 |", ["<ruby 字→zì>", "乙"]),
        ("甲{活字|huó zì}|{乙|yǐ}", ["甲<ruby 活字→huó zì>", "<ruby 乙→yǐ>"]),
        ("| {甲 | 乙} |", ["{甲", "乙}"]),
        ("| `a | b` | 乙`x\\|y` |", ["<code a | b>", "乙<code x|y>"]),
        ("| `a | b |", ["`a", "b"]),
        ("| {甲|{乙|yǐ} |", ["{甲", "<ruby 乙→yǐ>"]),
    ],
)
def test_the_bar_of_ruby_or_of_code_parts_no_cells(read_body, row, cells):
    for text in (f"| 甲 | 乙 |\n|---|---|\n{row}", f"{row}\n|---|---|\n| 丙 | 丁 |"):
        (table,) = read_body(text).body
        assert cells in [[run(cell.inlines) for cell in one.children] for one in table.children]
