"""Marks that go in pairs: which have a partner, and which stand in one another. Pure."""

import re
from collections.abc import Iterator

_PAIRS = dict(zip("（《“‘〈【〔「『", "）》”’〉】〕」』", strict=True))
_OPENERS = {close: opener for opener, close in _PAIRS.items()}
_MARK = re.compile("[" + "".join([*_PAIRS, *_OPENERS]) + "]")
#: What stands before a closing bracket that has no partner: the number of an item.
_NUMBERED = re.compile(
    r"(?:^|[，。；：、\s（])(?:[0-9]{1,3}|[A-Za-z]|[一二三四五六七八九十]{1,3}|[①-⑳])$"
)


def paired(text: str) -> tuple[tuple[tuple[int, int, tuple[str, ...]], ...], tuple[int, ...]]:
    """Pairs as (opener, behind the closer, the openers around it from the outermost), and the marks
    that have no partner.
    """
    stack: list[int] = []
    pairs: list[tuple[int, int, tuple[str, ...]]] = []
    alone: list[int] = []
    for mark in _MARK.finditer(text):
        at, character = mark.start(), mark[0]
        if character in _PAIRS:
            stack.append(at)
        elif opener := _OPENERS.get(character):
            if not any(text[begun] == opener for begun in stack):
                alone.append(at)
                continue
            while text[stack[-1]] != opener:
                alone.append(stack.pop())
            begun = stack.pop()
            pairs.append((begun, at + 1, tuple(text[n] for n in stack)))
    return tuple(pairs), tuple(sorted([*alone, *stack]))


def nested(text: str, opener: str, around: str) -> Iterator[tuple[int, int]]:
    """Pairs of a kind that stand right inside another one."""
    for start, stop, outer in paired(text)[0]:
        quotes = [mark for mark in outer if mark in "“‘《〈"]
        if text[start] == opener and quotes and quotes[-1] == around:
            yield start, stop


def outermost(text: str, opener: str) -> Iterator[tuple[int, int]]:
    """Pairs of a kind that stand inside no quotation."""
    for start, stop, outer in paired(text)[0]:
        if text[start] == opener and not {"“", "‘"} & set(outer):
            yield start, stop


def unpaired(text: str) -> Iterator[int]:
    """Marks without a partner, but for the bracket behind the number of an item; an apostrophe
    within a Latin word is no quotation mark.
    """
    for at in paired(text)[1]:
        if text[at] == "）" and _NUMBERED.search(text[:at]):
            continue
        if text[at] == "’" and text[at - 1 : at].isascii() and at:
            continue
        yield at
