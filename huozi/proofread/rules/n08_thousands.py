"""Thousands parted by a full-width comma, or by one where two figures follow: 3，500 and 1,00.

(GB/T 15835-2011, 5.1.3: groups of three.)

    ✗ 共3，500元 → 共3,500元
    ✗ 共1,00元
    ✓ 共3,500元，2008，第3，4条
"""

from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, Passage, ProofRule

_FULL = pattern(r"(?<!\d)\d{1,3}(?P<comma>，)\d{3}(?=[元人户个名万亩米吨])")
_SHORT = pattern(r"(?<![\d,])\d{1,3},\d{2}(?=[元人户个名万亩米吨])")


def _find(passage: Passage) -> Iterator[Hit]:
    for match in _FULL.finditer(passage.text):
        yield Hit(match.start("comma"), match.end("comma"), ",")
    for match in _SHORT.finditer(passage.text):
        yield Hit(*match.span())


RULE = ProofRule(
    "N08",
    Grade.DOUBT,
    "GB/T 15835-2011, 5.1.3",
    fixes=True,
    of_passage=_find,
    signs=tuple("0123456789"),
)
