"""A particle or another small word typed twice: 的的, 和和, 是是.

Two may meet where one word ends and another begins: 目的的, 到了了解. So both have to be left over
by the words on either side; no 目的 is in 项目的的. One of them may also part a word: 共和和国.

    ✗ 这是我们的的责任。 → 这是我们的责任。
    ✗ 转让项目的的，责令改正。 → 转让项目的，责令改正。
    ✗ 有违法行为的的人员。 → 有违法行为的人员。
    ✗ 学习和和工作都重要。 → 学习和工作都重要。
    ✗ 这一点是是清楚的。 → 这一点是清楚的。
    ✗ 中华人民共和和国领域 → 中华人民共和国领域
    ✓ 制止违法行为为限，终极目的的不同，
    ✓ 目的的实现，到了了解情况的时候，参与与否，天天向上，等等。
    ✓ 对于由由甲承担的部分，会会长
    ✓ 民主、共和和团结，自然和和谐，
    ✓ 将将够吃，为为首的人，的的确确，“对对！”他说
"""

from collections.abc import Iterator

from huozi.proofread.patterns import pattern
from huozi.proofread.segment import across, is_word, weight
from huozi.proofread.values import Grade, Hit, Passage, ProofRule
from huozi.values.script import COMMON_HAN

_SMALL = "的了是在和与为对把被及而且但或就也该其"
#: Not what is called out (对对！), nor what goes on in pairs (的的确确).
_TWICE = pattern(rf"(?<=[{COMMON_HAN}，。；：、])([{_SMALL}])\1(?!\1)(?!(.)\2)")

_LONGEST = 4


def _taken(text: str, at: int) -> bool:
    """Whether the first of two belongs to the word before, or the second to the one behind."""
    for length in range(2, _LONGEST + 1):
        begin, end = at + 1 - length, at + 1 + length
        before, behind = text[max(0, begin) : at + 1], text[at + 1 : end]
        if len(before) == length and is_word(before) and weight(before) > across(text, begin):
            return True
        if len(behind) == length and is_word(behind) and weight(behind) > across(text, end):
            return True
    return False


def _parts_a_word(text: str, at: int) -> bool:
    """Whether one of two stands in a word, which goes on behind them, and begins none itself."""
    if any(is_word(text[at + 1 : at + 1 + length]) for length in range(2, _LONGEST + 1)):
        return False
    begins = range(max(0, at - _LONGEST + 2), at)
    return any(
        is_word(text[begin : at + 1] + text[at + 2 : begin + length + 1])
        for begin in begins
        for length in range(at - begin + 2, _LONGEST + 1)
        if begin + length < len(text)
    )


def _find(passage: Passage) -> Iterator[Hit]:
    for match in _TWICE.finditer(passage.text):
        thrice = passage.text[match.start() - 1] == match[1]
        at = match.start()
        if not thrice and (not _taken(passage.text, at) or _parts_a_word(passage.text, at)):
            yield Hit(*match.span(), match[1], match[0])


RULE = ProofRule("W01", Grade.WRONG, "图书质量管理规定", fixes=True, of_passage=_find)
