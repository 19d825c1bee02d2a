"""The gap between two neighbours: natural width, what it may lose, what it may gain.

One table per LineStyle, worked out from two facts: which half of a full-width mark is blank, and
which tokens belong to the Latin side. Widths in em; `boundaries` gives them in points.

Squeezing (CLREQ, "Adjustment of adjacent punctuation marks"): the blank half of a mark in front of
a closing mark or behind an opening one goes; between a closing and an opening mark one of two
halves goes. Latin (CLREQ, "Mixed text"): a quarter em between Han and Latin, in which a typed
space is folded; none beside Chinese marks.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from huozi.compose.kinsoku import break_cost
from huozi.values.style import LineStyle, Punctuation

HALF_EM = 0.5
#: Word space: natural width, and the width to which it is opened before characters are spaced,
#: which takes it to CLREQ's greatest, 1/2 em, in most lines.
WORD_EM, WORD_OPEN_EM = 0.25, 0.45
#: Han–Latin gap: least width (CLREQ, reduction step 6), the width to which it is opened before
#: characters are spaced (usual is 1/3), and the greatest width (CLREQ allows 1/2).
GAP_LEAST_EM, GAP_OPEN_EM, GAP_MOST_EM = 0.125, 1 / 3, 0.5
#: In the last step a Han–Latin gap takes this many shares: it reaches its greatest width where
#: characters are spaced by 0.1 em, and so helps where a line is worst.
GAP_SHARES = 1.5
#: What may still go when one of two blank halves (`”“`, `，《`) has gone already.
BETWEEN_EM = 0.25
#: What may go on either side of a middle dot (CLREQ, reduction step 3).
DOT_EM = 0.25

#: Steps of reduction in the order of CLREQ ("Reduction"); `sequence` of `Boundary.least`.
STEPS = 5
DOT, BRACKET, PAUSE, GAP, STOP = range(STEPS)

#: Marks whose right half is blank, and the step in which that half may go.
_STEP = {"C": BRACKET, "P": PAUSE, "S": STOP, "E": STOP}
#: In front of these nothing blank is kept.
_CLOSING = "CPSEer"
_WORDS = "WNZ"
_LATIN = "WNZYqrQ"
_FIXED = "KVMG"  # beside these nothing is widened (CLREQ, "Expansion")

CODES = "HBIOCPSEeMKVDTWZNYqrQFGX"


class Boundary(NamedTuple):
    """What can happen between two tokens. Lengths in em or, once scaled, in points."""

    natural: float
    least: tuple[float, ...]  # what each step of reduction may take
    marks: float  # sum of the steps DOT, BRACKET, PAUSE
    gap: float  # step GAP
    give: float  # all steps
    word_more: float  # what a word space may gain
    gap_more: float  # what a Han–Latin gap may gain
    more: float  # the two together
    even: float  # shares in what is spread over all characters; 0 where never
    cost: float  # of ending a line here, see `kinsoku`


class Trims(NamedTuple):
    """What the edges of a line take off a token, in em, by class code."""

    start: Mapping[str, float]
    indented: Mapping[str, float]  # the start of an indented first line
    end: Mapping[str, float]
    hang: Mapping[str, float]  # beyond `end`, when the mark may hang out


def pair(before: str, after: str, spaced: bool, style: LineStyle) -> Boundary:
    """The boundary between two classes; `spaced` when the manuscript has a space there."""
    natural, least = _squeeze(before, after, style.punctuation)
    word_more = gap_more = 0.0
    if _is_word_space(before, after, spaced):
        natural, word_more = WORD_EM, WORD_OPEN_EM - WORD_EM
    elif _is_gap(before, after, spaced):
        natural = style.gap_em
        least[GAP] = max(0.0, style.gap_em - GAP_LEAST_EM)
        gap_more = max(0.0, GAP_OPEN_EM - style.gap_em) if style.gap_em else 0.0
    return Boundary(
        natural,
        tuple(least),
        least[DOT] + least[BRACKET] + least[PAUSE],
        least[GAP],
        sum(least),
        word_more,
        gap_more,
        word_more + gap_more,
        GAP_SHARES if gap_more else _evenly(before, after, spaced, natural),
        break_cost(before, after, spaced, style.kinsoku),
    )


def _squeeze(before: str, after: str, scheme: Punctuation) -> tuple[float, list[float]]:
    """Natural width and steps of reduction that come from the blank halves of marks."""
    least = [0.0] * STEPS
    if scheme is Punctuation.PLAIN:
        return 0.0, least
    if "M" in (before, after) and scheme is Punctuation.QUANJIAO:
        least[DOT] = DOT_EM
    natural = 0.0
    right, left = _STEP.get(before) is not None, after == "O"
    if before == "e":
        natural -= HALF_EM
    if right and _always_half(before, scheme):
        natural, right = natural - HALF_EM, False
    if left and _always_half(after, scheme):
        natural, left = natural - HALF_EM, False
    if right and (after in _CLOSING or after == "F") or left and before in "Oq":
        natural -= HALF_EM
    elif right and left:
        natural -= HALF_EM
        least[_STEP[before]] += BETWEEN_EM
    elif right:
        least[_STEP[before]] += HALF_EM
    elif left:
        least[BRACKET] += HALF_EM
    return natural, least


def _always_half(code: str, scheme: Punctuation) -> bool:
    """半角式: every mark. 开明式: every mark but those that end a sentence (xeCJK, `kaiming`)."""
    return scheme is Punctuation.BANJIAO or scheme is Punctuation.KAIMING and code not in "SE"


def _is_word_space(before: str, after: str, spaced: bool) -> bool:
    latin = before in _LATIN + "BKDTF", after in _LATIN + "BKDT"
    return spaced and all(latin) and (before in _LATIN or after in _LATIN)


def _is_gap(before: str, after: str, spaced: bool) -> bool:
    """Between Han and a word; and wherever else beside a Han character a space was typed."""
    if before == "H" and after == "H":
        return spaced
    if before == "H":
        return after in _WORDS or spaced and after in _LATIN + "B"
    if after == "H":
        return before in _WORDS or spaced and before in _LATIN + "BF"
    return False


def _evenly(before: str, after: str, spaced: bool, natural: float) -> float:
    """May characters be spaced here (CLREQ, "Expansion", last step)?

    Not inside dashes, ellipses and Latin, not beside connectors, not before a note call; nor
    between squeezed marks, which hug each other.
    """
    if before in _FIXED or after in _FIXED or after in "FX" or before == "Y":
        return 0.0
    if before == after and before in "DT" or natural < 0:
        return 0.0
    if before in _LATIN and after in _LATIN and not spaced:
        return 0.0
    if after == "r" and not spaced or before == "q" and not spaced:
        return 0.0
    return 1.0


@lru_cache(maxsize=32)
def trims(style: LineStyle) -> Trims:
    """What line edges take off marks (GB/T 15834-2011, 5.1.10; CLREQ, "Line start and end").

    At the start of an indented paragraph an opener keeps its blank half, as CLREQ leaves free:
    all characters of the first line then stay on the grid of the measure.
    """
    scheme = style.punctuation
    if scheme is Punctuation.PLAIN:
        nothing = dict.fromkeys(CODES, 0.0)
        return Trims(nothing, nothing, nothing, nothing)
    start = {code: -HALF_EM if code == "O" else 0.0 for code in CODES}
    indented = {
        code: -HALF_EM if code == "O" and _always_half("O", scheme) else 0.0 for code in CODES
    }
    end = {code: -HALF_EM if code in "CPSEe" else 0.0 for code in CODES}
    hang = {code: -HALF_EM if style.hanging and code in "PS" else 0.0 for code in CODES}
    return Trims(*map(MappingProxyType, (start, indented, end, hang)))


class Boundaries(dict[str, Boundary]):
    """All boundaries at one type size, in points, worked out when they are first met.

    The key is the two codes; of a boundary with a typed space, with a space between them.
    """

    def __init__(self, style: LineStyle, size_pt: float) -> None:
        self.style, self.size_pt = style, size_pt

    def __missing__(self, key: str) -> Boundary:
        b = self[key] = _scaled(pair(key[0], key[-1], len(key) > 2, self.style), self.size_pt)
        return b


@lru_cache(maxsize=256)
def boundaries(style: LineStyle, size_pt: float) -> Boundaries:
    """The boundaries of a style at one type size."""
    return Boundaries(style, size_pt)


def _scaled(b: Boundary, size_pt: float) -> Boundary:
    """A boundary in points."""
    return Boundary(
        natural=b.natural * size_pt,
        least=tuple(step * size_pt for step in b.least),
        marks=b.marks * size_pt,
        gap=b.gap * size_pt,
        give=b.give * size_pt,
        word_more=b.word_more * size_pt,
        gap_more=b.gap_more * size_pt,
        more=b.more * size_pt,
        even=b.even,
        cost=b.cost,
    )
