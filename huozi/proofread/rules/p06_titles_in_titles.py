"""A title in a title: 《…《…》…》.

The inner one stands in 〈 〉 (GB/T 15834-2011, 4.15.3.4).

    ✗ 《关于印发《试行办法》的通知》 → 《关于印发〈试行办法〉的通知》
    ✓ 《关于印发〈试行办法〉的通知》和《意见》
"""

from collections.abc import Iterator

from huozi.proofread.pairs import nested
from huozi.proofread.values import Grade, Hit, Passage, ProofRule


def _find(passage: Passage) -> Iterator[Hit]:
    for start, stop in nested(passage.text, "《", "《"):
        yield Hit(start, start + 1, "〈")
        yield Hit(stop - 1, stop, "〉")


RULE = ProofRule(
    "P06", Grade.WRONG, "GB/T 15834-2011, 4.15.3.4", fixes=True, of_passage=_find, signs=("《",)
)
