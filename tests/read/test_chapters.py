"""Chapters whose sections are files of their own."""

import pytest

from huozi.read.units import split
from huozi.values.galley import Known
from huozi.values.manuscript import BlockKind, plain
from huozi.values.style import Status
from tests.books import entry, make_book
from tests.pressing import SENTENCE, press
from tests.test_run_on import texts

LISTED = [{"a.md": {"sections": ["b.md", {"c.md": {"sections": ["d.md"]}}], "annexes": ["x.md"]}}]
NOTED = f"{SENTENCE}[^1]\n\n一、小节\n\n{SENTENCE}\n\n[^1]: {{}}注。\n"
ENTRIES = {
    "a.md": "---\ntitle: 第一章 总则\n---\n",
    "b.md": entry(NOTED.format("乙"), title="第一节 宗旨"),
    "c.md": entry(
        f"{NOTED.format('丙')}\n[见第{{页}}页](b.md)，[{{题}}](b.md)。\n", title="第二节 原则"
    ),
    "d.md": entry("（一）更小\n\n细目。\n", title="第一目", title_note="题注。"),
    "x.md": entry("附文。\n", title="名单"),
}


def test_a_chapter_of_a_part_may_have_sections_of_sections_in_brackets(read_book):
    sections = "{a.md: {sections: [b.md, {c.md: {sections: [d.md]}}], annexes: [x.md]}}"
    book = f"title: 书\nparts: [{{title: 上, entries: [{sections}]}}]\n"
    assert not read_book(entries=ENTRIES, book=book).findings


def test_headings_of_a_section_lie_below_its_title(read_book):
    manuscript = read_book(entries=ENTRIES, book={"entries": LISTED}).manuscript
    (chapter,) = manuscript.entries
    found = [(b.level, plain(b.inlines)) for b in chapter.body if b.kind is BlockKind.HEADING]
    assert found == [
        (1, "第一节 宗旨"), (2, "一、小节"), (1, "第二节 原则"), (2, "一、小节"), (2, "第一目"),
        (4, "（一）更小"),
    ]  # fmt: skip
    assert [annex.title for annex in chapter.annexes] == ["名单"]
    assert [unit.id for unit in split(manuscript, Known())][-2:] == ["a", "x"]


def test_a_section_that_has_not_come_in_keeps_its_chapter_from_press(read_book):
    late = "---\ntitle: 第二节\nstatus: partial\n---\n开头。\n"
    book = {"entries": [{"a.md": {"sections": ["b.md", "c.md"]}}]}
    entries = {"a.md": ENTRIES["a.md"], "b.md": ENTRIES["b.md"], "c.md": late}
    (chapter,) = read_book(entries=entries, book=book).manuscript.entries
    assert chapter.status is Status.PARTIAL


@pytest.mark.slow
def test_a_chapter_is_one_unit_with_its_lines_in_the_contents(tmp_path):
    book = {"entries": LISTED, "front": ["contents"], "contents": {"depth": 3}}
    edition = press(make_book(tmp_path, ENTRIES, book)).edition
    pages = texts(edition)
    listed = pages[0].replace("·", "")
    assert "第一章总则1第一节宗旨1一、小节1第二节原则1一、小节1第一目1" in listed
    assert "见第1页，第一节宗旨。" in "".join(pages)
    body = next(page for page in pages[1:] if "第一节宗旨" in page)
    assert body.index("乙注") < body.index("丙注") < body.index("题注")


def test_what_is_wrong_in_the_list(refuse_book):
    entries = {"a.md": entry(), "b.md": entry()}

    def said(below):
        return refuse_book(entries=entries, book={"entries": [{"a.md": below}]})

    assert "unknown-key-near" in dict(said({"section": ["b.md"]}))
    assert "missing-entry" in dict(said({"sections": ["z.md", "b.md"]}))
    assert "expected-mapping" in dict(said({"sections": [{"b.md": ["a.md"]}]}))
    assert "listed-twice" in dict(said({"sections": ["b.md", "b.md"]}))
