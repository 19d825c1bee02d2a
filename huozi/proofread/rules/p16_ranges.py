"""Ranges with a hyphen or a dash before a unit, and per cents said once: 20-30人, 20%-30%.

Between figures with units print has ～ (GB/T 15834-2011, 4.13.3.3); - joins numbers of things.

    ✗ 约20-30人 → 约20～30人
    ✗ 占20%-30% → 占20%～30%
    ✗ 加热到60-70℃ → 加热到60～70℃
    ✓ 约20～30人，电话010-12345678，2004-2008年
    ✓ 第3-5期
"""

from huozi.proofread.patterns import matches, pattern
from huozi.proofread.values import Grade, ProofRule

_RANGE = pattern(
    r"(?<![\d第-])\d+(?:\.\d+)?[%％]?(?P<sign>[-－—])(?=\d+(?:\.\d+)?"
    "(?:[%％元人户个万亿岁天米亩吨倍名]|公里|公斤|千[米克]|[毫厘]米|平方米|立方米|分钟|小时|℃))"
)

RULE = ProofRule(
    "P16",
    Grade.DOUBT,
    "GB/T 15834-2011, 4.13.3; GB/T 15835-2011, 5.1.7",
    fixes=True,
    of_passage=matches(_RANGE, "～", "sign"),
    signs=("-", "－", "—"),
)
