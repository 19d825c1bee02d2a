"""The glue between two neighbours: its natural width, how far it shrinks, how far it stretches.

There is one table for each LineStyle. It follows from two facts: which half of a full-width mark is
blank, and which tokens are Latin. Widths are in em; `boundaries` gives them in points.

Squeezing (CLREQ, "Adjustment of adjacent punctuation marks"): the blank half of a mark in front of
a closing mark or behind an opening one goes; between a closing and an opening mark one of two
halves goes. Latin (CLREQ, "Mixed text"): a quarter em between Han and Latin, in which a typed
space is folded; none beside Chinese marks.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from huozi.compose.kinsoku import RELAXED_UNIT, break_penalty
from huozi.values.style import LineStyle, Punctuation

HALF_EM, QUARTER_EM = 0.5, 0.25
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

#: The room of a hyphen at the end of a line.
HYPHEN_EM = 0.35

#: The steps of reduction in the order of CLREQ ("Reduction"), which index `Boundary.shrink_steps`.
STEPS = 5
DOT, BRACKET, PAUSE, GAP, STOP = range(STEPS)

#: Marks whose right half is blank, and the step in which that half may go.
_STEP = {"C": BRACKET, "P": PAUSE, "S": STOP, "E": STOP}
#: In front of these nothing blank is kept.
_CLOSING = "CPSEepsr"
_WORDS = "WNZw"
_LATIN = "WNZwYqrQ"
_FIXED = "KVMG"  # beside these nothing is widened (CLREQ, "Expansion")

CODES = "HBIOCPSEepsMKVADTWZwNYqrQFfGX"


class Boundary(NamedTuple):
    """The glue between two tokens and the penalty of a line end there.

    Lengths are in em or, once scaled, in points.
    """

    natural: float
    shrink_steps: tuple[float, ...]  # what each step of reduction may take
    mark_shrink: float  # sum of the steps DOT, BRACKET, PAUSE
    gap_shrink: float  # step GAP
    shrink: float  # sum of all steps
    word_stretch: float  # how far a word space stretches
    gap_stretch: float  # how far a Han–Latin gap stretches
    stretch: float  # the two together
    spread: float  # its shares in the space spread over all characters; 0 where never
    penalty: float  # of ending a line here, see `kinsoku`


class Trims(NamedTuple):
    """What is cut off a token at the edge of a line, in em, by class code."""

    start: Mapping[str, float]
    indented: Mapping[str, float]  # the start of an indented first line
    end: Mapping[str, float]
    hang: Mapping[str, float]  # beyond `end`, when the mark may hang out


def pair(before: str, after: str, spaced: bool, style: LineStyle) -> Boundary:
    """The boundary between two classes; `spaced` when the manuscript has a space there."""
    natural, steps = _squeeze(before, after, style.punctuation)
    word_stretch = gap_stretch = 0.0
    if spaced and (before in _LATIN or after in _LATIN):  # a quotation mark keeps some of the blank
        steps = [max(0.0, step - WORD_EM) for step in steps]
    word_space = _is_word_space(before, after, spaced)
    # Without blanks around it an operator stands like a Han character.
    before, after = ("H" if code == "A" else code for code in (before, after))
    if word_space:
        natural, word_stretch = WORD_EM, WORD_OPEN_EM - WORD_EM
    elif _is_gap(before, after, spaced):
        natural = style.gap_em
        steps[GAP] = max(0.0, style.gap_em - GAP_LEAST_EM)
        gap_stretch = max(0.0, GAP_OPEN_EM - style.gap_em) if style.gap_em else 0.0
    return Boundary(
        natural,
        tuple(steps),
        steps[DOT] + steps[BRACKET] + steps[PAUSE],
        steps[GAP],
        sum(steps),
        word_stretch,
        gap_stretch,
        word_stretch + gap_stretch,
        GAP_SHARES if gap_stretch else _spread(before, after, spaced, natural),
        RELAXED_UNIT
        if before == "w" and not style.hyphens
        else break_penalty(before, after, spaced, style.kinsoku),
    )


def _squeeze(before: str, after: str, scheme: Punctuation) -> tuple[float, list[float]]:
    """The natural width and the steps of reduction that come from the blank halves of marks."""
    steps = [0.0] * STEPS
    if scheme is Punctuation.PLAIN:
        return 0.0, steps
    if "M" in (before, after) and scheme is Punctuation.QUANJIAO:
        steps[DOT] = DOT_EM
    natural = -QUARTER_EM * sum(_is_halved(code, scheme) for code in (before, after))
    right, left = _STEP.get(before) is not None, after == "O"
    if before == "e":
        natural -= HALF_EM
    if right and _always_half(before, scheme):
        natural, right = natural - HALF_EM, False
    if left and _always_half(after, scheme):
        natural, left = natural - HALF_EM, False
    if right and (after in _CLOSING or after in "Ff") or left and before in "Oq":
        natural -= HALF_EM
    elif right and left:
        natural -= HALF_EM
        steps[_STEP[before]] += BETWEEN_EM
    elif right:
        steps[_STEP[before]] += HALF_EM
    elif left:
        steps[BRACKET] += HALF_EM
    return natural, steps


def _always_half(code: str, scheme: Punctuation) -> bool:
    """半角式: every mark. 开明式: every mark but those that end a sentence (xeCJK, `kaiming`)."""
    return scheme is Punctuation.BANJIAO or scheme is Punctuation.KAIMING and code not in "SE"


def _is_halved(code: str, scheme: Punctuation) -> bool:
    """A centred mark loses as much on one side as on the other, or nothing (Taiwan's usage)."""
    return (
        code == "p"
        and scheme is not Punctuation.QUANJIAO
        or (code == "s" and scheme is Punctuation.BANJIAO)
    )


def _is_word_space(before: str, after: str, spaced: bool) -> bool:
    beside = before in _LATIN + "BKVADTFf", after in _LATIN + "BKVADT"
    return spaced and all(beside) and (before in _LATIN + "A" or after in _LATIN + "A")


def _is_gap(before: str, after: str, spaced: bool) -> bool:
    """Between Han and a word; and wherever else beside a Han character a space was typed."""
    if before == "H" and after == "H":
        return spaced
    if before == "H":
        return after in _WORDS or spaced and after in _LATIN + "BKV"
    if after == "H":
        return before in _WORDS or spaced and before in _LATIN + "BKVFf"
    return False


def _spread(before: str, after: str, spaced: bool, natural: float) -> float:
    """The share of a boundary when characters are spaced (CLREQ, "Expansion", last step).

    It is 0, never, inside dashes, ellipses and Latin, beside connectors, before a note call, and
    between squeezed marks, which stand close; elsewhere 1.
    """
    if before in _FIXED or after in _FIXED or after in "FfX" or before == "Y":
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
    """What the edges of lines cut off marks (GB/T 15834-2011, 5.1.10; CLREQ, "Line start and end").

    At the start of an indented paragraph an opener keeps its blank half, as CLREQ leaves free:
    all characters of the first line then stay on the grid of the measure.
    """
    scheme = style.punctuation
    if scheme is Punctuation.PLAIN:
        nothing = dict.fromkeys(CODES, 0.0)
        return Trims(nothing, nothing, nothing | {"w": HYPHEN_EM}, nothing)
    start = {code: -HALF_EM if code == "O" else 0.0 for code in CODES}
    indented = {
        code: -HALF_EM if code == "O" and _always_half("O", scheme) else 0.0 for code in CODES
    }
    end = {code: -HALF_EM if code in "CPSEe" else 0.0 for code in CODES}
    end["w"] = HYPHEN_EM
    end |= {code: -QUARTER_EM for code in "ps" if _is_halved(code, scheme)}
    hang = {code: -HALF_EM if style.hanging and code in "PS" else 0.0 for code in CODES}
    return Trims(*map(MappingProxyType, (start, indented, end, hang)))


class Boundaries(dict[str, Boundary]):
    """All boundaries at one type size, in points. Each is worked out when it is first looked up.

    The key is the two class codes. A boundary with a typed space has a space between them.
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
        shrink_steps=tuple(step * size_pt for step in b.shrink_steps),
        mark_shrink=b.mark_shrink * size_pt,
        gap_shrink=b.gap_shrink * size_pt,
        shrink=b.shrink * size_pt,
        word_stretch=b.word_stretch * size_pt,
        gap_stretch=b.gap_stretch * size_pt,
        stretch=b.stretch * size_pt,
        spread=b.spread,
        penalty=b.penalty,
    )
