"""Divides Latin words at syllables, by the hyphenation dictionaries of their language.

Words of six lower-case letters or more are divided, and long ones with a capital first letter;
short names, capitals, code and addresses stay whole. Pyphen comes with WeasyPrint, and has the
patterns of TeX and of LibreOffice.
"""

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from huozi.compose import Cut
from huozi.compose.classes import PIECE_ENDS, is_letter

#: What is divided; the least before and behind the hyphen (Chicago 7.36 ff.).
_SMALL = "[a-z\u00e0-\u00f6\u00f8-\u00ff]"
_WORD = re.compile(f"{_SMALL}{{6,24}}|[A-Z\u00c0-\u00de]{_SMALL}{{8,23}}")
_LEFT, _RIGHT = 2, 3
#: Latin words in a text of these languages are English until somebody says otherwise.
_WITHOUT_WORDS = ("zh", "ja", "ko", "")
_ENGLISH = "en_US"


def divided(found: Cut, language: str) -> tuple[Cut, frozenset[int]]:
    """The tokens with words cut into syllables, and which of them need a hyphen at a line end."""
    words = [at for at, text in enumerate(found.texts) if _WORD.fullmatch(text)]
    words = [at for at in words if not _is_part(found, at)]
    parts = {at: _syllables(found.texts[at], language) for at in words}
    if not any(len(part) > 1 for part in parts.values()):
        return found, frozenset()
    made, hyphened = Cut([], [], []), set[int]()
    for at, (offset, text, spaced) in enumerate(zip(*found, strict=True)):
        *firsts, last = parts.get(at, (text,))
        for part in firsts:
            hyphened.add(len(made.texts))
            _put(made, offset, part, spaced)
            offset, spaced = offset + len(part), False
        _put(made, offset, last, spaced)
    return made, frozenset(hyphened)


def _put(made: Cut, offset: int, text: str, spaced: bool) -> None:
    made.offsets.append(offset)
    made.texts.append(text)
    made.spaced.append(spaced)


def _is_part(found: Cut, at: int) -> bool:
    """Whether a word is joined to others: in an address, a compound or something longer."""
    texts, spaced = found.texts, found.spaced
    before = texts[at - 1][-1] if at and not spaced[at] else ""
    if before and (before in PIECE_ENDS or _is_latin(before)):
        return True
    behind = texts[at + 1] if at + 1 < len(texts) and not spaced[at + 1] else "."
    return behind[0] in PIECE_ENDS and behind not in ".?:" or _is_latin(behind[0])


def _is_latin(char: str) -> bool:
    """Whether a character is a letter or figure of Latin words."""
    return char.isdigit() or is_letter(char)


@lru_cache(maxsize=4096)
def _syllables(word: str, language: str) -> tuple[str, ...]:
    dictionary = _dictionary(language)
    if dictionary is None:
        return (word,)
    ends = [0, *dictionary.positions(word), len(word)]
    return tuple(word[a:b] for a, b in pairwise(ends))


@cache
def _dictionary(language: str) -> Any | None:
    from pyphen import Pyphen, language_fallback

    if language.partition("-")[0] in _WITHOUT_WORDS:
        language = _ENGLISH
    name = language_fallback(language.replace("-", "_"))
    return Pyphen(lang=name, left=_LEFT, right=_RIGHT) if name else None
