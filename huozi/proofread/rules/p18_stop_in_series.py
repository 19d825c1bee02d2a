"""A full stop within one member of a series whose members end with ； : 一是…。…；二是…

What parts the members must weigh more than what stands in them (GB/T 15834-2011, 4.6.3).

    ✗ 一是学习。要认真；二是工作。
    ✓ 一是学习，要认真；二是工作。
    ✓ 学习要认真。一是读；二是写。
"""

from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, Passage, ProofRule

_SERIES = pattern("一是[^；。]{1,200}(?P<stop>。)[^；]{1,200}；二是")


def _find(passage: Passage) -> Iterator[Hit]:
    for match in _SERIES.finditer(passage.text):
        yield Hit(*match.span("stop"))


RULE = ProofRule("P18", Grade.DOUBT, "GB/T 15834-2011, 4.6", of_passage=_find, signs=("一是",))
