"""Which page of the new file is which of the old: by what they say, never by their number. Pure.

Pages that say the same are found first, in order. What lies between two such runs is paired by
likeness, so that an inserted page is one new page and not two hundred changed ones.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from huozi.diff.page import ComparedPage

_ALIKE = 0.25  # share of letter pairs that two states of one page have in common, at least
_MOST_TRIED = 40_000  # pairs that are weighed between two runs; beyond, order decides

Pair = tuple[int | None, int | None]  # indices of the old and the new page


def align(old: Sequence[ComparedPage], new: Sequence[ComparedPage]) -> list[Pair]:
    """Pairs in the order of both files; None for a page that the other file lacks."""
    before, after = [page.words for page in old], [page.words for page in new]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    pairs: list[Pair] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pairs.extend(zip(range(a, b), range(c, d), strict=True))
        else:
            pairs.extend(_between(before, after, range(a, b), range(c, d)))
    return pairs


def _between(
    before: Sequence[tuple[str, ...]], after: Sequence[tuple[str, ...]], a: range, b: range
) -> Iterator[Pair]:
    """Pairs of a stretch in which no two pages say the same."""
    if len(a) == len(b) == 1 or len(a) * len(b) > _MOST_TRIED:
        yield from zip(a, b, strict=False)
        yield from ((i, None) for i in a[len(b) :])
        yield from ((None, j) for j in b[len(a) :])
        return
    old, new = [_letter_pairs(before[i]) for i in a], [_letter_pairs(after[j]) for j in b]
    gains = [[_gain(one, other) for other in new] for one in old]
    best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            paired = gains[i][j] + best[i + 1][j + 1] if gains[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    i = j = 0
    while i < len(a) or j < len(b):
        if i < len(a) and j < len(b) and gains[i][j] and (
            best[i][j] == gains[i][j] + best[i + 1][j + 1]
        ):  # fmt: skip
            yield a[i], b[j]
            i, j = i + 1, j + 1
        elif i < len(a) and (j == len(b) or best[i][j] == best[i + 1][j]):
            yield a[i], None
            i += 1
        else:
            yield None, b[j]
            j += 1


def _letter_pairs(words: tuple[str, ...]) -> frozenset[str]:
    text = "".join(words)
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _gain(one: frozenset[str], other: frozenset[str]) -> float:
    """Likeness from 0 to 1; 0 for what is not alike at all."""
    if not one and not other:
        return 1.0
    common = len(one & other) / max(1, len(one | other))
    return common if common >= _ALIKE else 0.0
