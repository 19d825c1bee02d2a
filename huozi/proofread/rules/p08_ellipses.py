"""Ellipses made of full stops, of one sign or of three dots.

The ellipsis of Chinese is ……, six dots in two cells (GB/T 15834-2011, 4.11); 等 after it says the
same once more (4.11.3.3).

    ✗ 他说... → 他说……
    ✗ 他走了。。。 → 他走了……
    ✗ 他想…算了。 → 他想……算了。
    ✗ 苹果、梨……等 → 苹果、梨等
    ✓ 他说……算了。
    ✓ ………………他没有再说。
    ✓ 见1...9
"""

from huozi.proofread.patterns import matches, pattern
from huozi.proofread.values import Grade, ProofRule
from huozi.values.script import HAN

_FORM = pattern(
    rf"(?<=[{HAN}，。；：！？、”》）])(?:\.{{3,}}|。{{2,}}|⋯+|(?<!…)…(?!…))|……等(?=[，。、；]|$)"
)

RULE = ProofRule(
    "P08",
    Grade.WRONG,
    "GB/T 15834-2011, 4.11",
    fixes=True,
    of_passage=matches(_FORM, lambda match: "等" if match[0].endswith("等") else "……"),
    signs=("..", "。。", "⋯", "…"),
)
