"""The dictionary: words with their frequencies, and how likely a stretch of Han is with them. Pure.

The words are those of jieba's dict.txt (version 0.42.1, © 2013 Sun Junyi, MIT licence) that occur
at least five times among its sixty million, packed as lines: twice the natural logarithm of a
frequency, rounded, and its words. They judge; no text is changed after them.
"""

import lzma
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from operator import add

#: A word of this weight occurs 30 times among sixty million: it is one, and no chance.
COMMON = -14.5
_LONGEST_COMMON = 5
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


@lru_cache(maxsize=64)  # several rules ask of one text
def pairs(text: str) -> tuple[str, ...]:
    """Each character of a text with the one behind it."""
    return tuple(map(add, text, text[1:]))


def weight(text: str) -> float:
    """The weight of a text as one word; little where the dictionary has none."""
    return weights().get(text, _UNKNOWN)


def is_word(text: str) -> bool:
    """Whether a text is a common word of two characters or more."""
    return len(text) > 1 and weight(text) >= COMMON


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


def cut(text: str) -> tuple[list[int], list[float]]:
    """Where words begin and end in the likeliest cut of Han; and of each place in the text how
    likely all before it is, as a natural logarithm.
    """
    known, size = weights(), len(text)
    best, begun = [0.0, *[-1e9] * size], [0] * (size + 1)
    for begin in range(size):
        before = best[begin]
        single = before + known.get(text[begin], _UNKNOWN)
        if single > best[begin + 1]:
            best[begin + 1], begun[begin + 1] = single, begin
        for end in range(begin + 2, min(size, begin + _LONGEST_COMMON) + 1):
            weight = known.get(text[begin:end])
            if weight is not None and before + weight > best[end]:
                best[end], begun[end] = before + weight, begin
    edges = [size]
    while edges[-1]:
        edges.append(begun[edges[-1]])
    return edges[::-1], best
