"""Cutting text: what stays whole, what comes in pieces, and that nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.compose import cut, read
from tests.compose.strategies import texts


@pytest.mark.parametrize(
    "parts",
    [
        "汉|字|，|“|引|”|。",
        # GB/T 15834-2011, 5.1.5, 5.1.6: 省略号 and 破折号 are not divided
        "前|——|后|……|完",
        "一|—|二|——|—|三",
        # CLREQ, "Unbreakable": numbers with sign, separators and unit
        "增|长|8.5%|，|达|1,234.56|亿",
        "气|温|-5℃|～|38℃",
        "里|程| 120 km|，|速| 100 km/h|，|面| 35.6 km²",
        "奖| $300|或|￥|5000",
        "自|2004|-|2010|年",
        "于| 9:30| 开|，|比|分|3:1|，|占|1/2",
        "第|3|条|，|5|人",
        "至| 2010-04-30| 止|，|电|010-69961234",
        # words
        "用| PM2.5|、|COVID-19|、|3D| 和| 30th",
        "说| don’t| worry| about| AT&T|,| C++| or| C#|.",
        "e\u0301te\u0301|汉|，\ufe00|字",
        # compounds after the hyphen (UAX #14, HY), codes never
        "a| state-|of-|the-|art| F-16",
        # URLs after their marks (Chicago Manual of Style, 7.46)
        "见| https://|www.|gov.|cn/|a-|b.|html?|id=|2004|。",
        "致| zhang.|san@|pg.|gov.|cn|。",
        # cells
        "１２３|年|①|②|👨‍👩‍👧|🇨🇳|全",
        # a fixed space and a newline are tokens
        "甲|\u3000|乙|\n|丙",
    ],
)
def test_cut(parts: str) -> None:
    wanted = parts.split("|")
    got = [" " * spaced + cluster for _, cluster, spaced in read("".join(wanted))]
    assert got == wanted


def test_monster_word_comes_in_short_lengths() -> None:
    assert [len(cluster) for cluster in cut("x" * 30).texts] == [8, 8, 8, 6]


@pytest.mark.parametrize("text", ["", "   ", "\t "])
def test_nothing(text: str) -> None:
    assert read(text) == []


@pytest.mark.slow
@given(st.one_of(texts(), st.text()))
def test_every_character_but_spaces_stands_in_one_token(text: str) -> None:
    at = 0
    for offset, cluster, spaced in read(text):
        between = text[at:offset]
        assert between.strip(" \t") == ""
        assert spaced == bool(between)
        assert cluster and text.startswith(cluster, offset)
        at = offset + len(cluster)
    assert text[at:].strip(" \t") == ""


@pytest.mark.slow
@given(st.text())
def test_combining_marks_stay_with_their_base(text: str) -> None:
    marked = "".join(char + "\u0301" for char in text if char.isalpha())
    assert not any(cluster.startswith("\u0301") for cluster in cut(marked).texts)
