"""The kitchen sink: a book that uses everything an editor may write, made and read back."""

import io
import json
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from huozi.read.blocks import BOXES
from huozi.read.boxes import ASIDES
from huozi.read.contents import contents
from huozi.read.entries import ENTRY_FIELDS
from huozi.read.inlines import SPANS
from huozi.read.manuscript import read
from huozi.read.references import names
from huozi.read.units import furniture_unit, split
from huozi.values.galley import Known
from huozi.values.manuscript import (
    Block,
    BlockKind,
    Booklet,
    Inline,
    InlineKind,
    Manuscript,
    Severity,
    Shows,
)
from huozi.values.style import Folios, Status, UnitKind
from tests.pressing import press, press_booklets

BOOK = Path(__file__).parent / "books" / "kitchen-sink"

#: Not pages of a book: a sheet around it, those for printer and proof, the front of a booklet.
ELSEWHERE = {
    UnitKind.COVER,
    UnitKind.PRINT_ORDER,
    UnitKind.PROOF_SHEET,
    UnitKind.BOOKLET_COVER,
}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@dataclass(frozen=True)
class Printed:
    """The finished book, as programs see it that did not make it."""

    folder: Path
    manuscript: Manuscript
    record: dict
    labels: list[str]
    texts: list[str]  # of the pages, squeezed

    def unit(self, unit_id: str) -> str:
        """The text of a unit's pages."""
        (entry,) = [entry for entry in self.record["entries"] if entry["id"] == unit_id]
        return "".join(self.texts[entry["page"] - 1 : entry["page"] - 1 + entry["pages"]])

    def at(self, folio: str) -> str:
        """The text of the page with a folio."""
        return self.texts[self.labels.index(folio)]


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> Printed:
    folder = tmp_path_factory.mktemp("kitchen") / "book"
    shutil.copytree(BOOK, folder)
    report = press(folder)
    output = report.output
    assert [f for f in report.findings if f.severity is Severity.ERROR] == []
    data = output.read_bytes()
    with pypdfium2.PdfDocument(data) as document:
        texts = [squeezed(page.get_textpage().get_text_bounded()) for page in document]
    labels = PdfReader(io.BytesIO(data)).page_labels
    record = json.loads(output.with_suffix(".json").read_text(encoding="utf-8"))
    return Printed(folder, read(folder).manuscript, record, labels, texts)


# ---------------------------------------------------------------------------- it holds everything


def blocks(found: Iterable[Block]) -> Iterator[Block]:
    for block in found:
        yield block
        yield from blocks(block.children)


def inlines(found: Iterable[Inline]) -> Iterator[Inline]:
    for node in found:
        yield node
        yield from inlines(node.children)


def all_blocks(manuscript: Manuscript) -> list[Block]:
    notes = (note for text in manuscript.texts for note in text.notes)
    bodies = [text.body for text in manuscript.texts] + [note.blocks for note in notes]
    return [block for body in bodies for block in blocks(body)]


@pytest.mark.slow
def test_every_kind_of_block_and_inline_and_unit_occurs(printed) -> None:
    found = all_blocks(printed.manuscript)
    # Openings are made where entries run on into one unit: tests/read/test_runon.py.
    assert {block.kind for block in found} == set(BlockKind) - {BlockKind.OPENING}
    marks = [node for block in found for node in inlines(block.inlines)]
    assert {node.kind for node in marks} == set(InlineKind)
    assert {node.shows for node in marks if node.shows} == set(Shows)
    units = (*split(printed.manuscript, Known()), furniture_unit(printed.manuscript))
    assert {unit.kind for unit in units} == set(UnitKind) - ELSEWHERE
    assert {entry.status for entry in printed.manuscript.entries} == set(Status)
    levels = {block.level for block in found if block.kind is BlockKind.HEADING}
    assert levels == {1, 2, 3, 4}


def test_every_key_of_an_entry_is_written() -> None:
    files = sorted((BOOK / "content").rglob("*.md"))
    written = re.findall(r"^(\w+):", "\n".join(f.read_text(encoding="utf-8") for f in files), re.M)
    assert {field.name for field in ENTRY_FIELDS} <= set(written)


def test_every_name_of_a_box_and_of_a_span_is_used() -> None:
    files = sorted((BOOK / "content").rglob("*.md"))
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    used = set(re.findall(r"^::: (\w+)", text, re.M))
    assert {BOXES[name] for name in used if name in BOXES} == set(BOXES.values())
    assert used & set(ASIDES)
    assert {SPANS[name] for name in re.findall(r"\]\{\.(\w+)", text)} == set(SPANS.values())


# ---------------------------------------------------------------------------- every number is right


@pytest.mark.slow
def test_every_number_of_the_contents_is_the_folio_of_its_title(printed) -> None:
    listing = printed.unit("contents")
    start = 0
    for part in contents(printed.manuscript):
        for line in part.lines:
            number = f"{line.number}." if line.number else ""
            wanted = squeezed(f"{number}{line.title}{'·'.join(line.details)}")
            match = re.compile(re.escape(wanted) + r"·*\((\d+)\)").search(listing, start)
            assert match, line
            start = match.end()
            titles = {t.id: "".join(t.title_lines) for t in printed.manuscript.texts}
            assert squeezed(titles[line.target]) in printed.at(match[1].lstrip("0")), line
    assert start > 0


@pytest.mark.slow
def test_every_number_of_the_lists_is_the_folio_of_its_caption(printed) -> None:
    for kind, block_kind in (("tables", BlockKind.TABLE), ("figures", BlockKind.FIGURE)):
        listing = printed.unit(f"list-of-{kind}")
        found = re.findall(r"([表图]\d+)([^.]+?)·+\((\d+)\)", listing)
        captioned = [
            block for block in all_blocks(printed.manuscript)
            if block.kind is block_kind and block.inlines
        ]  # fmt: skip
        assert [number for number, _, _ in found] == [block.number for block in captioned]
        for number, title, folio in found:
            assert f"{number}{title}" in printed.at(folio.lstrip("0"))


@pytest.mark.slow
def test_every_number_of_a_reference_is_the_folio_of_its_target(printed) -> None:
    words = names(printed.manuscript).titles
    count = 0
    for text in printed.manuscript.texts:
        for asked in text.pointers.references:
            if asked.shows is not Shows.PAGE:
                continue
            before, after = map(re.escape, map(squeezed, asked.around))
            found = re.findall(rf"{before}(\d+){after}", printed.unit(asked.unit))
            wanted = squeezed(words.get(asked.target) or "页上的号码")
            assert any(wanted in printed.at(number) for number in found), asked
            count += 1
    assert count >= 6


@pytest.mark.slow
def test_every_number_of_the_index_is_the_folio_of_a_page_with_its_term(printed) -> None:
    shown: dict[str, set[str]] = {}
    for text in printed.manuscript.texts:
        for mark in text.pointers.marks:
            if not mark.see:
                shown.setdefault(mark.term, set()).add(mark.shown)
    listing = printed.unit("index").removesuffix(printed.record["entries"][-4]["folio"])
    ranges = 0
    for term, words in shown.items():
        (numbers,) = re.findall(rf"(?<![\u4e00-\u9fff]){term}([\divxl，–]+)", listing)
        for part in numbers.split("，"):
            first, dash, last = part.partition("–")
            ranges += bool(dash)
            at = printed.labels.index
            for index in range(at(first), at(last or first) + 1):
                assert any(word in printed.texts[index] for word in words), (term, part)
    assert ranges
    assert "点数见字号" in listing


# ---------------------------------------------------------------------------- no word is lost


def words_of(found: Iterable[Block]) -> Iterator[str]:
    """The runs of text in blocks, in order; what stands around marks and references apart."""
    for block in found:
        for node in inlines(block.inlines):
            if node.kind not in (InlineKind.RUBY, InlineKind.IMAGE) and node.text:
                yield node.text
        if block.kind is not BlockKind.ROSTER:
            yield from words_of(block.children)
        else:
            yield from (name for row in block.children for name in words_of(row.children))


@pytest.mark.slow
def test_all_words_of_the_manuscript_stand_in_the_book_in_their_order(printed) -> None:
    for text in printed.manuscript.texts:
        if not text.body:
            continue
        page, start = printed.unit(text.id), 0
        for words in words_of(text.body):
            for sentence in re.split(r"(?<=[。！？：；，])", squeezed(words)):
                assert sentence in page, (text.id, sentence)
                at = page.find(sentence, start)
                start = at if at >= 0 else start
        for note in text.notes:
            for words in words_of(note.blocks):
                assert all(s in page for s in re.split(r"(?<=[。！？])", squeezed(words)))


@pytest.mark.slow
def test_names_are_spread_on_paper_and_whole_in_the_text(printed) -> None:
    page = printed.unit("editors")
    assert "主任：赵甲副主任：钱乙丙孙丁委员：李戊己周庚吴辛壬郑癸王子丑" in page


# ---------------------------------------------------------------------------- navigation, booklets


@pytest.mark.slow
def test_the_outline_shows_annexes_below_their_document(printed) -> None:
    titles = []

    def draw(items, depth: int = 0) -> None:
        for item in items:
            if isinstance(item, list):
                draw(item, depth + 1)
            else:
                titles.append((depth, item.title))

    draw(PdfReader(printed.folder / "output" / "book.pdf").outline)
    assert (1, "关于印发《活字房守则》的通知") in titles
    assert (2, "附件1　活字房守则") in titles
    assert (2, "附件2　领用登记表样") in titles
    assert (0, "索引") in titles


@pytest.mark.slow
def test_a_booklet_of_the_reply_sends_its_reader_to_the_book(printed, tmp_path) -> None:
    wanted = [Booklet("entry-6", "批复", (6,))]
    (report,) = press_booklets(printed.folder, *wanted, folder=tmp_path)
    with pypdfium2.PdfDocument(report.output.read_bytes()) as document:
        text = squeezed("".join(page.get_textpage().get_text_bounded() for page in document))
    (number,) = re.findall(r"照原书图1（原书第(\d+)页）", text)
    assert "图1手盘的样子" in printed.at(number)


@pytest.mark.slow
def test_the_booklets_that_book_yaml_names(printed, tmp_path) -> None:
    """Each line of their contents shows the folio of the page that its title stands on."""
    named = printed.manuscript.booklets
    reports = press_booklets(printed.folder, *named, folder=tmp_path)
    assert [report.output.stem for report in reports] == ["规程", "选读"]
    for wanted, report in zip(named, reports, strict=True):
        data = report.output.read_bytes()
        with pypdfium2.PdfDocument(data) as document:
            texts = [squeezed(page.get_textpage().get_text_bounded()) for page in document]
        labels = PdfReader(io.BytesIO(data)).page_labels
        listing = "".join(text for text in texts if re.search(r"·\(\d+\)", text))
        for number in wanted.numbers:
            entry = printed.manuscript.entries[number - 1]
            line = rf"{re.escape(squeezed(entry.toc_title))}.*?·+\((\d+)\)"
            (folio,) = (found.lstrip("0") for found in re.findall(line, listing))
            title = squeezed("".join(entry.title_lines))
            assert title in texts[labels.index(folio)]
            if wanted.folios is Folios.BOOK:
                assert title in printed.at(folio)
