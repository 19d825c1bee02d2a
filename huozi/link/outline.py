"""The outline (书签): part → entry → heading, annex."""

from collections.abc import Mapping, Sequence

from huozi.link.plan import Bookmark
from huozi.values.galley import Galley, Heading, Unit
from huozi.values.style import UnitKind

_ENTRIES = (UnitKind.ARTICLE, UnitKind.DOCUMENT)


def outline(units: Sequence[Unit], galleys: Mapping[str, Galley]) -> tuple[Bookmark, ...]:
    """Bookmarks of the book in reading order. Entries lie below their part, if there is one."""
    marks: list[Bookmark] = []
    in_part = False
    for unit in units:
        if not unit.title:
            continue
        if unit.kind is UnitKind.PART:
            in_part = True
        elif unit.kind not in (*_ENTRIES, UnitKind.ANNEX):
            in_part = False
        level = 1 if in_part and unit.kind in _ENTRIES else 0
        if unit.kind is UnitKind.ANNEX:
            level = 2 if in_part else 1  # below its entry
        marks.append(Bookmark(level, unit.title, unit.id))
        floor = level
        for heading in _headings(unit, galleys[unit.id]):
            # A heading may not lie deeper than one below its parent, whatever its rank.
            depth = min(level + heading.level, floor + 1)
            marks.append(Bookmark(depth, heading.text, unit.id, heading.page, heading.y_pt))
            floor = depth
    return tuple(marks)


def _headings(unit: Unit, galley: Galley) -> Sequence[Heading]:
    """The headings of a unit, and with level 0 the titles of entries that run on in it."""
    if not unit.run_on:
        return galley.headings
    titles = dict(unit.run_on)
    openings = [
        Heading(0, titles[anchor.name], anchor.page, anchor.y_pt)
        for anchor in galley.anchors
        if anchor.name in titles
    ]
    found = (*galley.headings, *openings)
    return sorted(found, key=lambda heading: (heading.page, -heading.y_pt))
