"""A particle or another small word typed twice: 的的, 和和, 是是.

Two may meet where one word ends and another begins: 目的的, 到了了解. So both have to be left over
by the words on either side.

    ✗ 这是我们的的责任。 → 这是我们的责任。
    ✗ 学习和和工作都重要。 → 学习和工作都重要。
    ✗ 这一点是是清楚的。 → 这一点是清楚的。
    ✓ 目的的实现，到了了解情况的时候，参与与否，天天向上，等等。
    ✓ 对于由由甲承担的部分，会会长
    ✓ 为为首的人
"""

import re
from collections.abc import Iterator

from huozi.proofread.values import Grade, Hit, Passage, ProofRule
from huozi.read.segment import is_word

_TWICE = re.compile(r"(?<![的了是在和与为对把被将及而且但或就也都该其])([的了是在和与对把被将及而且但或就也都该其])\1(?!\1)")
_LONGEST = 4


def _taken(text: str, at: int) -> bool:
    """Whether the first of two belongs to the word before, or the second to the one behind."""
    before = any(is_word(text[max(0, at + 1 - n) : at + 1]) for n in range(2, _LONGEST + 1))
    behind = any(is_word(text[at + 1 : at + 1 + n]) for n in range(2, _LONGEST + 1))
    return before or behind


def _find(passage: Passage) -> Iterator[Hit]:
    for match in _TWICE.finditer(passage.text):
        if not _taken(passage.text, match.start()):
            yield Hit(*match.span(), match[1], match[0])


RULE = ProofRule("W01", Grade.WRONG, "GB/T 34953-2017", fixes=True, of_passage=_find)
