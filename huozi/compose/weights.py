"""Badness and penalties of lines: the one place where taste is put into numbers.

The scale is that of a line stretched by 0.018 em per character: half an em over 28 gaps, which just
cannot be seen.
"""

from msgspec import Struct
from msgspec.structs import replace

from huozi.values.style import Prefer


class Weights(Struct, frozen=True):
    """The weights of one way of adjusting lines (CLREQ, "Line adjustment": push-in, push-out)."""

    stretch: float  # characters spaced by 0.018 em; grows with the cube
    squeeze: float  # any squeezing at all
    squeeze_full: float  # marks squeezed as far as they go; grows with the square
    gap_squeeze: float = 5.0  # Han–Latin gaps narrowed
    stop_squeeze: float = 40.0  # 。！？ squeezed, which many houses forbid
    gap_stretch: float = 1.5  # Han–Latin gaps and word spaces opened as far as they go
    line: float = 1.0  # every line


_PUSH_OUT = Weights(stretch=4.0, squeeze=4.0, squeeze_full=5.0)
_PUSH_IN = Weights(stretch=8.0, squeeze=1.0, squeeze_full=2.0, gap_squeeze=4.0)
WEIGHTS = {
    Prefer.PUSH_OUT: _PUSH_OUT,
    Prefer.BALANCED: Weights(stretch=5.0, squeeze=3.0, squeeze_full=4.0),
    Prefer.PUSH_IN: _PUSH_IN,
    Prefer.ONE_MORE: replace(_PUSH_OUT, line=-600.0),
    Prefer.ONE_LESS: replace(_PUSH_IN, line=600.0),
}

#: Stretch per character that just cannot be seen, in em.
UNSEEN_EM = 0.018
#: Beyond this a line is loose, and reported.
LOOSE_EM = 0.10
LOOSE = 500.0
#: A line is never spaced further than this; it is left short instead, and reported.
MOST_EM = 0.25
SHORT, SHORT_PER_EM = 25_000.0, 50.0
#: A last line of one character (CLREQ, "Widows and orphans": 单字不成行); of two.
RUNT = 10_000.0
NEAR_RUNT = 40.0
#: A line that sticks out of the measure: worse than any number of words that are divided.
OVERFULL, OVERFULL_PER_EM = 1e8, 1e6
#: In lines that are not justified: every line, and the white at its end (em, squared).
RAGGED_LINE, RAGGED_WHITE, RAGGED_SQUEEZE = 10.0, 0.2, 30.0
#: Lines that cost less break no rule: where there is one, no much looser one is looked for.
FAULTY = 500.0

#: A number parted from its counter word or its label.
COUNTER = 1300.0
#: A document number parted from the characters of its issuer.
PREFIX = 60.0
