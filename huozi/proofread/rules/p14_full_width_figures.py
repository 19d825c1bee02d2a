"""Full-width figures and letters: ２００８年.

Arabic figures and Latin letters are half-width in print (GB/T 15835-2011, 5.1).

    ✗ ２００８年，ＡＢＣ → 2008年，ABC
    ✓ 2008年，ABC，〇
"""

import unicodedata
from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, Passage, ProofRule

_FULL = pattern("[０-９Ａ-Ｚａ-ｚ％]+(?:．[０-９]+)*")


def _find(passage: Passage) -> Iterator[Hit]:
    for match in _FULL.finditer(passage.text):
        yield Hit(*match.span(), unicodedata.normalize("NFKC", match[0]))


RULE = ProofRule("P14", Grade.WRONG, "GB/T 15835-2011, 5.1", fixes=True, of_passage=_find)
