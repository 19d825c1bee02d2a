"""Boxes with a title, items with a box to tick, terms and definitions, a new page by hand."""

import pytest

from huozi.read.manuscript import read
from huozi.values.manuscript import Block, BlockKind, plain
from tests.books import make_book


def blocks(tmp_path, body: str, **book) -> tuple[Block, ...]:
    made = read(make_book(tmp_path, {"甲.md": f"{body}\n"}, book))
    assert made.findings == ()
    return made.manuscript.entries[0].body


@pytest.mark.parametrize(
    ("body", "css", "title"),
    [
        ("> [!NOTE]\n> 文。", "aside-note", "说明"),
        ("> [!tip]- 先看\n>\n> 文。", "aside-tip", "先看"),
        ("> [!警告]\n> 文。", "aside-warning", "警告"),
        ("::: 提示\n文。\n:::", "aside-tip", "提示"),
        ("::: caution 交出去以前\n\n文。\n\n:::", "aside-caution", "交出去以前"),
    ],
)
def test_a_box_with_a_title(tmp_path, body, css, title) -> None:
    (box,) = blocks(tmp_path, body)
    assert (box.kind, box.classes, plain(box.inlines)) == (BlockKind.ASIDE, (css,), title)
    assert [plain(child.inlines) for child in box.children] == ["文。"]


def test_what_stands_in_a_box_is_text_with_all_that_text_has(tmp_path) -> None:
    body = "::: 提示\n## 节\n\n- 甲\n\n```\na\n```\n\n| 甲 |\n|----|\n| 乙 |\n:::\n\n后文。"
    box, after = blocks(tmp_path, body)
    kinds = [child.kind for child in box.children]
    assert kinds == [BlockKind.HEADING, BlockKind.LIST, BlockKind.CODE, BlockKind.TABLE]
    assert box.children[2].children[0].place.line == 3 + 7
    assert plain(after.inlines) == "后文。"


@pytest.mark.parametrize("paragraphs", ["blank-line", "every-line"])
def test_boxes_stand_in_a_box(tmp_path, paragraphs) -> None:
    body = "::: 说明\n甲。\n\n::: 诗\n乙\n丙\n:::\n\n::: 提示\n丁。\n:::\n:::\n\n戊。"
    box, after = blocks(tmp_path, body, paragraphs=paragraphs)
    verse, inner = box.children[1:]
    kinds = [BlockKind.PARAGRAPH, BlockKind.VERSE, BlockKind.ASIDE]
    assert [child.kind for child in box.children] == kinds
    assert (len(verse.children), plain(inner.children[0].inlines)) == (2, "丁。")
    assert plain(after.inlines) == "戊。"


def test_a_box_in_an_item_of_a_box_ends_there(tmp_path) -> None:
    body = "::: 说明\n- ::: 提示\n  甲。\n  :::\n- 乙\n:::\n\n丙。"
    box, after = blocks(tmp_path, body)
    assert [len(child.children) for child in box.children] == [2]
    assert plain(after.inlines) == "丙。"


def test_lines_in_a_box_are_paragraphs_where_they_are_in_the_book(tmp_path) -> None:
    (box,) = blocks(tmp_path, "::: 提示\n甲\n乙\n:::", paragraphs="every-line")
    assert [plain(child.inlines) for child in box.children] == ["甲", "乙"]


def test_items_with_a_box(tmp_path) -> None:
    (made,) = blocks(tmp_path, "- [ ] 甲\n- [x] *乙*\n- 丙[ ]丁")
    assert [item.label for item in made.children] == ["□", "√", "•"]
    assert plain(made.children[1].children[0].inlines) == "乙"


@pytest.mark.parametrize("paragraphs", ["blank-line", "every-line"])
def test_terms_and_definitions(tmp_path, paragraphs) -> None:
    (made,) = blocks(tmp_path, "甲\n: 乙。\n: 丙。", paragraphs=paragraphs)
    kinds = [child.kind for child in made.children]
    assert kinds == [BlockKind.TERM, BlockKind.DEFINITION, BlockKind.DEFINITION]
    assert plain(made.children[0].inlines) == "甲"


@pytest.mark.parametrize("body", ["甲。\n\n\\newpage\n\n乙。", "甲。\n\\newpage\n乙。"])
def test_a_new_page(tmp_path, body) -> None:
    kinds = [block.kind for block in blocks(tmp_path, body)]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.NEW_PAGE, BlockKind.PARAGRAPH]


def test_headings_and_tables_stand_in_quotations(tmp_path) -> None:
    body = "> ## 节\n>\n> 表：题\n>\n> | 甲 | 乙 |\n> |----|----|\n> | 丙 | 丁 |"
    (quote,) = blocks(tmp_path, body)
    assert [child.kind for child in quote.children] == [BlockKind.HEADING, BlockKind.TABLE]
    assert quote.children[1].number == "表1"


def test_colons_in_text_make_no_definition(tmp_path) -> None:
    (block,) = blocks(tmp_path, "甲说\n：乙。")
    assert block.kind is BlockKind.PARAGRAPH
