"""Running heads 书眉: what the pages of each unit bear, as `heads:` in `book.yaml` chooses."""

from collections.abc import Iterator
from dataclasses import dataclass

from huozi.values.galley import RunningHead
from huozi.values.length import Side, ems
from huozi.values.manuscript import (
    BlockKind,
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
        return tuple(self._heads(title, title, (title,)))

    def of_entry(self, entry: Entry, part: str) -> tuple[RunningHead, ...]:
        """The heads of an entry, in a part or (untitled) in none."""
        return tuple(self._heads(entry.short_title, part, (entry.short_title, *_headings(entry))))

    def _heads(self, title: str, part: str, headings: tuple[str, ...]) -> Iterator[RunningHead]:
        chosen = self.manuscript.heads
        for side, told in ((Side.RECTO, chosen.recto), (Side.VERSO, chosen.verso)):
            texts: tuple[str, ...] = {
                HeadText.BOOK: (self.manuscript.book.title,),
                HeadText.PART: (part,),
                HeadText.ENTRY: (title,),
                HeadText.HEADING: headings,
                HeadText.NONE: (),
            }[told]
            if side is Side.VERSO and told is HeadText.BOOK:
                continue  # common to the book
            for number, text in enumerate(texts):
                if text:
                    yield RunningHead(side, self.cut(text), number)


def _headings(entry: Entry) -> Iterator[str]:
    """The headings of the first level, which are bookmarks of the first level, too."""
    return (
        plain(block.inlines)
        for block in entry.body
        if block.kind is BlockKind.HEADING and block.level == 1
    )


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
            for block in entry.body if HeadText.HEADING in shown else ():
                if block.kind is BlockKind.HEADING and block.level == 1:
                    yield plain(block.inlines), block.place
