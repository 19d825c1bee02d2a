"""The input and the output of the line composer: tokens in, lines out.

All lengths are points. A token is what cannot be divided at a line end; between two tokens of a
line lies a gap, which is zero in solid setting, negative where a mark is squeezed, and positive
where Han and Latin meet, words are parted, or the line is stretched.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from msgspec import Struct


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The characters, marks, words and numbers of a paragraph, as parallel sequences.

    Each sequence has one item for each token: a book has a million tokens, too many for objects.
    Callers do not change them afterwards, because results are remembered by identity.
    """

    texts: Sequence[str]
    advances_pt: Sequence[float]  # in the font that sets them
    sizes_pt: Sequence[float]
    classes: Sequence[str]  # codes of `huozi.compose.classes`
    spaced: Sequence[bool]  # the manuscript has a space before; it is folded into the gap

    def __len__(self) -> int:
        return len(self.texts)

    def since(self, start: int) -> "Tokens":
        """The tokens from `start` on."""
        return Tokens(
            self.texts[start:],
            self.advances_pt[start:],
            self.sizes_pt[start:],
            self.classes[start:],
            self.spaced[start:],
        )


class Fault(Struct, frozen=True):
    """A rule that a line breaks because no setting keeps all rules.

    Codes: `overfull`, `underfull`, `loose`, `forbidden-start`, `forbidden-end`, `broken-unit`,
    `broken-word`, `runt`, `counter-split`.
    """

    code: str
    line: int  # index into Composition.lines


class Line(NamedTuple):
    """One set line: `tokens[start:end]`.

    `lead_pt + sum of advances + sum(gaps) == width_pt`. The line's first token is drawn at
    `offset_pt + lead_pt` from the start of the measure; token `start + i` is followed by
    `gaps[i]`. The gap of the last token is what is cut off a mark at the line's end, or the room of
    a hyphen. A forced break (a newline) belongs to no line: the line before it ends there, the next
    starts after it.
    """

    start: int
    end: int
    width_pt: float
    offset_pt: float
    lead_pt: float  # <= 0: the blank half cut off an opening mark at the line's start
    gaps: tuple[float, ...]  # as many as tokens; the last one <= 0, but for a hyphen
    faults: tuple[str, ...] = ()
    last: bool = False  # ends the paragraph, or stands before a forced break


class Composition(Struct, frozen=True):
    """A paragraph broken into lines."""

    lines: tuple[Line, ...]
    faults: tuple[Fault, ...] = ()
