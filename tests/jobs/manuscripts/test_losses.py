"""Losses that are seeded in the writer: nothing is written, and the first place is told."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from huozi.intake import sheet
from huozi.intake.dialect import WrittenText
from huozi.intake.sheet import EntrySheet
from huozi.jobs.manuscripts import taking
from tests.intake.word import docx, p, r, root
from tests.jobs.manuscripts.test_import import a_book, files, run

FOOTNOTE = '<w:footnoteReference w:id="2"/>'
NOTE = p(r("簿在柜中。"))
TABLE = (
    "<w:tbl>"
    + "".join(
        f"<w:tr><w:tc>{p(r(a))}</w:tc><w:tc>{p(r(b))}</w:tc></w:tr>"
        for a, b in (("项目", "数目"), ("铜模", "五枚"))
    )
    + "</w:tbl>"
)
WORD = docx(
    p(r("关于试收稿件的说明"))
    + p(r("铜模先点，") + r("铅字", "<w:b/>") + r("后点，点完登记。"))
    + p(r("登记的簿子另存。", inside=FOOTNOTE))
    + TABLE
    + p(r("末段写下日期。")),
    {
        "footnotes.xml": root(
            "w:footnotes", f'<w:footnote w:id="2">{p(r("簿在柜中。"))}</w:footnote>'
        )
    },
)

Spoil = Callable[[str], str]


def said(before: str, after: str) -> Spoil:
    return lambda markdown: markdown.replace(before, after)


def spoil_text(monkeypatch: pytest.MonkeyPatch, spoil: Spoil) -> None:
    """Let the writer of running text write something else than it says that it wrote."""
    write = sheet.write_text

    def spoiled(*given: object) -> WrittenText:
        made = write(*given)  # type: ignore[arg-type]
        return replace(made, markdown=spoil(made.markdown))

    monkeypatch.setattr(sheet, "write_text", spoiled)


def lose_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    write = EntrySheet.notes_below

    def spoiled(self: EntrySheet) -> None:
        write(self)
        self.lines = [line.replace("簿在柜中", "") for line in self.lines]

    monkeypatch.setattr(EntrySheet, "notes_below", spoiled)


def lose_fates(monkeypatch: pytest.MonkeyPatch) -> None:
    settle = EntrySheet.settle

    def spoiled(self: EntrySheet, written: WrittenText, line: int) -> None:
        settle(self, replace(written, fates=written.fates[1:]), line)

    monkeypatch.setattr(EntrySheet, "settle", spoiled)


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book, and the work of the sandbox done in this process, where it can be spoiled."""
    monkeypatch.setattr(taking, "quarantined", lambda work, *given, **_: work(*given))
    (tmp_path / "稿.docx").write_bytes(WORD)
    return a_book(tmp_path)


@pytest.mark.parametrize(
    ("spoil", "line", "wanted", "found"),
    [
        (said("后点，", ""), 5, "后点，点完", "字点完登记"),  # a run is dropped
        (said("铜模先点，**铅字**", "**铅字**铜模先点，"), 5, "铜模先点", "铅字铜模"),  # swapped
        (said("五枚", "五枚五枚"), 9, "五枚", "五枚五枚"),  # a cell is doubled
        (said("[^1]", ""), 7, "n:1", ""),  # the call of a note is lost
        (said("日期。", "日期。多"), 13, "日期。", "日期。多"),
        (said("末段", "## 末段"), 13, "b:", "h:1"),  # a paragraph becomes a heading
    ],
)
def test_what_is_written_otherwise_is_told_and_nothing_is_written(
    spoil: Spoil, line: int, wanted: str, found: str, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(book)
    spoil_text(monkeypatch, spoil)
    (made,) = run(book, book.parent / "稿.docx")
    assert made.state == "refused" and files(book) == before
    (told,) = made.findings
    params = dict(told.params)
    assert (told.code, params["line"]) == ("import-differs", str(line))
    assert wanted in str(params["wanted"]) and found in str(params["found"])


@pytest.mark.parametrize(
    ("spoil", "code"), [(lose_notes, "import-differs"), (lose_fates, "intake-fateless")]
)
def test_a_note_or_a_fate_that_is_lost_is_told_and_nothing_is_written(
    spoil: Callable[[pytest.MonkeyPatch], None],
    code: str,
    book: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = files(book)
    spoil(monkeypatch)
    (made,) = run(book, book.parent / "稿.docx")
    assert made.state == "refused" and files(book) == before
    assert {told.code for told in made.findings} == {code}


def test_without_a_fault_it_is_written(book: Path) -> None:
    (made,) = run(book, book.parent / "稿.docx")
    assert made.state == "new" and made.files
