"""The dot between the parts of a name: 卡尔.马克思, 卡尔•马克思.

It is · , U+00B7 (GB/T 15834-2011, 4.14).

    ✗ 卡尔.马克思 → 卡尔·马克思
    ✗ 弗里德里希•恩格斯 → 弗里德里希·恩格斯
    ✓ 卡尔·马克思，图1.甲乙
"""

from huozi.proofread.patterns import matches, pattern
from huozi.proofread.values import Grade, ProofRule
from huozi.values.script import HAN

_DOT = pattern(rf"(?<=[{HAN}]{{2}})[.•・‧﹒](?=[{HAN}]{{2}})")

RULE = ProofRule(
    "P17",
    Grade.WRONG,
    "GB/T 15834-2011, 4.14",
    fixes=True,
    of_passage=matches(_DOT, "·"),
    signs=(".", "•", "・", "‧", "﹒"),
)
