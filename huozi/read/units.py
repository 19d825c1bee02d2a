"""Manuscript → units: what is set by itself, in the order of the book.

A unit is given only what its own pages show. Nothing here depends on where a unit stands, but for
the numbers in the contents, which follow from the order of entries in `book.yaml`.
"""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from huozi.read.contents import contents_list
from huozi.read.heads import Running
from huozi.read.lists import LISTS, captioned
from huozi.read.matter import title_of
from huozi.read.references import Names, caption, names, points_of, resolved
from huozi.read.runon import joined
from huozi.read.sense import titled
from huozi.values.galley import (
    BookFacts,
    CaptionLine,
    CaptionList,
    Content,
    EntryText,
    IndexList,
    Known,
    MatterText,
    RunningHead,
    Setting,
    TitleOnly,
    Unit,
)
from huozi.values.groups import groups
from huozi.values.manuscript import (
    Block,
    Entry,
    InlineKind,
    Manuscript,
    Matter,
    Part,
    Place,
)
from huozi.values.nested import all_blocks, all_inlines
from huozi.values.style import BARE_FOLIO, ContentsNumbers, UnitKind

_Text = TypeVar("_Text", Entry, Matter)


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
        manuscript.book.folio_place,
        tuple(text for text, _ in manuscript.drawn),
    )


def split(manuscript: Manuscript, known: Known) -> tuple[Unit, ...]:
    """All units of the book. `known` is what is known of its pages."""
    return tuple(_units(manuscript, known))


def furniture_unit(manuscript: Manuscript) -> Unit:
    """The running head of versos, where it is the book's title, and folios without a head."""
    info = manuscript.book
    unit_id = _own_id(UnitKind.FURNITURE.value, manuscript)
    head = Running(manuscript).common
    return Unit(unit_id, UnitKind.FURNITURE, info.place, TitleOnly(head))


def _own_id(name: str, manuscript: Manuscript) -> str:
    """Written texts are the same unit in the book and in its booklets; what is made is not."""
    return f"{manuscript.name}/{name}" if manuscript.name else name


def _units(manuscript: Manuscript, known: Known) -> Iterator[Unit]:
    images = dict(manuscript.images)
    refers = any(text.pointers.references for text in manuscript.texts)
    all_names = names(manuscript) if refers else Names({}, {})

    def referring(unit: Unit, *texts: Entry | Matter) -> Unit:
        asking = [text for text in texts if text.pointers.references]
        if not asking:
            return unit
        told = (one for text in asking for one in resolved(text, manuscript, known, all_names))
        return replace(unit, references=tuple(dict.fromkeys(told)))

    for matter in manuscript.front:
        yield referring(_matter(matter, manuscript, known, images), matter)
    running = Running(manuscript)
    for number, part in enumerate(manuscript.parts, 1):
        if part.title:
            yield _part(part, number)
        for group in groups(part):
            shown = [_broken(entry, manuscript) for entry in group]
            heads = running.of_entries(group, part.title)
            yield referring(
                _entry(joined(shown, manuscript.book.language), heads, group[1:], images), *group
            )
            for annex in group[-1].annexes:
                one = replace(group[-1], id=annex.id, body=annex.body)
                heads = running.of_entries((one,), part.title)
                yield referring(_annex(annex, heads, manuscript, images), annex)
    for matter in manuscript.back:
        yield referring(_matter(matter, manuscript, known, images), matter)


#: Size of titles on opening pages, in the house style.
_TITLE_PT = 16.0


def _broken(text: _Text, manuscript: Manuscript) -> _Text:
    """A text with its title as it is broken on its opening page."""
    lines = titled(text.title_lines, manuscript.format.measure_pt / _TITLE_PT)
    return text if lines == text.title_lines else replace(text, title_lines=lines)


def _steady(place: Place, word: str) -> Place:
    """A place in `book.yaml` without its line: a line added above must not set the piece again."""
    return Place(place.file, keys=word) if place.file.endswith(".yaml") else place


def _matter(matter: Matter, manuscript: Manuscript, known: Known, images: dict[str, str]) -> Unit:
    title = matter.title or title_of(matter.kind, manuscript.book.language)
    padded = manuscript.contents.numbers is ContentsNumbers.PADDED
    content: Content
    if matter.kind is UnitKind.CONTENTS:
        content = contents_list(manuscript, known, title)
    elif matter.kind is UnitKind.INDEX:
        content = IndexList(known.index, title)
    elif matter.kind in LISTS:
        lines = caption_lines(manuscript, matter.kind)
        content = CaptionList(lines, known.digits, title, padded, known.wider)
    elif matter.body:
        content = MatterText(_broken(matter, manuscript), title)
    else:
        content = BookFacts(manuscript.book, manuscript.format)
    return Unit(
        id=matter.id if matter.body else _own_id(matter.id or matter.kind.value, manuscript),
        kind=matter.kind,
        place=_steady(matter.place, matter.kind.value),
        content=content,
        title=title,
        heads=Running(manuscript).of_matter(title),
        images=_images(matter, images),
    )


def _annex(
    annex: Matter, heads: tuple[RunningHead, ...], manuscript: Manuscript, images: dict[str, str]
) -> Unit:
    """An annex 附件 starts a page of its own, below the running head of its entry."""
    return Unit(
        id=annex.id,
        kind=annex.kind,
        place=annex.place,
        content=MatterText(_broken(annex, manuscript), annex.title),
        title=f"{annex.label}　{annex.title}",
        heads=heads,
        images=_images(annex, images),
    )


def _part(part: Part, number: int) -> Unit:
    return Unit(
        id=f"part-{number}",
        kind=UnitKind.PART,
        place=_steady(part.place, "parts"),
        content=TitleOnly(part.title),
        title=part.title,
    )


def _entry(
    entry: Entry,
    heads: tuple[RunningHead, ...],
    run_on: tuple[Entry, ...],
    images: dict[str, str],
) -> Unit:
    return Unit(
        id=entry.id,
        kind=entry.kind,
        place=entry.place,
        content=EntryText(replace(entry, annexes=()) if entry.annexes else entry),
        title=entry.toc_title,
        heads=heads,
        reserve_pages=entry.reserve_pages,
        images=_images(entry, images),
        run_on=tuple((one.id, one.toc_title) for one in run_on),
    )


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
    for block in all_blocks(blocks):
        found.add(block.src)
        found |= {n.target for n in all_inlines(block.inlines) if n.kind is InlineKind.IMAGE}
    return found - {""}
