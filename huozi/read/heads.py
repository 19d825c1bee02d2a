"""Running heads 书眉: what the pages of each unit bear, as `heads:` in `book.yaml` chooses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from huozi.values.galley import RunningHead
from huozi.values.groups import heading_name, headings
from huozi.values.length import Side, ems
from huozi.values.manuscript import (
    Entry,
    Finding,
    Manuscript,
    Place,
    Severity,
    finding,
    plain,
)
from huozi.values.style import FolioPlace, HeadText

#: Room for a folio on the line of the head, with white between them.
_FOLIO_EM = 8

#: From which place on, and what is told.
_Told = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Running:
    """The running heads of one book."""

    manuscript: Manuscript

    @property
    def common(self) -> str:
        """The head of the versos that bear none of their unit's own."""
        if self.manuscript.heads.verso is not HeadText.BOOK:
            return ""
        return self.cut(self.manuscript.book.title)

    @property
    def room_em(self) -> float:
        """How long a head may be, in its own size."""
        form = self.manuscript.format
        beside = self.manuscript.book.folio_place is FolioPlace.HEAD_OUTER
        return form.measure_pt / form.head_size_pt - (_FOLIO_EM if beside else 0)

    def cut(self, title: str) -> str:
        """A title as a running head: one line, cut with an ellipsis where it is too long.

        Long titles want a `short_title`; `long_heads` says so.
        """
        if ems(title) <= self.room_em:
            return title
        kept = ""
        for char in title:
            if ems(kept + char) > self.room_em - 2:
                break
            kept += char
        return kept + "……"

    def of_matter(self, title: str) -> tuple[RunningHead, ...]:
        """The heads of front and back matter, which is in no part: its title stands for all."""
        return tuple(self._heads(title, (("", title),), (("", title),)))

    def of_entries(self, group: Sequence[Entry], part: str) -> tuple[RunningHead, ...]:
        """The heads of a unit of entries, in a part or (untitled) in none."""
        entries: list[_Told] = []
        told: list[_Told] = []
        by_heading = HeadText.HEADING in self.manuscript.heads.shown
        number = 0
        for entry in group:
            begins = entry.id if entries else ""
            entries.append((begins, entry.short_title))
            told.append((begins, entry.short_title))
            for heading in headings(entry.body) if by_heading else ():
                if heading.level == 1:
                    told.append((heading_name(group[0].id, number), plain(heading.inlines)))
                number += 1
        return tuple(self._heads(part, entries, told))

    def _heads(
        self, part: str, entries: Sequence[_Told], told: Sequence[_Told]
    ) -> Iterator[RunningHead]:
        chosen = self.manuscript.heads
        for side, shown in ((Side.RECTO, chosen.recto), (Side.VERSO, chosen.verso)):
            texts: Sequence[_Told] = {
                HeadText.BOOK: (("", self.manuscript.book.title),),
                HeadText.PART: (("", part),),
                HeadText.ENTRY: entries,
                HeadText.HEADING: told,
                HeadText.NONE: (),
            }[shown]
            if side is Side.VERSO and shown is HeadText.BOOK:
                continue  # common to the book
            for begins, text in texts:
                if text:
                    yield RunningHead(side, self.cut(text), begins)


def long_heads(manuscript: Manuscript) -> list[Finding]:
    """Warnings for running heads that had to be cut."""
    running = Running(manuscript)
    return [
        finding("head-too-long", place, Severity.WARNING, title=title)
        for title, place in dict.fromkeys(_told(manuscript))
        if running.cut(title) != title
    ]


def _told(manuscript: Manuscript) -> Iterator[tuple[str, Place]]:
    """All that heads tell but the book's title, with the place it is written at."""
    shown = manuscript.heads.shown
    for part in manuscript.parts:
        if HeadText.PART in shown:
            yield part.title, part.place
        for entry in part.entries:
            if HeadText.ENTRY in shown or HeadText.HEADING in shown:
                yield entry.short_title, entry.place
            for block in headings(entry.body) if HeadText.HEADING in shown else ():
                if block.level == 1:
                    yield plain(block.inlines), block.place
