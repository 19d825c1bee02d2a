"""Cut text into tokens: what cannot be divided at a line end.

One Han character or mark; a dash or ellipsis pair; a word; a number with its sign, separators,
per cent sign and unit (CLREQ, "Prohibition rules for unbreakable marks"; GB/T 15834-2011, 5.1).
URLs and compounds come in pieces, each of which may end a line. Spaces are no tokens: they are
folded into the gap before the next one.
"""

import re
from itertools import accumulate

from huozi.compose.classes import PIECE_ENDS

SPACES = " \t"

#: Combining marks, variation selectors, emoji modifiers: they stay with their base.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e31\u0e34-\u0e3a"
    "\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302f\u3099\u309a"
    "\ufe00-\ufe0f\ufe20-\ufe2f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef"
)
_CELLS = (
    "\u2150-\u218f\u2460-\u24ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0003ffff"
)
#: A letter or digit of a script written in words (`\w` less the cells and the underscore).
_ALNUM = rf"[^\W_{_CELLS}]"
_LETTER = rf"[^\W\d_{_CELLS}]"

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

_TOKEN = re.compile(
    rf"[{SPACES}]*(?:"
    rf"[\u4e00-\u9fff，。、；：“”](?![{_MARKS}])"
    rf"|——|……|⋯⋯|──|――"
    rf"|{_URL}|{_MEASURED}|{_HYPHENED}|{_NUMBER}|{_COMPOUND}|{_CODE}|{_WORD}"
    rf"|[\uff10-\uff19]+(?:[．，：／][\uff10-\uff19]+)*％?"
    rf"|[\U0001f1e6-\U0001f1ff]{{2}}"
    rf"|[^{SPACES}](?:[{_MARKS}]|\u200d.)*"
    rf")",
    re.DOTALL,
)
_DIVISIBLE = re.compile(rf"(?:{_URL}|{_COMPOUND})\Z")
_PIECE = re.compile(rf"[^{re.escape(PIECE_ENDS)}]*[{re.escape(PIECE_ENDS)}]+|.+")

#: Nothing longer is kept whole; its pieces part only where a line cannot be set otherwise.
_LONGEST_WORD = 24
_CHUNK = 8


def split(text: str) -> list[tuple[int, str]]:
    """(offset, cluster) of every token. Spaces are left out; a newline is a token.

    Every character that is not a space stands in exactly one cluster, in order.
    """
    found = _TOKEN.findall(text)
    if not found:
        return []
    offsets = accumulate(map(len, found), initial=0)
    if " " in text or "\t" in text:
        cut = [
            (at + len(token) - len(bare), bare)
            for at, token in zip(offsets, found, strict=False)
            if (bare := token.lstrip(SPACES))
        ]
    else:
        cut = list(zip(offsets, found, strict=False))
    if "-" in text or "@" in text or "www." in text or "://" in text or _too_long(found):
        return [piece for at, token in cut for piece in _pieces(at, token)]
    return cut


def read(text: str) -> list[tuple[int, str, bool]]:
    """(offset, cluster, space_before) of every token: `split`, with the spaces told."""
    if " " not in text and "\t" not in text:
        return [(at, token, False) for at, token in split(text)]
    return [(at, token, at > 0 and text[at - 1] in SPACES) for at, token in split(text)]


def _too_long(found: list[str]) -> bool:
    return len(max(found, key=len)) > _LONGEST_WORD


def _pieces(at: int, token: str) -> list[tuple[int, str]]:
    """A URL, address or compound at its legal break points; a monster word in short lengths."""
    if len(token) < 4:
        return [(at, token)]
    pieces = _PIECE.findall(token) if _DIVISIBLE.match(token) else [token]
    cut = []
    for piece in pieces:
        step = len(piece) if len(piece) <= _LONGEST_WORD else _CHUNK
        for start in range(0, len(piece), step):
            cut.append((at + start, piece[start : start + step]))
        at += len(piece)
    return cut
