"""How terms of the index are sorted, and what their attributes say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.read.terms import Attributes, attributes, sort_key


def ordered(*terms: str) -> list[str]:
    return sorted(terms, key=lambda term: sort_key(term) or ("", ()))


@pytest.mark.parametrize(
    "terms",
    [
        ("丹江", "单位", "当家人", "党员", "党章"),  # dan before dang; tone 1 before 3
        ("八一", "巴黎", "拔河", "把关", "爸爸"),  # tones, then the character
        ("鲁迅", "吕梁", "乱世", "轮子"),  # lu, lü, luan, lun
        ("3人", "8小时", "A组", "安排", "VIP卡", "网络"),
        ("党员", "党员教育", "党员“双述”"),  # punctuation does not count
    ],
)
def test_order(terms: tuple[str, ...]) -> None:
    assert ordered(*reversed(terms)) == list(terms)


@pytest.mark.parametrize(
    ("term", "letter"),
    [("重庆", "C"), ("长沙", "C"), ("银行", "Y"), ("“三强”工程", "S"), ("8+1工作法", "#"),
     ("v领", "V"), ("……", "#")],
)  # fmt: skip
def test_letters(term: str, letter: str) -> None:
    assert (sort_key(term) or ("",))[0] == letter


@pytest.mark.parametrize("reading", ["shan xiong xin", "Shàn xióng xìn", "shan4 xiong2 xin4"])
def test_a_reading_is_believed(reading: str) -> None:
    assert (sort_key("单雄信", reading) or ("",))[0] == "S"


def test_tones_may_be_marks_or_figures() -> None:
    assert sort_key("吕", "lǚ") == sort_key("吕", "lü3") == sort_key("吕", "lu:3")
    assert sort_key("吕", "lǚ") == sort_key("吕", "lv3")


@pytest.mark.parametrize("reading", ["shan", "shan xiong xin yi"])
def test_a_reading_has_a_syllable_for_each_character(reading: str) -> None:
    assert sort_key("单雄信", reading) is None


@given(st.text(max_size=20))
def test_any_term_can_be_sorted(term: str) -> None:
    found = sort_key(term)
    assert found is not None
    letter, key = found
    assert letter == "#" or "A" <= letter <= "Z"
    assert all(isinstance(part, str) for part in key)


def test_attributes_with_any_quotation_marks() -> None:
    made, rest = attributes('.索引 作="三强工程" 音=“san qiang”')
    assert made == Attributes("三强工程", "san qiang")
    assert rest.split() == [".索引"]


def test_english_names_and_unknown_ones() -> None:
    assert attributes('.index as="甲" read="jia" see="乙"')[0] == Attributes("甲", "jia", "乙")
    assert attributes('.索引 归="甲"')[0].unknown == "归"


@pytest.mark.parametrize(
    ("letter", "names"),
    [
        ("Z", "曾国藩 曾庆红 翟志刚 查良镛"), ("X", "解晓东 解缙"), ("Q", "仇和 覃塘"),
        # index-surnames
        ("O", "区伯"), ("P", "朴正熙"), ("G", "盖叫天 葛优"), ("S", "单田芳 单雄信"),
        ("Y", "尉迟恭 员半千"), ("M", "万俟卨 缪荃孙"), ("R", "任弼时"), ("H", "华罗庚"),
        # words, and what is no name
        ("C", "曾经 查询 曾任 查办"), ("Y", "员工"), ("J", "解放 解放军 解读"),
        ("D", "单位 单项 单元楼"),
        ("Q", "区委 区政府 区长 区级 区"), ("H", "华北 华商"), ("Z", "种植 种粮大户"),
    ],
)  # fmt: skip
def test_index_surnames(letter: str, names: str) -> None:
    """Surnames stand under their own letter; words that begin so do not."""
    assert {name: sort_key(name)[0] for name in names.split()} == dict.fromkeys(
        names.split(), letter
    )


def test_the_tone_of_a_surname_counts() -> None:
    assert sort_key("任弼时") == sort_key("任弼时", "rén bì shí")
    assert sort_key("华罗庚") == sort_key("华罗庚", "huà luó gēng")
    assert sort_key("查良镛", "chá liáng yōng")[0] == "C"
