"""Character classes 字类: what a token is to the line composer, as one letter.

| code | class | members |
|------|-------|---------|
| H | ideograph | Han, kana, and whatever else fills a cell of its own |
| B | object | image, ruby, inline block: stands like a Han character (only the caller knows) |
| I | fixed space | U+3000 and the spaces of Unicode with a width of their own |
| O | opener | “ ‘ （ 《 〈 「 『 【 〖 〔 ［ ｛ |
| C | closer | ” ’ ） 》 〉 」 』 】 〗 〕 ］ ｝ |
| P | pause | ， 、 ； ： |
| S | stop | 。 ． |
| E | exclaim | ！ ？ |
| p | centred pause | ， 、 ； ： in a face that centres them in their cells (Taiwan, Hong Kong) |
| s | centred stop | 。 ． ！ ？ in such a face |
| M | middle dot | · ・ ‧ |
| K | connector | ～ – — (single) - |
| V | solidus | ／ / |
| A | operator | = + < > & and other narrow signs between words: © ¬ ` |
| D | dash | —— (a pair is one token) |
| T | ellipsis | …… (a pair is one token) |
| W | word | a Latin, Greek, Cyrillic … word |
| Z | piece | part of a URL or compound after which a line may end |
| w | syllable | of a word; at the end of a line it has a hyphen (only the caller knows) |
| N | number | with its sign, separators, per cent sign and unit |
| Y | currency | ￥ $ when not already in the number |
| q | narrow opener | ( [ { |
| r | narrow closer | ) ] } , . ; : ! ? and % ‰ ℃ ° standing alone |
| Q | straight quote | " ' : opens and closes by turns |
| F | note call | ① as a superscript (only the caller knows) |
| f | raised, lowered | of H₂O, x² (only the caller knows) |
| G | joiner | no-break space, word joiner: no line ends beside it |
| X | forced break | newline |

Within a paragraph the composer adds one: `e`, the second of a pair of exclaims, which takes half
a cell (GB/T 15834-2011, 5.1.4: two marks share one cell, three take two).

Sources: CLREQ, "Character classes" and "Prohibition rules for line start and line end";
GB/T 15834-2011, 5.1.
"""

from functools import lru_cache
from unicodedata import category

from huozi.values.script import is_cell

OPENERS = "“‘（《〈「『【〖〔［｛〘〝"
CLOSERS = "”’）》〉」』】〗〕］｝〙〞〟"
PAUSES = "，、；："
STOPS = "。．"
EXCLAIMS = "！？"
MIDDLE_DOTS = "·・‧•"
CONNECTORS = "～〜~–—―‒‑‐-－−"
SOLIDI = "／/"
OPERATORS = "=+<>&|*#@^_\\"
CURRENCY = "￥$€£¥＄￡￠¢"
NARROW_OPENERS = "([{«‹"
#: Wide or narrow, these follow something and carry no blank half that could be squeezed.
NARROW_CLOSERS = ")]},.;:!?%‰℃℉°％′″»›‼⁇⁈⁉"
FIXED_SPACES = "\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
JOINERS = "\u00a0\u202f\u2060\ufeff\u00ad"

#: A URL or compound may be divided after these (Chicago 7.46 for URLs; UAX #14 for hyphens).
PIECE_ENDS = "/.-?&=#_:@~%+\u200b"

_MEMBERS = {
    "O": OPENERS,
    "C": CLOSERS,
    "P": PAUSES,
    "S": STOPS,
    "E": EXCLAIMS,
    "M": MIDDLE_DOTS,
    "K": CONNECTORS,
    "V": SOLIDI,
    "A": OPERATORS,
    "Y": CURRENCY,
    "q": NARROW_OPENERS,
    "r": NARROW_CLOSERS,
    "Q": "\"'",
    "D": ("——", "⸺", "──", "――"),
    "T": ("……", "…", "⋯⋯", "⋯"),
    "I": FIXED_SPACES,
    "G": JOINERS,
    "X": "\n",
}
_CLASS = {member: code for code, members in _MEMBERS.items() for member in members}

#: What a full-width mark is in a font that gives it less than a cell.
_NARROW = {"O": "q", "C": "r", "P": "r", "S": "r", "E": "r", "M": "K"}
_WIDE_EM = 0.9
#: What a mark is in a face that has its ink in the middle of the cell.
_CENTRED = {"P": "p", "S": "s", "E": "s"}


@lru_cache(maxsize=16384)
def classify(cluster: str, advance_em: float = 1.0, centred: bool = False) -> str:
    """The class code of a token; `advance_em` tells a full-width mark from a narrow one.

    Quotes are the same characters in Chinese and English; only their width in the font tells
    whether there is a blank half to squeeze. `centred` marks have their ink in the middle.
    """
    code = _CLASS.get(cluster)
    if code is None and len(cluster) > 1 and category(cluster[1])[0] == "M":
        code = _CLASS.get(cluster[0])  # a mark with a variation selector
    if code is None:
        return _by_shape(cluster, advance_em)
    if advance_em < _WIDE_EM:
        return _NARROW.get(code, code)
    return _CENTRED.get(code, code) if centred else code


def _by_shape(cluster: str, advance_em: float) -> str:
    """Class of what the table does not name: words, numbers, pieces, narrow signs, ideographs."""
    first, last = cluster[0], cluster[-1]
    if last in PIECE_ENDS and (len(cluster) > 1 or last == "\u200b"):
        return "N" if last == "%" and _starts_number(cluster) else "Z"
    if _starts_number(cluster):
        return "N"
    if is_letter(first):
        return "W"
    return "H" if advance_em >= _WIDE_EM or is_cell(first) else "A"


def _starts_number(cluster: str) -> bool:
    return "0" <= cluster.lstrip("+-−±$€£¥")[:1] <= "9"


def is_letter(char: str) -> bool:
    """A letter of a script that is written in words, not in cells."""
    return char.isalpha() and not is_cell(char)
