"""The penalty of a line end between two tokens (禁则).

Penalties are on the scale of `huozi.compose.weights`, where half an em spread over a line of 29
characters has a badness of 4. A boundary with a penalty of RELAXED or more is closed: a line ends
there only where no setting keeps all rules, and each such line is reported.
"""

from math import inf

from huozi.values.style import Kinsoku

#: Closed, but still better than a word sticking out of the measure.
RELAXED = 1e5
#: The same, for the inside of words, numbers and units.
RELAXED_UNIT = 2e5

#: CLREQ, "Prohibition rules for line start", basic; GB/T 15834-2011, 5.1.1–5.1.3, 5.1.7–5.1.9.
NO_START = "CPSEepsMKVrFf"
#: Strict adds dashes and ellipses.
NO_START_STRICT = NO_START + "DT"
#: CLREQ, "line end"; GB/T 15834-2011, 5.1.9 adds the solidus, custom the currency prefix.
NO_END = "OqVY"

_UNSPACED = "WNZwYqrQ"

#: Basic rules allow a line to start with a dash or an ellipsis; it is still not pretty.
DASH_START = 15.0
ELLIPSIS_START = 60.0
#: Within a range or a hyphenated name; within a URL.
AFTER_CONNECTOR = 12.0
AFTER_PIECE = 8.0
#: Within a word, between syllables: about what a line costs that is spaced by 0.04 em.
HYPHEN = 50.0
#: A fixed space is better left at the line's end.
BEFORE_SPACE = 5.0


def break_penalty(before: str, after: str, spaced: bool, kinsoku: Kinsoku) -> float:
    """The penalty of a line end between two classes."""
    if before == "G" or after == "G":
        return inf
    if after in (NO_START_STRICT if kinsoku is Kinsoku.STRICT else NO_START):
        return RELAXED_UNIT if after in "Ff" or before in "NW" and after == "r" else RELAXED
    if before in NO_END:
        return RELAXED
    if before == after and before in "DT":
        return RELAXED
    if before in _UNSPACED and after in _UNSPACED and not spaced:
        return {"Z": AFTER_PIECE, "w": HYPHEN}.get(before, RELAXED_UNIT)
    if before == "K":
        return AFTER_CONNECTOR if after in _UNSPACED and not spaced else 0.0
    return {"D": DASH_START, "T": ELLIPSIS_START, "I": BEFORE_SPACE}.get(after, 0.0)


def fault_code(before: str, after: str, kinsoku: Kinsoku) -> str:
    """The rule that a line end at a closed boundary breaks."""
    if after in (NO_START_STRICT if kinsoku is Kinsoku.STRICT else NO_START):
        return "forbidden-start"
    if before in NO_END:
        return "forbidden-end"
    return "broken-word" if before in "WZ" and after in "WZ" else "broken-unit"
