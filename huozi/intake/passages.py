"""The passages, tables and pictures that a manuscript becomes, and what is asked of their words."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from huozi.intake.fates import Fated, LeftOut
from huozi.intake.values import (
    AtomKind,
    WordAtom,
    WordBlock,
    WordParagraph,
    WordPicture,
    WordSpot,
    WordTable,
)
from huozi.read.text import INVISIBLE


class PassageHome(StrEnum):
    """Where a passage stood."""

    BODY = "body"
    BOX = "box"
    OPENED = "opened"  # a table that only laid out a page
    CELL = "cell"
    NOTE = "note"


class Bit(Struct, frozen=True, gc=False):
    """Some characters of an atom."""

    atom: WordAtom
    start: int
    stop: int

    @property
    def text(self) -> str:
        """The characters."""
        return self.atom.text[self.start : self.stop]


class FlowPassage(Struct, frozen=True):
    """A paragraph as it is there once all is decided."""

    paragraph: WordParagraph
    bits: tuple[Bit, ...]
    home: PassageHome = PassageHome.BODY
    new_page: bool = False
    gap: bool = False  # an empty paragraph stands before it

    @property
    def spot(self) -> WordSpot:
        """Where it stood."""
        return self.paragraph.spot

    @property
    def words(self) -> str:
        """What a reader sees, readings and calls apart; soft returns as line ends."""
        return "".join(b.text for b in self.bits if b.atom.kind is not AtomKind.RUBY)

    @property
    def bare(self) -> str:
        """Its visible characters."""
        return visible(self.words)


class FlowCell(Struct, frozen=True):
    """A cell: its place in the grid, and its passages."""

    column: int
    columns: int
    rows: int
    passages: tuple[FlowPassage, ...]


class FlowTable(Struct, frozen=True):
    """A table that stays one."""

    table: WordTable
    rows: tuple[tuple[FlowCell, ...], ...]

    @property
    def spot(self) -> WordSpot:
        """Where it stood."""
        return self.table.spot


class FlowPicture(Struct, frozen=True):
    """A picture that stands by itself."""

    picture: WordPicture
    atom: WordAtom

    @property
    def spot(self) -> WordSpot:
        """Where it stood."""
        return self.atom.spot


FlowItem: TypeAlias = FlowPassage | FlowTable | FlowPicture


class Flow(Struct, frozen=True):
    """The items in order, the notes by their ids, and what was left out on the way."""

    items: tuple[FlowItem, ...]
    notes: dict[str, tuple[FlowPassage, ...]]
    left: tuple[Fated, ...]


def is_blank_rule(bit: Bit) -> bool:
    """Whether blanks are underlined, to be filled in: more than one between two words."""
    underlined = bit.atom.look.underline not in ("", "wave")
    wide = len(bit.text) + bit.text.count("\u3000") + bit.text.count("\t") > 1
    return underlined and wide and not bit.text.strip()


def visible(text: str) -> str:
    """The characters of a text that show something."""
    return INVISIBLE.sub("", "".join(text.split()))


def shows(bits: Sequence[Bit]) -> bool:
    """Whether a passage shows anything."""
    return any(
        visible(bit.text) or bit.atom.kind in (AtomKind.NOTE_CALL, AtomKind.PICTURE)
        or is_blank_rule(bit)
        for bit in bits
    )  # fmt: skip


def cut(passage: FlowPassage, at: int) -> tuple[FlowPassage, FlowPassage]:
    """A passage in two, behind so many characters of its words."""
    parts: tuple[list[Bit], list[Bit]] = [], []
    for bit in passage.bits:
        length = 0 if bit.atom.kind is AtomKind.RUBY else len(bit.text)
        if length > at > 0:
            parts[0].append(replace(bit, stop=bit.start + at))
            parts[1].append(replace(bit, start=bit.start + at))
        else:
            parts[at <= 0].append(bit)
        at -= length
    return replace(passage, bits=tuple(parts[0])), replace(passage, bits=tuple(parts[1]))


def parted(passage: FlowPassage) -> tuple[FlowPassage, ...]:
    """A passage for each of its lines; lines that show nothing are none."""
    lines: list[list[Bit]] = [[]]
    for bit in passage.bits:
        if bit.atom.kind is AtomKind.LINE_BREAK:
            lines.append([])
        else:
            lines[-1].append(bit)
    return tuple(replace(passage, bits=tuple(line)) for line in lines if shows(line))


def parting_fates(passage: FlowPassage) -> list[Fated]:
    """Fates of what stands in none of the passages that one is parted into."""
    kept = {id(bit) for part in parted(passage) for bit in part.bits}
    return [
        Fated(bit.atom.number, bit.start, bit.stop, LeftOut("line-break", bit.text))
        for bit in passage.bits
        if id(bit) not in kept
    ]


def atoms_of(blocks: Sequence[WordBlock]) -> Iterator[WordAtom]:
    """All atoms of some blocks, those in cells too."""
    for block in blocks:
        if isinstance(block, WordParagraph):
            yield from block.atoms
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from atoms_of(cell.blocks)


def words_of(block: WordBlock) -> str:
    """The visible characters of a block, readings apart."""
    return visible("".join(a.text for a in atoms_of((block,)) if a.kind is not AtomKind.RUBY))


def heads_contents(block: WordParagraph, below: Sequence[WordBlock]) -> bool:
    """Whether it says 目录, and Word's contents stand right below it."""
    if block.contents or not re.fullmatch("目[录錄次]", words_of(block)):
        return False
    following = next((b for b in below if isinstance(b, WordTable) or has_words(b)), None)
    return isinstance(following, WordParagraph) and following.contents


def has_words(block: WordParagraph) -> bool:
    """Whether a paragraph shows any characters."""
    return any(visible(atom.text) for atom in block.atoms)
