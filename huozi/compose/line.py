"""What the line composer takes and what it gives: tokens in, lines out.

All lengths are points. A token is what cannot be divided at a line end; between two tokens of a
line lies a gap, which is zero in solid setting, negative where a mark is squeezed, and positive
where Han and Latin meet, words are parted, or the line is stretched.
"""

from dataclasses import dataclass
from typing import NamedTuple


class Token(NamedTuple):
    """A character, mark, word or number with its advance in the font that sets it.

    A tuple rather than a dataclass: a book has a million of them, and `zip(*tokens)` turns a
    paragraph into columns at the speed of C.
    """

    text: str
    offset: int  # where it stands in the paragraph's text; only handed through
    advance_pt: float
    size_pt: float
    cls: str  # a code of `huozi.compose.classes`
    space_before: bool = False  # the manuscript has a space here; it is folded into the gap


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that could not be kept in a line, because no setting keeps them all.

    Codes: `overfull`, `underfull`, `loose`, `forbidden-start`, `forbidden-end`, `broken-unit`,
    `broken-word`, `runt`, `counter-split`.
    """

    code: str
    line: int  # index into Composition.lines


@dataclass(frozen=True, slots=True)
class Line:
    """One set line: `tokens[start:end]`.

    `lead_pt + sum of advances + sum(gaps) == width_pt`. The line's first token is drawn at
    `offset_pt + lead_pt` from the start of the measure; token `start + i` is followed by
    `gaps[i]`. The gap of the last token is what is cut off a mark at the line's end. A forced
    break (a newline) belongs to no line: the line before it ends there, the next starts after it.
    """

    start: int
    end: int
    width_pt: float
    offset_pt: float
    lead_pt: float  # <= 0: the blank half cut off an opening mark at the line's start
    gaps: tuple[float, ...]  # as many as tokens; the last one <= 0
    faults: tuple[str, ...] = ()
    last: bool = False  # ends the paragraph, or stands before a forced break


@dataclass(frozen=True, slots=True)
class Composition:
    """A paragraph broken into lines."""

    lines: tuple[Line, ...]
    faults: tuple[Fault, ...] = ()
