"""What the press finds, as the room shows it: at its words, on its page, in both languages."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from huozi.messages import render
from huozi.read.places import QUOTES
from huozi.room.values import RoomFinding
from huozi.values.manuscript import IN_BOOK, Finding, Place

_CODE_POINT = re.compile(r"U\+[0-9A-F]{4,6}")
#: The whole of what a browser is told: whoever has more has something else to do first.
MOST_FINDINGS = 500

#: The text of a file of the book, by path; empty where it can't be read.
Typed = Callable[[str], str]
#: The page on which a unit of a file opens; None where none does.
PageOf = Callable[[str], int | None]


def room_findings(
    found: Iterable[Finding], typed: Typed, page_of: PageOf
) -> tuple[RoomFinding, ...]:
    """Findings as values of the room; of more than a bound the first."""
    every = (_told(one, typed, page_of) for one in found)
    return tuple(one for one, _ in zip(every, range(MOST_FINDINGS), strict=False))


def _told(found: Finding, typed: Typed, page_of: PageOf) -> RoomFinding:
    place = found.place or Place("")
    return RoomFinding(
        found.code,
        found.severity.value,
        place.file,
        place.line,
        place.column,
        _length(found, place, typed),
        _page(found, place, page_of),
        *_said(found),
    )


@lru_cache(4 * MOST_FINDINGS)  # the most are those of the edition before
def _said(found: Finding) -> tuple[str, str]:
    """The words of a finding in both languages, without its place."""
    chinese, english = (
        render(found, tongue).removeprefix(f"{found.place}: ") for tongue in ("zh", "en")
    )
    return chinese, english


def _page(found: Finding, place: Place, page_of: PageOf) -> int | None:
    told = dict(found.params).get(IN_BOOK, "")
    return int(told) - 1 if told.isdecimal() else page_of(place.file)


def _length(found: Finding, place: Place, typed: Typed) -> int:
    """How many characters of its line a finding is about; 0 where it knows no column."""
    if not place.column:
        return 0
    lines = typed(place.file).split("\n")
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    return next(_lengths(found, line[place.column - 1 :]), 1)


def _lengths(found: Finding, rest: str) -> Iterator[int]:
    params = dict(found.params)
    for words in (params[name] for name in QUOTES if params.get(name)):
        if _CODE_POINT.fullmatch(words):
            yield 1
        elif rest.startswith(words := words.removesuffix("…")):
            yield len(words)
