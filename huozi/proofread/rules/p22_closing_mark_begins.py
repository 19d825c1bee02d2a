"""A paragraph that begins with a closing mark: it was cut at the wrong place.

None stands at a beginning (GB/T 15834-2011, 5.1.2).

    ✗ 。他走了。
    ✗ ）已印发。
    ✓ （已印发。）
    ✓ ——他说
"""

from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, Passage, ProofRule

_CLOSING = pattern("[，。、；：！？）》”’】〉〕]+")


def _find(passage: Passage) -> Iterator[Hit]:
    if match := _CLOSING.match(passage.text):
        yield Hit(*match.span())


RULE = ProofRule("P22", Grade.WRONG, "GB/T 15834-2011, 5.1.2", of_passage=_find)
