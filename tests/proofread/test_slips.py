"""A character in place of one of like sound or look: where it is told, and where not."""

from huozi.proofread.rules import rules
from huozi.proofread.run import proofread
from huozi.proofread.slips import alike, slips
from huozi.proofread.values import Volume
from huozi.proofread.words import standard_characters, traits
from tests.proofread.test_rules import passage

W22 = next(rule for rule in rules() if rule.id == "W22")


def told(*texts: str) -> list[str]:
    return [alarm.words for alarm in proofread(Volume(tuple(map(passage, texts))), [W22])]


def test_the_table_of_traits_is_of_the_characters_of_the_standard():
    assert set(traits()[0]) < standard_characters()
    assert "巳" in alike("己") and "已" in alike("己")  # the look
    assert "镜" in alike("境") and "竟" in alike("境")  # the sound, the phonetic
    assert "境" not in alike("境") and not alike("，")


def test_of_words_that_might_be_meant_the_likeliest_is_told_with_its_gain():
    (slip,) = slips("加强环镜保护。")
    assert (slip.start, slip.stop, slip.word) == (2, 6, "环境保护")
    assert slip.gain > 10
    assert not slips("加强环境保护。") and not slips("") and not slips("，")


def test_slips_in_several_runs_of_a_text():
    assert [slip.word for slip in slips("杜会，abc，社会；杜会")] == ["社会", "社会"]


def test_what_stands_again_is_a_term_unless_what_is_meant_stands_far_more_often():
    assert told("全区杜会事业发展") == ["杜会"]
    assert told("全区杜会事业发展", "全区杜会事业发展") == []
    often = ["全区社会事业发展。" * 100]
    assert told("全区杜会事业发展", "全区杜会事业发展", *often) == ["杜会"] * 2


def test_where_less_speaks_for_a_word_the_book_has_to():
    assert told("由主管部们责令改正。") == []
    assert told("由主管部们责令改正。", *["由部门责令改正。"] * 9) == []
    assert told("由主管部们责令改正。", *["由部门责令改正。"] * 10) == ["部们"]
    assert told(*["由主管部们责令改正。"] * 2, *["由部门责令改正。"] * 20) == []


def test_a_rule_that_names_its_signs_finds_nothing_without_them():
    for rule in rules():
        if rule.signs and rule.of_passage:
            assert not list(rule.of_passage(passage("我们学习农业发展的经验。")))
