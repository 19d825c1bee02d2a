"""A number in the formats that Word's lists know (ECMA-376, 17.18.59 ST_NumberFormat).

Where a format has no more signs (①–⑳, 甲–癸), Word goes on in figures. From 100 on
`chineseCounting` says its digits one by one (一〇〇); `chineseCountingThousand` has places, and 〇
between them (一百〇一).
"""

from collections.abc import Callable

_HAN = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_HIGHEST = 99_999_999  # of what has places; beyond it figures


def _placed(
    digits: str, units: tuple[str, ...], ten_thousand: str, *, short_ten: bool
) -> Callable[[int], str]:
    """Numbers with places: 一百二十; `short_ten` leaves 一 away before a leading 十."""

    def below_ten_thousand(value: int) -> str:
        said, gap = "", False
        for place in (3, 2, 1, 0):
            digit = value // 10**place % 10
            if digit == 0:
                gap = bool(said)
                continue
            said += (digits[0] if gap else "") + digits[digit] + units[place]
            gap = False
        return said

    def placed(value: int) -> str:
        high, low = divmod(value, 10_000)
        said = below_ten_thousand(low)
        if high:
            between = digits[0] if said and low < 1000 else ""
            said = below_ten_thousand(high) + ten_thousand + between + said
        one_ten = digits[1] + units[1]
        return said[1:] if short_ten and said.startswith(one_ten) else said

    return placed


def _digits(signs: str) -> Callable[[int], str]:
    return lambda value: "".join(signs[int(digit)] for digit in str(value))


def _counted(placed: Callable[[int], str]) -> Callable[[int], str]:
    """Places below a hundred, digits from there on."""
    return lambda value: placed(value) if value < 100 else _digits(_HAN)(value)


def _listed(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if value <= len(signs) else str(value)


def _run(first: int, count: int, beyond: str = "{}") -> Callable[[int], str]:
    """Signs that stand one after the other in Unicode."""
    return lambda value: chr(first + value - 1) if value <= count else beyond.format(value)


def _letters(first: str) -> Callable[[int], str]:
    """A … z, aa … zz: one letter again and again."""

    def letters(value: int) -> str:
        times, letter = divmod(value - 1, 26)
        return chr(ord(first) + letter) * (times + 1) if times < 40 else str(value)

    return letters


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _roman(value: int) -> str:
    if value > 32_767:  # Word's own highest
        return str(value)
    said = ""
    for worth, letters in _ROMAN:
        count, value = divmod(value, worth)
        said += letters * count
    return said


def _ordinal(value: int) -> str:
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10)
    return f"{value}{ending or 'th'}"


_thousand = _placed(_HAN, ("", "十", "百", "千"), "万", short_ten=True)
_legal = _placed(_LEGAL, ("", "拾", "佰", "仟"), "万", short_ten=False)
_legal_traditional = _placed(
    _LEGAL_TRADITIONAL,
    ("", "拾", "佰", "仟"),
    "萬",
    short_ten=False,
)
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


def _sexagenary(value: int) -> str:
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12] if value <= 60 else str(value)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "numberInDash": "- {} -".format,
    "ordinal": _ordinal,
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "chineseCounting": _counted(_thousand),
    "taiwaneseCounting": _counted(_thousand),
    "japaneseCounting": _thousand,
    "koreanCounting": _thousand,
    "chineseCountingThousand": _thousand,
    "taiwaneseCountingThousand": _thousand,
    "ideographDigital": _digits(_HAN),
    "japaneseDigitalTenThousand": _digits(_HAN),
    "taiwaneseDigital": _digits(_HAN),
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal_traditional,
    "japaneseLegal": _legal_traditional,
    "ideographTraditional": _listed(_STEMS),
    "ideographZodiac": _listed(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "decimalEnclosedCircle": _run(0x2460, 20),
    "decimalEnclosedCircleChinese": _run(0x2460, 20),
    "decimalEnclosedParen": _run(0x2474, 20),
    "decimalEnclosedFullstop": _run(0x2488, 20),
    "ideographEnclosedCircle": _run(0x3280, 10),
    "none": lambda _value: "",
    "bullet": lambda _value: "",
}


def formatted(value: int, name: str, pattern: str = "") -> str:
    """The number as a list of this format shows it; figures in a format that we do not know.

    `pattern` is that of a custom format: `001, 002, 003, ...`.
    """
    if name == "custom":
        first = pattern.partition(",")[0].strip()
        return f"{value:0{len(first)}d}" if first.isdigit() and len(first) < 10 else str(value)
    if name in ("none", "bullet"):
        return ""
    if not 0 < value <= _HIGHEST:
        zero = name in ("ideographDigital", "chineseCounting", "taiwaneseDigital")
        return _HAN[0] if value == 0 and zero else str(value)
    return _FORMATS.get(name, str)(value)


def known_format(name: str) -> bool:
    """Whether numbers of this format are shown as Word shows them."""
    return name in _FORMATS or name == "custom"
