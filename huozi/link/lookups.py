"""All places where the book sends its reader to a page, as claims about the file. Pure.

References in running text, rows of the index, lines of the lists of tables and figures: what is
printed there, and what has to stand on the page with that number.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from huozi.link.index import COMMA
from huozi.link.settle import index_marks
from huozi.values.galley import (
    CaptionLine,
    CaptionList,
    ContentsList,
    ContentsPart,
    IndexGroup,
    IndexList,
    IndexRow,
    Unit,
)
from huozi.values.groups import listed_headings
from huozi.values.manuscript import (
    IndexMark,
    InlineKind,
    Manuscript,
    Shows,
)
from huozi.values.pages import Forme, Lookup, Spot


def lookups(forme: Forme, titles: Mapping[str, str]) -> tuple[Lookup, ...]:
    """All claims of a book. `titles` are the words that stand at the targets of references."""
    manuscript, spots = forme.manuscript, forme.spots
    by_id = {
        text: unit for unit in forme.units for text in (unit.id, *(one for one, _ in unit.run_on))
    }
    made = [*_references(manuscript, by_id, titles)]
    for unit in forme.units:
        match unit.content:
            case IndexList(groups, _):
                made += _index(unit, groups, index_marks(manuscript), spots)
            case ContentsList(parts):
                made += _headings(unit, parts, manuscript, spots)
            case CaptionList(lines):
                made += _captions(unit, lines, spots)
    return tuple(made)


def _references(
    manuscript: Manuscript, units: Mapping[str, Unit], titles: Mapping[str, str]
) -> Iterator[Lookup]:
    for text in manuscript.texts:
        for asked in text.pointers.references:
            unit = units[asked.unit]
            shown = {(told.target, told.shows): told for told in unit.references}
            told = shown[asked.target, asked.shows]
            before, after = asked.around
            # The mark of a number that follows may stand before the last character.
            printed = f"{told.led_by(before)}{told.text}{after.removesuffix('第')}"
            inside = asked.shows is Shows.PAGE and not told.outside
            words = titles.get(asked.target, "")
            yield Lookup(
                unit.id, printed, asked.place,
                told.text if inside else "", (words,) if words else (),
            )  # fmt: skip


def _index(
    unit: Unit, groups: Iterable[IndexGroup], marks: Sequence[IndexMark], spots: Mapping[str, Spot]
) -> Iterator[Lookup]:
    for row in (row for group in groups for row in group.rows):
        yield Lookup(unit.id, f"{row.term}{row_text(row)}", unit.place)
        for mark in marks:
            if mark.term == row.term and not mark.see and mark.shown:
                folio = spots[mark.point].page.folio
                yield Lookup(unit.id, row.term, mark.place, folio, (mark.shown,))


def row_text(row: IndexRow) -> str:
    """The text behind a term of the index: `3–5，12`, `见党员`."""
    pages = COMMA.join(pages.text for pages in row.pages)
    see = f"见{'、'.join(row.see)}" if row.see else ""
    return COMMA.join(part for part in (pages, see) if part)


def _headings(
    unit: Unit, parts: Iterable[ContentsPart], manuscript: Manuscript, spots: Mapping[str, Spot]
) -> Iterator[Lookup]:
    """The headings that the contents list. Notes and readings part the words of some."""
    listed = {line.target: line for part in parts for line in part.lines if line.level > 1}
    if not listed:
        return
    for found in chain.from_iterable(listed_headings(manuscript).values()):
        if found.target in listed:
            inlines = found.block.inlines
            whole = all(node.kind in (InlineKind.TEXT, InlineKind.ANCHOR) for node in inlines)
            words, folio = listed[found.target].title, spots[found.target].page.folio
            said = (words,) if whole else ()
            yield Lookup(unit.id, words, found.block.place, folio, said, listed=True)


def _captions(
    unit: Unit, lines: Iterable[CaptionLine], spots: Mapping[str, Spot]
) -> Iterator[Lookup]:
    for line in lines:
        folio = spots[line.target].page.folio
        printed = f"{line.number}{line.title}"
        yield Lookup(unit.id, printed, unit.place, folio, (line.title,), listed=True)
