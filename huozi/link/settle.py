"""Numbers that can move lines: what is known of a book's pages, until it no longer changes. Pure.

A cross-reference in running text and the index show page numbers that are inputs of their units.
The units are cut with a guess, set, and made into pages; what the pages say then is the next guess.
Only units whose numbers changed are set again.
"""

from collections.abc import Iterator, Mapping
from math import ceil

from huozi.link.index import index
from huozi.link.resolve import contents_digits
from huozi.values.galley import Known, Reference
from huozi.values.manuscript import (
    CrossReference,
    Entry,
    Finding,
    IndexMark,
    Manuscript,
    Matter,
    Pointers,
    Shows,
    finding,
)
from huozi.values.pages import PageMap, Spot
from huozi.values.style import UnitKind

#: Times that units may be set again for their numbers. One is the rule, two are rare.
MAX_ROUNDS = 4

_LISTS = (UnitKind.LIST_OF_TABLES, UnitKind.LIST_OF_FIGURES)

#: What stands above the text of an opening page, in lines.
_TITLE_LINES = 6


def guessed(manuscript: Manuscript, outside: tuple[Reference, ...] = ()) -> Known:
    """What is taken for known before anything is set: the width of page numbers, from how much text
    there is. The same for every build; where it is wrong, the contents are set a second time.
    """
    form = manuscript.format

    def opened(text: Entry | Matter) -> int:
        lines = sum(ceil(block.chars / form.measure_chars) for block in text.body)
        return ceil((_TITLE_LINES + lines) / form.lines)

    pages = sum(
        max(opened(entry), entry.reserve_pages) + sum(map(opened, entry.annexes))
        for entry in manuscript.entries
    )
    return Known(len(str(pages)), outside=outside)


def page_references(manuscript: Manuscript) -> list[CrossReference]:
    """The references that show a page."""
    return [
        asked
        for text in manuscript.texts
        for asked in text.pointers.references
        if asked.shows is Shows.PAGE
    ]


def index_marks(manuscript: Manuscript) -> list[IndexMark]:
    """The marks of a book that has an index."""
    if all(matter.kind is not UnitKind.INDEX for matter in manuscript.back):
        return []
    return [mark for text in manuscript.texts for mark in text.pointers.marks]


def found_out(
    manuscript: Manuscript,
    page_map: PageMap,
    spots: Mapping[str, Spot],
    outside: tuple[Reference, ...] = (),
) -> Known:
    """The numbers on the pages. `outside` holds those of the book that a booklet is from."""
    asked, marks = page_references(manuscript), index_marks(manuscript)
    digits = contents_digits(page_map)
    listed = ((name, len(spots[name].page.folio)) for name in _listed(manuscript, spots))
    wider = tuple((name, width) for name, width in listed if width > digits)
    if not asked and not marks:
        return Known(digits, outside=outside, wider=wider)
    pages = {a.target: spots[a.target].page.folio for a in asked if a.target in spots}
    return Known(digits, tuple(pages.items()), outside, index(marks, spots), wider)


def _listed(manuscript: Manuscript, spots: Mapping[str, Spot]) -> list[str]:
    """What the contents and the lists of a book aim at that may stand in front matter, which counts
    in Roman: itself, and points, of which some are in captions.
    """
    found = [matter.id for matter in manuscript.front if matter.in_contents and matter.id in spots]
    if any(matter.kind in _LISTS for matter in (*manuscript.front, *manuscript.back)):
        found += (name for name in spots if name.startswith("@"))
    return found


def unnumbered(manuscript: Manuscript, spots: Mapping[str, Spot]) -> Iterator[Finding]:
    """References and terms that would send a reader to a page without a number, or to none."""
    asked = page_references(manuscript)
    marks = [mark for mark in index_marks(manuscript) if not mark.see]
    if not asked and not marks:
        return
    inside = {name for text in manuscript.texts for name in (text.id, *_points(text.pointers))}
    for reference in asked:
        spot, target = spots.get(reference.target), reference.target.removeprefix("@")
        if spot is None and reference.target in inside:
            yield finding("point-lost", reference.place, target=target)
        elif spot is not None and not spot.page.folio:
            yield finding("reference-unnumbered", reference.place, target=target)
    for mark in marks:
        spot = spots.get(mark.point)
        if spot is None:
            yield finding("point-lost", mark.place, target=mark.term)
        elif not spot.page.folio:
            yield finding("index-unnumbered", mark.place, term=mark.term)


def _points(pointers: Pointers) -> Iterator[str]:
    return (point.name for point in pointers.points)


def unsettled(manuscript: Manuscript, before: Known, after: Known) -> Iterator[Finding]:
    """The references whose number changes each time it is put in."""
    earlier, later = dict(before.pages), dict(after.pages)
    for reference in page_references(manuscript):
        old, new = earlier.get(reference.target), later.get(reference.target)
        if old != new:
            target = reference.target.removeprefix("@")
            yield finding(
                "reference-unsettled", reference.place, target=target, before=old, after=new
            )
    if before.pages == after.pages:
        changed = {group for group in after.index if group not in before.index}
        terms = {row.term for group in changed for row in group.rows}
        for mark in index_marks(manuscript):
            if mark.term in terms:
                yield finding("index-unsettled", mark.place, term=mark.term)
