"""Figures of two kinds in one date: 2010年四月.

A date keeps to one of them (GB/T 15835-2011, 4.3).

    ✗ 2010年四月 → 2010年4月
    ✗ 5月十二日 → 5月12日
    ✓ 2010年4月，二〇一〇年四月，五四运动
"""

import re
from collections.abc import Iterator

from huozi.proofread.values import Grade, Hit, Passage, ProofRule

_HAN_FIGURES = ("一二三四五六七八九", "十")
_VALUES = {
    tens + (ones or ""): value
    for value, (tens, ones) in enumerate(
        [*((one, "") for one in "一二三四五六七八九"), ("十", "")]
        + [("十", one) for one in "一二三四五六七八九"]
        + [("二十", one) for one in ("", *"一二三四五六七八九")]
        + [("三十", ""), ("三十", "一")],
        1,
    )
}
_NUMBER = "(?:二十[一二三四五六七八九]?|三十一?|十[一二三四五六七八九]?|[一二三四五六七八九])"
_MIXED = re.compile(rf"(?:(?<=\d年)|(?<=\d月))(?P<han>{_NUMBER})(?=[月日])")


def _find(passage: Passage) -> Iterator[Hit]:
    for match in _MIXED.finditer(passage.text):
        han = match[0].strip("年月日")
        yield Hit(*match.span("han"), str(_VALUES[match["han"]])) if han else Hit(*match.span())


RULE = ProofRule("N04", Grade.WRONG, "GB/T 15835-2011, 4.3", fixes=True, of_passage=_find)
