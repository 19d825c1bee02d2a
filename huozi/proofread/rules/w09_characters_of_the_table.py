"""A character that stands in no level of the table: traditional, a variant, or a rare one.

General print uses the 8,105 characters of 通用规范汉字表 (国务院, 2013;
国家通用语言文字法, art. 11).
Names of persons and places may keep others: an exception for each.

    ✗ 关于發展農业的意见 → 关于发展农业的意见
    ✗ 在後面开会 → 在后面开会
    ✗ 韩复榘
    ✓ 关于发展农业的意见，堃、喆、淼，〇
"""

from collections.abc import Iterator

from huozi.proofread.values import Grade, Hit, Passage, ProofRule
from huozi.proofread.words import standard_characters, standard_forms
from huozi.values.script import within

_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"


def _find(passage: Passage) -> Iterator[Hit]:
    beyond = set(passage.text).difference(standard_characters())
    strange = {one for one in beyond if within(one, _HAN)}
    if not strange:
        return
    for at, character in enumerate(passage.text):
        if character in strange:
            yield Hit(at, at + 1, standard_forms().get(character), character)


RULE = ProofRule("W09", Grade.DOUBT, "通用规范汉字表", fixes=True, of_passage=_find)
