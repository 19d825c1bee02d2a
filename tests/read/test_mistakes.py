"""Every mistake an editor can make: what is said of it, and of which line.

The tables (`mistakes.py`) hold every message of the stage: a test below sees to it.
"""

import tomllib
from importlib.resources import files
from string import Formatter

import pytest
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from huozi.messages import render
from huozi.read import report as report_module
from huozi.read import syntax
from huozi.read.blocks import read_blocks
from huozi.read.inlines import MarkdownFile
from huozi.read.manuscript import read
from huozi.read.pictures import Pictures
from huozi.read.report import Reporter
from huozi.read.source import Source
from huozi.values.errors import InputError
from huozi.values.manuscript import Finding, Severity
from tests.books import ENTRY, FRONT_LINES, make_book
from tests.read.mistakes import BODIES, BOOKLETS, BOOKS, FILES, FRONTS, PICTURES


def look(folder) -> tuple[Finding, ...]:
    try:
        return read(folder).findings
    except InputError as error:
        return error.findings


def said(folder) -> dict[tuple[str, str, int], Finding]:
    found = {}
    for finding in look(folder):
        assert finding.place is not None
        found[finding.code, finding.place.file, finding.place.line] = finding
    return found


def speak(found: Finding) -> None:
    """The message has all its parameters, in both languages."""
    for language in ("zh", "en"):
        assert render(found, language).startswith(str(found.place))


@pytest.mark.slow
@pytest.mark.parametrize(("body", "code", "line"), BODIES, ids=lambda value: str(value)[:30])
def test_in_a_body(tmp_path, body, code, line):
    found = said(make_book(tmp_path, entries={"甲.md": body}, files=PICTURES))
    key = (code, "content/甲.md", line + FRONT_LINES)
    assert key in found
    speak(found[key])


@pytest.mark.slow
@pytest.mark.parametrize(("front", "code", "line"), FRONTS, ids=lambda value: str(value)[:30])
def test_in_front_matter(tmp_path, front, code, line):
    found = said(make_book(tmp_path, entries={"甲.md": f"---\n{front}\n---\n{ENTRY}"}))
    assert (code, "content/甲.md", line) in found
    speak(found[code, "content/甲.md", line])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("book", "code", "line"), BOOKS + BOOKLETS, ids=lambda value: str(value)[:30]
)
def test_in_book_yaml(tmp_path, book, code, line):
    entries = {"甲.md": ENTRY, "前言.md": ENTRY}
    found = said(make_book(tmp_path, entries=entries, book=book))
    assert (code, "content/book.yaml", line) in found
    speak(found[code, "content/book.yaml", line])


@pytest.mark.parametrize(
    ("files", "code", "file", "line"), FILES, ids=lambda value: str(value)[:20]
)
def test_in_files(tmp_path, files, code, file, line):
    book = "title: 书\nfront: [{preface: 前言.md}]\nentries:\n- 甲.md\n- 乙.md\n"
    entries = {"甲.md": ENTRY, "乙.md": ENTRY, "前言.md": ENTRY}
    real = {path: data for path, data in files.items() if data is not None}
    folder = make_book(tmp_path / "书", entries=entries, book=book, files=real)
    for path in files.keys() - real.keys():
        (tmp_path / "外.md").write_text(ENTRY, encoding="utf-8")
        (folder / path).unlink()
        (folder / path).symlink_to(tmp_path / "外.md")
    found = said(folder)
    assert (code, file, line) in found
    speak(found[code, file, line])


def test_a_folder_without_a_book(tmp_path):
    for folder in (tmp_path, tmp_path / "没有"):
        (found,) = look(folder)
        assert (found.code, str(found.place)) == ("missing-book", "content/book.yaml")
        speak(found)


def test_a_file_of_too_many_blocks(tmp_path, monkeypatch):
    monkeypatch.setattr(syntax, "MAX_TOKENS", 8)
    found = said(make_book(tmp_path, entries={"甲.md": "甲\n\n乙\n\n丙"}))
    speak(found["too-many-blocks", "content/甲.md", 1 + FRONT_LINES])


def test_more_findings_than_anyone_reads(tmp_path, monkeypatch):
    monkeypatch.setattr(report_module, "MAX_FINDINGS", 3)
    findings = look(make_book(tmp_path, entries={"甲.md": "[^1\n\n" * 9}))
    assert [found.code for found in findings] == ["too-many-findings"] + ["unclosed-note"] * 3
    assert "3" in render(findings[0], "zh")


def test_many_warnings_neither_stop_the_book_nor_hide_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(report_module, "MAX_FINDINGS", 3)
    text = "(一)甲\n\n" * 9
    result = read(make_book(tmp_path / "one", entries={"甲.md": text}))
    assert [found.code for found in result.findings] == (
        ["too-many-findings"] + ["half-width-bracket"] * 3
    )
    assert {found.severity for found in result.findings} == {Severity.WARNING}
    found = look(make_book(tmp_path / "two", entries={"甲.md": f"{text}[^1"}))
    assert "unclosed-note" in {f.code for f in found}


@pytest.mark.parametrize("inline", [False, True])
def test_markup_nobody_foresaw_is_refused(tmp_path, inline):
    """A token of a later parser or plugin must not vanish."""
    report = Reporter("甲.md")
    tokens = [Token("mystery", "", 0, map=[2, 3])]
    if inline:
        tokens = [
            Token("paragraph_open", "p", 1, map=[2, 3]),
            Token("inline", "", 0, map=[2, 3], children=[Token("mystery", "", 0)]),
            Token("paragraph_close", "p", -1),
        ]
    sheet = MarkdownFile(report, Pictures(Source(tmp_path)), {}, ("", "", "甲"))
    read_blocks(sheet, SyntaxTreeNode(tokens))
    (found,) = report.findings
    assert (found.code, found.place.line, dict(found.params)["found"]) == (
        "unknown-markup",
        3,
        "mystery",
    )
    speak(found)


def test_all_findings_come_in_one_error(tmp_path):
    entries = {
        "甲.md": "---\ntitel: 题\ndate: 2004-02-30\n---\n<b>文\n\n[^1]",
        "乙.md": "##标题\n\n![](没有.png)",
    }
    book = {"entries": ["甲.md", "乙.md", "丙.md"], "titel": "书"}
    with pytest.raises(InputError) as caught:
        read(make_book(tmp_path, entries=entries, book=book))
    places = [
        (found.code, f"{found.place.file}:{found.place.line}") for found in caught.value.findings
    ]
    assert places == [
        ("missing-entry", "content/book.yaml:5"),
        ("unknown-key-near", "content/book.yaml:6"),
        ("unknown-key-near", "content/甲.md:2"),
        ("date-day", "content/甲.md:3"),
        ("raw-html", "content/甲.md:5"),
        ("note-without-text", "content/甲.md:7"),
        ("heading-space", "content/乙.md:4"),
        ("missing-image", "content/乙.md:6"),
    ]


def test_warnings_alone_let_the_book_be_made(tmp_path):
    result = read(make_book(tmp_path, entries={"甲.md": "(一)甲"}))
    assert [found.code for found in result.findings] == ["half-width-bracket"]
    assert {found.severity for found in result.findings} == {Severity.WARNING}


def test_every_message_of_the_stage_has_its_mistake():
    text = (files("huozi.messages") / "read.en.toml").read_text(encoding="utf-8")
    tables = (BODIES, FRONTS, BOOKS, BOOKLETS, FILES)
    tried = {row[1] for table in tables for row in table}
    alone = {"internal-lacks", "internal-unsaid"}  # see test_book
    alone |= {"font-name", "fonts-many"}  # see test_fontroles
    alone |= {"path-twice"}  # see test_anchors
    alone |= {"missing-book", "too-many-blocks", "too-many-findings", "unknown-markup"}
    assert set(tomllib.loads(text)) == tried | alone


def test_placeholders_are_plain_names():
    """A message may not reach into the objects it is given."""
    for language in ("zh", "en"):
        text = (files("huozi.messages") / f"read.{language}.toml").read_text(encoding="utf-8")
        for message in tomllib.loads(text).values():
            names = [name for _, name, _, _ in Formatter().parse(message) if name is not None]
            assert all(name.isidentifier() for name in names), message
