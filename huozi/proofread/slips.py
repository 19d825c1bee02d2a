"""Slips: a character in place of another of the same sound or look, where no word stands. Pure.

A character that makes no word with those beside it is exchanged for each that sounds or looks like
it. Where that makes a word of the dictionary, and cutting the clause into words shows it far
likelier with that word than as it stands, it is told: 环|镜|保护 for 环境保护. What is a word as it
stands is never asked about: 权利 for 权力 goes by.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from huozi.proofread.values import Hit, Volume
from huozi.proofread.words import traits
from huozi.read.segment import cut, pairs, weights
from huozi.values.script import COMMON_HAN

#: How much likelier a clause has to be, as a natural logarithm; below this most are no slips.
LEAST_GAIN = 8.0
#: How frequent words are that may be meant, by their length: rare ones are met by chance.
_LEAST_WEIGHT = {2: -12.0, 3: -15.0, 4: -15.5}
_SHORTEST = 2
#: From which gain on nearly all are, by the length of the word: short ones are met by chance.
_SURE_GAIN = {2: 10.5, 3: 10.0, 4: 8.0}
#: How often a word stands in a book that is none of its terms, and in how many of what is meant.
_AGAIN, _SELDOM = 2, 50
#: The most frequent characters that may be slips: 的, 是, 一 and the like stand anywhere.
_MOST_WEIGHT = -7.0
#: One number is as good as another.
_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两几半第")
_RUN = re.compile(f"[{COMMON_HAN}]+")


class SlippedWord(Struct, frozen=True):
    """The word that would stand from `start` on, and what is gained by it."""

    start: int
    word: str
    gain: float = 0.0

    @property
    def stop(self) -> int:
        """Where the word would end."""
        return self.start + len(self.word)


def hits(text: str, *, sure: bool) -> Iterator[Hit]:
    """The sure slips of a text, or those that are not: the whole word where each stands."""
    for slip in slips(text):
        if (slip.gain >= _SURE_GAIN[len(slip.word)]) == sure:
            yield Hit(slip.start, slip.stop, slip.word, text[slip.start : slip.stop])


def unusual(volume: Volume, found: Sequence[tuple[int, Hit]]) -> Iterator[tuple[int, Hit]]:
    """Slips that stand once in a book, or seldom beside the words that are meant. What comes again
    is a term or a name.
    """
    text = "\n".join(passage.text for passage in volume.passages) if found else ""
    for number, hit in found:
        again = text.count(hit.of)
        if again < _AGAIN or text.count(hit.instead or "") >= _SELDOM * again:
            yield number, hit


@lru_cache(maxsize=64)  # several rules ask of one text
def slips(text: str) -> tuple[SlippedWord, ...]:
    """The slips of a text in its order; of those that overlap the likeliest."""
    left: list[SlippedWord] = []
    for slip in sorted(_gainful(text), key=lambda slip: -slip.gain):
        if not any(slip.start < one.stop and one.start < slip.stop for one in left):
            left.append(slip)
    return tuple(sorted(left, key=lambda slip: slip.start))


def _gainful(text: str) -> Iterator[SlippedWord]:
    """Slips with what is gained by them. Where they stand words begin and end as it is."""
    begun, end = 0, 0
    edges: list[int] = []
    best: list[float] = []
    for slip in _thinkable(text):
        if slip.start >= end:
            runs = (match.span() for match in _RUN.finditer(text, end))
            begun, end = next(run for run in runs if run[1] > slip.start)
            edges, best = cut(text[begun:end])
        start, stop = slip.start - begun, slip.stop - begun
        if start in edges and stop in edges:
            gain = weights()[slip.word] + best[start] - best[stop]
            if gain >= LEAST_GAIN:
                yield replace(slip, gain=gain)


def _thinkable(text: str) -> Iterator[SlippedWord]:
    """The words that characters which are in no word with those beside them would make."""
    kept, joined = _kept(), bytes((0, *map(weights().__contains__, pairs(text)), 0))
    may_be = map(_may_be_slips().__contains__, text)
    beside = zip(may_be, joined, joined[1:], strict=False)  # one pair more than characters
    alone = [at for at, (may, left, right) in enumerate(beside) if may and not left and not right]
    for at in alone:
        for (length, which), its in kept.items():
            start = at - which
            before, behind = text[max(0, start) : at], text[at + 1 : start + length]
            if before + behind not in its:
                continue
            if length == _SHORTEST and (joined[start] or joined[start + length]):
                continue  # its other character goes with what is beside it
            for word in _words(before, text[at], behind):
                yield SlippedWord(start, word)


@lru_cache(maxsize=8192)
def _words(before: str, typed: str, behind: str) -> tuple[str, ...]:
    """The words that others like a character make with what stands before and behind it."""
    known, least = weights(), _LEAST_WEIGHT[len(before) + 1 + len(behind)]
    thought = (before + other + behind for other in alike(typed))
    return tuple(word for word in thought if known.get(word, -100.0) >= least)


@cache
def _may_be_slips() -> Set[str]:
    """The characters that are no numerals, and not so frequent that they stand anywhere."""
    return {
        character
        for character in traits().keys() - _NUMERALS
        if weights().get(character, 0.0) <= _MOST_WEIGHT
    }


@cache
def _kept() -> Mapping[tuple[int, int], Set[str]]:
    """What is left of words of a length without their first, their second character and so on."""
    words: dict[int, list[str]] = {length: [] for length in _LEAST_WEIGHT}
    for word, weight in weights().items():
        if weight >= _LEAST_WEIGHT.get(len(word), 0.0) and _NUMERALS.isdisjoint(word):
            words[len(word)].append(word)
    return {
        (length, which): {word[:which] + word[which + 1 :] for word in its}
        for length, its in words.items()
        for which in range(length)
    }


@cache
def alike(character: str) -> str:
    """The characters that sound or look like one."""
    its = traits().get(character)
    if its is None:
        return ""
    groups = (_groups()[sign] for sign in (*its.syllables, *its.phonetics))
    like = set(its.look_alikes).union(*groups)
    return "".join(sorted(like - {character} - _NUMERALS))


@cache
def _groups() -> Mapping[str, list[str]]:
    """The characters of each syllable, and of each series of a phonetic."""
    groups: dict[str, list[str]] = {}
    for character, its in traits().items():
        for sign in (*its.syllables, *its.phonetics):
            groups.setdefault(sign, []).append(character)
    return groups
