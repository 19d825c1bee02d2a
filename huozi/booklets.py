"""Booklets (单行本): other books made of the same galleys.

A booklet is a manuscript of its own: a cover, contents when it has more than one entry, and the
chosen entries. Its entries are the very units of the book, so nothing that is set is set again.
Folios are its own (1, 2, 3 …), or the book's, with blanks where a page would change sides.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from huozi.errors import UsageError
from huozi.model import Entry, Manuscript, Matter, Part, finding
from huozi.style import UnitKind

_SPAN = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")
_MOST_ENTRIES = 10_000
_LONGEST_NAME = 200  # bytes; file systems take 255, and a suffix comes to it
_LONGEST_TITLE = 100  # as in book.yaml
_SHOWN = 60  # characters of what is refused


class Folios(StrEnum):
    """Whose folios a booklet bears."""

    OWN = "own"
    BOOK = "book"


@dataclass(frozen=True, slots=True)
class Selection:
    """What a booklet is to hold; the conditions given must all be met."""

    part: int | None = None
    entries: tuple[int, ...] = ()  # numbers in the book
    kind: UnitKind | None = None


@dataclass(frozen=True, slots=True)
class Booklet:
    """A booklet to be made. `name` names its file and keeps its units apart from the book's."""

    name: str
    title: str
    numbers: tuple[int, ...]
    folios: Folios = Folios.OWN


def parse_entries(text: str) -> tuple[int, ...]:
    """`3-7,12` → 3, 4, 5, 6, 7, 12. Raises UsageError for anything else."""
    numbers: dict[int, None] = {}
    for piece in text.replace("，", ",").split(","):
        match = _SPAN.fullmatch(piece.strip())
        span = range(int(match[1]), int(match[2] or match[1]) + 1) if match else ()
        numbers |= dict.fromkeys(span)
        if not span or len(numbers) > _MOST_ENTRIES:
            raise UsageError([finding("entries-syntax", found=_begun(text))])
    return tuple(numbers)


def check_words(name: str, title: str) -> None:
    """Raises UsageError where a booklet's name can't be that of a file, or its title be printed."""
    if name and not (len(name.encode()) <= _LONGEST_NAME and re.fullmatch(r"[\w-]*\w[\w-]*", name)):
        raise UsageError([finding("booklet-name", found=_begun(name))])
    if len(title) > _LONGEST_TITLE or not title.replace("\u3000", " ").isprintable():
        raise UsageError([finding("booklet-title", found=_begun(title), limit=_LONGEST_TITLE)])


def _begun(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def choose(manuscript: Manuscript, selection: Selection) -> tuple[int, ...]:
    """Numbers of the chosen entries, in the order of the book.

    Raises UsageError for entries or parts that the book has not, and for an empty choice.
    """
    count = len(manuscript.entries)
    missing = [str(n) for n in selection.entries if not 1 <= n <= count]
    if missing:
        found = _begun(", ".join(missing))
        raise UsageError([finding("entries-missing", found=found, count=count)])
    if selection.part is not None and not 1 <= selection.part <= len(manuscript.parts):
        raise UsageError(
            [finding("part-missing", found=selection.part, count=len(manuscript.parts))]
        )
    chosen = []
    number = 0
    for part_number, part in enumerate(manuscript.parts, 1):
        for entry in part.entries:
            number += 1
            if selection.part not in (None, part_number):
                continue
            if selection.entries and number not in selection.entries:
                continue
            if selection.kind not in (None, entry.kind):
                continue
            chosen.append(number)
    if not chosen:
        raise UsageError([finding("entries-none")])
    return tuple(chosen)


def booklet(manuscript: Manuscript, wanted: Booklet) -> Manuscript:
    """A booklet as a manuscript: a cover, contents of more than one entry, the entries."""
    numbers = wanted.numbers
    place = manuscript.book.place
    parts = tuple(
        part
        for part in (_reduced(part, numbers, start) for part, start in _starts(manuscript))
        if part.entries
    )
    if len(parts) == 1:
        parts = (replace(parts[0], title=""),)  # the cover says it
    front = [Matter(UnitKind.BOOKLET_COVER, place)]
    if len(numbers) > 1:
        front.append(Matter(UnitKind.CONTENTS, place))
    return replace(
        manuscript,
        book=replace(manuscript.book, title=wanted.title, subtitle=manuscript.book.title),
        front=tuple(front),
        parts=parts,
        back=(),
        name=wanted.name,
        numbers=tuple(numbers) if wanted.folios is Folios.BOOK else (),
    )


def _starts(manuscript: Manuscript) -> Iterable[tuple[Part, int]]:
    """Each part with the number of its first entry."""
    number = 1
    for part in manuscript.parts:
        yield part, number
        number += len(part.entries)


def _reduced(part: Part, numbers: Sequence[int], start: int) -> Part:
    wanted = set(numbers)
    kept: tuple[Entry, ...] = tuple(
        entry for number, entry in enumerate(part.entries, start) if number in wanted
    )
    return replace(part, entries=kept)


def default_title(manuscript: Manuscript, numbers: Sequence[int], selection: Selection) -> str:
    """A part's or a lone entry's own title; the book's otherwise, with 选编 (selection) added."""
    if len(numbers) == 1:
        return manuscript.entries[numbers[0] - 1].toc_title
    if selection.part is not None and not selection.entries and selection.kind is None:
        return manuscript.parts[selection.part - 1].title or manuscript.book.title
    return f"{manuscript.book.title}（选编）"


def every_entry(manuscript: Manuscript, folios: Folios) -> tuple[Booklet, ...]:
    """One booklet per entry, named by its number in the book."""
    width = len(str(len(manuscript.entries)))
    return tuple(
        Booklet(f"entry-{number:0{width}d}", entry.toc_title, (number,), folios)
        for number, entry in enumerate(manuscript.entries, 1)
    )


def single(
    manuscript: Manuscript, selection: Selection, name: str, title: str, folios: Folios
) -> Booklet:
    """The booklet of a selection; name and title follow from it where they are not given."""
    numbers = choose(manuscript, selection)
    return Booklet(
        name or default_name(selection),
        title or default_title(manuscript, numbers, selection),
        numbers,
        folios,
    )


def default_name(selection: Selection) -> str:
    """A file name that says what is inside: part-2, entries-3-7-12, document."""
    pieces = []
    if selection.part is not None:
        pieces.append(f"part-{selection.part}")
    if selection.entries:
        ends = selection.entries
        pieces.append("entries-" + "-".join(map(str, ends[:4])) + ("-etc" if ends[4:] else ""))
    if selection.kind is not None:
        pieces.append(selection.kind.value)
    return "-".join(pieces) or "booklet"
