"""What an import tells: everything that was not simply set, as values for a page and for programs.

Codes are those of the stages that found it; the words for them stand in `messages/import.*.toml`.
"""

from collections.abc import Iterable

import msgspec
from msgspec import Struct


class ReportRow(Struct, frozen=True, omit_defaults=True):
    """One thing to look at: its words between their neighbours, where it stood, where it went."""

    family: str  # what kind of thing: left, changed, part, number, picture, …
    code: str  # which of that kind
    place: str = ""  # in the manuscript: ¶12, footnotes ¶2
    before: str = ""
    words: str = ""
    after: str = ""
    to: str = ""  # what became of the words
    detail: str = ""  # a code with words of its own, or words of the manuscript
    target: str = ""  # content/….md:12
    author: str = ""
    date: str = ""
    count: int = 1
    sure: float = 0.0  # of a guess, between 0 and 1


class ReportQuestion(Struct, frozen=True, omit_defaults=True):
    """A question that is open, or was answered."""

    id: str
    code: str
    place: str = ""
    before: str = ""
    words: str = ""
    after: str = ""
    proposals: tuple[str, ...] = ()
    answer: str = ""
    blocks: bool = False


class ReportConflict(Struct, frozen=True):
    """What both the new manuscript and an editor changed: 原稿, 改稿, 新稿."""

    id: str
    file: str
    line: int
    before: str
    edited: str
    new: str


class ReportFile(Struct, frozen=True):
    """A file of the book, and what was done with it: new, merged, same, kept, refused."""

    path: str
    title: str
    annex: bool
    done: str


class ImportAccount(Struct, frozen=True):
    """The fates of all that a reader of the manuscript sees, in characters: they sum to `all`."""

    all: int
    set: int
    matter: int
    changed: int
    left: int


class ImportReport(Struct, frozen=True):
    """All that is told of one manuscript."""

    name: str
    original: str  # where it is kept: sources/…
    digest: str
    form: str
    application: str
    encoding: str
    state: str  # new, merged, same, conflicts, asks
    files: tuple[ReportFile, ...]
    account: ImportAccount
    questions: tuple[ReportQuestion, ...]
    conflicts: tuple[ReportConflict, ...]
    rows: tuple[ReportRow, ...]
    book_lines: str = ""  # for book.yaml
    answers: str = ""  # the file of answers

    @property
    def open_questions(self) -> int:
        """How many nobody has answered."""
        return sum(not question.answer for question in self.questions)


def as_json(told: Struct) -> bytes:
    """A report, or the record of an import, for programs."""
    return msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"


#: Sections of the page in their order, and the families in each.
SECTIONS = {
    "guesses": ("part",),
    "numbers": ("number",),
    "revisions": ("revision", "comment"),
    "moved": ("moved",),
    "pictures": ("picture",),
    "changed": ("changed",),
    "left": ("left", "unshown", "named"),
    "looks": ("look",),
    "characters": ("made", "character"),
    "persons": ("person",),
    "marks": ("mark",),
    "faces": ("face",),
    "other": ("notice",),
}


class ReportGroup(Struct, frozen=True):
    """The rows of one code."""

    family: str
    code: str
    rows: tuple[ReportRow, ...]

    @property
    def count(self) -> int:
        """How often it occurs: rows may be examples of what is only counted."""
        counted = {row.count for row in self.rows}
        return max(len(self.rows), *counted) if len(counted) == 1 else len(self.rows)


class ReportSection(Struct, frozen=True):
    """Groups that belong together."""

    name: str
    groups: tuple[ReportGroup, ...]

    @property
    def count(self) -> int:
        """How much there is to look at."""
        return sum(group.count for group in self.groups)


def sections(rows: Iterable[ReportRow]) -> tuple[ReportSection, ...]:
    """Rows by section and code; sections without rows are not there."""
    groups: dict[tuple[str, str], list[ReportRow]] = {}
    for row in rows:
        groups.setdefault((row.family, row.code), []).append(row)
    of = [ReportGroup(*key, tuple(found)) for key, found in groups.items()]
    return tuple(
        ReportSection(name, found)
        for name, families in SECTIONS.items()
        if (found := tuple(group for group in of if group.family in families))
    )
