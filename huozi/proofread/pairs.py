"""Marks that go in pairs: which have a partner, and which stand in one another. Pure."""

import re
from collections.abc import Iterator

_PAIRS = dict(zip("（《“‘〈【〔「『", "）》”’〉】〕」』", strict=True))
_OPENERS = {close: opener for opener, close in _PAIRS.items()}
#: What stands before a closing bracket that has no partner: the number of an item.
_NUMBERED = re.compile(
    r"(?:^|[，。；：、\s（])(?:[0-9]{1,3}|[A-Za-z]|[一二三四五六七八九十]{1,3}|[①-⑳])$"
)


def paired(text: str) -> tuple[tuple[tuple[int, int, tuple[int, ...]], ...], tuple[int, ...]]:
    """Pairs as (opener, behind the closer, the openers around it from the outermost, with and
    without a partner), and the marks that have none.
    """
    stack: list[int] = []
    pairs: list[tuple[int, int, tuple[int, ...]]] = []
    alone: list[int] = []
    for at, character in enumerate(text):
        if character in _PAIRS:
            stack.append(at)
        elif opener := _OPENERS.get(character):
            if not any(text[begun] == opener for begun in stack):
                alone.append(at)
                continue
            while text[stack[-1]] != opener:
                alone.append(stack.pop())
            begun = stack.pop()
            pairs.append((begun, at + 1, tuple(stack)))
    return tuple(pairs), tuple(sorted([*alone, *stack]))


def nested(text: str, opener: str, around: str) -> Iterator[tuple[int, int]]:
    """Pairs of a kind that stand right inside another pair; a mark without a partner is no pair,
    and what seems to stand in it does not.
    """
    pairs, alone = paired(text)
    for start, stop, outer in pairs:
        quotes = [at for at in outer if text[at] in "“‘《〈"]
        if text[start] == opener and quotes and text[quotes[-1]] == around:
            if quotes[-1] not in alone:
                yield start, stop


def outermost(text: str, opener: str) -> Iterator[tuple[int, int]]:
    """Pairs of a kind that stand inside no quotation."""
    for start, stop, outer in paired(text)[0]:
        if text[start] == opener and not any(text[at] in "“‘" for at in outer):
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
