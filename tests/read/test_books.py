"""Whole books: the one of this repository, large ones, and reading twice."""

from pathlib import Path

import pytest

from huozi.read.manuscript import read
from huozi.values.manuscript import BETWEEN, Severity
from tests.books import entry, make_book

ROOT = Path(__file__).parents[2]


def test_of_the_book_of_this_repository_nothing_is_found_but_what_its_manuscript_lacks():
    result = read(ROOT)
    (found,) = result.findings
    assert (found.code, found.severity) == ("internal-lacks", Severity.WARNING)
    assert dict(found.params)["missing"].split(BETWEEN) == [
        "准印证号 (permit)", "发送对象 (recipients)", "印刷单位 (printer)", "印刷日期 (print_date)",
        "印数 (printing: run)",
    ]  # fmt: skip
    assert len(result.manuscript.entries) == 70
    assert len({made.id for made in result.manuscript.entries}) == 70
    booklets = {made.name: len(made.numbers) for made in result.manuscript.booklets}
    assert booklets == {"经验篇": 48, "文件篇": 22}


@pytest.mark.slow
def test_three_hundred_entries_and_a_long_one(tmp_path):
    entries = {f"{number}.md": entry(title=f"第{number}篇") for number in range(300)}
    entries["长.md"] = entry("很长的一段正文，" * 20 + "。\n\n" + "又是一段。\n\n" * 2000)
    manuscript = read(make_book(tmp_path, entries=entries)).manuscript
    assert len(manuscript.entries) == 301
    assert len(manuscript.entries[-1].body) == 2001


def test_reading_is_a_function_of_the_files(tmp_path):
    body = "文[^1]^[二]\n\n[^1]: 注\n\n| 甲 |\n|----|\n| 乙 |\n"
    first = make_book(tmp_path / "一", entries={"甲.md": body})
    second = make_book(tmp_path / "二", entries={"甲.md": body})
    assert read(first) == read(second) == read(first)
    assert hash(read(first).manuscript) == hash(read(second).manuscript)


def test_names_of_files_are_taken_as_they_lie_there(tmp_path):
    """`nfd-name`: a Mac writes é as two characters; two blanks are two; endings may be capitals."""
    names = ("Cafe\u0301报告.md", "一  二.md", "B.MD")
    files = {f"content/{name}": entry("[见](Caf\u00e9报告.md)\n") for name in names}
    book = "title: 书\nentries: [Caf\u00e9报告.md, 一  二.md, B.MD]\n"
    result = read(make_book(tmp_path, entries={}, book=book, files=files))
    assert result.findings == ()
    assert [e.place.file for e in result.manuscript.entries] == list(files)
