"""Every heading that was told from its number can be listed."""

import pytest

from huozi.jobs.check import check_book
from huozi.messages import render
from huozi.values.manuscript import Severity
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


@pytest.mark.slow
@pytest.mark.parametrize(("body", "told"), HEADINGS)
def test_headings_that_were_inferred(tmp_path, body, told):
    folder = make_book(tmp_path, entries={"甲.md": body})
    assert not check_book(folder).findings
    findings = check_book(folder, explain=True).findings
    assert {found.severity for found in findings} <= {Severity.INFO}
    listed = [(found.place.line - FRONT_LINES, dict(found.params)) for found in findings]
    assert [(line, said["sign"], said["level"]) for line, said in listed] == told
    assert all(render(found, language) for found in findings for language in ("zh", "en"))


@pytest.mark.slow
def test_in_the_mode_of_lines(tmp_path):
    book = {"paragraphs": "every-line"}
    folder = make_book(tmp_path, entries={"甲.md": "甲。\n一、乙\n丙。"}, book=book)
    (found,) = check_book(folder, explain=True).findings
    assert found.place.line - FRONT_LINES == 2
