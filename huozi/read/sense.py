"""Titles broken by sense: not inside a word, rather behind a pause than elsewhere. Pure.

GB/T 9704-2012, 7.3.1, for titles of more than one line: 词意完整，排列对称，长短适宜. Words
come from a list that stands beside this module; what it does not know is judged by the particles
around it.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from math import ceil, inf
from pathlib import Path

from huozi.values.length import ems

#: Characters that no line is left with, at its end or at its beginning, if that can be avoided.
LEAST_CHARS = 4

_MARKS = "，、；：。！？）》〉」』”’—…·,;:.!?)]%％℃ \u3000"
_BEHIND = frozenset(f"{_MARKS}的")  # a break may follow
_CLOSING = frozenset(f"{_MARKS}的了等们性化者")  # none may go before
_OPENING = frozenset("（《〈「『“‘([第")  # none may follow
_BEFORE = frozenset((*"和与及暨或并在从对向把被", "关于", "以及"))  # words that lead what follows
#: A character that is described by its parts (造字), and so are its parts, if need be.
_PART = "(?:[^⿲⿳⿰⿱⿴-⿿]|[⿰⿱⿴-⿿]..|[⿲⿳]...)"
_DESCRIBED = f"[⿰⿱⿴-⿿]{_PART}{{2}}|[⿲⿳]{_PART}{{3}}"
#: What is one piece whatever the list says: Latin, figures with what they count, a description.
_PIECE = re.compile(
    r"[0-9０-９A-Za-z.,+/%-]+[年月日号条届次个篇章名项回卷期版元]?|[—…]{2}|" + _DESCRIBED
)
_LONGEST = 6

_INSIDE, _UNKNOWN, _KNOWN, _PARTICLE = 100.0, 12.0, 4.0, 1.5
_SHORT = 60.0  # a line of less than LEAST_CHARS
_LINE = 80.0  # one line more than is needed
_WHITE = 0.7  # an em of white at the end of a line …
_UNEVEN = 0.5  # … or of difference to the others, where they are balanced


@cache
def words() -> frozenset[str]:
    """The list of words."""
    return frozenset(Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=8192)  # titles are asked for again whenever a book is cut into units
def broken(
    text: str, room_em: float, last_em: float | None = None, balanced: bool = False
) -> tuple[str, ...]:
    """A title as lines of no more than `room_em`, the last of no more than `last_em`.

    Balanced lines are about as long as one another; others are filled, but for the last. Where
    no break does, the text comes back whole: the line composer then breaks it.
    """
    last = room_em if last_em is None else last_em
    if ems(text) <= last:
        return (text,)
    mean = ems(text) / ceil(ems(text) / room_em)
    width_of = _widths(text)

    def line(begin: int, end: int) -> float:
        width, ends = width_of(begin, end), end == len(text)
        if width > (last if ends else room_em):
            return inf
        white = abs(width - mean) * _UNEVEN if balanced else (room_em - width) * _WHITE * (not ends)
        return _LINE + white + _SHORT * (end - begin < LEAST_CHARS)

    return _cheapest(text, costs(text), line)


def titled(lines: tuple[str, ...], room_em: float) -> tuple[str, ...]:
    """The title of an opening page in its lines: as written, or by sense where it is one line."""
    if len(lines) != 1:
        return lines
    return tuple(line.strip(" \u3000") for line in broken(lines[0], room_em, balanced=True))


def _cheapest(
    text: str, breaks: tuple[float, ...], line: Callable[[int, int], float]
) -> tuple[str, ...]:
    """The lines that cost least, with their breaks; the text whole where none fit.

    Ways of one line are tried, then of two, until one costs no more than the lines of a longer one.
    """
    places = [at for at in range(1, len(text)) if breaks[at] < inf]
    ways: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}  # by where the next begins
    best = _ended(ways, len(text), line)
    lines = 2
    while ways and best[0] > _LINE * lines:
        onward: dict[int, tuple[float, tuple[int, ...]]] = {}
        for at in places:
            cost, begins = _ended(ways, at, line)
            if cost < inf:
                onward[at] = cost + breaks[at], (at, *begins)
            elif at > max(ways):  # no line reaches as far
                break
        ways = onward
        best = min(best, _ended(ways, len(text), line))
        lines += 1
    begins = best[1] or (0,)
    ends = (len(text), *begins)
    return tuple(text[a:b] for a, b in reversed(tuple(zip(begins, ends, strict=False))))


def _ended(
    ways: dict[int, tuple[float, tuple[int, ...]]], end: int, line: Callable[[int, int], float]
) -> tuple[float, tuple[int, ...]]:
    """The cheapest way to end a line there: its cost, and where its lines begin, the last first."""
    best: tuple[float, tuple[int, ...]] = (inf, ())
    for begin, (cost, begins) in reversed(ways.items()):
        if begin < end:
            if (more := line(begin, end)) == inf:  # and so is every longer one
                break
            best = min(best, (cost + more, begins))
    return best


def _widths(text: str) -> Callable[[int, int], float]:
    """What `ems` says of each stretch of a text, without going through it again."""
    typed = [char for char in text if char != " "]
    narrow = [0, *accumulate(char < "\u2000" for char in typed)]
    gaps = [0, *accumulate((one < "\u2000") != (two < "\u2000") for one, two in pairwise(typed))]
    count = [0, *accumulate(char != " " for char in text)]

    def width(begin: int, end: int) -> float:
        first, last = count[begin], count[end]
        slim = narrow[last] - narrow[first]
        between = gaps[last - 1] - gaps[first] if last > first else 0
        return slim * 0.56 + (last - first - slim) + 0.25 * between

    return width


@cache
def costs(text: str) -> tuple[float, ...]:
    """What a break costs before each character of a title."""
    pieces = _pieces(text)
    made = [inf] * len(text)
    at = 0
    for before, piece in zip(("", *pieces), pieces, strict=False):
        if at:
            made[at] = _between(before, piece)
        for inside in range(at + 1, at + len(piece)):
            made[inside] = inf if _PIECE.fullmatch(piece) else _INSIDE
        at += len(piece)
    depth = 0
    for at, char in enumerate(text):
        made[at] += 2.0 * depth
        depth += (char in "（《“(") - (char in "）》”)")
        depth = max(depth, 0)
    return tuple(made)


def _between(before: str, after: str) -> float:
    if before[-1] in _OPENING:
        return inf if before[-1] != "第" else _INSIDE
    if after[0] in _CLOSING:
        return inf if not after[0].isalnum() else _INSIDE
    if before[-1] in _BEHIND:
        return 0.0 if before[-1] != "的" else _PARTICLE
    if after in _BEFORE or after[0] in _OPENING:
        return _PARTICLE if after[0] not in "（([" else _UNKNOWN
    if before in _BEFORE:  # 和 stands with what follows
        return _UNKNOWN * 2
    return _KNOWN if len(before) > 1 or len(after) > 1 else _UNKNOWN


def _pieces(text: str) -> tuple[str, ...]:
    """The text in as few pieces as the list of words makes of it."""
    known = words()
    best: list[tuple[float, int]] = [(0.0, 0)] + [(inf, 0)] * len(text)
    for at in range(len(text)):
        cost = best[at][0]
        if whole := _PIECE.match(text, at):
            ends = [(whole.end(), 1.0)]
        else:
            ends = [(at + 1, 1.6)]
            ends += [
                (at + size, 1.0)
                for size in range(2, min(_LONGEST, len(text) - at) + 1)
                if text[at : at + size] in known
            ]
        for end, price in ends:
            best[end] = min(best[end], (cost + price, at))
    pieces, end = [], len(text)
    while end:
        pieces.append(text[best[end][1] : end])
        end = best[end][1]
    return tuple(reversed(pieces))
