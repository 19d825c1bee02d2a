"""Two to eight characters that stand there twice: 加强加强领导.

Whoever copies or pastes takes a word along. Chinese repeats words on purpose, too: verbs
(研究研究), measures (一步一步), calls (前进！前进！); only a person can tell.

    ✗ 要进一步加强加强领导。
    ✗ 中华人民共和国中华人民共和国刑法
    ✓ 一步一步，研究研究再说，一个一个，人山人海
    ✓ 很多很多，好像好像
"""

from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.segment import is_word
from huozi.proofread.values import Grade, Hit, Passage, ProofRule
from huozi.values.script import COMMON_HAN

_TWICE = pattern(rf"([{COMMON_HAN}]{{2,8}})\1")
#: Words that are said twice by nature: with a numeral or an adverb ahead, or a verb tried out.
_MEANT = pattern(
    "^[一二两几好很多最非太再更又越半每][^一]|^(?:研究|考虑|商量|讨论|学习|休息|了解|打听|意思)$"
)
_SHORT = 2


def _find(passage: Passage) -> Iterator[Hit]:
    for match in _TWICE.finditer(passage.text):
        word = match[1]
        if len(set(word)) == 1 or _MEANT.search(word):
            continue
        if len(word) > _SHORT or is_word(word) and match.end() < len(passage.text):
            yield Hit(*match.span(), of=word)


RULE = ProofRule("W02", Grade.DOUBT, "图书质量管理规定", fit=False, of_passage=_find)
