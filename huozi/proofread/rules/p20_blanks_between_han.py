"""Blanks between Han, or between Han and marks, that a conversion or a scan has left.

Chinese is set solid; a wider blank that means something is U+3000 (titles, names in a list).

    ✗ 中 间有空格 → 中间有空格
    ✗ 他说， 好。 → 他说，好。
    ✓ 第一条 本办法，赵甲　钱乙，iPhone 手机，第 3 条
    ✓ 附 则
    ✓ 2004年8月28日 第十届会议通过
"""

from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, Passage, ProofRule
from huozi.values.manuscript import BlockKind
from huozi.values.script import HAN

#: In titles, headings and cells blanks are often meant.
_RUNNING = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE)
_MARKS = "，。、；：！？“”‘’（）《》"
_BLANK = pattern(
    rf"(?<=[{HAN}])[ \u00a0]+(?=[{HAN}{_MARKS}])|(?<=[{_MARKS}])[ \u00a0]+(?=[{HAN}{_MARKS}])"
)
#: A title that is spread by blanks.
_TITLE = pattern(rf"^(?:[{HAN}][ \u00a0]+)+[{HAN}]$")
#: A number of an article, or a date in front of what was done on it, ends with a blank.
_LED = pattern(
    r"^(?:第[一二三四五六七八九十百千零〇0-9]+[条章节编款回]|（?\d{4}年\d{1,2}月\d{1,2}日)(?:修正|修订)?$"
)


def _find(passage: Passage) -> Iterator[Hit]:
    if passage.kind not in _RUNNING or _TITLE.search(passage.text):
        return
    for match in _BLANK.finditer(passage.text):
        if not _LED.match(passage.text, 0, match.start()):
            yield Hit(*match.span(), "")


RULE = ProofRule(
    "P20", Grade.DOUBT, "GB/T 15834-2011, 5", fixes=True, of_passage=_find, signs=(" ", "\xa0")
)
