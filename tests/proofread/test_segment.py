"""The dictionary tells words from what meets by chance."""

import pytest

from huozi.proofread.segment import (
    COMMON,
    UNKNOWN,
    across,
    around,
    cut,
    is_word,
    joined,
    rests,
    straddled,
    weight,
)
from huozi.proofread.words import standard_characters


def test_words_are_those_of_the_dictionary():
    assert is_word("已经") and is_word("人员")
    assert not is_word("己经") and not is_word("的") and not is_word("加人")


def test_a_word_across_an_edge():
    assert straddled("增加人员", 1, 3)
    assert not straddled("我们己经完成", 2, 4)
    assert across("我们已经", 2) < across("我们已经", 3)


def test_the_right_character_makes_a_clause_likelier():
    assert cut("工作已经完成")[1][-1] > cut("工作己经完成")[1][-1] + 6
    assert cut("") == ([0], [0.0])


@pytest.mark.parametrize("text", ["的", "我们", "人民币", "实事求是", "中华人民共和国", "社会主义"])
def test_words_of_any_length_have_their_weight(text: str) -> None:
    assert weight(text) >= COMMON


@pytest.mark.parametrize("text", ["", "，", "们我", "民币", "人民币实", "事求是实", "华人民共和国"])
def test_what_is_no_word_has_little(text: str) -> None:
    """Nor what two words make that lie one behind the other in the packed dictionary."""
    assert weight(text) == UNKNOWN


def test_each_character_of_a_text_may_be_joined_to_the_next() -> None:
    assert list(joined("我们，环镜")) == [True, False, False, False]
    assert joined("") == joined("我") == b""


def test_what_stands_around_a_second_character_is_what_words_say() -> None:
    for first in standard_characters():
        assert all(first in around(second, 2) for second in rests(first, 2))
        for length in (3, 4):
            packed, size = rests(first, length), length - 1
            for at in range(0, len(packed), size):
                word = packed[at : at + size]
                assert word[1:] in around(word[0], length), first + word
