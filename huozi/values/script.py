"""Ranges of characters, the only place where code points of Han are written down; and the script
of the words that the house puts into a book.
"""

from functools import cache

#: The Han characters of almost every text.
COMMON_HAN = "\u4e00-\u9fff"

#: Han and kana, their radicals, marks and compatibility forms.
HAN = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

#: What fills a cell of its own beside them: number forms, enclosed ones, hangul, full-width forms.
CELLS = (
    HAN + "\u2150-\u218f\u2460-\u24ff\ua960-\ua97f\uac00-\ud7ff\uff00-\uffef\U000f0000-\U000f00ff"
)

#: Drawn characters 造字 stand at the head of a private area, so many of a book at most.
DRAWN_FAMILY, MOST_DRAWN = "Huozi Drawn", 256
_FIRST_DRAWN = 0xF0000


def drawn_code(number: int) -> int:
    """The code point at which the drawn character of a number is set."""
    return _FIRST_DRAWN + number


def drawn_number(text: str) -> int | None:
    """Which drawn character a text is; None where it is none."""
    if len(text) != 1 or not 0 <= ord(text) - _FIRST_DRAWN < MOST_DRAWN:
        return None
    return ord(text) - _FIRST_DRAWN


def within(char: str, ranges: str) -> bool:
    """Whether a character is of one of some ranges, written as those above.

    To compile a regular expression of so many takes as long as to load ten modules.
    """
    return any(a <= char <= z for a, z in zip(ranges[::3], ranges[2::3], strict=True))


@cache
def is_cell(char: str) -> bool:
    """A character that fills a cell: Han, kana, hangul, full-width forms, enclosed numerals."""
    return within(char, CELLS)


#: Languages whose books are in traditional characters; what of the house's words differs there.
_TRADITIONAL = ("zh-tw", "zh-hk", "zh-mo", "zh-hant")
_SIMPLIFIED = "编会录图后记谢释续单时间开号发对书资内费册页预见说证码"
_OTHER_FORMS = str.maketrans(_SIMPLIFIED, "編會錄圖後記謝釋續單時間開號發對書資內費冊頁預見說證碼")
#: Words of the markup that are typed in the other characters: 專名, 詩, 頁首.
_TYPED = str.maketrans(
    "專書著劃線刪夾雙詩處單說頁號題碼標見開寬頭橫", "专书着划线删夹双诗处单说页号题码标见开宽头横"
)


def simplified(word: str) -> str:
    """A word of the markup as the tables of it have it, in whichever characters it is typed."""
    return word.translate(_TYPED)


def is_traditional(language: str) -> bool:
    """Whether books of a language (`zh-Hant-TW`, `zh-HK`) are in traditional characters."""
    return language.lower().startswith(_TRADITIONAL)


def words_of_house(text: str, language: str) -> str:
    """Words that the house puts into a book, in the characters of its language."""
    return text.translate(_OTHER_FORMS) if is_traditional(language) else text


def solid(text: str) -> str:
    """A text without blanks and line ends."""
    return "".join(text.split())
