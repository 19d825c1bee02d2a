"""A full stop within one member of a series whose members end with ； : 一是…。…；二是…

What parts the members must weigh more than what stands in them (GB/T 15834-2011, 4.6.3).

    ✗ 一是学习。要认真；二是工作。
    ✓ 一是学习，要认真；二是工作。
    ✓ 学习要认真。一是读；二是写。
"""

from huozi.proofread.patterns import matches, pattern
from huozi.proofread.values import Grade, ProofRule

_SERIES = pattern("一是[^；。]{1,200}(?P<stop>。)[^；]{1,200}；二是")

RULE = ProofRule(
    "P18",
    Grade.DOUBT,
    "GB/T 15834-2011, 4.6",
    of_passage=matches(_SERIES, group="stop"),
    signs=("一是",),
)
