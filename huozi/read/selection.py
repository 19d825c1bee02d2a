"""A selection of entries: what an editor writes in `booklets:` or on the command line → numbers."""

import re
from collections.abc import Mapping

from msgspec import Struct

from huozi.read.paths import CONTENT
from huozi.read.report import begun, unknown
from huozi.values.manuscript import Finding, Manuscript, Place, finding
from huozi.values.style import UnitKind


class Word(Struct, frozen=True):
    """A selection as written, with its place; words of the command line have none."""

    text: str
    place: Place | None = None

    @property
    def line(self) -> int:
        """The line it was written on."""
        return self.place.line if self.place else 0


class Selection(Struct, frozen=True):
    """Which entries are wanted: of any of the parts, among the entries, of the kind. What is given
    must all be met.
    """

    parts: tuple[Word, ...] = ()  # numbers or titles
    entries: tuple[Word, ...] = ()  # numbers and ranges in the book, or files
    kind: UnitKind | None = None
    place: Place | None = None

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.parts or self.entries or self.kind)

    def __str__(self) -> str:
        written = {"part": self.parts, "entries": self.entries}
        said = [f"{key}: {word.text}" for key, words in written.items() for word in words]
        return ", ".join(said + ([f"kind: {self.kind.value}"] if self.kind else []))


class Listing(Struct, frozen=True):
    """The parts and entries that a book lists, in order, for selections."""

    parts: tuple[str, ...]  # their titles
    entries: tuple[tuple[int, str], ...]  # the number of the part, the file below `content/`
    kinds: Mapping[str, UnitKind]  # by file; one that could not be read may be of any kind


def listing(manuscript: Manuscript) -> Listing:
    """What a manuscript lists."""
    entries = [(n, entry) for n, part in enumerate(manuscript.parts, 1) for entry in part.entries]
    files = [entry.place.file.removeprefix(f"{CONTENT}/") for _, entry in entries]
    return Listing(
        tuple(part.title for part in manuscript.parts),
        tuple((part, file) for (part, _), file in zip(entries, files, strict=True)),
        {file: entry.kind for (_, entry), file in zip(entries, files, strict=True)},
    )


def choose(book: Listing, wanted: Selection) -> tuple[tuple[int, ...], list[Finding]]:
    """The numbers of the chosen entries in the order of the book, and the findings."""
    parts = [_part(word, book) for word in wanted.parts]
    spans = [span for word in wanted.entries for span in _spans(word, book)]
    wrong = [found for found in (*parts, *spans) if isinstance(found, Finding)]
    if wrong:
        return (), list(dict.fromkeys(wrong))
    numbers = {number for span in spans if isinstance(span, range) for number in span}
    chosen = tuple(
        number
        for number, (part, file) in enumerate(book.entries, 1)
        if (not parts or part in parts)
        and (not spans or number in numbers)
        and wanted.kind in (None, book.kinds.get(file, wanted.kind))
    )
    if not chosen:
        return (), [finding("entries-none", wanted.place, found=begun(str(wanted)))]
    return chosen, []


def _part(word: Word, book: Listing) -> int | Finding:
    """The number of a part that is named by its number or its title."""
    named = [number for number, title in enumerate(book.parts, 1) if title and title == word.text]
    if len(named) > 1:
        found = begun(word.text)
        return finding("part-ambiguous", word.place, found=found, numbers=tuple(named))
    if named:
        return named[0]
    if _COUNT.fullmatch(word.text) and 1 <= int(word.text) <= len(book.parts):
        return int(word.text)
    titles = [title for title in book.parts if title]
    if not titles:
        return finding("part-none", word.place, found=begun(word.text))
    return unknown("part-missing", word.place, word.text, titles, count=len(book.parts))


#: Figures, and the signs that part them or join them to a range, in all the ways they are typed.
_NUMBERS = re.compile(r"[\d\s,，、~～–—－-]+")
_SIGNS = str.maketrans("，、～~–—－", ",,-----")
_AROUND = re.compile(r"\s*([,-])\s*")
_COUNT = re.compile(r"\d{1,9}")
_SPAN = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")


def _spans(word: Word, book: Listing) -> list[range | Finding]:
    """The numbers that `3-7,12`, or a file, stands for. The name of a file may have commas."""
    files = {file: number for number, (_, file) in enumerate(book.entries, 1)}
    text = word.text
    if _NUMBERS.fullmatch(text):
        text = _AROUND.sub(r"\1", text.translate(_SIGNS))
    pieces = [text] if text in files else [piece.strip() for piece in text.split(",")]
    return [_span(piece, word, files) for piece in pieces]


def is_count(word: Word, book: Listing) -> bool:
    """Whether a selection names entries by their numbers, which move when the book changes."""
    files = {file for _, file in book.entries}
    pieces = (word.text, *(piece.strip() for piece in word.text.split(",")))
    return any(_NUMBERS.fullmatch(piece) and piece not in files for piece in pieces)


def _span(piece: str, word: Word, files: Mapping[str, int]) -> range | Finding:
    """The numbers of a number, a range or a file."""
    if number := files.get(piece):
        return range(number, number + 1)
    if piece and not _NUMBERS.fullmatch(piece):
        return unknown("entries-file", word.place, piece, files, count=len(files))
    match = _SPAN.fullmatch(piece)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if first > last:
        return finding("entries-syntax", word.place, found=begun(word.text))
    if missing := tuple(n for n in dict.fromkeys((first, last)) if not 1 <= n <= len(files)):
        return finding("entries-missing", word.place, found=missing, count=len(files))
    return range(first, last + 1)
