"""Phrases: the measurements of a run of tokens, looked up in one step.

A text repeats the same phrases of classes: a dozen Han and a comma, for instance. The glue of a
phrase depends on the classes alone, so it is worked out once for each phrase.
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
#: The longest phrase that is kept (longer ones are Latin and do not recur), and how many are kept.
_LONGEST, _MOST = 64, 2048


class Phrase(NamedTuple):
    """Measurements of tokens and of the boundaries behind them, in points; see `glue.Boundary`."""

    natural: tuple[float, ...]
    mark_shrink: tuple[float, ...]
    gap_shrink: tuple[float, ...]
    shrink: tuple[float, ...]
    stretch: tuple[float, ...]
    spread: tuple[float, ...]
    penalties: tuple[float, ...]
    leads: tuple[float, ...]  # what is cut off a token at the start of a line
    ends: tuple[float, ...]  # what is cut off it at the end of a line
    hangs: tuple[float, ...]  # what is cut off beyond `ends` where marks hang


class Phrases(dict[str, Phrase]):
    """The phrases of one type size, by their class codes. A Han character follows each."""

    def __init__(self, style: LineStyle, size_pt: float) -> None:
        self.style, self.size_pt = style, size_pt
        self.boundaries = boundaries(style, size_pt)

    def __missing__(self, codes: str) -> Phrase:
        rows = [self.boundaries[key] for key in _BOUNDARY.findall(codes + "H")]
        phrase = _measured(rows, codes.replace(" ", ""), self.size_pt, self.style)
        if len(codes) <= _LONGEST:
            if len(self) == _MOST:
                self.clear()
            self[codes] = phrase
        return phrase

    def of(self, codes: str, spaced: Sequence[bool]) -> list[Phrase]:
        """The phrases of a paragraph, whose last token counts as standing before Han."""
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
    """The phrase of one token, whose size may differ from that of the boundary behind it."""
    return _measured([boundaries(style, boundary_pt)[boundary]], boundary[0], size_pt, style)


def _measured(rows: Iterable[Boundary], codes: str, size_pt: float, style: LineStyle) -> Phrase:
    """The measurements of tokens of one size with these boundaries behind them."""
    cut = trims(style)
    glue = zip(
        *(
            (b.natural, b.mark_shrink, b.gap_shrink, b.shrink, b.stretch, b.spread, b.penalty)
            for b in rows
        ),
        strict=True,
    )
    edges = (
        tuple(edge[code] * size_pt for code in codes) for edge in (cut.start, cut.end, cut.hang)
    )
    return Phrase(*glue, *edges)
