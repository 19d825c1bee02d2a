"""A level that was skipped: 1. right below 一、.

The order is 一、（一）1.（1） (GB/T 9704-2012, 7.3.3); where two levels are enough, 一、 and 1. are
usual in other texts.

    ✗ 一、学习¶1.读¶2.写
    ✓ 一、学习¶（一）读¶1.书¶2.报
"""

from collections.abc import Iterator

from huozi.proofread.numbering import ORDER, heads
from huozi.proofread.values import Grade, Hit, ProofRule, Volume

_LEVELS = ORDER[ORDER.index("一、") :]
_FIRST = 1


def _find(volume: Volume) -> Iterator[tuple[int, Hit]]:
    for one in heads(volume):
        if one.value != _FIRST or one.form not in _LEVELS or one.above not in _LEVELS:
            continue
        if _LEVELS.index(one.form) - _LEVELS.index(one.above) > 1:
            yield one.passage, Hit(one.start, one.stop, of=f"{one.above}→{one.form}")


RULE = ProofRule("S02", Grade.ADVICE, "GB/T 9704-2012, 7.3.3", fit=False, of_volume=_find)
