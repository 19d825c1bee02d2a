"""Double quotation marks right inside double ones, or single ones that stand in none.

Outer quotations have “ ”, inner ones ‘ ’, and so on in turn (GB/T 15834-2011, 4.8.3.3).

    ✗ 他说：“这叫“三强”工程。” → 他说：“这叫‘三强’工程。”
    ✗ 所谓‘三强’，是说人。 → 所谓“三强”，是说人。
    ✓ 他说：“这叫‘三强’工程。”又说：“好。”
"""

from collections.abc import Iterator

from huozi.proofread.pairs import nested, outermost
from huozi.proofread.values import Grade, Hit, Passage, ProofRule


def _find(passage: Passage) -> Iterator[Hit]:
    for start, stop in nested(passage.text, "“", "“"):
        yield Hit(start, start + 1, "‘")
        yield Hit(stop - 1, stop, "’")
    for start, stop in outermost(passage.text, "‘"):
        yield Hit(start, start + 1, "“")
        yield Hit(stop - 1, stop, "”")


RULE = ProofRule("P05", Grade.WRONG, "GB/T 15834-2011, 4.8.3.3", fixes=True, of_passage=_find)
