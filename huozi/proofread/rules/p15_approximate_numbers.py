"""、 between two figures next to one another that mean about: 三、四天.

They stand without it (GB/T 15834-2011, 4.5.3.7; GB/T 15835-2011, 5.2.2); 第三、四章 are two.

    ✗ 过了三、四天 → 过了三四天
    ✗ 五、六十个人 → 五六十个人
    ✓ 第三、四章，周三、四日，七、八、九月
    ✓ 三、十天
"""

from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.values import Grade, Hit, Passage, ProofRule

_ROW = "一二三四五六七八九"
_ABOUT = pattern(
    f"(?<![第周年月日星期节、{_ROW}十百千])[{_ROW}]、[{_ROW}](?=十?[天年个次里岁名人户条家种层间米元件百千万])"
    "(?!年级)"
)


def _find(passage: Passage) -> Iterator[Hit]:
    for match in _ABOUT.finditer(passage.text):
        first, second = match[0][0], match[0][2]
        if _ROW.index(second) == _ROW.index(first) + 1:
            yield Hit(match.start() + 1, match.start() + 2, "")


RULE = ProofRule(
    "P15", Grade.WRONG, "GB/T 15835-2011, 5.2.2", fixes=True, of_passage=_find, signs=("、",)
)
