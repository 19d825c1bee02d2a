"""The dictionary tells words from what meets by chance."""

from huozi.proofread.segment import across, cut, is_word, straddled


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
