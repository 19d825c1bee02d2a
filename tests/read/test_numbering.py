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
    # like a sentence, long, or no number
    ("（一）加强领导。", 0),
    ("（一）所谓“加强领导。”", 0),
    ("（一）加强领导；", 0),
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
    # 1. alone, with text below it
    ("1. 加强领导\n\n各级要重视。", ["heading3 1. 加强领导", "paragraph 各级要重视。"]),
    ("1. **加强**\n\n各级。", ["heading3 1. <strong 加强>", "paragraph 各级。"]),
    ("1. 加强领导", ["list", "  item 1.", "    paragraph 加强领导"]),
    ("1. 加强。\n\n各级。", ["list", "  item 1.", "    paragraph 加强。", "paragraph 各级。"]),
    ("1.加强领导\n\n各级。", ["heading3 1.加强领导", "paragraph 各级。"]),
    # no headings inside other things, nor of more than one line
    ("> 一、甲", ["quote", "  paragraph 一、甲"]),
    ("一、甲\n乙", ["paragraph 一、甲乙"]),
]


@pytest.mark.parametrize(("body", "read"), BODIES)
def test_numbered_paragraphs(read_body, body, read):
    assert outline(read_body(body).body) == read
