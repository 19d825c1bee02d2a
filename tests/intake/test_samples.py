"""The five samples, as far as reading goes: nothing lost, numbers and places as Word shows them."""

from pathlib import Path

import pytest

from huozi.intake.values import AtomKind, Crop, WordTable, WordText
from tests.intake.word import labels, paragraphs, read

SAMPLES = Path(__file__).parent / "samples"


def sample(name: str) -> WordText:
    return read((SAMPLES / f"{name}.docx").read_bytes())


@pytest.mark.parametrize("file", sorted(SAMPLES.glob("*.docx")), ids=lambda file: file.stem)
def test_each_balances(file: Path) -> None:
    assert read(file.read_bytes()).atoms


def test_typed_and_automatic_numbers_of_one_sequence() -> None:
    text = sample("01-numbers")
    assert [label.strip("　") for label in labels(text)] == [
        "第一条", "第二条", "第二章", "第三条", "（一）", "（二）", "第四条", "1、", "2、", "3、",
        "第五条", "①", "②", "一、", "1.1", "1.2",
    ]  # fmt: skip
    assert {p.text for p in paragraphs(text)} >= {"第一章　总则", "第二章　借用", "1.2　施行"}


def test_the_red_head_is_read_once_and_the_foot_is_told() -> None:
    text = sample("02-red-head")
    (box,) = text.boxes
    (red,) = box.blocks
    assert red.text == "春水县刻书局文件"
    assert red.atoms[0].look.colour == "FF0000" and red.atoms[0].look.size_pt == 36
    assert [(u.reason, u.text) for u in text.unshown] == [("alternate", "春水县刻书局文件")]
    (foot,) = text.heads
    assert foot.foot and foot.blocks[0].text == "— 1 —"
    assert foot.blocks[0].atoms[1].field.name == "PAGE"
    title = [p for p in paragraphs(text) if p.atoms and p.atoms[0].look.size_pt == 22][:2]
    assert [p.text for p in title] == ["春水县刻书局关于做好旧版片", "清点工作的通知\n（试行）"]
    (ruleless, table) = [b for b in text.blocks if isinstance(b, WordTable)]
    assert not ruleless.ruled and table.ruled
    assert [p.text for p in paragraphs(text)].count("\f") == 2


def test_boxes_stand_behind_their_anchor_and_the_paragraph_keeps_its_text() -> None:
    text = sample("03-boxes")
    assert "这一段旁边画了一个大括号，段里的字一个也不能少。" in [p.text for p in paragraphs(text)]
    anchored = next(p for p in paragraphs(text) if "框外" in p.text)
    assert [atom.kind for atom in anchored.atoms] == [AtomKind.BOX, AtomKind.TEXT]
    said = [[b.text for b in box.blocks if not isinstance(b, WordTable)] for box in text.boxes]
    assert said == [
        ["框中第一行", "框中第二行"],
        ["没有备用内容的文本框：腾讯文档就是这样写的。"],
        ["表后一句。"],
    ]
    assert isinstance(text.boxes[2].blocks[0], WordTable)
    assert [a.text for a in text.atoms if a.kind is AtomKind.WORD_ART] == ["艺术字标题"]
    assert [(one.format, one.floating, one.crop) for one in text.pictures] == [
        ("png", True, Crop()),
        ("wmf", False, Crop()),
        ("png", False, Crop(0.25, 0.0, 0.25, 0.0)),
    ]
    assert text.pictures[0].description == "浮动的印章"


def test_spans_nested_and_floating_tables() -> None:
    text = sample("04-tables")
    first, second, _, _ = [b for b in text.blocks if isinstance(b, WordTable)]

    def spans(table: WordTable) -> list[list[tuple[int, int, int]]]:
        return [[(c.column, c.columns, c.rows) for c in row.cells] for row in table.rows]

    assert spans(first)[:2] == [
        [(0, 1, 2), (1, 2, 1), (3, 1, 2)],
        [(0, 1, 0), (1, 1, 1), (2, 1, 1), (3, 1, 0)],
    ]
    assert spans(first)[4:] == [
        [(0, 2, 2), (2, 1, 1), (3, 1, 1)],
        [(0, 2, 0), (2, 1, 1), (3, 1, 1)],
    ]
    cell = first.rows[3].cells[2]
    assert [block.text for block in cell.blocks] == ["第一段说明。", "第二段说明。"]
    nested = second.rows[1].cells[1].blocks[0]
    assert isinstance(nested, WordTable) and nested.rows[1].cells[1].blocks[0].text == "内四"


def test_every_way_of_writing_in_a_line() -> None:
    text = sample("05-inline")
    found = {(atom.kind, atom.text): atom for atom in text.atoms}
    assert found[AtomKind.TEXT, "着重的地方"].look.emphasis == "dot"
    base, reading = found[AtomKind.TEXT, "活字"], found[AtomKind.RUBY, "huó zì"]
    assert base.ruby == reading.ruby == 1 and base.number < reading.number
    assert [a.look.raised for a in text.atoms if a.text == "2"] == ["superscript", "subscript"]
    assert found[AtomKind.TEXT, " " * 12].look.underline == "single"
    assert [(a.text, a.source) for a in text.atoms if a.kind is AtomKind.SYMBOL] == [
        ("☑", "Wingdings:F0FE"), ("□", "Wingdings:F0A8"), ("☑", "Wingdings 2:F052"),
    ]  # fmt: skip
    assert found[AtomKind.ENCLOSED, "㉑"].source == r"EQ \o\ac(○,21)"
    assert found[AtomKind.FORMULA, "S=(a+b)/2"].raw == "S=a+b2"
    assert found[AtomKind.TEXT, "藏起来的字"].look.hidden
    assert found[AtomKind.TEXT, "删除线"].look.strike
    assert found[AtomKind.TEXT, "底纹"].look.highlight == "FFFF00"
    assert found[AtomKind.TEXT, "红字"].look.colour == "FF0000"
    assert found[AtomKind.TEXT, "粗体"].look.bold
    assert found[AtomKind.HYPHEN, "-"].raw == "\u2011"
    whole = "\n".join(p.text for p in paragraphs(text))
    for kept in ("第一行是软回车\n第二行也是\n第三行", "    四个空格", "还有\u00a0不断", "软连字符",
                 "<b>反斜\\竖线|美元$5", "：\t制", "𠮷、\ue000", "⼀⽇", "ﬁ"):  # fmt: skip
        assert kept in whole
