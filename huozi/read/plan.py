"""What `book.yaml` says, as values: which files the book is made of, and how it is to look."""

from msgspec import Struct

from huozi.read.booklets import BookletPlan
from huozi.values.manuscript import BookInfo
from huozi.values.printing import Cover, Printing
from huozi.values.style import (
    Captions,
    ContentsStyle,
    FontRoles,
    Heads,
    LineStyle,
    NotePlace,
    PageFormat,
    PageRule,
    UnitKind,
)


class Listed(Struct, frozen=True):
    """A file named in `book.yaml`, relative to `content/`; with it its annexes and sections."""

    path: str
    line: int
    annexes: tuple["Listed", ...] = ()
    sections: tuple["Listed", ...] = ()

    @property
    def all(self) -> tuple["Listed", ...]:
        """The file, its sections with theirs, and its annexes."""
        below = (file for section in self.sections for file in section.all)
        return (self, *below, *self.annexes)


class MatterPlan(Struct, frozen=True):
    """A piece of front or back matter; `file` when it has a text of its own."""

    kind: UnitKind
    line: int
    file: Listed | None = None


#: What a book opens with when `front:` says nothing.
HOUSE_FRONT = (MatterPlan(UnitKind.TITLE_PAGE, 1), MatterPlan(UnitKind.CONTENTS, 1))


class PartPlan(Struct, frozen=True):
    """A part and its entries in order."""

    title: str
    line: int
    entries: tuple[Listed, ...]
    run_on: bool | None = None  # None: as the book has it


class BookPlan(Struct, frozen=True):
    """All that `book.yaml` says."""

    info: BookInfo
    format: PageFormat
    line: LineStyle
    fonts: FontRoles
    drawn: tuple[tuple[str, str, int], ...]  # what it stands for, its drawing, and the line
    rules: tuple[tuple[UnitKind, PageRule], ...]
    front: tuple[MatterPlan, ...]
    parts: tuple[PartPlan, ...]
    back: tuple[MatterPlan, ...]
    notes: NotePlace
    every_line: bool  # is a paragraph, in the texts of the book
    captions: Captions
    heads: Heads
    contents: ContentsStyle
    printing: Printing
    cover: Cover
    booklets: tuple[BookletPlan, ...]
    style: str  # a name, or nothing
    sections: bool  # the program numbers headings: 1.1
    list_line: int  # where the list of entries begins

    @property
    def files(self) -> tuple[Listed, ...]:
        """Every file the book is made of, in order."""
        front = [piece.file for piece in self.front if piece.file]
        entries = [file for part in self.parts for entry in part.entries for file in entry.all]
        back = [piece.file for piece in self.back if piece.file]
        return (*front, *entries, *back)
