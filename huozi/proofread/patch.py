"""Hits as changes of a source: only the characters of a hit change, all others stay as they are."""

import re
from collections.abc import Iterable

from msgspec import Struct

from huozi.proofread.values import Alarm, Hit, Passage
from huozi.read.whereabouts import NOWHERE

#: A character, or the end of a line as any system writes it.
_CHARACTER = re.compile(r"\r\n|.", re.DOTALL)


class Amendment(Struct, frozen=True, order=True):
    """Characters of a source from `start` to `stop`, and what stands there instead."""

    start: int
    stop: int
    instead: str


class Patched(Struct, frozen=True):
    """The changes of a source, in its order, the alarm that asked for each, and those left."""

    changes: tuple[Amendment, ...]
    made: tuple[Alarm, ...]
    left: tuple[Alarm, ...]


def patched(typed: str, alarms: Iterable[Alarm]) -> Patched:
    """What alarms of its passages suggest for a source; of those that overlap the first.

    What suggests nothing, stands in no source, or has signs of markup between its characters is
    left for a person.
    """
    made: list[tuple[Amendment, Alarm]] = []
    end = 0
    found = [(change_of(typed, alarm.passage, alarm.hit), alarm) for alarm in alarms]
    placed = sorted(
        ((change, n) for n, (change, _) in enumerate(found) if change is not None),
        key=lambda one: (one[0].start, one[0].stop, one[1]),
    )
    kept: set[int] = set()
    for change, n in placed:
        if change.start >= end:
            made.append((change, found[n][1]))
            kept.add(n)
            end = max(change.stop, change.start + 1)  # what is put in, is put in once
    left = tuple(alarm for n, (_, alarm) in enumerate(found) if n not in kept)
    return Patched(tuple(change for change, _ in made), tuple(alarm for _, alarm in made), left)


def rewritten(typed: str, changes: Iterable[Amendment]) -> str:
    """A text with changes, which are in order and don't overlap. Lines keep their ends: places are
    those of a text in which each ends with one character.
    """
    starts = [match.start() for match in _CHARACTER.finditer(typed)] if "\r" in typed else None
    pieces, end = [], 0
    for change in changes:
        start, stop = change.start, change.stop
        if starts is not None:
            start, stop = ((*starts, len(typed))[at] for at in (start, stop))
        pieces += [typed[end:start], change.instead]
        end = stop
    return "".join([*pieces, typed[end:]])


def change_of(typed: str, passage: Passage, hit: Hit) -> Amendment | None:
    """The change of the source that a hit asks for, as small as can be; None if it has none."""
    if hit.instead is None:
        return None
    start, stop, instead = hit.start, hit.stop, hit.instead
    words = passage.text[start:stop]
    while words and instead and words[-1] == instead[-1]:
        words, instead, stop = words[:-1], instead[:-1], stop - 1
    while words and instead and words[0] == instead[0]:
        words, instead, start = words[1:], instead[1:], start + 1
    if not words:
        return _put_in(typed, passage, start, instead)
    there = tuple(passage.offsets[start:stop])
    first = there[0]
    if "&" in words or typed[max(first - 1, 0) : max(first, 0)] == "\\":
        return None  # written as an entity, or behind a sign that goes with it
    if first == NOWHERE or there != tuple(range(first, first + len(words))) or "\n" in words:
        return None
    return Amendment(first, first + len(words), instead) if typed.startswith(words, first) else None


def _put_in(typed: str, passage: Passage, at: int, instead: str) -> Amendment | None:
    """Words put in behind a character, where the next one follows it in the source, too."""
    if not instead or not 0 < at < len(passage.text):
        return None
    before, behind = passage.offsets[at - 1], passage.offsets[at]
    if before == NOWHERE or behind != before + 1 or typed[behind] != passage.text[at]:
        return None
    return Amendment(behind, behind, instead)
