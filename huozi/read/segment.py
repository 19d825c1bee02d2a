"""The dictionary: words with their frequencies, and how likely a stretch of Han is with them. Pure.

The words are those of jieba's dict.txt (version 0.42.1, © 2013 Sun Junyi, MIT licence) that occur
at least five times among its sixty million, packed as lines: twice the natural logarithm of a
frequency, rounded, and its words. They judge; no text is changed after them.
"""

import lzma
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

#: A word of this weight occurs 30 times among sixty million: it is one, and no chance.
COMMON = -14.5
_LONGEST, _LONGEST_COMMON = 8, 5
#: A character that the dictionary does not have.
_UNKNOWN = -20.5


@cache
def weights() -> Mapping[str, float]:
    """The natural logarithm of each word's frequency, in steps of a half."""
    packed = (files("huozi.read") / "dictionary.txt.xz").read_bytes()
    known: dict[str, float] = {}
    for line in lzma.decompress(packed).decode().splitlines():
        twice, *words = line.split(" ")
        known.update(dict.fromkeys(words, int(twice) / 2))
    return known


def is_word(text: str) -> bool:
    """Whether a text is a common word of two characters or more."""
    return len(text) > 1 and weights().get(text, _UNKNOWN) >= COMMON


def across(text: str, edge: int) -> float:
    """The weight of the most frequent word that reaches across a place in a text."""
    known, most = weights(), _UNKNOWN
    for begin in range(max(0, edge - _LONGEST_COMMON + 1), edge):
        for end in range(edge + 1, min(len(text), begin + _LONGEST_COMMON) + 1):
            most = max(most, known.get(text[begin:end], _UNKNOWN))
    return most


def straddled(text: str, start: int, stop: int) -> bool:
    """Whether a common word reaches across the beginning or the end of a stretch."""
    return across(text, start) >= COMMON or across(text, stop) >= COMMON


def likelihood(text: str) -> float:
    """The natural logarithm of how likely Han are, cut into words in the best way."""
    known, longest = weights(), _LONGEST
    best = [0.0] + [-1e9] * len(text)
    for begin in range(len(text)):
        before = best[begin]
        for end in range(begin + 1, min(len(text), begin + longest) + 1):
            weight = known.get(text[begin:end])
            if weight is None:
                if end > begin + 1:
                    continue
                weight = _UNKNOWN
            if before + weight > best[end]:
                best[end] = before + weight
    return best[-1]
