"""Manuscript → units: what is set by itself, in the order of the book.

A unit is given only what its own pages show. Nothing here depends on where a unit stands, but for
the numbers in the contents, which follow from the order of entries in `book.yaml`.
"""

from collections.abc import Iterable, Iterator

from huozi.galley import ContentsLine, ContentsPart, Setting, Unit
from huozi.model import Block, Entry, Inline, InlineKind, Manuscript, Matter, Part, UnitKind

#: Names of the pieces of front and back matter that bear a title of their own.
TITLES = {
    UnitKind.PREFACE: "前言",
    UnitKind.CONTENTS: "目录",
    UnitKind.AFTERWORD: "后记",
}


def setting(manuscript: Manuscript) -> Setting:
    """What all units share."""
    return Setting(manuscript.format, manuscript.line, manuscript.fonts, manuscript.book.language)


def split(manuscript: Manuscript, digits: int) -> tuple[Unit, ...]:
    """All units of the book. `digits` is the width of a page number in the contents."""
    return tuple(_units(manuscript, digits))


def furniture_unit(manuscript: Manuscript) -> Unit:
    """The running head of versos (双码面书眉: the book's title), and folios without a head."""
    info = manuscript.book
    unit_id = _matter_id(UnitKind.FURNITURE, manuscript)
    return Unit(unit_id, UnitKind.FURNITURE, info.place, (("title", info.title),))


def _matter_id(kind: UnitKind, manuscript: Manuscript) -> str:
    """Entries are the same unit in the book and in its booklets; other pieces are not."""
    return f"{manuscript.name}/{kind.value}" if manuscript.name else kind.value


def _units(manuscript: Manuscript, digits: int) -> Iterator[Unit]:
    images = dict(manuscript.images)
    for matter in manuscript.front:
        yield _matter(matter, manuscript, digits, images)
    for number, part in enumerate(manuscript.parts, 1):
        if part.title:
            yield _part(part, number)
        for entry in part.entries:
            yield _entry(entry, images)
    for matter in manuscript.back:
        yield _matter(matter, manuscript, digits, images)


def _matter(matter: Matter, manuscript: Manuscript, digits: int, images: dict[str, str]) -> Unit:
    title = matter.title or TITLES.get(matter.kind, "")
    data: tuple[tuple[str, object], ...]
    if matter.kind is UnitKind.CONTENTS:
        data = (("parts", contents(manuscript)), ("digits", digits), ("title", title))
    elif matter.kind in TITLES:
        data = (("matter", matter), ("title", title))
    else:
        data = (("book", manuscript.book), ("format", manuscript.format))
    return Unit(
        id=_matter_id(matter.kind, manuscript),
        kind=matter.kind,
        place=matter.place,
        data=data,
        title=title,
        head=title,
        images=_images(matter, images),
    )


def _part(part: Part, number: int) -> Unit:
    return Unit(
        id=f"part-{number}",
        kind=UnitKind.PART,
        place=part.place,
        data=(("title", part.title),),
        title=part.title,
    )


def _entry(entry: Entry, images: dict[str, str]) -> Unit:
    return Unit(
        id=entry.id,
        kind=entry.kind,
        place=entry.place,
        data=(("entry", entry),),
        title=entry.toc_title,
        head=entry.short_title,
        reserve_pages=entry.reserve_pages,
        images=_images(entry, images),
    )


def contents(manuscript: Manuscript) -> tuple[ContentsPart, ...]:
    """The contents as data: entries are numbered through, whatever part they are in."""
    numbers = iter(manuscript.numbers or range(1, len(manuscript.entries) + 1))
    parts = []
    for part in manuscript.parts:
        lines = []
        for entry in part.entries:
            number = next(numbers)
            shown = (entry.date_display, entry.docno)
            details = tuple(filter(None, shown)) if entry.kind is UnitKind.DOCUMENT else ()
            lines.append(ContentsLine(number, entry.toc_title, details, entry.id))
        parts.append(ContentsPart(part.title, tuple(lines)))
    return tuple(parts)


def _images(bearer: Entry | Matter, digests: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The images a text and its notes show, with their digests: they are part of the unit's key."""
    blocks = (*bearer.body, *(block for note in bearer.notes for block in note.blocks))
    return tuple((path, digests.get(path, "")) for path in sorted(_paths(blocks)))


def _paths(blocks: Iterable[Block]) -> set[str]:
    found = set()
    for block in blocks:
        found |= {block.src} | _paths(block.children) | _inline_paths(block.inlines)
    return found - {""}


def _inline_paths(nodes: Iterable[Inline]) -> set[str]:
    found = {node.target for node in nodes if node.kind is InlineKind.IMAGE}
    return found.union(*(_inline_paths(node.children) for node in nodes))
