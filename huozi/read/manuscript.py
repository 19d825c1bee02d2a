"""content/ → Manuscript: everything read and checked, all findings of a run told at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from huozi.errors import InputError
from huozi.model import Entry, Finding, Manuscript, Matter, Part
from huozi.read.book import BOOK_FILE, BookPlan, Listed, MatterPlan, read_book
from huozi.read.entries import Reader, entry_ids
from huozi.read.pictures import CONTENT, Pictures
from huozi.read.report import Report
from huozi.read.source import MissingFileError, RefusedError, Source
from huozi.read.text import clean

#: Markdown files that may lie in `content/` without being part of the book.
NOT_IN_BOOK = ("EDITORIAL.md", "README.md")

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class ReadResult:
    """A manuscript, and what an editor should look at all the same."""

    manuscript: Manuscript
    findings: tuple[Finding, ...]


def read(book_dir: Path) -> ReadResult:
    """Read the book in a folder.

    Raises InputError with every finding of the run when any of them keeps the book from being made.
    """
    report = Report()
    desk = _Desk(Source(book_dir), report)
    manuscript = desk.manuscript()
    findings = report.in_order()
    if manuscript is None or report.failed:
        raise InputError(findings)
    return ReadResult(manuscript, findings)


class _Desk:
    """One reading of one book."""

    def __init__(self, source: Source, report: Report) -> None:
        self.source = source
        self.report = report

    def manuscript(self) -> Manuscript | None:
        """Read `book.yaml`, compare its list with the files, read each file."""
        self.book = self.report.on(BOOK_FILE)
        text = self._text(BOOK_FILE, self.book)
        plan = None if text is None else read_book(text, self.book)
        if plan is None:
            return None
        self.found = tuple(self.source.files(CONTENT, (".md",)))
        self._compare(plan)
        pictures = Pictures(self.source)
        entries = [entry.path for part in plan.parts for entry in part.entries]
        self.reader = Reader(pictures, entry_ids(entries))
        front = self._matters(plan.front)
        parts = tuple(
            Part(part.title, self.book.at(part.line), self._entries(part.entries))
            for part in plan.parts
        )
        back = self._matters(plan.back)
        _check_numbers(parts, self.report)
        return Manuscript(
            book=plan.info,
            format=plan.format,
            line=plan.line,
            fonts=plan.fonts,
            rules=plan.rules,
            front=front,
            parts=parts,
            back=back,
            images=tuple(sorted(pictures.digests.items())),
        )

    def _compare(self, plan: BookPlan) -> None:
        """Every file of `content/` is in the list once, or it is not part of a book."""
        listed: dict[str, int] = {}
        for file in plan.files:
            if file.path in listed:
                first = listed[file.path]
                self.book.error("listed-twice", file.line, path=file.path, first=first)
            listed.setdefault(file.path, file.line)
        for path in self.found:
            name = path.removeprefix(f"{CONTENT}/")
            if name not in listed and name.rpartition("/")[2] not in NOT_IN_BOOK:
                self.book.error("not-listed", plan.list_line, path=name)

    def _text(self, path: str, asked: Report, line: int = 0) -> str | None:
        """A text file, cleaned. What is wrong inside is told of the file, else of who asked."""
        own = self.report.on(path)
        try:
            text = self.source.read_text(path)
        except MissingFileError:
            if path == BOOK_FILE:
                asked.error("missing-book")
            else:
                known = [found.removeprefix(f"{CONTENT}/") for found in self.found]
                asked.unknown("missing-entry", line, path.removeprefix(f"{CONTENT}/"), known)
            return None
        except RefusedError as refused:
            who = own if refused.line else asked
            who.error(refused.code, refused.line or line, **refused.params)
            return None
        if text.startswith(_BOM):
            own.warning("byte-order-mark", 1)
            text = text.removeprefix(_BOM)
        return clean(text, own)

    def _entries(self, listed: Iterable[Listed]) -> tuple[Entry, ...]:
        entries = []
        for file in listed:
            path = str(PurePosixPath(CONTENT) / file.path)
            text = self._text(path, self.book, file.line)
            if text is not None:
                entries.append(self.reader.entry(file.path, text, self.report.on(path)))
        return tuple(entries)

    def _matters(self, pieces: Iterable[MatterPlan]) -> tuple[Matter, ...]:
        matters = []
        for piece in pieces:
            if piece.file is None:
                matters.append(Matter(piece.kind, self.book.at(piece.line)))
                continue
            path = str(PurePosixPath(CONTENT) / piece.file.path)
            text = self._text(path, self.book, piece.file.line)
            if text is not None:
                matters.append(self.reader.matter(piece.kind, text, self.report.on(path)))
        return tuple(matters)


def _check_numbers(parts: Iterable[Part], report: Report) -> None:
    """A document number names one document."""
    seen: dict[str, Entry] = {}
    for part in parts:
        for entry in part.entries:
            if entry.docno and entry.docno in seen:
                first = seen[entry.docno].place.file
                report.on(entry.place.file).warning(
                    "docno-twice", 1, docno=entry.docno, first=first
                )
            seen.setdefault(entry.docno, entry)
