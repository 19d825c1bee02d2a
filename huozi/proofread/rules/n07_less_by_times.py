"""Less by so many times: 降低了2倍.

What is less by one time is nothing; it is 降低了一半 or 降到三分之一.

    ✗ 成本降低了2倍
    ✗ 人数减少三倍
    ✓ 成本降低了20%，增加了2倍
"""

from huozi.proofread.patterns import matches, pattern
from huozi.proofread.values import Grade, ProofRule

_LESS = pattern(
    r"(?:减少|降低|下降|缩小|缩短|减轻)(?:了|到|为)?[\d一二三四五六七八九十几两]+(?:\.\d+)?倍"
)

RULE = ProofRule("N07", Grade.DOUBT, "GB/T 15835-2011", of_passage=matches(_LESS), signs=("倍",))
