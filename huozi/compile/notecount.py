"""Notes are counted: each stands once and whole, in the order of calls, with its call or behind.

A page is where it is by its place among the pages of the unit, from 0.
"""

from collections.abc import Iterator, Sequence

from huozi.compile.proofs import Look, NotePart
from huozi.values.manuscript import Finding, Place, Severity, finding

#: Notes of a unit in the order they are written: name, place.
Written = Sequence[tuple[str, Place]]


def miscounted(look: Look, written: Written) -> Iterator[Finding]:
    """Notes that do not stand as they should, and the white that they leave."""
    called = [(name, page) for page, names in enumerate(look.calls) for name in names]
    parts = [(part, page) for page, found in enumerate(look.notes) for part in found]
    pages = dict(called)
    places = dict(written)
    for name in dict.fromkeys([*places, *pages, *(part.name for part, _ in parts)]):
        place = places.get(name, Place(""))
        times = sum(name == other for other, _ in called)
        of_it = [(part, page) for part, page in parts if part.name == name]
        if times != 1 or name not in places or not _is_whole(of_it, look):
            yield finding("note-lost", place)
        elif of_it[0][1] < pages[name]:
            yield finding("note-early", place, page=pages[name] + 1)
        elif of_it[0][1] > pages[name]:
            yield finding("note-late", place, Severity.WARNING, page=pages[name] + 1)
    begun = [name for name in dict.fromkeys(part.name for part, _ in parts) if name in pages]
    order = [name for name in pages if name in begun]
    for name, other in zip(order, begun, strict=True):
        if name != other:
            yield finding("note-early", places.get(other, Place("")), page=pages[other] + 1)
            break


def _is_whole(parts: Sequence[tuple[NotePart, int]], look: Look) -> bool:
    """Do parts show all of a note and no more, with no other note on a page between them?

    A turned table may stand there.
    """
    pages = [page for _, page in parts]
    shown = sum(part.shown for part, _ in parts)
    between = set(range(pages[0], pages[-1])) - set(pages) if pages else set()
    apart = any(look.notes[page] for page in between)
    return bool(parts) and shown == parts[0][0].whole and pages == sorted(set(pages)) and not apart


def holes(look: Look, file: str, line: int) -> Iterator[Finding]:
    """Pages with much white above their notes; the place is of what found no room there."""
    for hole in look.holes:
        place = Place(file, hole.line or line)
        yield finding("notes-hole", place, Severity.INFO, page=hole.page, lines=hole.lines)
