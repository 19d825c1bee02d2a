"""The report of an import as a page: every code has words, whatever the manuscript is."""

import re
from pathlib import Path

import pytest

from huozi.intake.document import read_package
from huozi.intake.inquiry import Answers
from huozi.intake.values import Origin, WordText
from huozi.jobs.manuscripts.page import as_html
from huozi.jobs.manuscripts.report import ImportReport, ReportConflict, ReportFile
from huozi.jobs.manuscripts.rows import picture_rows
from huozi.jobs.manuscripts.taking import told_of
from huozi.messages import catalogue
from tests.intake.labelled import labelled

SAMPLES = Path(__file__).parents[2] / "intake" / "samples"


def sample(name: str) -> WordText:
    return read_package((SAMPLES / name).read_bytes(), Origin(name, "docx", "0" * 64))


def report(text: WordText, *conflicts: ReportConflict) -> ImportReport:
    told = told_of(text, Answers())
    return ImportReport(
        text.origin.name, "sources/x.docx", "0" * 64, "docx", "WPS", "", "new",
        (ReportFile("content/x.md", "题", False, "new"),), told.account, told.questions, conflicts,
        (*told.rows, *picture_rows(told.pictures, {})), "  - x.md\n", "sources/x.docx.answers.yaml",
    )  # fmt: skip


TEXTS = [*(sample(path.name) for path in sorted(SAMPLES.glob("*.docx")))]
TEXTS += [labelled(seed)[0] for seed in range(12)]


@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.origin.name)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_code_has_words(text: WordText, language: str) -> None:
    page = as_html(report(text), language).decode()
    titles = re.findall(r"<h3>(.*?)<small>", page) + re.findall(r'<td class="kind">(.*?)<', page)
    titles += re.findall(r'<div class="ask[ a-z]*"><p>(.*?)</p>', page)
    known = {words.partition("{")[0] for words in catalogue(language).values()}
    assert [title for title in titles if title.replace("&#x27;", "'") not in known] == []


def test_a_conflict_stands_in_three_columns() -> None:
    conflict = ReportConflict("c-1", "content/x.md", 7, "原来的<话>", "改过的话", "")
    page = as_html(report(TEXTS[0], conflict), "zh").decode()
    assert "原来的&lt;话&gt;" in page
    assert page.index("原稿") < page.index("改稿</b>改过的话") < page.index("新稿</b>—")


def test_words_of_the_manuscript_are_no_markup() -> None:
    text = sample("05-inline.docx")
    page = as_html(report(text), "zh").decode()
    assert "<script" not in page
    assert page.count("<html") == 1
