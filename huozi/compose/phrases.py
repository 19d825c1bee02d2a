"""Phrases: numbers of tokens that stand side by side, looked up together.

Text is made of phrases: a dozen Han and a comma come again and again. What their tokens and
boundaries measure depends on their classes alone, so it is worked out once for each phrase.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from huozi.compose.glue import Boundary, boundaries, trims
from huozi.values.style import LineStyle

#: A run of Han, and what stands between it and the next.
_PHRASE = re.compile("H+[^H]*|[^H]+")
#: Two codes side by side, or with a space between them.
_BOUNDARY = re.compile("(?=([^ ] ?[^ ]))")
#: Longer phrases, which are Latin, do not recur; of the others so many are kept.
_LONGEST, _MOST = 64, 2048


class Phrase(NamedTuple):
    """Numbers of tokens and of the boundaries behind them, in points; see `glue`."""

    natural: tuple[float, ...]
    marks: tuple[float, ...]
    gaps: tuple[float, ...]
    give: tuple[float, ...]
    more: tuple[float, ...]
    even: tuple[float, ...]
    costs: tuple[float, ...]
    leads: tuple[float, ...]  # what the start of a line takes off
    ends: tuple[float, ...]  # what its end takes off
    hangs: tuple[float, ...]  # what its end takes off beyond that where marks hang


class Phrases(dict[str, Phrase]):
    """Phrases of one type size, by their codes; Han follows. Made when they are first met."""

    def __init__(self, style: LineStyle, size_pt: float) -> None:
        self.style, self.size_pt = style, size_pt
        self.boundaries = boundaries(style, size_pt)

    def __missing__(self, codes: str) -> Phrase:
        rows = [self.boundaries[key] for key in _BOUNDARY.findall(codes + "H")]
        phrase = _numbers(rows, codes.replace(" ", ""), self.size_pt, self.style)
        if len(codes) <= _LONGEST:
            if len(self) == _MOST:
                self.clear()
            self[codes] = phrase
        return phrase

    def of(self, codes: str, spaced: Sequence[bool]) -> list[Phrase]:
        """A paragraph in phrases; behind its last token as before Han."""
        if True in spaced:
            pairs = zip(codes, spaced, strict=True)
            codes = "".join(" " + code if space else code for code, space in pairs).lstrip()
        return [self[part] for part in _PHRASE.findall(codes)]


@lru_cache(maxsize=64)
def phrases(style: LineStyle, size_pt: float) -> Phrases:
    """The phrases of a style at one type size."""
    return Phrases(style, size_pt)


@lru_cache(maxsize=_MOST)
def token(boundary: str, boundary_pt: float, size_pt: float, style: LineStyle) -> Phrase:
    """A phrase of one token, which may differ in size from the boundary behind it."""
    return _numbers([boundaries(style, boundary_pt)[boundary]], boundary[0], size_pt, style)


def _numbers(rows: Iterable[Boundary], codes: str, size_pt: float, style: LineStyle) -> Phrase:
    """The numbers of tokens of one size with these boundaries behind them."""
    cut = trims(style)
    columns = zip(
        *((b.natural, b.marks, b.gap, b.give, b.more, b.even, b.cost) for b in rows), strict=True
    )
    edges = (
        tuple(edge[code] * size_pt for code in codes) for edge in (cut.start, cut.end, cut.hang)
    )
    return Phrase(*columns, *edges)
