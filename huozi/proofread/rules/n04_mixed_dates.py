"""Figures of two kinds in one date or number: 2010年四月, 三十5个, 1万5千.

Either keeps to one of them (GB/T 15835-2011, 4.3); behind Arabic figures 万 and 亿 may stand, and
nothing more.

    ✗ 2010年四月 → 2010年4月
    ✗ 5月十二日 → 5月12日
    ✗ 二〇〇八年5月 → 2008年5月
    ✗ 共有三十5个村
    ✗ 花费1万5千元
    ✓ 1.5万元，3千克，1万5千米
    ✓ 2010年4月，二〇一〇年四月，五四运动
"""

from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, Passage, ProofRule

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
_MIXED = pattern(rf"(?:(?<=\d年)|(?<=\d月))(?P<han>{_NUMBER})(?=[月日])")


_YEAR = pattern(r"(?<![一二三四五六七八九〇])[一二][〇一二三四五六七八九]{3}(?=年\d{1,2}月)")
_FIGURES = str.maketrans("〇一二三四五六七八九", "0123456789")


_NUMBERS = pattern(
    "[一二三四五六七八九][十百千][0-9]+(?![0-9.])|[0-9][万亿][0-9]+[千百](?![克米瓦卡帕赫])"
)


def _find(passage: Passage) -> Iterator[Hit]:
    for match in _MIXED.finditer(passage.text):
        yield Hit(*match.span("han"), str(_VALUES[match["han"]]))
    for match in _YEAR.finditer(passage.text):
        yield Hit(*match.span(), match[0].translate(_FIGURES))
    yield from (Hit(*match.span()) for match in _NUMBERS.finditer(passage.text))


RULE = ProofRule(
    "N04",
    Grade.WRONG,
    "GB/T 15835-2011, 4.3",
    fixes=True,
    of_passage=_find,
    signs=("年", "月", *(f"{unit}{figure}" for unit in "十百千万亿" for figure in "123456789")),
)
