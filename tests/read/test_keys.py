"""Keys and words in Chinese: one table, read both ways."""

import re
from pathlib import Path

import pytest

from huozi.read import keys
from huozi.read.book import read_book
from huozi.read.report import Reporter
from huozi.read.source import Source
from huozi.read.styles import OfferedStyles
from huozi.values.style import UnitKind

ROOT = Path(__file__).parent.parent.parent

ENGLISH = """\
title: 铅与火
style: literary
editor: 李明
issuer: 编辑部
date: 2026-05
material: none
format: {trim: 16开, size: 五号}
line: {prefer: push-in, gap: 0.3}
fonts: {song: FandolSong, 题头: FandolHei}
folios: {front: roman, place: foot-centre}
heads: {verso: book, recto: heading}
notes: end
paragraphs: every-line
captions: {tables: book}
contents: {depth: 2}
pages: {part: {counted: true, starts: recto}}
front: [title-page, {preface: 前言.md}, contents]
parts:
  - title: 上
    start: run-on
    entries: [{甲.md: {sections: [乙.md], annexes: [丙.md]}}]
back: [index]
printing: {paper: offset, binding: sewn, colours: full}
cover: {title_lines: [铅, 与火]}
booklets: [{name: 上册, part: 上, kind: document, folios: own, front: [preface]}]
"""

CHINESE = """\
书名: 铅与火
风格: 散文小说
主编: 李明
编印: 编辑部
日期: 2026-05
资料: 无
版式: {开本: 16开, 字号: 五号}
行文: {调整: 推入, 中西间隙: 0.3}
字体: {宋体: FandolSong, 题头: FandolHei}
页码: {书前: 罗马数字, 位置: 地脚居中}
书眉: {双码面: 书名, 单码面: 小标题}
注释: 篇末
分段: 每行
图表题: {表格: 全书}
目录: {级数: 2}
页面: {篇章: {计页: 是, 起面: 单码面}}
书前: [扉页, {前言: 前言.md}, 目录]
部分:
  - 标题: 上
    起页: 接排
    篇目: [{甲.md: {分节: [乙.md], 附件: [丙.md]}}]
书后: [索引]
印制: {用纸: 胶版纸, 装订: 锁线, 色数: 彩色}
封面: {书名分行: [铅, 与火]}
单行本: [{文件名: 上册, 篇章: 上, 种类: 公文, 页码: 另编, 书前: [preface]}]
"""


def read(text: str, folder: Path):
    report = Reporter("content/book.yaml")
    return read_book(text, report, OfferedStyles(Source(folder))), report.findings


def test_a_book_says_the_same_in_both_languages(tmp_path) -> None:
    """Lines are the same too, so the plans are equal."""
    english, said = read(ENGLISH, tmp_path)
    chinese, also = read(CHINESE, tmp_path)
    assert (said, also) == ([], [])
    assert chinese == english


def test_no_key_has_the_chinese_name_of_another() -> None:
    names = [name for its in keys.KEYS.values() for name in its.split()]
    assert len(names) == len(set(names))
    assert all(keys.english_key(keys.in_chinese(key)) == key for key in keys.KEYS)


def test_every_kind_of_page_has_a_name() -> None:
    known = (*keys.KEYS, *keys.WORDS)
    inner = {
        UnitKind.BOOKLET_COVER,
        UnitKind.PRINT_ORDER,
        UnitKind.PROOF_SHEET,
        UnitKind.FURNITURE,
    }
    assert [kind for kind in UnitKind if kind not in inner and kind.value not in known] == []


@pytest.mark.parametrize(
    ("written", "params"),
    [
        ("单行体: 1", {"found": "单行体", "near": "单行本"}),
        ("folio: {}", {"found": "folio", "near": "folios"}),
    ],
)
def test_the_guess_is_in_the_language_of_the_slip(written, params, tmp_path) -> None:
    _, told = read(f"title: 书\nentries: [甲.md]\n{written}\n", tmp_path)
    assert [(one.code, dict(one.params)) for one in told] == [("unknown-key-near", params)]


def test_a_key_and_its_other_name_are_told_with_both_words(tmp_path) -> None:
    _, told = read("书名: 甲\n篇目: [甲.md]\ntitle: 乙\n", tmp_path)
    assert [(one.code, one.place.line, dict(one.params)) for one in told] == [
        ("yaml-twice-alias", 3, {"key": "title", "other": "书名", "first": "1"})
    ]


def test_what_is_wrong_is_told_by_the_key_as_it_was_written(tmp_path) -> None:
    _, told = read("书名: 甲\n日期: 昨天\n篇目: [甲.md]\n", tmp_path)
    assert [dict(one.params)["key"] for one in told] == ["日期"]


def test_a_slip_in_a_chinese_key_is_mended(tmp_path) -> None:
    plan, told = read("书名:甲\n篇目: [甲.md]\n", tmp_path)
    assert [one.code for one in told] == ["yaml-colon-blank"]
    assert plan.info.title == "甲"


@pytest.mark.parametrize("page", ["keys.md", "keys.zh-CN.md"])
def test_the_page_shows_the_whole_table(page) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    rows = re.findall(r"^\| `([^`]+)` \| (.+) \|$", text, re.MULTILINE)
    shown = [(english, " ".join(re.findall("`([^`]+)`", chinese))) for english, chinese in rows]
    assert shown == [*keys.KEYS.items(), *keys.WORDS.items()]
