"""Letters that a scan read for figures: 2O08年, 1l个.

O, o, l and I stand for 0 and 1 where figures stand on both sides, or a figure before and a unit
behind.

    ✗ 2O08年 → 2008年
    ✗ 共1l个村 → 共11个村
    ✗ 共l5人 → 共15人
    ✓ 3OS，H2O，I7，10l水，A2I，COVID-19
"""

from huozi.proofread.patterns import matches, pattern
from huozi.proofread.values import Grade, ProofRule

_RIGHT = str.maketrans("Ool", "001") | {ord("I"): "1"}
_UNIT = "[年月日个人元万户名条章家]"
_LETTER = pattern(rf"(?<![A-Za-z\d.])(?:\d+[OolI]+(?=\d+(?![A-Za-z])|{_UNIT})|[lI]\d+(?={_UNIT}))")

RULE = ProofRule(
    "W11",
    Grade.DOUBT,
    "GB/T 15835-2011, 5.1",
    fixes=True,
    of_passage=matches(_LETTER, lambda match: match[0].translate(_RIGHT), named=True),
    signs=tuple("OolI"),
)
