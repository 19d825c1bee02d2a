"""Two small lines inside one line 双行夹注: a note is divided in the middle, and over line ends.

Widths are measured in columns: a column is as wide as one small character, and stands for two, one
above the other. A note is as many columns wide as the longer of its halves. A line may end behind a
column where both parts can be divided anew (JLREQ 3.4, "warichu"; CLREQ, "Inline notes"): what
stands on a line is read first above, then below, and goes on on the next line.
"""

from collections.abc import Sequence
from math import ceil, floor

from msgspec import Struct

from huozi.compose.breaks import compose_anew
from huozi.compose.line import Line, Tokens
from huozi.values.style import LineStyle

#: How much wider than half its text a note may become, in columns, before a rule gives way.
_SPARE = 4.0
_STEP = 0.25
#: The fewest columns on either side of a line end.
_FEWEST = 2
#: A half that lacks no more than this for each character is spread, in columns.
_SPREAD = 0.12
_STYLE = LineStyle(hyphens=False)


class Halves(Struct, frozen=True):
    """A part of a note, divided: one line or two, indexes from the part's first token on."""

    lines: tuple[Line, ...]
    width: float  # in columns, of the wider


class DoubleNote:
    """A note in two small lines; `size_pt` is the width of a column."""

    def __init__(self, tokens: Tokens, size_pt: float) -> None:
        self.tokens, self.size_pt = tokens, size_pt
        self.width = halves(tokens, size_pt).width
        self.columns = max(1, ceil(self.width - 1e-6))
        reached, sums = 0.0, [0.0]
        for advance in tokens.advances_pt:
            reached += advance / size_pt
            sums.append(reached)
        #: The token that each column begins with, and one behind the last.
        self.begins = [_nearest(sums, 2.0 * at) for at in range(self.columns)]
        self.begins.append(len(tokens))
        self.parting = frozenset(at for at in range(1, self.columns) if self._parts(at, sums))

    def advance_pt(self, column: int) -> float:
        """Of a column: the last one may be narrower."""
        last = column + 1 == self.columns
        return self.size_pt * (self.width - column if last else 1.0)

    def part(self, start: int, end: int) -> tuple[int, Halves]:
        """The first token of columns [start, end), and how they are divided."""
        first, behind = self.begins[start], self.begins[end]
        return first, halves(_between(self.tokens, first, behind), self.size_pt)

    def _parts(self, at: int, sums: Sequence[float]) -> bool:
        """Whether a line may end before a column."""
        if not _FEWEST <= at <= self.columns - _FEWEST:
            return False
        token = self.begins[at]
        if token in self.begins[:at] or abs(sums[token] - 2.0 * at) > 0.51:
            return False
        if not _may_end(_between(self.tokens, token - 1, token + 1), self.size_pt):
            return False
        before, behind = self.part(0, at)[1], self.part(at, self.columns)[1]
        tight = 2 * _STEP if self.columns - at > 2 * _FEWEST else _STEP
        return before.width <= at + _STEP and behind.width <= self.width - at + tight


def _nearest(sums: Sequence[float], width: float) -> int:
    return min(range(len(sums)), key=lambda at: abs(sums[at] - width))


def _between(tokens: Tokens, start: int, end: int) -> Tokens:
    part = slice(start, end)
    return Tokens(
        tokens.texts[part],
        tokens.advances_pt[part],
        tokens.sizes_pt[part],
        tokens.classes[part],
        tokens.spaced[part],
    )


def _may_end(pair: Tokens, size_pt: float) -> bool:
    """Whether a line may end between two tokens."""
    widest = max(pair.advances_pt)
    made = compose_anew(pair, max(widest, size_pt) * 1.01, _STYLE, "start")
    codes = {code for line in made.lines for code in line.faults}
    return len(made.lines) == 2 and codes <= {"runt"}


def halves(tokens: Tokens, size_pt: float) -> Halves:
    """The narrowest setting in at most two lines that keeps the rules of line ends."""
    half = sum(tokens.advances_pt) / size_pt / 2
    width = floor(half / _STEP) * _STEP
    most = half + _SPARE + 2.0
    while width < most:
        made = compose_anew(tokens, (width + 1e-4) * size_pt, _STYLE, "start")
        faults = {code for line in made.lines for code in line.faults} - {"runt"}
        if len(made.lines) <= 2 and not faults:
            break
        width += _STEP
    else:
        made = compose_anew(tokens, half * 4 * size_pt, _STYLE, "start")
    widest = max(line.width_pt for line in made.lines) / size_pt
    return Halves(made.lines, widest)


def fitted(line: Line, width_pt: float, size_pt: float) -> tuple[float, ...]:
    """The gaps of a half in a place of a width: what is too wide is squeezed, what lacks a little
    is spread.
    """
    slack, between = width_pt - line.width_pt, len(line.gaps) - 1
    each = slack / between if between else 0.0
    if not between or each > _SPREAD * size_pt:
        return line.gaps
    return (*(gap + each for gap in line.gaps[:-1]), line.gaps[-1])
