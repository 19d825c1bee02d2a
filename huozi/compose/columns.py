"""A paragraph as columns of numbers: coordinates, and how far they can move.

Coordinates are those of the unbroken paragraph. `at[k]` is where token k begins; a line of tokens
[a, b) reaches from `at[a] - leads[a]` to `until[b]`. `marks`, `gaps`, `give` (all steps), `more`
and `even` sum up what the boundaries in front of token k can lose or gain, so that the share of
any line is one subtraction: of its boundaries a … b-2, `marks[b - 1] - marks[a]`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from operator import add

from huozi.compose.glue import Boundary, boundaries, trims
from huozi.compose.line import Tokens
from huozi.compose.phrases import Phrase, phrases, token
from huozi.compose.ties import tie
from huozi.values.style import LineStyle, Prefer


class Columns:
    """The numbers of one paragraph. Built once, then only read."""

    __slots__ = (
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
        "shares",
        "sizes",
        "spaced",
        "style",
        "texts",
        "until",
    )

    def __init__(self, tokens: Tokens, style: LineStyle) -> None:
        self.texts, self.sizes, self.spaced = tokens.texts, tokens.sizes_pt, tokens.spaced
        self.style = style
        self.codes = _codes(tokens.classes)
        self.em_pt = next(filter(None, self.sizes), 1.0)
        parts: Iterable[Phrase] = self._mixed()
        if self.sizes.count(self.em_pt) == len(self.codes):
            parts = phrases(style, self.em_pt).of(self.codes, self.spaced)
        natural, marks, gaps, give, more, even, costs, leads, ends, hangs = zip(*parts, strict=True)
        self.natural, self.shares = _joined(natural), _joined(even)
        self.leads, self.ends = _joined(leads), _joined(ends)
        self.hangs = _joined(hangs) if style.hanging else None
        self.at = list(accumulate(map(add, tokens.advances_pt, self.natural), initial=0.0))
        self.until = [0.0, *map(add, map(add, self.at, tokens.advances_pt), self.ends)]
        self.marks, self.gaps, self.give = _sums(marks), _sums(gaps), _sums(give)
        self.more, self.even = _sums(more), _sums(even)
        self.costs = list(_joined(costs))
        if "N" in self.codes:
            tie(self.codes, self.texts, self.costs)

    def _mixed(self) -> Iterator[Phrase]:
        """Tokens of different sizes, each a phrase of its own."""
        for at, size_pt in enumerate(self.sizes):
            yield token(*self._meeting(at), size_pt, self.style)

    def _meeting(self, at: int) -> tuple[str, float]:
        """Key and size of the boundary behind a token; behind the last one as before Han.

        Between different type sizes it goes by the size of the mark that has the blank.
        """
        key = self.codes[at : at + 2]
        if len(key) == 1:
            return key + "H", self.sizes[at]
        opens = key[1] == "O" and key[0] not in "CPSE"
        return " ".join(key) if self.spaced[at + 1] else key, self.sizes[at + opens]

    def boundary(self, at: int) -> Boundary:
        """The boundary behind a token."""
        key, size_pt = self._meeting(at)
        return boundaries(self.style, size_pt)[key]

    def sharing(self, sums: Sequence[float], start: int, end: int) -> list[tuple[int, Boundary]]:
        """The boundaries of a line that have a share in a sum, with their places in the line."""
        steps = enumerate(pairwise(sums[start:end]))
        return [(at, self.boundary(start + at)) for at, (before, after) in steps if before != after]

    def lead(self, start: int, indented: bool) -> float:
        """What is cut off the token that opens a line; an indented paragraph keeps its bracket."""
        if indented:
            return trims(self.style).indented[self.codes[start]] * self.sizes[start]
        return self.leads[start]

    def latest(self, end: int, wanted: int, first: int) -> int:
        """The last place at which a line to `end` may start to hold so many characters.

        Marks do not count (CLREQ, "Widows and orphans"). The place lies before `first` when there
        are too few from there on.
        """
        for start in range(end - 1, first - 1, -1):
            if self.codes[start] in "HBWNZ":
                wanted -= sum(map(str.isalnum, self.texts[start])) or 1
            if wanted <= 0:
                return start
        return first - 1


def columns_of(tokens: Tokens, style: LineStyle) -> Columns:
    """The columns of a paragraph. Those of the last few are kept: often more is asked of them."""
    return _columns_of(tokens, _look(style))


_columns_of = lru_cache(maxsize=4)(Columns)


@lru_cache(maxsize=64)
def _look(style: LineStyle) -> LineStyle:
    """The style without what is preferred: that says nothing of tokens and boundaries."""
    return replace(style, prefer=Prefer.PUSH_OUT)


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


def _joined(parts: Iterable[tuple[float, ...]]) -> tuple[float, ...]:
    return tuple(chain.from_iterable(parts))


def _sums(parts: Iterable[tuple[float, ...]]) -> list[float]:
    """What stands in front of each token, and all of it."""
    return list(accumulate(chain.from_iterable(parts), initial=0.0))
