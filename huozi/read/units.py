"""Manuscript → units: what is set by itself, in the order of the book.

A unit is given only what its own pages show. Nothing here depends on where a unit stands, but for
the numbers in the contents, which follow from the order of entries in `book.yaml`.
"""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from huozi.read.lists import LISTS, captioned
from huozi.read.matter import title_of
from huozi.read.references import Names, caption, names, points_of, resolved
from huozi.values.galley import (
    BookFacts,
    CaptionLine,
    CaptionList,
    Content,
    ContentsLine,
    ContentsList,
    ContentsPart,
    EntryText,
    IndexList,
    Known,
    MatterText,
    Setting,
    TitleOnly,
    Unit,
)
from huozi.values.length import ems
from huozi.values.manuscript import (
    Block,
    Entry,
    Finding,
    Inline,
    InlineKind,
    Manuscript,
    Matter,
    Part,
    Place,
    Severity,
    finding,
)
from huozi.values.style import BARE_FOLIO, PageFormat, UnitKind


def setting(manuscript: Manuscript) -> Setting:
    """What all units share."""
    return Setting(
        manuscript.format,
        manuscript.line,
        manuscript.fonts,
        manuscript.book.language,
        manuscript.printing.one_colour,
        manuscript.notes,
        manuscript.book.folio_form != BARE_FOLIO,
        tuple(text for text, _ in manuscript.drawn),
    )


def split(manuscript: Manuscript, known: Known) -> tuple[Unit, ...]:
    """All units of the book. `known` is what is known of its pages."""
    return tuple(_units(manuscript, known))


def furniture_unit(manuscript: Manuscript) -> Unit:
    """The running head of versos (双码面书眉: the book's title), and folios without a head."""
    info = manuscript.book
    unit_id = _own_id(UnitKind.FURNITURE.value, manuscript)
    head = running_head(info.title, manuscript.format)
    return Unit(unit_id, UnitKind.FURNITURE, info.place, TitleOnly(head))


def _own_id(name: str, manuscript: Manuscript) -> str:
    """Written texts are the same unit in the book and in its booklets; what is made is not."""
    return f"{manuscript.name}/{name}" if manuscript.name else name


def _units(manuscript: Manuscript, known: Known) -> Iterator[Unit]:
    images = dict(manuscript.images)
    refers = any(text.pointers.references for text in manuscript.texts)
    all_names = names(manuscript) if refers else Names({}, {})

    def referring(unit: Unit, text: Entry | Matter) -> Unit:
        if not text.pointers.references:
            return unit
        return replace(unit, references=resolved(text, manuscript, known, all_names))

    for matter in manuscript.front:
        yield referring(_matter(matter, manuscript, known, images), matter)
    for number, part in enumerate(manuscript.parts, 1):
        if part.title:
            yield _part(part, number)
        for entry in part.entries:
            unit = _entry(entry, manuscript, images)
            yield referring(unit, entry)
            for annex in entry.annexes:
                yield referring(_annex(annex, unit.head, images), annex)
    for matter in manuscript.back:
        yield referring(_matter(matter, manuscript, known, images), matter)


def running_head(title: str, form: PageFormat) -> str:
    """A title as the running head 书眉: one line, cut with an ellipsis where it is too long.

    Long titles want a `short_title`; `long_heads` says so.
    """
    room_em = form.measure_pt / form.furniture_size_pt
    if ems(title) <= room_em:
        return title
    kept = ""
    for char in title:
        if ems(kept + char) > room_em - 2:
            break
        kept += char
    return kept + "……"


def long_heads(manuscript: Manuscript) -> list[Finding]:
    """Warnings for entries whose running head had to be cut."""
    return [
        finding("head-too-long", entry.place, Severity.WARNING, title=entry.short_title)
        for entry in manuscript.entries
        if running_head(entry.short_title, manuscript.format) != entry.short_title
    ]


def _steady(place: Place) -> Place:
    """A place in `book.yaml` without its line: a line added above must not set the piece again."""
    return replace(place, line=0) if place.file.endswith(".yaml") else place


def _matter(matter: Matter, manuscript: Manuscript, known: Known, images: dict[str, str]) -> Unit:
    title = matter.title or title_of(matter.kind, manuscript.book.language)
    content: Content
    if matter.kind is UnitKind.CONTENTS:
        content = ContentsList(contents(manuscript), known.digits, title)
    elif matter.kind is UnitKind.INDEX:
        content = IndexList(known.index, title)
    elif matter.kind in LISTS:
        content = CaptionList(caption_lines(manuscript, matter.kind), known.digits, title)
    elif matter.body:
        content = MatterText(matter, title)
    else:
        content = BookFacts(manuscript.book, manuscript.format)
    return Unit(
        id=matter.id if matter.body else _own_id(matter.id or matter.kind.value, manuscript),
        kind=matter.kind,
        place=_steady(matter.place),
        content=content,
        title=title,
        head=title,
        images=_images(matter, images),
    )


def _annex(annex: Matter, head: str, images: dict[str, str]) -> Unit:
    """An annex 附件 starts a page of its own, below the running head of its entry."""
    return Unit(
        id=annex.id,
        kind=annex.kind,
        place=annex.place,
        content=MatterText(annex, annex.title),
        title=f"{annex.label}　{annex.title}",
        head=head,
        images=_images(annex, images),
    )


def _part(part: Part, number: int) -> Unit:
    return Unit(
        id=f"part-{number}",
        kind=UnitKind.PART,
        place=_steady(part.place),
        content=TitleOnly(part.title),
        title=part.title,
    )


def _entry(entry: Entry, manuscript: Manuscript, images: dict[str, str]) -> Unit:
    return Unit(
        id=entry.id,
        kind=entry.kind,
        place=entry.place,
        content=EntryText(replace(entry, annexes=()) if entry.annexes else entry),
        title=entry.toc_title,
        head=running_head(entry.short_title, manuscript.format),
        reserve_pages=entry.reserve_pages,
        images=_images(entry, images),
    )


def contents(manuscript: Manuscript) -> tuple[ContentsPart, ...]:
    """The contents as data: entries are numbered through, whatever part they are in."""
    numbers = iter(manuscript.numbers or range(1, len(manuscript.entries) + 1))
    parts = list(_contents_of(manuscript.front))
    for part in manuscript.parts:
        lines = []
        for entry in part.entries:
            number = next(numbers)
            shown = (entry.date_display, entry.docno)
            details = tuple(filter(None, shown)) if entry.kind is UnitKind.DOCUMENT else ()
            lines.append(ContentsLine(number, entry.toc_title, details, entry.id))
            lines += [
                ContentsLine(0, f"{annex.label}　{annex.title}", (), annex.id, below=True)
                for annex in entry.annexes
                if annex.in_contents
            ]
        parts.append(ContentsPart(part.title, tuple(lines)))
    return (*parts, *_contents_of(manuscript.back))


def _contents_of(matters: Iterable[Matter]) -> Iterator[ContentsPart]:
    """The contents lines of front or back matter, without numbers."""
    lines = [ContentsLine(0, m.title, (), m.id) for m in matters if m.in_contents]
    if lines:
        yield ContentsPart("", tuple(lines))


def caption_lines(manuscript: Manuscript, kind: UnitKind) -> tuple[CaptionLine, ...]:
    """The list of tables or of figures as data, in the order of the book."""
    lines = []
    for text in manuscript.texts:
        for block in captioned(text.body, LISTS[kind]):
            number, title = caption(block)
            lines.append(CaptionLine(number, title, next(points_of(block.inlines))))
    return tuple(lines)


def _images(bearer: Entry | Matter, digests: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The images a text and its notes show, with their digests: they are part of the unit's key.

    A book without any need not be gone through: an image that can't be read stops it.
    """
    if not digests:
        return ()
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
