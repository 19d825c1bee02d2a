"""Full-width figures and letters: ２００８年.

Arabic figures and Latin letters are half-width in print (GB/T 15835-2011, 5.1).

    ✗ ２００８年，ＡＢＣ → 2008年，ABC
    ✓ 2008年，ABC，〇
"""

import unicodedata

from huozi.proofread.patterns import matches, pattern
from huozi.proofread.values import Grade, ProofRule

_FULL = pattern("[０-９Ａ-Ｚａ-ｚ％]+(?:．[０-９]+)*")

RULE = ProofRule(
    "P14",
    Grade.WRONG,
    "GB/T 15835-2011, 5.1",
    fixes=True,
    of_passage=matches(_FULL, lambda match: unicodedata.normalize("NFKC", match[0])),
)
