"""The mark behind a number: （一）、 or 一. for （一） and 一、; 首先、 for 首先，

Brackets say enough, 一 has 、, and 首先 or 第一 in a sentence has ， (GB/T 15834-2011, 4.5.3.6;
GB/T 9704-2012, 7.3.3).

    ✗ （一）、加强领导 → （一）加强领导
    ✗ 一.加强领导 → 一、加强领导
    ✗ 一，加强领导 → 一、加强领导
    ✗ 首先、要学习。 → 首先，要学习。
    ✓ （一）加强领导。第一，学习。1.做法
    ✓ 一、加强领导
"""

from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, Passage, ProofRule
from huozi.values.script import HAN

_BRACKETED = pattern("（[一二三四五六七八九十0-9]{1,3}）、")
_NUMBERED = pattern(rf"[一二三四五六七八九十]{{1,3}}[.．,，](?=[{HAN}])")
_ORDINAL = pattern("(?:首先|其次|再次|最后|第[一二三四五六七八九十])、")
#: Behind these a clause begins.
_ENDS = "。；："


def _find(passage: Passage) -> Iterator[Hit]:
    text = passage.text
    for head, instead in ((_BRACKETED, ""), (_NUMBERED, "、")):
        if match := head.match(text):
            yield Hit(match.end() - 1, match.end(), instead)
    for match in _ORDINAL.finditer(text):
        if not match.start() or text[match.start() - 1] in _ENDS:
            yield Hit(match.end() - 1, match.end(), "，")


RULE = ProofRule(
    "P13",
    Grade.DOUBT,
    "GB/T 15834-2011, 4.5.3.6; GB/T 9704-2012, 7.3.3",
    fixes=True,
    of_passage=_find,
    signs=("、", ".", "．", ",", "，"),
)
