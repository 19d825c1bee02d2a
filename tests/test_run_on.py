"""Entries that run on: no page of their own, but a title, a line of the contents, a bookmark."""

import io

import pytest
from pypdf import PdfReader

from huozi.prove.readback import ReadBack
from tests.books import entry, make_book
from tests.pressing import SENTENCE, press

LONG = SENTENCE * 12


def texts(edition) -> list[str]:
    book = ReadBack(edition.pdf)
    return ["".join("".join(book.runs(n)).split()) for n in range(len(book.pages))]


def made(folder, entries, **keys):
    book = {"front": ["contents"], "start": "run-on", **keys}
    return press(make_book(folder, entries, book)).edition


@pytest.mark.slow
def test_an_entry_begins_on_the_page_of_the_one_before(tmp_path):
    entries = {
        "a.md": entry(f"{SENTENCE}\n", title="第一篇", contributor="甲乙"),
        "b.md": entry(f"{SENTENCE}\n", title="第二篇"),
        "c.md": entry(f"{LONG}\n\n{LONG}\n", title="第三篇"),
        "d.md": entry(f"{SENTENCE}\n", title="第四篇"),
    }
    edition = made(tmp_path, entries)
    pages = texts(edition)
    assert [page.startswith("第一篇") for page in pages].count(True) == 1
    body = next(page for page in pages if page.startswith("第一篇"))
    assert body.index("（供稿：甲乙）") < body.index("第二篇") < body.index("第三篇")
    folio = next(page[-1] for page in pages[2:] if "第四篇" in page)
    assert "第一篇" in pages[0] and f"第四篇{folio}" in pages[0].replace("·", "")
    outline = [item.title for item in PdfReader(io.BytesIO(edition.pdf)).outline]
    assert outline[-4:] == ["第一篇", "第二篇", "第三篇", "第四篇"]
    recorded = [(u.title, u.folio) for u in edition.record.entries][-4:]
    assert recorded == [("第一篇", "1"), ("第二篇", "1"), ("第三篇", "1"), ("第四篇", folio)]


def test_notes_of_the_same_name_stay_apart(tmp_path):
    note = "有注[^1]。\n\n[^1]: {}。\n"
    entries = {
        "a.md": entry(note.format("甲注"), title="第一篇"),
        "b.md": entry(note.format("乙注"), title="第二篇", title_note="题注。"),
    }
    (page,) = [page for page in texts(made(tmp_path, entries)) if page.startswith("第一篇")]
    assert page.index("甲注") < page.index("题注") < page.index("乙注")


def test_headings_references_and_heads_lead_to_their_own_entry(tmp_path):
    entries = {
        "a.md": entry(f"一、甲节\n\n{LONG}\n", title="第一篇"),
        "b.md": entry(
            f"一、乙节\n\n[见第{{页}}页](a.md)、[第{{页}}页](b.md)。\n\n{LONG * 3}\n",
            title="第二篇",
        ),
    }
    edition = made(tmp_path, entries, contents={"depth": 2}, heads={"recto": "entry"})
    pages = texts(edition)
    of = {u.title: u.folio for u in edition.record.entries}
    listed = pages[0].replace("·", "")
    assert f"第一篇{of['第一篇']}一、甲节1" in listed
    assert f"第二篇{of['第二篇']}一、乙节{of['第二篇']}" in listed
    assert f"见第1页、第{of['第二篇']}页。" in "".join(pages)
    assert [page.endswith("第二篇3") for page in pages].count(True) == 1  # a head, and its folio


#: What begins a new page all the same.
APART = {
    "a pending entry": {"b.md": "---\ntitle: 第二篇\nstatus: pending\nreserve_pages: 1\n---\n"},
    "a document behind an article": {
        "b.md": entry(title="第二篇", kind="document", docno="京发〔2010〕1号", date="2010-01-02")
    },
}


@pytest.mark.slow
@pytest.mark.parametrize("name", APART)
def test_some_do_not_run_on(tmp_path, name):
    edition = made(tmp_path, {"a.md": entry(title="第一篇"), **APART[name]})
    assert [u.pages for u in edition.record.entries][-2:] == [1, 1]


def test_a_part_may_have_it_otherwise(tmp_path):
    entries = {f"{n}.md": entry(title=n) for n in ("a", "b", "c", "d")}
    parts = [
        {"title": "上", "entries": ["a.md", "b.md"]},
        {"title": "下", "entries": ["c.md", "d.md"], "start": "page"},
    ]
    edition = made(tmp_path, entries, parts=parts)
    pages = {u.title: u.pages for u in edition.record.entries}
    assert [pages[n] for n in "abcd"] == [1, 0, 1, 1]
