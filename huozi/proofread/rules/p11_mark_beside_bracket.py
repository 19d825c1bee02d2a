"""A mark right behind an opening bracket, or a comma right before a closing one.

Neither stands there (GB/T 15834-2011, 5.1.2: closing marks never open, pauses belong outside).
（？） doubts a word, and speech that is broken off has its comma inside: “不，”他说，“走！”

    ✗ （，下同）
    ✗ 讲“学习，”，讲“工作、”。
    ✗ 《办法、》
    ✓ （下同），他说：“学习！”
    ✓ “……他说”
    ✓ “不，”他说，“走！”这是最高的理想（？）了。
    ✓ 生卒年（？—1931）不详，用“，”号，不用“、”号。
    ✓ 引言修改为：“现规定如下：”
"""

from huozi.proofread.patterns import matches, pattern
from huozi.proofread.values import Grade, ProofRule

_BESIDE = pattern(
    "[（《“‘〈【〔][，。、；：]+(?![”’])|(?<![，、；：])[，、；：]+[）》〉】]"
    "|(?<=[^“‘、；])[、；]+[”’]|(?<=[^“‘])，[”’](?=[，。、；：])"
)

RULE = ProofRule("P11", Grade.DOUBT, "GB/T 15834-2011, 5.1", of_passage=matches(_BESIDE))
