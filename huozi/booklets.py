"""Booklets (单行本): other books made of the same galleys.

A booklet is a manuscript of its own: a cover, contents when it has more than one entry, and the
chosen entries. Its entries are the very units of the book, so nothing that is set is set again.
Folios are its own (1, 2, 3 …), or the book's, with blanks where a page would change sides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from huozi.errors import UsageError
from huozi.model import Entry, Manuscript, Matter, Part, finding
from huozi.style import UnitKind


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
    numbers: list[int] = []
    for piece in text.replace("，", ",").split(","):
        first, dash, last = piece.strip().partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()):
            raise UsageError([finding("entries-syntax", found=text)])
        span = range(int(first), int(last or first) + 1)
        if not span or len(span) > 10_000:
            raise UsageError([finding("entries-syntax", found=text)])
        numbers += span
    return tuple(dict.fromkeys(numbers))


def choose(manuscript: Manuscript, selection: Selection) -> tuple[int, ...]:
    """Numbers of the chosen entries, in the order of the book.

    Raises UsageError for entries or parts that the book has not, and for an empty choice.
    """
    count = len(manuscript.entries)
    missing = [n for n in selection.entries if not 1 <= n <= count]
    if missing:
        found = ", ".join(map(str, missing))
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
