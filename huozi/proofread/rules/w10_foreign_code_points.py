r"""Code points that look like a character and are another, or are none: ⼀, private use, U+FFFD.

Files made from PDF bring radicals (U+2F00 …) and compatibility forms in the place of ordinary
characters; who searches for the word does not find it. A private one shows in one font alone, and
U+FFFD stands where a character was lost (The Unicode Standard, 2.3, 18.2, 23.8).

    ✗ 第⼀章　总则 → 第一章　总则
    ✗ \uf979快 → 凉快
    ✗ 内一\ufffd外一
    ✗ 这是\ue000字
    ✓ 第一章，凉快，〇，①
"""

import unicodedata
from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, Passage, ProofRule

_STRANGE = pattern(
    "[\u2e80-\u2fdf\uf900-\ufaff\ue000-\uf8ff\ufffd\uff61-\uff9f\U0002f800-\U0002fa1f]"
)
#: Radicals of the supplement that have no compatibility decomposition in Unicode.
_RADICALS = dict(
    zip(
        "⺟⻓⻔⻘⻚⻛⻜⻝⻢⻥⻦⻩⻬⻰⻄⻅⻆⻉⻋⻒⻙⻤⻨⻮⻳",
        "母长门青页风飞食马鱼鸟黄齐龙西见角贝车镸韦鬼麦齿龟",
        strict=True,
    )
)


def _find(passage: Passage) -> Iterator[Hit]:
    for match in _STRANGE.finditer(passage.text):
        plain = _RADICALS.get(match[0]) or unicodedata.normalize("NFKC", match[0])
        yield Hit(*match.span(), plain if plain != match[0] else None, match[0])


RULE = ProofRule("W10", Grade.WRONG, "Unicode", fixes=True, of_passage=_find)
