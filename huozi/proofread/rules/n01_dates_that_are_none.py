"""A date or a time that no calendar has: 2月30日, 13月, 25时.

A year that nobody names may be a leap year.

    ✗ 2009年2月29日
    ✗ 13月5日
    ✗ 8时75分
    ✗ 9月31号
    ✗ 一九九八年十三月
    ✗ 六月三十一日
    ✓ 2008年2月29日24时00分，12月31日
    ✓ 4月份，12时30分，十二月三十一日，二十二月刊
"""

from calendar import monthrange
from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, Passage, ProofRule

_LEAP = 2000  # a year that nobody names may be a leap year
_DATE = pattern(r"(?:(?<!\d)([1-9]\d{3})年)?(?<!\d)(\d{1,2})月(\d{1,2})[日号]")
_TIME = pattern(r"(?<![\d.:：])(\d{1,2})[时点](\d{1,2})分(?![之钟])")
#: The same in Han.
_NONE = pattern(
    "(?<=年)十[三四五六七八九]月|[一二三四五六七八九十]月三十[二三四五六七八九][日号]"
    "|(?<!十)(?:[四六九]月三十一|二月三十一?)[日号]|十一月三十一[日号]"
)


def _find(passage: Passage) -> Iterator[Hit]:
    for match in _DATE.finditer(passage.text):
        year, month, day = (int(part) if part else 0 for part in match.groups())
        if not (1 <= month <= 12 and 1 <= day <= monthrange(year or _LEAP, month)[1]):
            yield Hit(*match.span())
    yield from (Hit(*match.span()) for match in _NONE.finditer(passage.text))
    for match in _TIME.finditer(passage.text):
        hour, minute = int(match[1]), int(match[2])
        if hour > 24 or minute > 59 or (hour == 24 and minute):
            yield Hit(*match.span())


RULE = ProofRule(
    "N01",
    Grade.WRONG,
    "GB/T 7408-2005",
    of_passage=_find,
    signs=(*(f"{figure}{unit}" for figure in "0123456789" for unit in "月分"), "月三十", "年十"),
)
