"""content/ → Manuscript: read and check everything and report all findings of a run together."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from huozi.read import booklets, references
from huozi.read.anchors import anchored
from huozi.read.book import BOOK_FILE, read_book
from huozi.read.entries import FENCE, Reader, entry_ids
from huozi.read.lists import check_lists, pointed
from huozi.read.matter import ANNEX, BY_NAME, TITLES, MatterKind, title_of, unit_ids
from huozi.read.memory import Memory, entry_key, names_digest
from huozi.read.numbers import numbered
from huozi.read.once import told_once
from huozi.read.paths import CONTENT
from huozi.read.pictures import Pictures
from huozi.read.places import located
from huozi.read.plan import BookPlan, Listed, MatterPlan
from huozi.read.report import Reporter, in_order
from huozi.read.runon import with_sections
from huozi.read.sections import with_section_numbers
from huozi.read.selection import Listing
from huozi.read.source import FileMemory, MissingFileError, RefusedError, Source
from huozi.read.styles import OfferedStyles
from huozi.read.text import clean, is_plain
from huozi.values.errors import InputError
from huozi.values.manuscript import Booklet, Entry, Finding, Manuscript, Matter, Part
from huozi.values.script import DRAWN_FAMILY
from huozi.values.style import FontRoles

#: Markdown files that may lie in `content/` without being part of the book.
NOT_IN_BOOK = ("EDITORIAL.md", "README.md")

_BOM = "\ufeff"
#: Copies that programs which keep folders alike leave where two people saved one file.
_CONFLICT = re.compile(r"冲突|衝突|\.sync-conflict-|conflicted copy|conflict copy|_conflict-", re.I)


@dataclass(frozen=True, slots=True)
class Survey:
    """All that was found in a book, and what could be read of it."""

    manuscript: Manuscript | None  # None where book.yaml can't be read
    findings: tuple[Finding, ...]
    failed: bool  # something in it keeps the book from being made


@dataclass(frozen=True, slots=True)
class ReadResult:
    """A manuscript and the warnings that came with it."""

    manuscript: Manuscript
    findings: tuple[Finding, ...]
    #: Knows which of the files read have changed since.
    source: Source = field(compare=False, repr=False)


def read(
    book_dir: Path, memory: Memory | None = None, files: FileMemory | None = None
) -> ReadResult:
    """Read the book in a folder. Entries that `memory` holds are not read again, nor are `files`
    that have not changed.

    Raises InputError with every finding of the run when any of them keeps the book from being made.
    """
    source = Source(book_dir, files)
    found = surveyed(source, memory)
    if found.manuscript is None or found.failed:
        raise InputError(found.findings)
    return ReadResult(found.manuscript, found.findings, source)


def survey(book_dir: Path) -> Survey:
    """Read the book in a folder as far as it can be read."""
    return surveyed(Source(book_dir))


def surveyed(source: Source, memory: Memory | None = None) -> Survey:
    """Read a book as far as it can be read. Entries that `memory` holds are not read again."""
    report = Reporter()
    desk = _Desk(source, report, memory)
    manuscript = desk.manuscript()
    findings = told_once(report.in_order(), BOOK_FILE, desk.written)
    return Survey(manuscript, in_order(located(findings, source)), report.failed)


class _Desk:
    """One reading of one book."""

    def __init__(self, source: Source, report: Reporter, memory: Memory | None) -> None:
        self.source = source
        self.report = report
        self.memory = memory
        self.written = ""  # book.yaml

    def manuscript(self) -> Manuscript | None:
        """Read `book.yaml`, compare its list with the files, read each file."""
        self.book = self.report.on(BOOK_FILE)
        text = self._text(BOOK_FILE, self.book)
        plan = None
        if text is not None:
            self.written = text
            plan, told = _planned(text, OfferedStyles(self.source))
            self.report.take(told)
        if plan is None:
            self._read_all(text is not None)
            return None
        self.found = tuple(self.source.files(CONTENT, (".md",)))
        plan = _as_on_disk(plan, self.found)
        self._compare(plan)
        self.language = plan.info.language
        pictures = Pictures(self.source, tuple(text for text, _, _ in plan.drawn))
        drawn = tuple(
            (text, found) for text, path, line in plan.drawn
            if (found := pictures.find(path, self.book, line))
        )  # fmt: skip
        ids = unit_ids(piece.kind for piece in (*plan.front, *plan.back))
        self.reader = Reader(pictures, _links(plan, ids), plan.every_line, plan.info.language)
        self.names = names_digest(self.reader.links, plan.every_line)
        front = self._matters(zip(plan.front, ids, strict=False))
        parts = tuple(
            Part(
                part.title, self.book.at(part.line), self._entries(part.entries), bool(part.run_on)
            )
            for part in plan.parts
        )
        back = self._matters(zip(plan.back, ids[len(plan.front) :], strict=True))
        _check_numbers(parts, self.report)
        manuscript = Manuscript(
            book=plan.info,
            format=plan.format,
            line=plan.line,
            fonts=_with_drawn(plan.fonts) if drawn else plan.fonts,
            drawn=drawn,
            rules=plan.rules,
            front=front,
            parts=parts,
            back=back,
            images=tuple(sorted(pictures.digests.items())),
            notes=plan.notes,
            heads=plan.heads,
            contents=plan.contents,
            printing=plan.printing,
            cover=plan.cover,
            booklets=self._booklets(plan, parts),
            style=plan.style,
        )
        manuscript = anchored(numbered(manuscript, plan.captions))
        references.check(manuscript, self.report)
        check_lists(manuscript, self.report)
        made = pointed(manuscript)
        return with_section_numbers(made) if plan.sections else made

    def _read_all(self, there: bool) -> None:
        """Report what is wrong in the articles of a book whose `book.yaml` can't be read.

        Which of them are what is not known: those with front matter are taken for entries, and
        what depends on the others of the book is not looked at.
        """
        if not there:
            return
        self.found = tuple(self.source.files(CONTENT, (".md",)))
        names = [path.removeprefix(f"{CONTENT}/") for path in self.found]
        self.reader = Reader(Pictures(self.source), entry_ids(names))
        for path, name in zip(self.found, names, strict=True):
            text = self._text(path, self.report.on(path))
            if text is not None and text.startswith(FENCE):
                self.reader.entry(name, text, self.report.on(path))

    def _booklets(self, plan: BookPlan, parts: Iterable[Part]) -> tuple[Booklet, ...]:
        """The booklets by name. Entries are numbered as listed, even when a file is missing."""
        read = {entry.place.file: entry.kind for part in parts for entry in part.entries}
        listed = [(n, file.path) for n, part in enumerate(plan.parts, 1) for file in part.entries]
        kinds = {path: read[of] for _, path in listed if (of := f"{CONTENT}/{path}") in read}
        book = Listing(tuple(part.title for part in plan.parts), tuple(listed), kinds)
        written = [piece.kind for piece in plan.front if piece.file]
        return booklets.named(plan.booklets, book, written, self.book)

    def _compare(self, plan: BookPlan) -> None:
        """Report files of `content/` that are listed twice or not at all."""
        self.listed = listed = dict[str, int]()
        for file in plan.files:
            if file.path in listed:
                first = listed[file.path]
                self.book.error("listed-twice", file.line, path=file.path, first=first)
            listed.setdefault(file.path, file.line)
        for path in self.found:
            name = path.removeprefix(f"{CONTENT}/")
            if name in listed or name.rpartition("/")[2] in NOT_IN_BOOK:
                continue
            if _CONFLICT.search(name):
                self.report.on(path).warning("conflict-copy", path=name)
            else:
                self.book.error("not-listed", plan.list_line, path=name)

    def _text(self, path: str, asked: Reporter, line: int = 0) -> str | None:
        """A cleaned text file. Problems inside are reported for it, a missing file for its list."""
        own = self.report.on(path)
        try:
            text = self.source.read_text(path)
        except MissingFileError:
            if path == BOOK_FILE:
                asked.error("missing-book")
            else:
                self._missing(path.removeprefix(f"{CONTENT}/"), asked, line)
            return None
        except RefusedError as refused:
            who = own if refused.line else asked
            who.error(refused.code, refused.line or line, **refused.params)
            return None
        if text.startswith(_BOM):
            own.warning("byte-order-mark", 1)
            text = text.removeprefix(_BOM)
        plain = self.source.once("plain", path, lambda: is_plain(text))
        return text if plain else clean(text, own)

    def _missing(self, name: str, asked: Reporter, line: int) -> None:
        """Report an entry whose file is not there; files that are listed are not the one meant."""
        if (there := f"{name}.txt") and self.source.is_there(f"{CONTENT}/{there}"):
            asked.error("missing-entry-ending", line, found=name, there=there)
            return
        known = [found.removeprefix(f"{CONTENT}/") for found in self.found]
        asked.unknown_file("missing-entry", line, name, [n for n in known if n not in self.listed])

    def _entries(self, listed: Iterable[Listed]) -> tuple[Entry, ...]:
        entries = []
        for file in listed:
            path = str(PurePosixPath(CONTENT) / file.path)
            text = self._text(path, self.book, file.line)
            if text is not None:
                entry = self._entry(file.path, text, self.report.on(path), bool(file.sections))
                entry = with_sections(entry, self._entries(file.sections), self.language)
                annexes = self._annexes(file)
                entries.append(replace(entry, annexes=annexes) if annexes else entry)
        return tuple(entries)

    def _annexes(self, entry: Listed) -> tuple[Matter, ...]:
        """附件1, 附件2, …; one that is alone bears no number (GB/T 9704-2012, 7.3.4)."""
        annexes = []
        for number, file in enumerate(entry.annexes, 1):
            label = f"附件{number}" if len(entry.annexes) > 1 else "附件"
            annexes.append(self._matter(file, ANNEX, label))
        return tuple(annex for annex in annexes if annex)

    def _entry(self, path: str, text: str, report: Reporter, chapter: bool) -> Entry:
        """An entry, from memory if it was read before. A chapter may have no text but sections."""
        key = self._key(report.file, path, text) if self.memory else ""
        if not key and not chapter:
            return self.reader.entry(path, text, report)
        known = self.memory.recall(key) if self.memory and key else None
        if known is None:
            own = Reporter(report.file)
            known = self.reader.entry(path, text, own), tuple(own.findings)
            if self.memory and key:
                self.memory.keep(key, known)
        entry, found = known
        report.add_all(f for f in found if not (chapter and f.code == "complete-without-body"))
        return entry

    def _key(self, file: str, name: str, text: str) -> str:
        return self.source.once(
            f"key {self.names}", file, lambda: entry_key(name, text, self.names)
        )

    def _matters(self, pieces: Iterable[tuple[MatterPlan, str]]) -> tuple[Matter, ...]:
        matters = []
        for planned, unit in pieces:
            piece = BY_NAME[planned.kind]
            if planned.file is not None:
                matters.append(self._matter(planned.file, piece))
                continue
            title = title_of(piece.kind, self.language)
            place = self.book.at(planned.line)
            matters.append(
                Matter(
                    piece.kind, place, title, id=unit, title_lines=(title,),
                    in_contents=piece.in_contents,
                )
            )  # fmt: skip
        return tuple(matter for matter in matters if matter)

    def _matter(self, file: Listed, piece: MatterKind, label: str = "") -> Matter | None:
        path = str(PurePosixPath(CONTENT) / file.path)
        text = self._text(path, self.book, file.line)
        if text is None:
            return None
        report = self.report.on(path)
        if self.memory is None or not (named := self._key(path, path, text)):
            return self.reader.matter(file.path, text, report, piece, label)

        def read() -> tuple[Matter | None, list[Finding]]:
            own = Reporter(report.file)
            return self.reader.matter(file.path, text, own, piece, label), own.findings

        what = f"matter {named} {piece.kind} {label} {self.language}"
        matter, found = self.source.once(what, path, read)
        report.add_all(found)
        return matter


#: The last plan of a book by its text, with what was found in it and what its style said.
_kept: dict[str, tuple[BookPlan, Reporter, object]] = {}


def _planned(text: str, styles: OfferedStyles) -> tuple[BookPlan | None, Reporter]:
    """What `book.yaml` says, and what is wrong in it. A save mostly leaves it as it was, and to
    read it again takes a tenth of the time from there to the new PDF.
    """
    if text in _kept:
        plan, own, said = _kept[text]
        if said == _said(styles, plan.style):
            return plan, own
    own = Reporter(BOOK_FILE)
    found = read_book(text, own, styles)
    if found is not None:
        _kept.clear()
        _kept[text] = found, own, _said(styles, found.style)
    return found, own


def _said(styles: OfferedStyles, name: str) -> object:
    """All that a plan takes from its style: which there are, and the text of this one."""
    if not name:
        return ()
    try:
        return styles.names, styles.text(name)
    except (RefusedError, OSError) as error:
        return error


def _as_on_disk(plan: BookPlan, found: Iterable[str]) -> BookPlan:
    """The plan with the names that files bear: a Mac writes é as two characters, editors as one."""
    names = {path.removeprefix(f"{CONTENT}/") for path in found}
    composed = {unicodedata.normalize("NFC", name): name for name in names if not name.isascii()}

    def named(file: Listed) -> Listed:
        other = composed.get(unicodedata.normalize("NFC", file.path), file.path)
        path = file.path if file.path in names else other
        sections, annexes = (tuple(map(named, below)) for below in (file.sections, file.annexes))
        return replace(file, path=path, sections=sections, annexes=annexes)

    def placed(pieces: tuple[MatterPlan, ...]) -> tuple[MatterPlan, ...]:
        return tuple(replace(p, file=named(p.file)) if p.file else p for p in pieces)

    parts = tuple(replace(part, entries=tuple(map(named, part.entries))) for part in plan.parts)
    return replace(plan, front=placed(plan.front), parts=parts, back=placed(plan.back))


def _links(plan: BookPlan, ids: Iterable[str]) -> dict[str, str]:
    """What links may name: path of a file, or `#index` and its like → id of the unit."""
    entries = [file.path for part in plan.parts for entry in part.entries for file in entry.all]
    pieces = list(zip((*plan.front, *plan.back), ids, strict=True))
    written = {piece.file.path: unit for piece, unit in pieces if piece.file}
    made = {f"#{unit}": unit for piece, unit in pieces if not piece.file and piece.kind in TITLES}
    links = entry_ids(entries) | written | made
    return {unicodedata.normalize("NFC", name): unit for name, unit in links.items()} | links


def _check_numbers(parts: Iterable[Part], report: Reporter) -> None:
    """Report document numbers that two documents share."""
    seen: dict[str, Entry] = {}
    for part in parts:
        for entry in part.entries:
            if entry.docno and entry.docno in seen:
                first = seen[entry.docno].place.file
                report.on(entry.place.file).warning(
                    "docno-twice", 1, docno=entry.docno, first=first
                )
            seen.setdefault(entry.docno, entry)


def _with_drawn(fonts: FontRoles) -> FontRoles:
    """The roles of a book with characters of its own: their font stands behind all others."""
    return replace(fonts, fallback=(*fonts.fallback, DRAWN_FAMILY))
