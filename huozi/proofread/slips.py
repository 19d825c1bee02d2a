"""Slips: a character in place of another of the same sound or look, where no word stands. Pure.

A character that makes no word with those beside it is exchanged for each that sounds or looks like
it. Where that makes a word of the dictionary, and cutting the clause into words shows it far
likelier with that word than as it stands, it is told: 环|镜|保护 for 环境保护. What is a word as it
stands is never asked about: 权利 for 权力 goes by.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from huozi.proofread.patterns import pattern
from huozi.proofread.segment import UNKNOWN, around, cut, joined, rests, weight
from huozi.proofread.values import Hit, Volume
from huozi.proofread.words import traits
from huozi.values.script import COMMON_HAN

#: How much likelier a clause has to be, as a natural logarithm; below this most are no slips.
LEAST_GAIN = 8.0
#: How frequent words are that may be meant, by their length: rare ones are met by chance.
_LEAST_WEIGHT = {2: -12.0, 3: -15.0, 4: -15.5}
_SHORTEST, _REACH = 2, 3
#: From which gain on nearly all are, by the length of the word: short ones are met by chance.
_SURE_GAIN = {2: 10.5, 3: 10.0, 4: 8.0}
#: How often a word stands in a book that is none of its terms, and in how many of what is meant.
_AGAIN, _SELDOM = 2, 50
#: The most frequent characters that may be slips: 的, 是, 一 and the like stand anywhere.
_MOST_WEIGHT = -7.0
#: One number is as good as another.
_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两几半第")
_RUN = pattern(f"[{COMMON_HAN}]+")
_COUNTLESS = pattern(f"(?:(?![{''.join(sorted(_NUMERALS))}])[{COMMON_HAN}])+")


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
    count = cache(text.count)
    for number, hit in found:
        again = count(hit.of)
        if again < _AGAIN or count(hit.instead or "") >= _SELDOM * again:
            yield number, hit


@lru_cache(maxsize=64)  # several rules ask of one text
def slips(text: str) -> tuple[SlippedWord, ...]:
    """The slips of a text in its order; of those that overlap the likeliest."""
    left: list[SlippedWord] = []
    taken = bytearray(len(text))
    for slip in sorted(_gainful(text), key=lambda slip: -slip.gain):
        if not any(taken[slip.start : slip.stop]):
            taken[slip.start : slip.stop] = b"\1" * len(slip.word)
            left.append(slip)
    return tuple(sorted(left, key=lambda slip: slip.start))


def _gainful(text: str) -> Iterator[SlippedWord]:
    """Slips with what is gained by them. Where they stand words begin and end as it is."""
    begun, end = 0, 0
    edges: frozenset[int] = frozenset()
    best: list[float] = []
    for slip in _thinkable(text):
        if slip.start >= end:
            runs = (match.span() for match in _RUN.finditer(text, end))
            begun, end = next(run for run in runs if run[1] > slip.start)
            places, best = cut(text[begun:end])
            edges = frozenset(places)
        start, stop = slip.start - begun, slip.stop - begun
        if start in edges and stop in edges:
            gain = weight(slip.word) + best[start] - best[stop]
            if gain >= LEAST_GAIN:
                yield replace(slip, gain=gain)


def _thinkable(text: str) -> Iterator[SlippedWord]:
    """The words that characters which are in no word with those beside them would make."""
    with_next = (0, *joined(text), 0)
    beside = zip(with_next, with_next[1:], text, strict=False)  # one pair more than characters
    alone = [at for at, (left, right, _) in enumerate(beside) if not left and not right]
    runs, end = _COUNTLESS.finditer(text), 0
    for at in alone:
        if not _may_be_slip(text[at]):
            continue
        while end <= at:
            begin, end = next(runs).span()
        left, right = text[max(begin, at - _REACH) : at], text[at + 1 : min(end, at + 1 + _REACH)]
        for which, word in _meant(left, text[at], right):
            start = at - which
            if len(word) > _SHORTEST or not (with_next[start] or with_next[start + _SHORTEST]):
                yield SlippedWord(start, word)  # no other character goes with what is beside it


@lru_cache(maxsize=8192)
def _meant(left: str, typed: str, right: str) -> tuple[tuple[int, str], ...]:
    """The words that others like a character would make where it stands, and which of their
    characters it would be.
    """
    return tuple(
        (which, word)
        for length in _LEAST_WEIGHT
        for which in range(max(0, length - 1 - len(right)), min(length, len(left) + 1))
        for word in _words(left[len(left) - which :], typed, right[: length - 1 - which])
    )


def _words(before: str, typed: str, behind: str) -> Iterator[str]:
    """The words that others like a character make with what stands before and behind it."""
    length = len(before) + 1 + len(behind)
    if before:
        there = _between(before, behind)
    elif length == _SHORTEST:
        there = around(behind, length)
    else:
        there = "".join(alike(typed)) if behind[1:] in around(behind[0], length) else ""
    if there:
        for other in sorted(alike(typed).intersection(there)):
            if weight(word := before + other + behind) >= _LEAST_WEIGHT[length]:
                yield word


def _between(before: str, behind: str) -> str:
    """The characters that stand in words between some before and some behind them."""
    lead, size = before[1:], len(before) + len(behind)
    there = rests(before[0], size + 1)
    if size == 1:
        return there
    sought, shift = (lead, 0) if lead else (behind, 1)
    found, at = "", there.find(sought)
    while at >= 0:
        which = at - shift + len(lead)
        if (at - shift) % size == 0 and there.startswith(behind, which + 1):
            found += there[which]
        at = there.find(sought, at + 1)
    return found


@cache
def _may_be_slip(character: str) -> bool:
    """Whether a character is no numeral, and not so frequent that it stands anywhere."""
    return (
        character in traits()[0]
        and character not in _NUMERALS
        and UNKNOWN < weight(character) <= _MOST_WEIGHT
    )


@cache
def alike(character: str) -> frozenset[str]:
    """The characters that sound or look like one."""
    known, groups = traits()
    its = known.get(character)
    if its is None:
        return frozenset()
    like = frozenset(its.look_alikes).union(*(groups[sign] for sign in its.signs))
    return like - {character} - _NUMERALS
