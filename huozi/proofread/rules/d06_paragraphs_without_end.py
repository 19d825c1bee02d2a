"""A paragraph that was cut: it ends with a comma or in a word, and the next one goes on with it.

Files made from pages break paragraphs where pages ended. One without any mark at its end may be a
line of its own, unless a word is made of its end and the beginning of the next.

    ✗ 近年来，全区上下团结一心，锐意进取，推动了农村经济社¶会的发展，群众生活得到明显改善。
    ✗ 近年来，全区上下团结一心，锐意进取，推动了农村经济社会的发展¶，群众生活得到明显改善。
    ✗ 近年来，全区上下团结一心，锐意进取，推动了农村经济社会的发展，¶群众生活得到明显改善。
    ✓ 近年来，全区上下团结一心，锐意进取，推动了农村经济社会的发展。¶群众生活得到明显改善。
    ✓ 近年来，全区上下团结一心，锐意进取，推动了农村经济社会的发展：¶一是生活得到明显改善。
    ✓ 他的话用得着那句老话，说的正是翻译这一件事：译须信雅达，¶文必夏殷周。
    ✓ 2010年1月1日北京市平谷区第三届人民代表大会第五次会议通过¶为了加强管理，制定本办法。
"""

from collections.abc import Iterator
from itertools import pairwise

from huozi.proofread.patterns import pattern
from huozi.proofread.segment import COMMON, across, weight
from huozi.proofread.values import Grade, Hit, Passage, ProofRule, Volume
from huozi.values.manuscript import BlockKind
from huozi.values.script import COMMON_HAN

_LEAST = 20
_PAUSES, _MARKS = ("，", "、"), ("，", "、", "。", "；")
_HAN = pattern(rf"[{COMMON_HAN}]")
#: Behind a pause so short a paragraph is a line of verse.
_VERSE = 8
#: How far into either paragraph the word may reach that was cut.
_REACH = 4
_GOES_ON = pattern(
    rf"(?![一二三四五六七八九十]+[、是]|第[一二三四五六七八九十0-9])[{COMMON_HAN}，、。]"
)


def _is_cut(one: Passage, two: Passage) -> bool:
    return (
        one.kind is two.kind is BlockKind.PARAGRAPH
        and (one.unit, one.note) == (two.unit, two.note)
        and len(one.text) >= _LEAST
        and _goes_on(one.text, two.text)
    )


def _goes_on(one: str, two: str) -> bool:
    """Whether the end of a paragraph and the beginning of the next are of one sentence."""
    if one.endswith(_PAUSES):
        return len(two) > _VERSE and not two.startswith(_MARKS) and bool(_GOES_ON.match(two))
    if not _HAN.match(one[-1:]):
        return False
    return two.startswith(_MARKS) or bool(_GOES_ON.match(two)) and _is_within_word(one, two)


def _is_within_word(one: str, two: str) -> bool:
    """Whether a word reaches over an end, and none better ends or begins there."""
    edge = min(len(one), _REACH)
    there = across(one[-_REACH:] + two[:_REACH], edge)
    ends = max(weight(one[-length:]) for length in range(2, _REACH + 1))
    begins = max(weight(two[:length]) for length in range(2, _REACH + 1))
    return there >= COMMON and there > max(ends, begins)


def _find(volume: Volume) -> Iterator[tuple[int, Hit]]:
    for number, (one, two) in enumerate(pairwise(volume.passages)):
        if _is_cut(one, two):
            yield number, Hit(len(one.text) - 1, len(one.text))


RULE = ProofRule("D06", Grade.DOUBT, "图书质量管理规定", of_volume=_find)
