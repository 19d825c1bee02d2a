"""Cut text into tokens, which cannot be divided at a line end.

A token is one Han character or mark; a dash or ellipsis pair; a word; a number with its sign,
separators, per cent sign and unit (CLREQ, "Prohibition rules for unbreakable marks";
GB/T 15834-2011, 5.1). URLs and compounds come in pieces, each of which may end a line. A space is
no token: it is folded into the gap before the next token.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from huozi.compose.classes import PIECE_ENDS
from huozi.values.script import CELLS, COMMON_HAN

SPACES = " \t"

#: Combining marks, variation selectors, emoji modifiers: they stay with their base.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e31\u0e34-\u0e3a"
    "\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302f\u3099\u309a"
    "\ufe00-\ufe0f\ufe20-\ufe2f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef"
)
#: A letter or digit of a script written in words (`\w` less the cells and the underscore).
_ALNUM = rf"[^\W_{CELLS}]"
_LETTER = rf"[^\W\d_{CELLS}]"

#: Latin unit symbols that are kept with their number, with or without a typed space.
_UNITS = (
    "km/h|m/s|km|hm|cm|mm|nm|μm|um|m|kg|mg|g|t|mL|ml|L|l|kWh|kW|MW|W|kV|V|mA|A|kHz|MHz|GHz|Hz"
    "|KB|MB|GB|TB|kPa|MPa|Pa|kJ|J|min|h|s|dB|mol|K|ha"
)
#: 2010-04-30, 010-69961234: the hyphen belongs to them.
_HYPHENED = (
    r"(?<![0-9A-Za-z-])(?:[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?|0[0-9]{2,3}-[0-9]{7,8})"
    r"(?![0-9A-Za-z-])"
)
_NUMBER = (
    rf"(?<![0-9A-Za-z])(?:[+\-−±]|[$€£¥]-?)?[0-9]++(?:[.,:/][0-9]++)*+(?!{_LETTER})"
    r"(?: ?[%‰℃℉°％′″](?:[CF](?![A-Za-z]))?)?"
)
_MEASURED = (
    rf"(?<![0-9A-Za-z])[+\-−±]?[0-9]++(?:[.,][0-9]++)*+ ?(?:{_UNITS})[²³]?(?!{_ALNUM}|[-'’&@])"
)
_WORD = rf"{_ALNUM}(?:[{_MARKS}]|[.'’&@+#_](?={_ALNUM})|{_ALNUM})*(?:\+\+|#)?"
_COMPOUND = rf"{_LETTER}{{2,}}(?:-{_LETTER}{{2,}})+(?!-?{_ALNUM})"
_CODE = rf"[A-Z]{_ALNUM}*(?:-{_ALNUM}+)+"  # COVID-19, F-16
_URL = (
    r"(?:https?|ftp)://[!-~]*[0-9A-Za-z/_=&#%-]|www\.[!-~]*[0-9A-Za-z/_=&#%-]"
    r"|[0-9A-Za-z][0-9A-Za-z_.+-]*@[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)+"
)

#: Each is a token by itself, unless a mark is combined with it. Most of a text is runs of them.
_PLAIN = f"[{COMMON_HAN}，。、；：“”]"

_TOKEN = re.compile(
    rf"[{SPACES}]*(?:"
    rf"{_PLAIN}+(?![{_MARKS}])"
    rf"|——|……|⋯⋯|──|――"
    rf"|{_URL}|{_MEASURED}|{_HYPHENED}|{_NUMBER}|{_COMPOUND}|{_CODE}|{_WORD}"
    rf"|[\uff10-\uff19]+(?:[．，：／][\uff10-\uff19]+)*％?"
    rf"|[\U0001f1e6-\U0001f1ff]{{2}}"
    rf"|[^{SPACES}](?:[{_MARKS}]|\u200d.)*"
    rf")",
    re.DOTALL,
)
_PLAIN_RUN = re.compile(rf"{_PLAIN}+")
_PIECE = re.compile(rf"[^{re.escape(PIECE_ENDS)}]*[{re.escape(PIECE_ENDS)}]+|.+")

#: Nothing longer is kept whole; its pieces part only where a line cannot be set otherwise.
_LONGEST_WORD = 24
_CHUNK = 8


@cache
def _divisible() -> re.Pattern[str]:
    """A token that has pieces. To compile it takes 7 ms, and few books ask."""
    return re.compile(rf"(?:{_URL}|{_COMPOUND})\Z")


class Cut(NamedTuple):
    """The tokens of a text, as parallel lists."""

    offsets: list[int]
    texts: list[str]
    spaced: list[bool]  # a space stands before


def cut(text: str) -> Cut:
    """The tokens of a text. Spaces are left out; a newline is a token.

    Every character that is not a space stands in exactly one token, in order.
    """
    divided = "-" in text or "@" in text or "www." in text or "://" in text
    found: list[str] = []  # each with the spaces before it
    for piece in _TOKEN.findall(text):
        if len(piece) == 1:
            found.append(piece)
        elif _PLAIN_RUN.fullmatch(piece):
            found += piece
        elif divided or len(piece) > _LONGEST_WORD or piece[0] in SPACES:
            found += _divided(piece)
        else:
            found.append(piece)
    ends = accumulate(map(len, found))
    if " " not in text and "\t" not in text:
        return Cut([0, *ends][:-1], found, [False] * len(found))
    texts = [token.lstrip(SPACES) for token in found]
    offsets = [end - len(token) for end, token in zip(ends, texts, strict=True)]
    spaced = [len(token) < len(whole) for token, whole in zip(texts, found, strict=True)]
    return Cut(offsets, texts, spaced)


def read(text: str) -> list[tuple[int, str, bool]]:
    """(offset, characters, space before) of every token."""
    return list(zip(*cut(text), strict=True))


def _divided(piece: str) -> Iterator[str]:
    """The parts of a token that may be divided.

    A run is divided after each character, a URL or compound at its legal break points, and a token
    that is too long into short lengths.
    """
    bare = piece.lstrip(SPACES)
    spaces = piece[: len(piece) - len(bare)]
    if _PLAIN_RUN.fullmatch(bare):
        parts: Sequence[str] = bare
    elif len(bare) >= 4 and _divisible().match(bare):
        parts = _PIECE.findall(bare)
    else:
        parts = (bare,)
    for part in parts:
        step = len(part) if len(part) <= _LONGEST_WORD else _CHUNK
        for start in range(0, len(part), step):
            yield spaces + part[start : start + step]
            spaces = ""
