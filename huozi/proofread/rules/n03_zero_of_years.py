"""A circle, a letter O, a nought or 零 in a year of Han figures: 二○○八年, 二OO八年.

The figure is 〇, U+3007 (GB/T 15835-2011, 5.2.5).

    ✗ 二○○八年 → 二〇〇八年
    ✗ 二OO八年 → 二〇〇八年
    ✗ 一九九○年 → 一九九〇年
    ✓ 二〇〇八年，一百零五年，三O五室，二〇〇八
"""

from huozi.proofread.patterns import matches, pattern
from huozi.proofread.values import Grade, ProofRule

_ZERO = pattern("[○OoＯ0零◯]")
_YEAR = pattern(
    "(?<![一二三四五六七八九〇○百千])(?=[一二三四五六七八九〇]{0,3}[○OoＯ0零◯])"
    "[一二三四五六七八九][一二三四五六七八九〇○OoＯ0零◯]{3}(?=年)"
)

RULE = ProofRule(
    "N03",
    Grade.WRONG,
    "GB/T 15835-2011, 5.2.5",
    fixes=True,
    of_passage=matches(_YEAR, lambda match: _ZERO.sub("〇", match[0])),
    signs=tuple("○OoＯ0零◯"),
)
