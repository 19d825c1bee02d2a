"""Numbers of documents in other brackets, with 第, with noughts before or a year of two figures.

机关代字〔四位年份〕顺序号号, without 第, from 1 on (GB/T 9704-2012, 7.2.5).

    ✗ 京平发[2004]26号 → 京平发〔2004〕26号
    ✗ 京平发（2004）第26号 → 京平发〔2004〕26号
    ✗ 京平发〔2004〕026号 → 京平发〔2004〕26号
    ✗ 京平发〔04〕26号
    ✓ 京平发〔2004〕26号，国务院令第5号，（2004）京民终字第26号
"""

from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, Passage, ProofRule
from huozi.values.script import HAN

_NUMBER = pattern(
    rf"(?P<agency>[{HAN}]{{1,8}}[发字办函文通组政令呈报批复请])"
    r"[\[（(【〔﹝［〈](?P<year>(?:19|20)?\d{2})[\]）)】〕﹞］〉]第?(?P<serial>\d{1,4})号"
)


def _find(passage: Passage) -> Iterator[Hit]:
    for match in _NUMBER.finditer(passage.text):
        agency, year, serial = match["agency"], match["year"], match["serial"]
        right = f"{agency}〔{year}〕{int(serial)}号"
        if match[0] == right and len(year) == 4:
            continue
        yield Hit(*match.span(), right if len(year) == 4 else None)


RULE = ProofRule(
    "D01", Grade.WRONG, "GB/T 9704-2012, 7.2.5", fixes=True, of_passage=_find, signs=("号",)
)
