"""A paragraph as columns of numbers: coordinates, and how far they can move.

Coordinates are those of the unbroken paragraph. `at[k]` is where token k begins; a line of tokens
[a, b) reaches from `at[a] - leads[a]` to `until[b]`. `marks`, `gaps`, `give` (all steps), `more`
and `even` sum up what the boundaries in front of token k can lose or gain, so that the share of
any line is one subtraction: of its boundaries a … b-2, `marks[b - 1] - marks[a]`.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import add

from huozi.compose.glue import Boundary, boundaries, trims
from huozi.compose.line import Token
from huozi.compose.ties import tie
from huozi.style import LineStyle


class Columns:
    """The numbers of one paragraph. Built once, then only read."""

    __slots__ = (
        "advances",
        "at",
        "codes",
        "costs",
        "em_pt",
        "ends",
        "even",
        "gaps",
        "give",
        "hangs",
        "leads",
        "marks",
        "more",
        "natural",
        "rows",
        "sizes",
        "texts",
        "until",
    )

    def __init__(self, tokens: Sequence[Token], style: LineStyle) -> None:
        self.texts, _, self.advances, self.sizes, classes, spaced = zip(*tokens, strict=True)
        self.codes = codes = _codes(classes)
        self.em_pt = next(filter(None, self.sizes), 1.0)
        keys = _keys(codes, spaced)
        mixed = self.sizes.count(self.em_pt) != len(codes)
        if mixed:
            self.rows = _mixed_rows(keys, codes, self.sizes, style)
        else:
            table = boundaries(style, self.em_pt)
            self.rows = [table[key] for key in keys]
        self.natural, _, marks, gaps, give, _, _, more, even, costs = zip(*self.rows, strict=True)
        self.at = list(accumulate(map(add, self.advances, self.natural), initial=0.0))
        self.marks = list(accumulate(marks, initial=0.0))
        self.gaps = list(accumulate(gaps, initial=0.0))
        self.give = list(accumulate(give, initial=0.0))
        self.more = list(accumulate(more, initial=0.0))
        self.even = list(accumulate(even, initial=0.0))
        self.costs = list(costs)
        if "N" in codes:
            tie(codes, self.texts, self.costs)
        self._trim(style, mixed)

    def _trim(self, style: LineStyle, mixed: bool) -> None:
        """What the edges of a line would take off each token."""
        codes = self.codes
        if mixed:
            cut = trims(style)
            pairs = list(zip(codes, self.sizes, strict=True))
            self.leads = [cut.start[code] * size for code, size in pairs]
            self.ends = [cut.end[code] * size for code, size in pairs]
            self.hangs = [cut.hang[code] * size for code, size in pairs] if style.hanging else None
        else:
            start, end, hang = _scaled_trims(style, self.em_pt)
            self.leads = [start[code] for code in codes]
            self.ends = [end[code] for code in codes]
            self.hangs = [hang[code] for code in codes] if style.hanging else None
        self.until = [0.0, *map(add, map(add, self.at, self.advances), self.ends)]

    def lead(self, start: int, indented: bool, style: LineStyle) -> float:
        """What is cut off the token that opens a line; an indented paragraph keeps its bracket."""
        if indented:
            return trims(style).indented[self.codes[start]] * self.sizes[start]
        return self.leads[start]

    def weight(self, start: int, end: int) -> int:
        """How many characters a line holds; marks do not count (CLREQ, "Widows and orphans")."""
        return sum(
            sum(map(str.isalnum, text)) or 1
            for code, text in zip(self.codes[start:end], self.texts[start:end], strict=True)
            if code in "HBWNZ"
        )


@lru_cache(maxsize=256)
def _scaled_trims(style: LineStyle, size_pt: float) -> tuple[Mapping[str, float], ...]:
    cut = trims(style)
    return tuple(
        {code: em * size_pt for code, em in edge.items()} for edge in (cut.start, cut.end, cut.hang)
    )


def _codes(classes: Sequence[str]) -> str:
    """The paragraph's classes, with the two that depend on their neighbours settled."""
    codes = "".join(classes)
    if "EE" in codes:
        codes = codes.replace("EE", "Ee")
    if "Q" in codes:
        parts = codes.split("Q")
        codes = parts[0] + "".join(
            ("r" if turn % 2 else "q") + part for turn, part in enumerate(parts[1:])
        )
    return codes


def _keys(codes: str, spaced: Sequence[bool]) -> list[str]:
    """The keys of the boundaries behind each token; behind the last one as before Han."""
    after = codes[1:] + "H"
    if True in spaced:
        spaces = [" " if space else "" for space in spaced[1:]]
        return [a + s + b for a, s, b in zip(codes, [*spaces, ""], after, strict=True)]
    return list(map(add, codes, after))


def _mixed_rows(
    keys: Sequence[str], codes: str, sizes: Sequence[float], style: LineStyle
) -> list[Boundary]:
    """Boundaries between different type sizes go by the size of the mark that has the blank."""
    rows = []
    for at, key in enumerate(keys):
        opens = key[-1] == "O" and codes[at] not in "CPSE" and at + 1 < len(sizes)
        rows.append(boundaries(style, sizes[at + 1] if opens else sizes[at])[key])
    return rows
