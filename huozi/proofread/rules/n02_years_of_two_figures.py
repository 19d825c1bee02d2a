"""A year of two figures: 08年.

Years are written whole (GB/T 15835-2011, 5.1.4).

    ✗ 08年以来，发展很快。
    ✗ 到98年底，已有3个。
    ✓ 2008年以来，50年代，20年来，第08年度，用了98年时间
"""

from huozi.proofread.patterns import matches, pattern
from huozi.proofread.values import Grade, ProofRule

_YEAR = pattern(
    r"(?<![\d－—\-～~.第、至到共过用约近])(?:0\d|[6-9]\d)年"
    r"(?![代来间前后内之上期龄多余的度]|时间|以[前后内上])|(?:到|自从?|从)(?:0\d|[6-9]\d)年(?=[底初末])"
)

RULE = ProofRule(
    "N02",
    Grade.DOUBT,
    "GB/T 15835-2011, 5.1.4.1",
    of_passage=matches(_YEAR),
    signs=tuple(f"{figure}年" for figure in "0123456789"),
)
