"""Terms marked for the index: what their attributes say, and how they are sorted by pinyin.

Order (GB/T 13418-1992): character by character, each by the letters of its pinyin, then its tone.
Letters of other scripts stand before the characters of the same letter, figures before all;
punctuation does not count. Readings come from pypinyin, which knows words (重庆 chóng qìng); a name
it can't know is given its reading in the manuscript.
"""

import re
import unicodedata
from typing import Any

from msgspec import Struct

from huozi.read.surnames import surname_reading
from huozi.read.text import is_cjk
from huozi.values.script import simplified

#: Names of the attributes, in Chinese and English.
_NAMES = {"作": "term", "as": "term", "音": "reading", "read": "reading", "见": "see", "see": "see"}
_ATTRIBUTE = re.compile(r"""([^\s.="“”]+)=["“]([^"“”]*)["”]""")
_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
_NEUTRAL = "5"
_FIGURES = "#"  # the letter of terms that begin with a figure

#: Sorts before any letter, so that `dan` comes before `dang`.
_END = "\x01"


class Attributes(Struct, frozen=True):
    """The attributes of an index mark: another term, its reading, a term to see instead."""

    term: str = ""
    reading: str = ""
    see: str = ""
    unknown: str = ""


def attributes(written: str) -> tuple[Attributes, str]:
    """The attributes of a mark, and what else stands between the braces."""
    values: dict[str, str] = {}
    for typed, value in _ATTRIBUTE.findall(written):
        name = simplified(typed)
        values[_NAMES.get(name, "unknown")] = value.strip() if name in _NAMES else name
    return Attributes(**values), _ATTRIBUTE.sub("", written)


def sort_key(term: str, reading: str = "") -> tuple[str, tuple[str, ...]] | None:
    """Letter and key of a term. None when the reading has not a syllable for each character."""
    han = [character for character in term if _is_han(character)]
    syllables = reading.lower().split() if reading else _readings(term)
    if len(syllables) != len(han):
        return None
    parts = []
    for character in term:
        if _is_han(character):
            parts.append(_part(syllables.pop(0), character))
        elif character.isalnum():
            parts.append(character.lower())
    first = parts[0][0].upper() if parts else ""
    return (first if "A" <= first <= "Z" else _FIGURES), tuple(parts)


def _is_han(character: str) -> bool:
    return character.isalpha() and is_cjk(character)


def _readings(term: str) -> list[str]:
    """Syllables with the tone as a figure: one for each Han character."""
    # Its dictionaries take a tenth of a second to load: only a book with an index pays for them.
    from pypinyin import Style, pinyin

    def others(text: str) -> Any:
        return [[character] for character in text]

    read = pinyin(term, style=Style.TONE3, errors=others, neutral_tone_with_five=True)
    found = [syllables[0] for syllables, c in zip(read, term, strict=True) if _is_han(c)]
    surname = surname_reading(term)
    return [surname, *found[1:]] if surname else found


def _part(syllable: str, character: str) -> str:
    """The sort key of a character: letters, whether ü or u, tone, the character."""
    plain, tone = _untoned(syllable)
    letters = plain.replace("u:", "v").replace("ü", "v")
    return _END.join((letters.replace("v", "u"), str(int("v" in letters)), tone, character))


def _untoned(syllable: str) -> tuple[str, str]:
    """`shàn` or `shan4` → shan, 4."""
    spelt = unicodedata.normalize("NFD", syllable)
    if mark := next((mark for mark in spelt if mark in _TONES), ""):
        return unicodedata.normalize("NFC", spelt.replace(mark, "")), _TONES[mark]
    return (syllable[:-1], syllable[-1]) if syllable[-1:].isdigit() else (syllable, _NEUTRAL)
