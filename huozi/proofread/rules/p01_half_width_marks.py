"""Half-width , ; : ! ? beside Han are typed by a keyboard that was left in English.

Print knows the full-width forms alone (GB/T 15834-2011, 5.1.2). Between figures, in Latin text, in
addresses and in code the half-width ones are right.

    ✗ 他说,好。 → 他说，好。
    ✗ 当真?是的。 → 当真？是的。
    ✗ 时间:上午 → 时间：上午
    ✓ 共3,500元，9:30开会。
    ✓ 见http://a.cn/甲?乙，不必记。
    ✓ 他说OK, fine就走了。
"""

from huozi.proofread.patterns import matches, pattern
from huozi.proofread.values import Grade, ProofRule
from huozi.values.script import HAN

_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_BESIDE = pattern(rf"(?<=[{HAN}）》”’])[,;:!?]|[,;:!?](?=[{HAN}（《“‘])")

RULE = ProofRule(
    "P01",
    Grade.WRONG,
    "GB/T 15834-2011, 5.1.2",
    fixes=True,
    of_passage=matches(_BESIDE, lambda match: _FULL[match[0]]),
    signs=tuple(_FULL),
)
