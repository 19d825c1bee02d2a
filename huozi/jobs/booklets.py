"""Booklets (单行本): other books made of the same galleys.

A booklet is a manuscript of its own: a cover, contents when it has more than one entry, and the
chosen entries. Its texts are the very units of the book, so nothing that is set is set again.
Folios are its own (1, 2, 3 …), or the book's, with blanks where a page would change sides.

Which booklets a call makes: those it names, one for each selection (a part, or entries, or one kind
of entry; where these come together, each part is narrowed by the others), one for every entry. A
call that asks for nothing makes all that `book.yaml` names.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from huozi.read.booklets import LONGEST_TITLE, is_file_name, is_title, same_file
from huozi.read.report import begun, unknown
from huozi.read.selection import Listing, Selection, Word, choose, listing
from huozi.values.errors import UsageError
from huozi.values.manuscript import (
    Booklet,
    Entry,
    Finding,
    Manuscript,
    Matter,
    Part,
    finding,
)
from huozi.values.style import Folios, UnitKind

# ---------------------------------------------------------------------------- which are wanted


@dataclass(frozen=True, slots=True)
class Wish:
    """What a call asks for. `folios` of None leaves them as each booklet has them."""

    names: tuple[str, ...] = ()
    selections: tuple[Selection, ...] = ()
    every_entry: bool = False
    title: str = ""
    name: str = ""
    folios: Folios | None = None


def selections(
    parts: Sequence[str] = (), entries: str | None = None, kind: UnitKind | None = None
) -> tuple[Selection, ...]:
    """One for each part, narrowed by entries and kind; without a part, one of these alone."""
    among = () if entries is None else (Word(entries.strip()),)
    if parts:
        return tuple(Selection((Word(part.strip()),), among, kind) for part in parts)
    alone = Selection((), among, kind)
    return (alone,) if alone else ()


def wanted(manuscript: Manuscript, wish: Wish) -> tuple[Booklet, ...]:
    """The booklets a call asks for, each once. Raises UsageError with all that is wrong."""
    wrong = list(_misfits(wish))
    made: list[Booklet] = []
    if not (wish.names or wish.selections or wish.every_entry):
        made += manuscript.booklets
        if not made:
            wrong.append(finding("booklet-none"))
    known = {same_file(item.name): item for item in manuscript.booklets}
    for name in wish.names:
        if item := known.get(same_file(name)):
            made.append(item)
        else:
            names = [item.name for item in manuscript.booklets]
            wrong.append(unknown("booklet-unknown", None, name, names))
    book = listing(manuscript)
    for selection in wish.selections:
        numbers, found = choose(book, selection)
        wrong += found
        name = wish.name or default_name(book, selection, numbers)
        made.append(Booklet(name, wish.title, numbers))
    if wish.every_entry:
        made += every_entry(manuscript)
    if wish.folios is not None:
        made = [replace(item, folios=wish.folios) for item in made]
    made = list(dict.fromkeys(made))
    if not wrong:
        wrong += _clashes(made)
    if wrong:
        raise UsageError(dict.fromkeys(wrong))  # what narrows several parts is wrong once
    return tuple(made)


def _misfits(wish: Wish) -> Iterator[Finding]:
    """Options that would be lost on what the call asks for, or can't be what they are for."""
    given = tuple(f"--{option}" for option in ("title", "name") if getattr(wish, option))
    if given and len(wish.selections) != 1:
        yield finding("booklet-one", options=given, count=len(wish.selections))
    if wish.name and not is_file_name(wish.name):
        yield finding("booklet-name", found=begun(wish.name))
    if not is_title(wish.title):
        yield finding("booklet-title", found=begun(wish.title), limit=LONGEST_TITLE)


def _clashes(booklets: Iterable[Booklet]) -> Iterator[Finding]:
    """Booklets that would overwrite one another."""
    seen = set()
    for item in booklets:
        file = same_file(item.name)
        if file in seen:
            yield finding("booklet-clash", name=item.name)
        seen.add(file)


def every_entry(manuscript: Manuscript) -> tuple[Booklet, ...]:
    """One booklet per entry, named by its number in the book."""
    width = len(str(len(manuscript.entries)))
    return tuple(
        Booklet(f"entry-{number:0{width}d}", "", (number,))
        for number in range(1, len(manuscript.entries) + 1)
    )


def default_name(book: Listing, selection: Selection, numbers: Sequence[int]) -> str:
    """A file name that says what is inside: part-2, entries-3-7-12, document."""
    pieces = []
    if selection.parts:
        pieces += [f"part-{book.entries[number - 1][0]}" for number in numbers[:1]]
    if selection.entries:
        more = ("etc",) if numbers[4:] else ()
        pieces.append("-".join(("entries", *map(str, numbers[:4]), *more)))
    if selection.kind is not None:
        pieces.append(selection.kind.value)
    return "-".join(pieces)


# ---------------------------------------------------------------------------- what they are


def booklet(manuscript: Manuscript, wanted: Booklet) -> Manuscript:
    """A booklet as a manuscript: a cover, what stands behind it, the entries."""
    parts = tuple(
        part
        for part in (_reduced(part, wanted.numbers, start) for part, start in _starts(manuscript))
        if part.entries
    )
    if len(parts) == 1:
        parts = (replace(parts[0], title=""),)  # the cover says it
    book = manuscript.book
    title = wanted.title or default_title(manuscript, wanted.numbers)
    whole = "" if book.title in title else book.title  # no cover names the book twice
    return replace(
        manuscript,
        book=replace(book, title=title, subtitle=wanted.subtitle, whole=whole),
        front=(Matter(UnitKind.BOOKLET_COVER, book.place), *_front(manuscript, wanted)),
        parts=parts,
        back=(),
        name=wanted.name,
        numbers=wanted.numbers if wanted.folios is Folios.BOOK else (),
        booklets=(),
    )


def _front(manuscript: Manuscript, wanted: Booklet) -> Iterator[Matter]:
    """What stands behind the cover: contents of these entries, and texts as the book has them."""
    kinds = wanted.front
    if kinds is None:
        kinds = (UnitKind.CONTENTS,) if len(wanted.numbers) > 1 else ()
    for kind in kinds:
        if kind is UnitKind.CONTENTS:
            yield Matter(kind, manuscript.book.place)
        else:
            yield from (matter for matter in manuscript.front if matter.kind is kind)


def _starts(manuscript: Manuscript) -> Iterator[tuple[Part, int]]:
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


def default_title(manuscript: Manuscript, numbers: Sequence[int]) -> str:
    """The title of a lone entry, a whole part or the whole book; else the book's with 选编."""
    if len(numbers) == 1:
        return manuscript.entries[numbers[0] - 1].toc_title
    title = manuscript.book.title
    if len(numbers) == len(manuscript.entries):
        return title
    for part, start in _starts(manuscript):
        if part.title and tuple(numbers) == tuple(range(start, start + len(part.entries))):
            return part.title
    return f"{title}（选编）"
