"""The lists that rules go by, as data. Each file says at its head whose it is, and its licence."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from msgspec import Struct

from huozi.read.segment import pairs

_COMMENT = "#"
_NONE = "-"


def _lines(name: str) -> tuple[str, ...]:
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith(_COMMENT))


class Lexicon(Struct, frozen=True):
    """Words that are looked for, each with what to write instead; by their first two characters."""

    heads: Mapping[str, tuple[tuple[str, str], ...]]

    def found(self, text: str) -> Iterator[tuple[int, str, str]]:
        """Where words stand in a text: at which character, the word, and what to write instead.

        Of words that begin at one character the longest counts; none overlaps the one before.
        """
        heads, done = self.heads, 0
        if heads.keys().isdisjoint(pairs(text)):
            return
        for at in [n for n, pair in enumerate(pairs(text)) if pair in heads]:
            if at < done:
                continue
            for word, instead in heads[text[at : at + 2]]:
                if text.startswith(word, at):
                    done = at + len(word)
                    yield at, word, instead
                    break


def lexicon(words: Mapping[str, str]) -> Lexicon:
    """A lexicon of words of two characters or more."""
    heads: dict[str, list[tuple[str, str]]] = {}
    for word in sorted(words, key=len, reverse=True):
        heads.setdefault(word[:2], []).append((word, words[word]))
    return Lexicon({head: tuple(found) for head, found in heads.items()})


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

    syllables: tuple[str, ...]  # without tones
    phonetics: tuple[str, ...]  # the series of its phonetic, by number
    look_alikes: str  # that share neither


@cache
def traits() -> Mapping[str, Traits]:
    """The traits of the characters of the table that are not rare."""
    found: dict[str, Traits] = {}
    for line in _lines("likeness.txt"):
        character, syllables, phonetics, alike = line.split(" ")
        series = () if phonetics == _NONE else tuple(phonetics.split(","))
        found[character] = Traits(tuple(syllables.split(",")), series, alike.strip(_NONE))
    return found
