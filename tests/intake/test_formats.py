"""Numbers of lists, as Word writes them."""

import pytest

from huozi.intake.formats import formatted, known_format


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("decimal", {1: "1", 21: "21"}),
        ("decimalZero", {1: "01", 12: "12", 100: "100"}),
        ("decimalFullWidth", {10: "１０"}),
        ("chineseCounting", {1: "一", 10: "十", 20: "二十", 99: "九十九", 100: "一〇〇"}),
        ("chineseCountingThousand", {
            1: "一", 10: "十", 19: "十九", 30: "三十", 100: "一百", 101: "一百〇一",
            110: "一百一十",
            111: "一百一十一", 1000: "一千", 1001: "一千〇一", 1010: "一千〇一十", 1100: "一千一百",
            10000: "一万", 12345: "一万二千三百四十五", 100000: "十万",
        }),
        ("chineseLegalSimplified", {3: "叁", 10: "壹拾", 21: "贰拾壹", 105: "壹佰零伍"}),
        ("ideographDigital", {10: "一〇", 2024: "二〇二四"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {12: "亥", 13: "13"}),
        ("ideographZodiacTraditional", {1: "甲子", 60: "癸亥"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedCircleChinese", {9: "⑨"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇"}),
        ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛"}),
        ("ideographEnclosedCircle", {1: "㊀", 10: "㊉", 11: "11"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 53: "AAA"}),
        ("lowerLetter", {2: "b"}),
        ("upperRoman", {4: "IV", 1999: "MCMXCIX"}),
        ("lowerRoman", {9: "ix"}),
        ("numberInDash", {3: "- 3 -"}),
        ("none", {7: ""}),
        ("nobody's", {7: "7"}),
    ],
)  # fmt: skip
def test_a_number_in_a_format(name: str, expected: dict[int, str]) -> None:
    assert {value: formatted(value, name) for value in expected} == expected


def test_a_custom_format_pads_with_noughts() -> None:
    assert [formatted(n, "custom", "001, 002, 003, ...") for n in (1, 12, 1234)] == [
        "001", "012", "1234",
    ]  # fmt: skip
    assert formatted(5, "custom", "x") == "5"


@pytest.mark.parametrize("value", [0, -3, 10**9])
def test_numbers_beyond_a_format_are_figures(value: int) -> None:
    assert formatted(value, "chineseCountingThousand") == str(value)


def test_formats_that_are_not_known_are_told() -> None:
    assert known_format("chineseCounting") and not known_format("hebrew1")
