"""Texts as they come: the title is the first heading, and other tools left keys in the front."""

import pytest

from huozi.values.manuscript import BlockKind, InlineKind, plain
from tests.read.conftest import said

AS_IT_COMES = "# 第一编　总则\n\n### 第一章　基本规定\n\n正文。\n"


def read_as_is(read_book, text: str):
    """The book whose only entry is a file with just this text."""
    return read_book(entries={"乙.md": "正文。\n"}, book={"entries": ["甲.md", "乙.md"]},
                     files={"content/甲.md": text})  # fmt: skip


def levels(entry) -> list[int]:
    return [block.level for block in entry.body if block.kind is BlockKind.HEADING]


def test_the_first_heading_is_the_title(read_book):
    entry = read_as_is(read_book, AS_IT_COMES).manuscript.entries[0]
    assert entry.title == "第一编　总则"
    assert levels(entry) == [2]
    assert entry.body[0].place.line == 3


def test_comments_and_empty_lines_may_stand_before_the_title(read_book):
    text = "\n<!-- 只给\n编辑看 -->\n\n# 题 名 #\n正文。\n"
    entry = read_as_is(read_book, text).manuscript.entries[0]
    assert entry.title == "题 名"
    assert entry.body[0].place.line == 6


@pytest.mark.parametrize("front", ["", "---\ntitle: 题名\n---\n"])
def test_a_name_behind_the_title_is_no_part_of_it(read_book, front):
    result = read_as_is(
        read_book, f"{front}# 题名 {{#name}}\n\n## 一 {{#{'long-' * 15}}}\n\n正文。\n"
    )
    entry = result.manuscript.entries[0]
    assert entry.title == "题名"
    assert [plain(block.inlines) for block in entry.body] == ["一", "正文。"]
    assert [code for code, _ in said(result.findings)] == ["title-name"]


def test_titles_of_several_headings_take_lines(read_book):
    text = "# 民法典\n\n# 总则\n\n## 第一章\n\n正文。\n"
    entry = read_as_is(read_book, text).manuscript.entries[0]
    assert (entry.title, entry.title_lines) == ("民法典　总则", ("民法典", "总则"))
    assert levels(entry) == [1]


def test_the_title_of_the_front_matter_may_be_said_again(read_book):
    text = "---\ntitle: 题名\n---\n\n# 题名\n\n## 节\n\n正文。\n"
    entry = read_as_is(read_book, text).manuscript.entries[0]
    assert [plain(block.inlines) for block in entry.body] == ["节", "正文。"]
    assert levels(entry) == [1]


def test_a_file_with_headings_of_one_sign_has_all_headings_a_level_deeper(read_book):
    text = "# 题名\n\n正文。\n\n# 一\n\n正文。\n\n## 甲\n\n正文。\n"
    result = read_as_is(read_book, text)
    assert levels(result.manuscript.entries[0]) == [1, 2]
    assert ("heading-shift", 5) in said(result.findings)


def test_headings_below_the_fourth_level_are_set_as_the_fourth(read_book):
    result = read_as_is(read_book, "# 题名\n\n## 一\n\n正文。\n\n###### 深\n\n正文。\n")
    assert levels(result.manuscript.entries[0]) == [1, 4]
    assert ("heading-deep", 7) in said(result.findings)


def test_what_is_markup_in_a_title_is_told(read_book):
    assert ("field-markup", 1) in said(read_as_is(read_book, "# **题名**\n\n正文。\n").findings)


def test_keys_of_other_tools_are_left_out_and_told(read_book):
    result = read_as_is(read_book, f"---\nprev: /a/\nlayout: post\n---\n\n{AS_IT_COMES}")
    assert result.manuscript.entries[0].title == "第一编　总则"
    assert [code for code, line in said(result.findings) if line in (2, 3)] == ["foreign-key"] * 2


@pytest.mark.parametrize("front", ["---\ntitel: 题\n---\n", "---\nprevious: 题\n---\n"])
def test_other_keys_are_still_mistakes(refuse_book, front):
    told = refuse_book(book={"entries": ["甲.md"]}, entries={},
                       files={"content/甲.md": front + AS_IT_COMES})  # fmt: skip
    assert any(code.startswith("unknown-key") for code, _ in told)


def test_a_preface_has_its_title_so_too(read_book):
    result = read_book(book={"front": [{"preface": "前言.md"}]},
                       files={"content/前言.md": "# 写在前面\n\n正文。\n"})  # fmt: skip
    assert result.manuscript.front[0].title == "写在前面"


def test_items_that_are_all_numbered_one_are_counted(read_body):
    (block,) = read_body("1. 甲\n1. 乙\n1. 丙\n").body
    assert [item.label for item in block.children] == ["1.", "2.", "3."]


def test_an_empty_heading_is_left_out(read_body):
    assert [plain(block.inlines) for block in read_body("甲。\n\n##\n\n乙。\n").body] == [
        "甲。",
        "乙。",
    ]


def test_a_link_to_a_text_that_is_not_of_the_book_is_words(read_body):
    (block,) = read_body("参看[学习焯水](../../tips/learn/学习焯水.md)一篇。\n").body
    assert [(node.kind, node.text) for node in block.inlines] == [
        (InlineKind.TEXT, "参看学习焯水一篇。")
    ]
