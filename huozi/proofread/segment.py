"""The dictionary: words with their frequencies, and how likely a stretch of Han is with them. Pure.

`words/dictionary.txt` holds it by first characters, and says of whom it is. A line is looked at
when a text has its character: no run pays for the words that it does not meet. They judge; no
text is changed after them.
"""

from functools import cache, lru_cache
from operator import contains
from pathlib import Path

#: A word of this weight occurs 30 times among sixty million: it is one, and no chance.
COMMON = -14.5
_DICTIONARY = Path(__file__).parent / "words" / "dictionary.txt"
_LONGEST_COMMON = 5
#: A character that the dictionary does not have.
UNKNOWN = -20.5
#: Weights by their letters.
_WEIGHTS = {chr(ord("A") + steps): -4.0 - steps / 2 for steps in range(26)} | {"-": UNKNOWN}
#: Up to this length words are packed by their length.
_LONGEST_PACKED = 4
#: How many fields there are before those of longer words.
_FIELDS = 10


class _WordLines(dict[str, tuple[str, ...]]):
    """The fields of the dictionary by first character; none where no word begins with it."""

    def __init__(self) -> None:
        text = _DICTIONARY.read_text(encoding="utf-8")
        self._lines = {line[:1]: line for line in text.partition("\n\n")[2].split("\n")}

    def __missing__(self, first: str) -> tuple[str, ...]:
        fields = (*self._lines.get(first, "")[1:].split(" "), *[""] * _FIELDS)
        self[first] = fields
        return fields


class _Seconds(dict[str, str]):
    """What may stand behind a first character in a word of two."""

    def __missing__(self, first: str) -> str:
        self[first] = found = rests(first, 2)
        return found


_lines = cache(_WordLines)
_seconds = cache(_Seconds)


def rests(first: str, length: int) -> str:
    """What follows a first character in words of two, three or four, one behind the other."""
    return _lines()[first][2 * length - 3]


def around(second: str, length: int) -> str:
    """What stands about a second character in words: of two what is before it, of three and four
    what is behind it, one after the other.
    """
    return _lines()[second][5 + length]


def joined(text: str) -> bytes:
    """For each character of a text but the last whether it is a word with the one behind it."""
    return bytes(map(contains, map(_seconds().__getitem__, text), text[1:]))


@lru_cache(maxsize=1 << 16)
def weight(text: str) -> float:
    """The natural logarithm of the frequency of a text as one word, in steps of a half; little
    where the dictionary has none.
    """
    fields, rest = _lines()[text[:1]], text[1:]
    width = len(rest)
    if not width:
        return _WEIGHTS[fields[0] or "-"]
    if width >= _LONGEST_PACKED:
        return next((_WEIGHTS[one[-1]] for one in fields[_FIELDS:] if one[:-1] == rest), UNKNOWN)
    packed = fields[2 * width - 1]
    at = packed.find(rest)
    while at > 0 and at % width:
        at = packed.find(rest, at + 1)
    return _WEIGHTS[fields[2 * width][at // width]] if at >= 0 else UNKNOWN


def is_word(text: str) -> bool:
    """Whether a text is a common word of two characters or more."""
    return len(text) > 1 and weight(text) >= COMMON


def across(text: str, edge: int) -> float:
    """The weight of the most frequent word that reaches across a place in a text."""
    return max(
        (
            weight(text[begin:end])
            for begin in range(max(0, edge - _LONGEST_COMMON + 1), edge)
            for end in range(edge + 1, min(len(text), begin + _LONGEST_COMMON) + 1)
        ),
        default=UNKNOWN,
    )


def straddled(text: str, start: int, stop: int) -> bool:
    """Whether a common word reaches across the beginning or the end of a stretch."""
    return across(text, start) >= COMMON or across(text, stop) >= COMMON


def cut(text: str) -> tuple[list[int], list[float]]:
    """Where words begin and end in the likeliest cut of Han; and of each place in the text how
    likely all before it is, as a natural logarithm.
    """
    size = len(text)
    best, begun = [0.0, *[-1e9] * size], [0] * (size + 1)
    for begin in range(size):
        before = best[begin]
        for end in range(begin + 1, min(size, begin + _LONGEST_COMMON) + 1):
            found = weight(text[begin:end])
            if (found > UNKNOWN or end == begin + 1) and before + found > best[end]:
                best[end], begun[end] = before + found, begin
    edges = [size]
    while edges[-1]:
        edges.append(begun[edges[-1]])
    return edges[::-1], best
