"""A character for one that sounds or looks like it, so that no word stands there: 因当, 强制错施.

Whoever types takes the wrong one of the characters of a syllable; a scan takes one for another.
Where the word that is meant makes its clause very much likelier, it is told, unless the same stands
in the book again, as a term or a name would. Where less speaks for it, the book has to: the word
that is meant stands there again and again. What is a word as it stands is not looked at.

    ✗ 加强环镜保护。
    ✗ 全区杜会事业发展
    ✗ 必须实事求事地总结。
    ✓ 加强环境保护，全区社会事业发展，必须实事求是，当权力成为权利。
    ✓ 把结点压入当栈。¶当栈为空时返回。
"""

from collections.abc import Iterator

from huozi.proofread.slips import hits, probable
from huozi.proofread.values import Grade, Hit, Passage, ProofRule


def _find(passage: Passage) -> Iterator[Hit]:
    return hits(passage.text)


RULE = ProofRule(
    "W22",
    Grade.DOUBT,
    "国家通用语言文字法, 第十一条",
    of_passage=_find,
    confirms=probable,
    yields_to=("W03", "W04", "W05", "W12"),
)
