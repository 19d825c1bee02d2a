"""What is proofread, and what is found: passages, volumes, rules, alarms."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from msgspec import Struct

from huozi.values.manuscript import BlockKind, Place

#: Stands for what is none of a passage's running text: code, an address, what a reference shows.
MASKED = "\ufffc"


class Grade(StrEnum):
    """How sure a rule is. The order is that of reports."""

    WRONG = "wrong"  # 错: at least 95 of 100 are errors
    DOUBT = "doubt"  # 疑: a person has to look
    ADVICE = "advice"  # 议: a suggestion, silent unless asked for


class Passage(Struct, frozen=True):
    """The running text of a block, a title or a note, as it is printed, and where it stands.

    `offsets` are those of its characters in the file; -1 for one that stands in no source. Where
    the source shows it as it is typed they are a range. A reader reads on from one passage to the
    next of the same `unit`.
    """

    text: str
    file: str
    line: int  # the block begins on it, counted from 1
    offsets: Sequence[int]
    unit: str  # the id of the entry or piece of matter
    kind: BlockKind | None  # None: a title or another field of front matter
    level: int = 0  # of a heading
    label: str = ""  # of an item: its number as printed
    note: str = ""  # the label of the note it belongs to
    code: tuple[tuple[int, int], ...] = ()  # from where to where it is code: no rule looks there


class Titled(Struct, frozen=True):
    """An entry of the book, as other texts may name it."""

    unit: str
    title: str
    docno: str = ""
    date: str = ""  # ISO


class Volume(Struct, frozen=True):
    """All that is proofread together, in the order of the book."""

    passages: tuple[Passage, ...]
    entries: tuple[Titled, ...] = ()


class Hit(Struct, frozen=True):
    """What a rule finds in a text: from `start` to `stop`, and what to write there instead.

    `instead` is None where only a person knows; an empty one says that it should go.
    """

    start: int
    stop: int
    instead: str | None = None
    of: str = ""  # which of the rule's words, sorts or pairs it is; the key of an exception
    sure: bool = True  # or something else in the book has to speak for it


class Alarm(Struct, frozen=True):
    """A hit of a rule in a passage."""

    rule: str
    grade: Grade
    passage: Passage
    hit: Hit

    @property
    def words(self) -> str:
        """The characters it is about."""
        return self.passage.text[self.hit.start : self.hit.stop]


#: Looks at one passage by itself: its hits are remembered with its text.
OfPassage = Callable[[Passage], Iterable[Hit]]
#: Looks at the book as a whole; gives the index of a passage with each hit.
OfVolume = Callable[[Volume], Iterable[tuple[int, Hit]]]
#: Looks at what was found passage by passage in the book as a whole; gives what is left of it.
Confirms = Callable[[Volume, Sequence[tuple[int, Hit]]], Iterable[tuple[int, Hit]]]


class ProofRule(Struct, frozen=True):
    """A rule of proofreading. Its module says why, and shows what it finds and what it lets be.

    Exactly one of `of_passage` and `of_volume` is given. `fit` rules speak unasked; `fixes` says
    whether what they suggest is mechanical, so that a patch may offer it.
    """

    id: str  # P01: marks, N: numbers and dates, S: structure, W: words, B: book, D: documents
    grade: Grade
    source: str  # GB/T 15834-2011, 5.1.2
    fit: bool = True
    fixes: bool = False
    of_passage: OfPassage | None = None
    of_volume: OfVolume | None = None
    confirms: Confirms | None = None  # asked of what `of_passage` found
    signs: tuple[str, ...] = ()  # a passage that has none of them is not looked at
    yields_to: tuple[str, ...] = ()  # rules whose hits at the same characters say it better


class PlacedAlarm(Struct, frozen=True):
    """An alarm where an editor finds it: place, length in the source, and the words around it."""

    alarm: Alarm
    place: Place
    length: int  # in characters of the source; 0 where it stands in none
    before: str
    after: str
