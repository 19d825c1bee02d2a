"""Where words stand: findings are placed by what they quote."""

import pytest

from huozi.read.manuscript import survey
from huozi.read.places import located
from huozi.read.source import Source
from huozi.values.manuscript import Place, finding
from tests.books import make_book

TEXT = """---
title: 关于*评选*的通知
---
　　第一段说到**春天**到了[^1]，
村口 的 Python 3 老槐树。

第二段。春天到了，

| 甲 | 乙 |
|----|----|
| 一格字 | 长长的单元格 |

[^1]: 注里也有村口。
"""


@pytest.fixture
def source(tmp_path):
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    return Source(tmp_path)


@pytest.mark.parametrize(
    ("line", "words", "place", "quoted"),
    [
        (4, "第一段说到春天到了", "a.md:4:3", "第一段说到**春天**到了"),
        (4, "村口的Python3老槐树", "a.md:5:1", "村口 的 Python 3 老槐树"),
        (4, "到了①，村口的Py", "a.md:4:14", "到了[^1]，"),  # quoted as far as its line goes
        (4, "\ufffc老槐树", "a.md:5:15", "老槐树"),
        (1, "评选的通知", "a.md:2:11", "评选*的通知"),
        (1, "第二段。春天到了", "a.md:7:1", "第二段。春天到了"),
        (9, "长长的单元格", "a.md:11:9", "长长的单元格"),
        (7, "春天到了", "a.md:7:5", "春天到了"),  # not that of the paragraph before
        (7, "村口", "a.md:7:1", "村口"),  # stands elsewhere only: the line is what is known
        (4, "哪里也没有的话", "a.md:4:3", "哪里也没有的话"),
        (4, "村口…没有的话", "a.md:5:1", "村口"),
        (1, "哪里也没有的话", "a.md:1", "哪里也没有的话"),  # of the whole file
    ],
)
def test_words_are_found_in_their_paragraph_and_quoted_as_written(
    source, line, words, place, quoted
):
    (found,) = located([finding("line-loose", Place("a.md", line), sample=words)], source)
    assert str(found.place) == place
    assert dict(found.params)["sample"] == quoted


def test_a_quotation_can_be_searched_for(source):
    (found,) = located([finding("x", Place("a.md", 4), sample="村口的Python3")], source)
    assert dict(found.params)["sample"] in TEXT


def test_a_family_that_is_not_there_stands_where_the_book_names_it(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/book.yaml").write_text("title: 书\nfonts:\n  song: 宋体\n", "utf-8")
    told = [finding("font-unknown", family=name) for name in ("宋体", "Noto")]
    found = located(told, Source(tmp_path))
    assert [str(one.place) for one in found] == ["content/book.yaml:3:9", "None"]


def test_a_path_keeps_its_folder_in_the_quotation(tmp_path):
    (tmp_path / "a.md").write_text("文\n- content/甲.md\n", encoding="utf-8")
    (found,) = located([finding("x", Place("a.md", 2), found="content/甲.md")], Source(tmp_path))
    assert dict(found.params)["found"] == "content/甲.md"


def test_what_was_found_is_quoted_with_the_blanks_of_the_file(tmp_path):
    (tmp_path / "a.md").write_text("文\n\n　　甲  乙　丙\n", encoding="utf-8")
    told = finding("x", Place("a.md", 3), found="甲 乙 丙")
    (found,) = located([told], Source(tmp_path))
    assert (str(found.place), dict(found.params)["found"]) == ("a.md:3:3", "甲  乙　丙")


def test_a_character_is_found_by_its_code_point(source):
    (found,) = located([finding("x", Place("a.md", 5), character="U+69D0")], source)
    assert str(found.place) == "a.md:5:16"


def test_what_has_a_column_no_file_or_no_line_stays(source, tmp_path):
    told = [
        finding("x", Place("a.md", 4, 2), text="春天"),
        finding("x", Place("styles"), text="春天"),
        finding("x", Place("没有.md", 3), text="春天"),
        finding("x", None, text="春天"),
    ]
    assert list(located(told, source)) == told
    assert source.changed() == ()  # what was looked into is not what the book is made of


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("title", 2), ("subtitle", 1), ("copies", 3), ("format copies", 3), ("title-page", 4),
        ("没有", 0), ("", 0),
    ],
)  # fmt: skip
def test_a_key_of_a_yaml_file_has_a_line(tmp_path, keys, line):
    text = "subtitle: 副题\ntitle: 书名\nprinting: {plates: 1, copies: 500}\nfront: [title-page]\n"
    (tmp_path / "book.yaml").write_text(text, encoding="utf-8")
    (found,) = located([finding("x", Place("book.yaml", keys=keys))], Source(tmp_path))
    assert found.place and (found.place.line, found.place.keys) == (line, "")


@pytest.mark.parametrize(
    ("body", "code", "place"),
    [
        ("甲[^1]乙[^1]丙。\n\n[^1]: 注。", "note-called-twice", "5:7"),
        ("甲[^1]乙[^1]丙[^1]。\n\n[^1]: 注。", "note-called-twice", "5:7"),
        ("甲[^1]。\n\n乙[^1]。\n\n[^1]: 注。", "note-called-twice", "7:2"),
        ("| 1 | 2 |\n|---|---|\n| 甲 | 3 | 丙 |", "table-row", "7:1"),  # 3 is how many cells it has
    ],
)
def test_a_finding_is_not_placed_at_the_first_of_what_is_alike(tmp_path, body, code, place):
    entries = {"甲.md": f"---\ntitle: 甲\n---\n\n{body}\n"}
    findings = survey(make_book(tmp_path, entries=entries)).findings
    found = next(one for one in findings if one.code == code)
    assert str(found.place).partition(":")[2] == place


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("甲 <b>乙</b> 丙 <b>丁</b>", [3, 7, 14, 18]),  # each of equal ones has its own place
        ("`<b>` 与 \\<b> 与 <b>", [16]),  # code and what is escaped are not meant
        ("`` ` <b>`` 与 <b>", [14]),
        ("` 与 <b> 与 <i> `<b>`", [16]),
        ("| <b>甲 | <b>乙 |\n|---|---|", [3, 10]),
    ],
)
def test_equal_words_are_told_in_turn(tmp_path, text: str, columns: list[int]) -> None:
    book = make_book(tmp_path, {"a.md": f"---\ntitle: 甲\n---\n\n{text}\n"})
    found = [one for one in survey(book).findings if one.code == "raw-html"]
    assert [(one.place.line, one.place.column) for one in found] == [(5, at) for at in columns]


def test_findings_of_a_line_stand_as_they_stand_in_it(tmp_path) -> None:
    book = make_book(tmp_path, {"a.md": "---\ntitle: 甲\n---\n\n甲 $x^2$ <b> **乙\n"})
    columns = [found.place.column for found in survey(book).findings if found.place.line == 5]
    assert columns == [3, 9, 13]
