"""Near guesses: a wrong one is worse than none."""

import pytest

from huozi.read import report as report_module
from huozi.read.report import Reporter, begun, nearest, nearest_file, unknown
from huozi.values.manuscript import Severity, finding


@pytest.mark.parametrize(
    ("found", "known", "near"),
    [
        ("a.md", ("A.MD", "ab.md"), "A.MD"),
        ("前.md", ("前言.md", "甲.md"), "前言.md"),
        ("图/甲.png", ("甲.png", "乙.png"), "甲.png"),  # in another folder
        ("甲.png", ("图/甲.png", "照片/甲.png"), ""),  # which of the two?
        ("图/没.png", ("图/甲.png", "图/乙.png"), ""),  # the folder is no likeness
        ("通知1.md", ("通知2.md",), ""),  # another number is another file
        ("第三章.md", ("第二章.md",), ""),
        ("平谷区通知.md", ("平谷区通告.md", "平谷区通报.md"), ""),  # equally alike
        ("甲.md", ("甲.md",), ""),
        ("平谷区通知.md", ("平谷区通告.md", "别的.md"), "平谷区通告.md"),
        ("平谷区党建通知.md", ("平谷区党建通告.md", "平谷区通告.md"), "平谷区党建通告.md"),
        ("Ｃａｆｅ.md", ("cafe.md", "甲.md"), "cafe.md"),
        ("通知.md", (), ""),
        ("图\\甲.png", ("图/甲.png", "图/乙.png"), "图/甲.png"),
        ("C:\\我的书\\图\\甲.png", ("图/甲.png", "图/乙.png"), "图/甲.png"),
        ("“甲.md”", ("甲.md", "乙.md"), "甲.md"),
        ("Cafe\u0301.md", ("Café.md",), "Café.md"),
    ],
)
def test_a_file_is_suggested_only_when_it_is_plain_which(found, known, near):
    assert nearest_file(found, known) == near


def test_a_name_is_no_guess_for_itself():
    assert nearest("索引", ("索引", "qwzx")) == ""


@pytest.mark.parametrize(
    ("found", "known", "near"),
    [
        ("Title", ("title", "titles"), "title"),
        ("titel", ("kind", "title"), "title"),
        ("甲种", ("甲乙", "丙丁"), "甲乙"),  # one of two characters, at its place
        ("种甲", ("甲乙", "丙丁"), ""),
        ("甲", ("甲乙",), "甲乙"),
        ("qwzx", ("title",), ""),
        ("长" * 201, ("长" * 200,), ""),
        ("长" * 200, ("长" * 199,), "长" * 199),
    ],
)
def test_a_name_is_suggested_that_was_probably_meant(found, known, near):
    assert nearest(found, known) == near


def test_long_texts_are_quoted_from_their_beginning():
    assert begun("字" * 60) == "字" * 60
    assert begun("字" * 61) == "字" * 60 + "…"


def test_of_many_names_some_are_listed():
    names = [f"qwzx{n}" for n in range(31)]
    said = dict(unknown("unknown-key", None, "丙", names).params)
    assert said["known"].endswith("qwzx29")
    report = Reporter("甲.md")
    report.unknown_file("unknown-entry", 3, "丙", [f"乙{n}.md" for n in range(6)])
    report.unknown_file("unknown-entry", 3, "丙", [])
    listed = [dict(one.params)["known"] for one in report.findings]
    assert listed[0].endswith("乙4.md")
    assert listed[1] == "—"


def test_findings_are_told_in_the_order_of_files_and_lines():
    """Files as they were met first; what is of no file comes last."""
    report = Reporter("乙.md")
    report.on("甲.md").error("x", 5)
    report.error("x", 7)
    report.warning("x", 2)
    report.on("甲.md").note("x", 1)
    report.add_all([finding("x")])
    assert [str(one.place) for one in report.in_order()] == [
        "甲.md:1", "甲.md:5", "乙.md:2", "乙.md:7", "None",
    ]  # fmt: skip


def test_errors_alone_stop_a_book():
    report = Reporter("甲.md")
    report.warning("x")
    report.note("x")
    assert not report.failed
    report.on("乙.md").error("x")
    assert report.failed


def test_what_is_not_kept_is_counted_by_file_and_weight(monkeypatch):
    monkeypatch.setattr(report_module, "MAX_FINDINGS", 2)
    report = Reporter("甲.md")
    other = Reporter("乙.md")
    for line in range(1, 4):
        report.error("x", line)
        other.warning("x", line)
    report.warning("x", 9)
    report.take(other)
    beyond = [one for one in report.in_order() if one.code == "too-many-findings"]
    told = [(one.place.file, one.severity, dict(one.params)) for one in beyond if one.place]
    assert told == [
        ("甲.md", Severity.ERROR, {"count": "2", "all": "3"}),
        ("乙.md", Severity.WARNING, {"count": "2", "all": "3"}),
    ]
    assert len(report.findings) == 5
