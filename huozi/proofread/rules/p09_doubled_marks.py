"""Two marks where one stands: ，， 、， ，。 。；

No two of them follow one another; ？！ and ！！ may (GB/T 15834-2011, 4.2.3.3, 4.3.3).

    ✗ 一是学，，二是做。
    ✗ 学习、，工作。
    ✗ 做完了，。
    ✗ 怎么办？。
    ✓ 当真？！好！！！
    ✓ 他说：“好。”，这才走。
"""

from huozi.proofread.patterns import matches, pattern
from huozi.proofread.values import Grade, ProofRule

_TWO = pattern(
    r"[，、；：](?:[，、；：。！？])+|。(?=[，、；：！？])[，、；：！？]+|(?<![！？])[！？]+[，、；：。]+"
)

RULE = ProofRule("P09", Grade.WRONG, "GB/T 15834-2011, 5.1", of_passage=matches(_TWO))
