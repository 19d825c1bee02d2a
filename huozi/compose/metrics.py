"""Where the tokens of a paragraph stand, and how far its lines can shrink and stretch.

Coordinates are those of the unbroken paragraph. `at[k]` is where token k begins; a line of tokens
[a, b) reaches from `at[a] - leads[a]` to `until[b]`. `mark_shrink`, `gap_shrink`, `shrink` (all
steps), `stretch` and `spread` are running sums over the boundaries in front of token k. What a line
can lose or gain is therefore one subtraction: over its boundaries a … b-2 it is
`shrink[b - 1] - shrink[a]`.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from operator import add

from msgspec.structs import replace

from huozi.compose.glue import Boundary, boundaries, trims
from huozi.compose.line import Tokens
from huozi.compose.phrases import Phrase, phrases, token
from huozi.compose.ties import tie, tie_formulas
from huozi.values.style import LineStyle, Prefer


class ParagraphMetrics:
    """The measurements of one paragraph. They are worked out once and then only read."""

    __slots__ = (
        "at",
        "codes",
        "em_pt",
        "ends",
        "gap_shrink",
        "hangs",
        "leads",
        "mark_shrink",
        "natural",
        "penalties",
        "shrink",
        "sizes",
        "spaced",
        "spread",
        "spread_shares",
        "stretch",
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
        whole = Phrase(*map(_joined, zip(*parts, strict=True)))
        self.natural, self.spread_shares = whole.natural, whole.spread
        self.leads, self.ends = whole.leads, whole.ends
        self.hangs = whole.hangs if style.hanging else None
        self.at = list(accumulate(map(add, tokens.advances_pt, self.natural), initial=0.0))
        self.until = [0.0, *map(add, map(add, self.at, tokens.advances_pt), self.ends)]
        self.mark_shrink, self.gap_shrink = _sums(whole.mark_shrink), _sums(whole.gap_shrink)
        self.shrink, self.stretch = _sums(whole.shrink), _sums(whole.stretch)
        self.spread = _sums(whole.spread)
        self.penalties = list(whole.penalties)
        if "N" in self.codes:
            tie(self.codes, self.texts, self.penalties)
        if "f" in self.codes:
            tie_formulas(self.codes, self.texts, self.spaced, self.penalties)

    def _mixed(self) -> Iterator[Phrase]:
        """Tokens of different sizes: each is a phrase of its own."""
        for at, size_pt in enumerate(self.sizes):
            yield token(*self._meeting(at), size_pt, self.style)

    def _meeting(self, at: int) -> tuple[str, float]:
        """The key and the type size of the boundary behind a token.

        The last token counts as standing before Han. Between different type sizes the boundary has
        the size of the mark that brings the blank half.
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
        """The boundaries of a line that add to a running sum, with their places in the line."""
        steps = enumerate(pairwise(sums[start:end]))
        return [(at, self.boundary(start + at)) for at, (before, after) in steps if before != after]

    def lead(self, start: int, indented: bool) -> float:
        """What is cut off the token that opens a line: nothing off a bracket after an indent."""
        if indented:
            return trims(self.style).indented[self.codes[start]] * self.sizes[start]
        return self.leads[start]

    def latest(self, end: int, wanted: int, first: int) -> int:
        """The last token at which a line to `end` may start and still hold `wanted` characters.

        Marks do not count (CLREQ, "Widows and orphans"). The result is `first - 1` when there are
        too few characters from `first` on.
        """
        for start in range(end - 1, first - 1, -1):
            if self.codes[start] in "HBWNZw":
                wanted -= sum(map(str.isalnum, self.texts[start])) or 1
            if wanted <= 0:
                return start
        return first - 1


def metrics_of(tokens: Tokens, style: LineStyle) -> ParagraphMetrics:
    """The metrics of a paragraph. The last few are kept, because callers ask again."""
    return _metrics_of(tokens, _look(style))


_metrics_of = lru_cache(maxsize=4)(ParagraphMetrics)


@lru_cache(maxsize=64)
def _look(style: LineStyle) -> LineStyle:
    """The style without its preference, on which no measurement depends."""
    return replace(style, prefer=Prefer.PUSH_OUT)


def _codes(classes: Sequence[str]) -> str:
    """The classes of a paragraph; those that depend on their neighbours (`e`, `Q`) are settled."""
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


def _sums(values: Iterable[float]) -> list[float]:
    """The sum in front of each token, and at the end the sum of all."""
    return list(accumulate(values, initial=0.0))
