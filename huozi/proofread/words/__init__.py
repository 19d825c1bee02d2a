"""The lists that rules go by, as data. Each file says at its head whose it is, and its licence."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from huozi.proofread.segment import weight

_COMMENT = "#"
_NONE = "-"


def _lines(name: str) -> tuple[str, ...]:
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith(_COMMENT))


class Lexicon(Struct, frozen=True):
    """Words that are looked for, each with what to write instead, by their rarest character."""

    by_rarest: Mapping[str, tuple[tuple[str, str], ...]]
    rarest: frozenset[str]

    def found(self, text: str) -> Iterator[tuple[int, str, str]]:
        """Where words stand in a text: at which character, the word, and what to write instead.

        Of words that begin at one character the longest counts; none overlaps the one before.
        """
        places = [
            (at, -len(word), word, instead)
            for character in self.rarest.intersection(text)
            for word, instead in self.by_rarest[character]
            if word in text
            for at in _places(text, word)
        ]
        done = 0
        for at, _, word, instead in sorted(places):
            if at >= done:
                done = at + len(word)
                yield at, word, instead


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def lexicon(words: Mapping[str, str]) -> Lexicon:
    """A lexicon of some words."""
    by_rarest: dict[str, list[tuple[str, str]]] = {}
    for word, instead in words.items():
        by_rarest.setdefault(min(word, key=weight), []).append((word, instead))
    its = {rarest: tuple(found) for rarest, found in by_rarest.items()}
    return Lexicon(its, frozenset(its))


@cache
def wrong_words() -> Lexicon:
    """Words that are no words, with the right ones."""
    return lexicon(dict(line.split() for line in _lines("wrong.txt")))


@cache
def variant_words() -> Lexicon:
    """异形词: forms that are not recommended, with the recommended ones."""
    words: dict[str, str] = {}
    for line in _lines("variants.txt"):
        right, *others = line.partition("|")[0].split()
        words.update(dict.fromkeys(others, right))
    return lexicon(words)


@cache
def _characters() -> tuple[frozenset[str], Mapping[str, str]]:
    lines = _lines("characters.txt")
    parted = lines.index("----")
    pairs = " ".join(lines[parted + 1 :]).split(" ")
    return frozenset("".join(lines[:parted])), {pair[0]: pair[1] for pair in pairs}


def standard_characters() -> frozenset[str]:
    """The 8,105 characters of 通用规范汉字表."""
    return _characters()[0]


def standard_forms() -> Mapping[str, str]:
    """Traditional and variant characters, each with the one of the table that stands for it."""
    return _characters()[1]


class Traits(Struct, frozen=True, gc=False):
    """What makes a character like others."""

    signs: tuple[str, ...]  # its syllables without tones, and the series of its phonetic by number
    look_alikes: str  # that share neither


@cache
def traits() -> tuple[Mapping[str, Traits], Mapping[str, str]]:
    """The traits of the characters of the table that are not rare; and those that share a sign."""
    found: dict[str, Traits] = {}
    groups: dict[str, str] = {}
    for line in _lines("likeness.txt"):
        character, syllables, phonetics, alike = line.split(" ")
        signs = f"{syllables},{phonetics}".removesuffix(f",{_NONE}").split(",")
        for sign in signs:
            groups[sign] = groups.get(sign, "") + character
        found[character] = Traits(tuple(signs), alike.strip(_NONE))
    return found, groups
