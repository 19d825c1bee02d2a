"""The outline (书签): part → entry → heading, annex."""

from collections.abc import Mapping, Sequence

from huozi.link.plan import Bookmark
from huozi.values.galley import Galley, Unit
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
        for heading in galleys[unit.id].headings:
            # A heading may not lie deeper than one below its parent, whatever its rank.
            depth = min(level + heading.level, floor + 1)
            marks.append(Bookmark(depth, heading.text, unit.id, heading.page, heading.y_pt))
            floor = depth
    return tuple(marks)
