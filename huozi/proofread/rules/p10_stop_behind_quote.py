"""A full stop before a closing quotation mark, and a mark behind it: 。”。

A whole sentence keeps its own mark inside, and none follows (GB/T 15834-2011, appendix B.2.3).

    ✗ 他说：“好。”。 → 他说：“好。”
    ✗ 他问：“走吗？”。 → 他问：“走吗？”
    ✓ 他说：“好。”她也说：“好！”
"""

from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, Passage, ProofRule

_TWO = pattern(r"[。！？][”’]。")


def _find(passage: Passage) -> Iterator[Hit]:
    for match in _TWO.finditer(passage.text):
        yield Hit(match.start() + 2, match.end(), "")


RULE = ProofRule(
    "P10",
    Grade.DOUBT,
    "GB/T 15834-2011, 4.8.3.2",
    fixes=True,
    of_passage=_find,
    signs=("”。", "’。"),
)
