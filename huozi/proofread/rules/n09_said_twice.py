"""What is said twice in a number or a phrase: 约20人左右, 超过30个以上, 涉及到.

One of the two says it (GB/T 15835-2011, 5.3, 概数).

    ✗ 约20人左右
    ✗ 超过30%以上
    ✗ 近100多户
    ✓ 约20人，20人左右，超过30%，非经批准不可，约定左右两侧
"""

from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, Passage, ProofRule

_NUMBER = (
    "[0-9一二三四五六七八九十百千万亿.]+[%％]?[多余]?(?:[名个人元万亿户年天次家亩吨岁份]|公里)*"
)
_TWICE = pattern(
    rf"(?:大约|约有?|近|将近|接近){_NUMBER}(?:左右|上下|之多)"
    rf"|(?:超过|高于|至少){_NUMBER}以上|(?:低于|不足|至多|最多){_NUMBER}以下"
    r"|(?:大约|约|近|将近|接近)[0-9一二三四五六七八九十百千万]+[多余](?=[名个人元万户年天次家亩吨岁])"
    "|凯旋归来|悬殊很大|原因是由于|免费赠送"
)


def _find(passage: Passage) -> Iterator[Hit]:
    return (Hit(*match.span(), of=match[0]) for match in _TWICE.finditer(passage.text))


RULE = ProofRule("N09", Grade.DOUBT, "GB/T 15835-2011, 5.3", fit=False, of_passage=_find)
