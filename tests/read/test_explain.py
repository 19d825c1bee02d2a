"""Every heading that was told from its number can be listed."""

import pytest

from huozi.jobs.check import check_book
from huozi.messages import render
from huozi.read.explain import inferred_headings
from huozi.read.manuscript import read
from huozi.values.manuscript import Finding, Severity
from tests.books import FRONT_LINES, make_book

HEADINGS = [
    (
        "一、甲\n\n文字。\n\n## 乙\n\n文字。\n\n（二）丙\n\n文字。",
        [(1, "一、", "1"), (9, "（二）", "2")],
    ),
    ("1. 甲\n\n文字。\n\n（3）乙\n\n文字。", [(1, "1.", "3"), (5, "（3）", "4")]),
    ("第一回　甲\n\n文字。\n\n二．乙\n\n文字。", [(1, "第一回", "1"), (5, "二．", "1")]),
    ("一、甲。\n\n文字。", []),
    ("1. 甲\n2. 乙", []),
]


def explained(folder) -> list[Finding]:
    made = read(folder)
    assert made.findings == ()
    return list(inferred_headings(made.manuscript, made.source))


@pytest.mark.parametrize(("body", "told"), HEADINGS)
def test_headings_that_were_inferred(tmp_path, body, told):
    findings = explained(make_book(tmp_path, entries={"甲.md": body}))
    assert {found.severity for found in findings} <= {Severity.INFO}
    listed = [(found.place.line - FRONT_LINES, dict(found.params)) for found in findings]
    assert [(line, said["sign"], said["level"]) for line, said in listed] == told
    assert all(render(found, language) for found in findings for language in ("zh", "en"))


def test_in_the_mode_of_lines(tmp_path):
    book = {"paragraphs": "every-line"}
    folder = make_book(tmp_path, entries={"甲.md": "甲。\n一、乙\n丙。"}, book=book)
    (found,) = explained(folder)
    assert (found.place.line - FRONT_LINES, dict(found.params)["found"]) == (2, "一、乙")


def test_a_file_that_changed_since_it_was_read_is_not_told_of(tmp_path):
    entries = {"甲.md": "一、甲\n\n文。", "乙.md": "一、乙\n\n文。"}
    made = read(make_book(tmp_path, entries=entries))
    (tmp_path / "content" / "甲.md").write_text("# 题\n", encoding="utf-8")
    found = inferred_headings(made.manuscript, made.source)
    assert [one.place.file for one in found] == ["content/乙.md"]


@pytest.mark.slow
def test_a_check_tells_when_it_is_asked(tmp_path):
    folder = make_book(tmp_path, entries={"甲.md": HEADINGS[0][0]})
    assert not check_book(folder).findings
    assert len(check_book(folder, explain=True).findings) == len(HEADINGS[0][1])
