"""异形词: forms that the state's list of 338 groups does not recommend: 人材, 记念, 份量.

The list is 推荐性; old texts keep their forms (GF 1001-2001).

    ✗ 引进人材，共图发展。 → 引进人才，共图发展。
    ✗ 各界精采纷呈 → 各界精彩纷呈
    ✓ 引进人才，标识牌，2005年份内部资料，保存水平空间
"""

from collections.abc import Iterator

from huozi.proofread.segment import straddled
from huozi.proofread.values import Grade, Hit, Passage, ProofRule
from huozi.proofread.words import variant_words

_SURE = 4


def _find(passage: Passage) -> Iterator[Hit]:
    for start, word, right in variant_words().found(passage.text):
        stop = start + len(word)
        if len(word) >= _SURE or not straddled(passage.text, start, stop):
            yield Hit(start, stop, right, word)


RULE = ProofRule(
    "W04", Grade.DOUBT, "GF 1001-2001", fixes=True, of_passage=_find, yields_to=("W03", "W05")
)
