"""The lists: whole, and without words that are right."""

from huozi.proofread.segment import is_word
from huozi.proofread.words import (
    lexicon,
    standard_characters,
    standard_forms,
    variant_words,
    wrong_words,
)


def words_of(found):
    return dict(pair for its in found.by_rarest.values() for pair in its)


def test_the_table_of_characters_is_whole():
    assert len(standard_characters()) == 8105
    assert set(standard_forms().values()) <= standard_characters()
    assert not set(standard_forms()) & standard_characters()


def test_wrong_words_have_right_ones():
    wrong = words_of(wrong_words())
    assert len(wrong) > 330
    assert not set(wrong) & set(wrong.values())
    counted = {"签定", "自已", "部份", "震憾"}  # errors stand in what jieba counted, too
    assert {word for word in wrong if is_word(word)} == counted


def test_variants_are_those_of_the_standard():
    variants = words_of(variant_words())
    assert variants["人材"] == "人才"
    assert "标识" not in variants  # behind the bar
    assert not set(variants) & set(variants.values())


def test_the_longest_word_counts_and_none_overlaps_another():
    found = lexicon({"甲乙": "1", "甲乙丙": "2", "丙丁": "3"}).found("甲乙丙丁甲乙")
    assert list(found) == [(0, "甲乙丙", "2"), (4, "甲乙", "1")]
