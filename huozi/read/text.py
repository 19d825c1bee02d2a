"""Characters of a manuscript: what must not be in it, and where a line end is a space.

A line end between two Chinese characters means nothing (CLREQ, "Composition of Chinese and
Western text mixed"); between two Latin words it is a space.
"""

import re
import unicodedata
from functools import cache
from itertools import islice

from huozi.read.report import Reporter
from huozi.read.scripts import UNSETTABLE, check_scripts
from huozi.values.script import HAN, within

#: Characters that have no place in a manuscript: controls, zero-width and direction marks, other
#: line ends than LF, soft hyphens, byte-order marks inside the text, joiners, fillers and vowels
#: that show nothing (hangul, khmer, mongolian), musical controls, tags, non-characters. They print
#: nothing, yet break searching, sorting and line breaking.
_INVISIBLE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\uffff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
)
_FIXED_SPACE = "\u00a0\u2000-\u200a\u202f\u205f"
#: What only one font knows; the symbol fonts of word processors put their bullets there.
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_UNITS = {"十": 10, "百": 100, "千": 1000}
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
#: Radicals and compatibility forms that look like an ordinary character and are another.
_LOOKALIKE = "\u2e80-\u2fd5\uf900-\ufaff\ufb00-\ufb06\U0002f800-\U0002fa1f"
#: What asks for another form of the character before it: of few characters, and by few fonts.
_SELECTOR = "\ufe00-\ufe0f\U000e0100-\U000e01ef"

INVISIBLE = re.compile(f"[{_INVISIBLE}]")
#: What few texts have any of. The classes by themselves are compiled when one has.
_STRANGE = re.compile(f"[{_INVISIBLE}{_FIXED_SPACE}{_SELECTOR}{_PRIVATE}{_LOOKALIKE}{UNSETTABLE}]")
_KINDS = (
    (f"[{_INVISIBLE}]", "invisible-character"),
    (f"[{_FIXED_SPACE}]", "fixed-space"),
    (f"[{_SELECTOR}]", "variation-selector"),
    (f"[{_PRIVATE}]", "private-character"),
    (f"[{_LOOKALIKE}]", "lookalike-character"),
)

#: Bullets and signs of Symbol and Wingdings as word processors save them → the ordinary sign.
_SYMBOLS = {
    "\uf0b7": "•", "\uf06c": "●", "\uf0a7": "▪", "\uf06e": "■", "\uf075": "◆", "\uf076": "◆",
    "\uf0d8": "➢", "\uf0e0": "→", "\uf0fc": "✓", "\uf0b0": "°", "\uf0b4": "×", "\uf0b1": "±",
}  # fmt: skip

_MARK = re.compile("[\u0300-\u036f\u3099\u309a]")
#: A letter, and marks above or below it that belong to it.
_MARKED = re.compile("[^\\W\\d_][\u0300-\u036f\u3099\u309a]+")

#: Of one kind in one text; memory is bounded.
_SHOWN = 10_000

_MARKS = "\u2014\u2018\u2019\u201c\u201d\u2026\u2e3a"
_CJK = HAN + "\ufe30-\ufe4f\uff01-\uffe6"

_SPACES = re.compile("[ \t]+")

#: Where a paragraph may end, closing marks and the call of a note behind it.
SENTENCE_END = re.compile(
    r"(?:[。！？：；…!?]|(?<=[A-Za-z)])\.)[”’）》」』\])]*(?:\[\^[^\]\n]{1,40}\])?\\?$|[。！？…：]?”$"
)


@cache
def is_cjk(character: str) -> bool:
    """Whether a character is Han, kana, or a mark set full-width beside Han."""
    return character in _MARKS or within(character, _CJK)


def joint(before: str, after: str) -> str:
    """The text for a line end of the source between two characters: nothing or a space."""
    if not before or not after or is_cjk(before) or is_cjk(after):
        return ""
    return " "


def fold_spaces(text: str) -> str:
    """Runs of spaces and tabs as one space; the composer turns it into the right gap."""
    return _SPACES.sub(" ", text)


def composed(text: str) -> str:
    """The text with letters that were typed in pieces (u and ¨) as one: ü."""
    if not _MARK.search(text):
        return text
    return _MARKED.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)


def is_plain(text: str) -> bool:
    """Whether there is nothing in a text that `clean` would look at."""
    return not _STRANGE.search(text)


def clean(text: str, report: Reporter, first_line: int = 1) -> str:
    """Report characters that print nothing or are not what they look like, with their places.

    Those that print nothing or ask for other forms are left out, special spaces made plain; the
    others stay.
    """
    if is_plain(text):
        return text
    check_scripts(text, report, first_line)
    for form, code in _KINDS:
        for match in islice(re.finditer(form, text), _SHOWN):
            _tell(code, match, report, first_line)
    for (form, _), instead in zip(_KINDS, ("", " ", ""), strict=False):
        text = re.sub(form, instead, text)
    return text


def _tell(code: str, match: re.Match[str], report: Reporter, first_line: int) -> None:
    text, at, character = match.string, match.start(), match[0]
    line = first_line + text.count("\n", 0, at)
    column = at - text.rfind("\n", 0, at)
    if code == "invisible-character":
        report.error_at(code, line, column, **_named(character))
        return
    ordinary = _SYMBOLS.get(character) or unicodedata.normalize("NFKC", character)
    named = _named(character)
    if code == "private-character" and ordinary != character:
        code = "private-character-near"
    elif code == "lookalike-character" and ordinary == character:
        if character >= "\uf900":
            return  # twelve of the compatibility block are ordinary: 﨑
        code = "radical-character"
    before, after = text[max(0, at - 6) : at], text[at : at + 7]
    found = before.rpartition("\n")[2] + after.partition("\n")[0]
    report.warn_at(code, line, column, found=found, near=ordinary, **named)


def _named(character: str) -> dict[str, str]:
    return {
        "character": f"U+{ord(character):04X}",
        "name": unicodedata.name(character, "control character"),
    }


def han_number(text: str) -> int:
    """The value of 12, １２, 十二, 一百二十; 0 for what is none below a hundred thousand."""
    if text.isdecimal():
        return int(text)
    total = digit = 0
    for sign in text:
        if sign in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[sign], 0
        elif sign in _DIGITS:
            digit = _DIGITS[sign]
        else:
            return 0
    return total + digit
