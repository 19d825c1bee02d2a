import pytest

from huozi.read.numbering import heading_level
from tests.read.outline import outline

LEVELS = [
    ("一、平谷30年基层组织建设取得的成果", 1),
    ("二十一、其他", 1),
    ("第一章　总则", 1),
    ("第二节 职责", 2),
    ("（一）加强领导", 2),
    ("（十二）贯彻《通知》", 2),
    ("1．加强领导", 3),
    ("1.加强领导", 3),
    ("（1）加强领导", 4),
    ("(一)加强领导", 2),
    ("一. 加强领导", 1),
    ("一．加强领导", 1),
    ("第1章　总则", 1),
    ("第一回　甄士隐", 1),
    ("第三部分 附则", 1),
    ("２．加强领导", 3),
    ("２、加强领导", 3),
    ("（３）加强领导", 4),
    # like a sentence, long, or no number
    ("（一）加强领导。", 0),
    ("（一）所谓“加强领导。”", 0),
    ("（一）加强领导；", 0),
    ("（一）听取意见;", 0),
    ("一、各镇乡:", 0),
    ("1.加强领导,", 0),
    ("（1）是不是?", 0),
    ("三．八节", 0),
    ("一.五倍", 0),
    ("一、各镇乡：", 0),
    (f"一、{'长' * 44}", 0),
    (f"一、{'长' * 43}", 1),
    ("1.5倍", 0),
    ("2004.12", 0),
    ("一是加强领导", 0),
    ("第一章规定的情形", 0),
    ("", 0),
]


@pytest.mark.parametrize(("text", "level"), LEVELS)
def test_level_of_a_short_line(text, level):
    assert heading_level(text) == level


BODIES = [
    # the first sentence after （一） runs in, if more follows and it is not a list of clauses
    ("（一）先导，提高。一是得到加强。", ["paragraph <run-in （一）先导，提高。>一是得到加强。"]),
    ("（一）先**导**。**后**文。", ["paragraph <run-in （一）先<strong 导>。><strong 后>文。"]),
    ("（一）先**导。后**文。", ["paragraph （一）先<strong 导。后>文。"]),
    ("（一）只有一句。", ["paragraph （一）只有一句。"]),
    ("（一）甲；乙。丙。", ["paragraph （一）甲；乙。丙。"]),
    (f"（一）{'长' * 90}。后。", [f"paragraph （一）{'长' * 90}。后。"]),
    # articles of a regulation
    ("第一条 为了规范。", ["paragraph <run-in <strong 第一条>>　为了规范。"]),
    ("第十二条　　为了规范。", ["paragraph <run-in <strong 第十二条>>　为了规范。"]),
    ("第五条规定的情形。", ["paragraph 第五条规定的情形。"]),
    ("第九百九十九条 甲。", ["paragraph <run-in <strong 第九百九十九条>>　甲。"]),
    ("第一千零二条 乙。", ["paragraph <run-in <strong 第一千零二条>>　乙。"]),
    ("第一千二百六十条　丙。", ["paragraph <run-in <strong 第一千二百六十条>>　丙。"]),
    ("第一百二十条之一 丁。", ["paragraph <run-in <strong 第一百二十条之一>>　丁。"]),
    ("第二百条之十二　戊。", ["paragraph <run-in <strong 第二百条之十二>>　戊。"]),
    ("第12条 己。", ["paragraph <run-in <strong 第12条>>　己。"]),
    ("第一百二十条之一规定。", ["paragraph 第一百二十条之一规定。"]),
    # … without a blank, where three or more count
    (
        "第一条为了甲。\n\n乙。\n\n第二条本办法丙。\n\n第三条凡丁。",
        [
            "paragraph <run-in <strong 第一条>>　为了甲。",
            "paragraph 乙。",
            "paragraph <run-in <strong 第二条>>　本办法丙。",
            "paragraph <run-in <strong 第三条>>　凡丁。",
        ],
    ),
    (
        "第一条为了甲。\n\n第二条本办法乙。",
        ["paragraph 第一条为了甲。", "paragraph 第二条本办法乙。"],
    ),
    (
        "第一条经验甲。\n\n第二条经验乙。\n\n第三条经验丙。",
        ["paragraph 第一条经验甲。", "paragraph 第二条经验乙。", "paragraph 第三条经验丙。"],
    ),
    # a backslash: the number is only words
    ("\\（二）目录", ["paragraph （二）目录"]),
    ("\\(二)目录", ["paragraph (二)目录"]),
    ("\\一、题\n\n\\第一章　总则", ["paragraph 一、题", "paragraph 第一章　总则"]),
    ("\\1、格式示例\n\n文。", ["paragraph 1、格式示例", "paragraph 文。"]),
    ("1\\. 格式示例\n\n文。", ["paragraph 1. 格式示例", "paragraph 文。"]),
    ("\\①甲\n\\②乙", ["paragraph ①甲②乙"]),
    ("\\第一条 为了规范。", ["paragraph 第一条 为了规范。"]),
    ("\\（一）先导。后文。", ["paragraph （一）先导。后文。"]),
    ("**\\一、题**", ["paragraph <strong 一、题>"]),
    ("[1\\. 题]{.删除}", ["paragraph <struck 1. 题>"]),
    ("甲\\一、乙", ["paragraph 甲\\一、乙"]),
    # 1. alone, with text below it
    ("1. 加强领导\n\n各级要重视。", ["heading3 1. 加强领导", "paragraph 各级要重视。"]),
    ("1. **加强**\n\n各级。", ["heading3 1. <strong 加强>", "paragraph 各级。"]),
    ("1. 加强领导", ["list", "  item 1.", "    paragraph 加强领导"]),
    ("1. 加强。\n\n各级。", ["list", "  item 1.", "    paragraph 加强。", "paragraph 各级。"]),
    ("1.加强领导\n\n各级。", ["heading3 1.加强领导", "paragraph 各级。"]),
    # steps with pictures between them are items (books-t19)
    (
        "1. 洗净\n\n![](图/甲.png)\n\n2. 下锅\n\n![](图/甲.png)\n\n3. 出锅\n\n完。",
        [
            *("list", "  item 1.", "    paragraph 洗净", "figure content/图/甲.png"),
            *("list", "  item 2.", "    paragraph 下锅", "figure content/图/甲.png"),
            *("list", "  item 3.", "    paragraph 出锅", "paragraph 完。"),
        ],
    ),
    (
        "1．洗净\n\n![](图/甲.png)\n\n2．下锅\n\n完。",
        ["paragraph 1．洗净", "figure content/图/甲.png", "paragraph 2．下锅", "paragraph 完。"],
    ),
    (
        "1. 洗净\n\n![](图/甲.png)\n\n完。",
        ["heading3 1. 洗净", "figure content/图/甲.png", "paragraph 完。"],
    ),
    ("1. 洗净;\n\n完。", ["list", "  item 1.", "    paragraph 洗净;", "paragraph 完。"]),
    # no headings inside other things, nor of more than one line
    ("> 一、甲", ["quote", "  paragraph 一、甲"]),
    ("一、甲\n乙", ["paragraph 一、甲乙"]),
]


@pytest.mark.slow
@pytest.mark.parametrize(("body", "read"), BODIES)
def test_numbered_paragraphs(read_body, body, read):
    assert outline(read_body(body).body) == read
