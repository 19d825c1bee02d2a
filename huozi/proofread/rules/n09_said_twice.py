"""What is said twice in a number or a phrase: 约20人左右, 超过30个以上, 下午15时, 各位领导们.

One of the two says it (GB/T 15835-2011, 5.3, 概数).

    ✗ 约20人左右
    ✗ 超过30%以上
    ✗ 近100多户
    ✗ 面积约为500平方米左右
    ✗ 尊敬的各位领导们
    ✗ 下午15时开会
    ✓ 各位同志，下午3时，15时
    ✓ 约20人，20人左右，超过30%，非经批准不可，约定左右两侧
"""

from huozi.proofread.patterns import matches, pattern
from huozi.proofread.values import Grade, ProofRule
from huozi.values.script import COMMON_HAN

_NUMBER = (
    "[0-9一二三四五六七八九十百千万亿.]{1,24}[%％]?[多余]?"
    "(?:[名个人元万亿户年天次家亩吨岁份]|公里|平方米){0,4}"
)
_TWICE = pattern(
    rf"(?:大约|约[有为]?|近|将近|接近){_NUMBER}(?:左右|上下|之多)"
    rf"|(?:超过|高于|至少){_NUMBER}以上|(?:低于|不足|至多|最多){_NUMBER}以下"
    r"|(?:大约|约|近|将近|接近)[0-9一二三四五六七八九十百千万]{1,24}[多余](?=[名个人元万户年天次家亩吨岁])"
    "|凯旋归来|悬殊很大|原因是由于|免费赠送"
    rf"|(?:各位|诸位)[{COMMON_HAN}]{{1,4}}们|(?:下午|晚上|傍晚)(?:1[3-9]|2[0-3])[时点]"
)

RULE = ProofRule("N09", Grade.DOUBT, "GB/T 15835-2011, 5.3", of_passage=matches(_TWICE, named=True))
