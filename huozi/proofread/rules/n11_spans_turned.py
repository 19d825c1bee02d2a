"""A span of years that ends before it begins: 2018年6月至2017年9月.

One of the two was typed wrong (GB/T 7408-2005, 5.5).

    ✗ 2018年6月至2017年9月任县长
    ✗ 2009—2006年
    ✓ 2017年6月至2018年9月，2018年至2018年，由2018年的5%降到2017年的3%
"""

from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, Passage, ProofRule

_SPAN = pattern(
    r"(?<!\d)([12]\d{3})(?:年(?:\d{1,2}月(?:\d{1,2}日)?)?)?(?:至|到|—|～|-)([12]\d{3})年"
)


def _find(passage: Passage) -> Iterator[Hit]:
    for match in _SPAN.finditer(passage.text):
        if match[1] > match[2]:
            yield Hit(*match.span())


RULE = ProofRule(
    "N11",
    Grade.DOUBT,
    "GB/T 7408-2005",
    of_passage=_find,
    signs=tuple(f"{sign}{figure}" for sign in "至到—～-" for figure in "12"),
)
