"""What became of each atom of a manuscript: exactly one of four fates."""

from typing import TypeAlias

from msgspec import Struct


class Set(Struct, frozen=True, tag=True):
    """It stands in a written file, as it is."""

    file: str
    line: int


class AsMatter(Struct, frozen=True, tag=True):
    """It became front matter."""

    key: str
    file: str = ""


class Changed(Struct, frozen=True, tag=True):
    """It stands there as something else: in a file at a line, or in front matter."""

    before: str
    after: str
    rule: str
    file: str = ""
    line: int = 0
    key: str = ""


class LeftOut(Struct, frozen=True, tag=True):
    """It stands nowhere; the report says why, with the words."""

    reason: str
    words: str


Fate: TypeAlias = Set | AsMatter | Changed | LeftOut


class Fated(Struct, frozen=True):
    """The fate of an atom, or of its characters from `start` to `stop` (of `Atom.text`).

    The fates of an atom cover 0 … `WordAtom.size` without a gap and without overlap.
    """

    atom: int
    start: int
    stop: int
    fate: Fate
