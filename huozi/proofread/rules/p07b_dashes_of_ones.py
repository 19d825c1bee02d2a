"""一一 for ——: a scan reads the dash as two figures.

The dash of Chinese is —— (GB/T 15834-2011, 4.10). 一一 between two words may be meant: 一一改过来.

    ✗ 改革开放一一强国之路
    ✓ 一一对应，一一列举，二〇一一年，逐一一并
"""

from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.segment import is_word
from huozi.proofread.values import Grade, Hit, Passage, ProofRule
from huozi.values.script import COMMON_HAN

_ONES = pattern(
    rf"(?<=[{COMMON_HAN}，”])(?<![〇○一二三四五六七八九十百第逐之])一一(?![一二三四五六七八九十年〇○])"
)


def _find(passage: Passage) -> Iterator[Hit]:
    text = passage.text
    for match in _ONES.finditer(text):
        start, stop = match.span()
        behind = is_word(text[stop : stop + 2]) and is_word(text[start - 2 : start])
        if behind and not is_word(text[stop - 1 : stop + 1]):
            yield Hit(start, stop)


RULE = ProofRule("P07b", Grade.DOUBT, "GB/T 15834-2011, 4.10", fit=False, of_passage=_find)
