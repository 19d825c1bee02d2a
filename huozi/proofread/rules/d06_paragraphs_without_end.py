"""A paragraph that was cut: it ends in the middle of a sentence, and the next one goes on with it.

Files made from pages break paragraphs where pages ended.

    ✗ 近年来，全区上下团结一心，锐意进取，推动了农村经济社会¶的发展，群众生活得到明显改善。
    ✗ 近年来，全区上下团结一心，锐意进取，推动了农村经济社会的发展，¶群众生活得到明显改善。
    ✓ 近年来，全区上下团结一心，锐意进取，推动了农村经济社会的发展。¶群众生活得到明显改善。
    ✓ 近年来，全区上下团结一心，锐意进取，推动了农村经济社会的发展：¶一是生活得到明显改善。
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from huozi.proofread.values import Grade, Hit, Passage, ProofRule, Volume
from huozi.values.manuscript import BlockKind
from huozi.values.script import COMMON_HAN

_LEAST = 20
_OPEN_END = re.compile(rf"[{COMMON_HAN}，、]$")
_GOES_ON = re.compile(
    rf"^(?![一二三四五六七八九十]+[、是]|第[一二三四五六七八九十0-9])[{COMMON_HAN}，、。]"
)


def _is_cut(one: Passage, two: Passage) -> bool:
    return (
        one.kind is two.kind is BlockKind.PARAGRAPH
        and (one.unit, one.note) == (two.unit, two.note)
        and len(one.text) >= _LEAST
        and bool(_OPEN_END.search(one.text) and _GOES_ON.search(two.text))
    )


def _find(volume: Volume) -> Iterator[tuple[int, Hit]]:
    for number, (one, two) in enumerate(pairwise(volume.passages)):
        if _is_cut(one, two):
            yield number, Hit(len(one.text) - 1, len(one.text))


RULE = ProofRule("D06", Grade.DOUBT, "图书质量管理规定", fit=False, of_volume=_find)
