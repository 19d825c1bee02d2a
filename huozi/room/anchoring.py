"""Anchoring: where words that somebody marked stand in a later state of their text. Pure.

A mark goes on to the next state of a text where the words between which it stands are still there,
and is lost where they are not. It is never moved to other words that read the same: of texts in
which a sentence comes twice it often can't be told which of the two was taken out, so the texts are
laid beside each other from their beginnings and from their ends, and a place that both ways do not
agree on is believed only of words that come as often as before.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate

from msgspec import Struct

from huozi.account.column import common

#: How many characters before and behind the words are kept with a mark.
CONTEXT = 32
#: How many characters beside the words have to be as they were.
_LEAST_BESIDE = 4
#: Words of so many characters that come once are known again whatever stands beside them.
_TELLING = 8
#: How many characters on either side make words known again far away, if they come but once.
_ABOUT = (32, 16, 6)
#: Words that come so often are not counted further.
_MANY = 1_000
#: Of a changed passage that is longer, no word is known again by its place.
_SEARCHED = 3_000

Run = tuple[int, int, int]  # a stretch that is the same: where in the old, in the new, how long


class MarkAnchor(Struct, frozen=True):
    """Words of a text: where they stand, and what stands before and behind them."""

    offset: int
    found: str
    before: str = ""
    behind: str = ""

    @property
    def end(self) -> int:
        """Behind the last of the words."""
        return self.offset + len(self.found)


def anchored(text: str, offset: int, length: int) -> MarkAnchor:
    """The anchor of some characters of a text. Raises ValueError where there are none such."""
    if not 0 <= offset <= offset + length <= len(text):
        raise ValueError(offset)
    end = offset + length
    before, behind = text[max(0, offset - CONTEXT) : offset], text[end : end + CONTEXT]
    return MarkAnchor(offset, text[offset:end], before, behind)


def refound(anchor: MarkAnchor, text: str) -> MarkAnchor | None:
    """Words found again by what stands about them alone, where that comes once in a text."""
    whole = anchor.before + anchor.found + anchor.behind
    at = text.find(whole) if len(whole) - len(anchor.found) >= _LEAST_BESIDE else -1
    if at < 0 or text.find(whole, at + 1) >= 0:
        return None
    return anchored(text, at + len(anchor.before), len(anchor.found))


class Carrier:
    """Carries anchors from one state of a text to the next."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self._single: dict[Run, bool] = {}  # thousands of marks may stand in one stretch

    def carried(self, anchor: MarkAnchor) -> MarkAnchor | None:
        """The anchor in the new text; None where its words are gone or can't be told for sure."""
        if self.old[anchor.offset : anchor.end] != anchor.found:
            return None
        one, other = (_mapped(runs, anchor) for runs in (self._from_beginning, self._from_end))
        if one is None and other is None:
            return self._elsewhere(anchor)
        found = [
            run[1] + anchor.offset - run[0] for run in (one, other) if run and self._is_single(run)
        ]
        if len(set(found)) != 1 or not self._is_sure(anchor, found[0]):
            return None
        agreed = one and other and one[1] - one[0] == other[1] - other[0]
        if not agreed and not (len(found) == 1 and self._is_counted(anchor, found[0])):
            return None
        return anchored(self.new, found[0], len(anchor.found))

    def _elsewhere(self, anchor: MarkAnchor) -> MarkAnchor | None:
        """Words that were cut and pasted: what stands about them comes once in both texts."""
        for width in _ABOUT:
            start = max(0, anchor.offset - width)
            words = self.old[start : anchor.end + width]
            if _times(self.old, words) == _times(self.new, words) == 1:
                at = self.new.index(words) + anchor.offset - start
                return anchored(self.new, at, len(anchor.found))
        return None

    def _is_single(self, run: Run) -> bool:
        """Does a stretch come once in either text? Else it may have been taken for another."""
        if run not in self._single:
            words = self.old[run[0] : run[0] + run[2]]
            self._single[run] = _times(self.old, words) == _times(self.new, words) == 1
        return self._single[run]

    def _is_counted(self, anchor: MarkAnchor, at: int) -> bool:
        """Do the words, with what stands on either side, come as often as they did?"""
        left, right = self._beside(anchor, at)
        start, end = max(0, anchor.offset - left), anchor.end + right
        keys = self.old[start : anchor.end], self.old[anchor.offset : end]
        return any(keys) and all(_times(self.old, key) == _times(self.new, key) for key in keys)

    def _is_sure(self, anchor: MarkAnchor, at: int) -> bool:
        left, right = self._beside(anchor, at)
        words = anchor.found
        once = len(words) >= _TELLING and _times(self.old, words) == _times(self.new, words) == 1
        return once or left + right >= _LEAST_BESIDE

    def _beside(self, anchor: MarkAnchor, at: int) -> tuple[int, int]:
        """How many characters beside the words are as they were. The ends of a text count, too."""
        end = at + len(anchor.found)
        left = _alike(_last(self.old, anchor.offset), _last(self.new, at))
        right = _alike(
            *(
                text[start : start + _LEAST_BESIDE]
                for text, start in ((self.old, anchor.end), (self.new, end))
            )
        )
        return left, right

    @cached_property
    def _from_beginning(self) -> list[Run]:
        return list(same_runs(self.old, self.new))

    @cached_property
    def _from_end(self) -> list[Run]:
        old, new = len(self.old), len(self.new)
        turned = same_runs(self.old[::-1], self.new[::-1])
        return sorted((old - a - size, new - b - size, size) for a, b, size in turned)


def _times(text: str, words: str) -> int:
    """How often words come in a text, those that overlap counted; of none, once."""
    count, at = 0, text.find(words) if words else -1
    while at >= 0 and count < _MANY:
        count, at = count + 1, text.find(words, at + 1)
    return count if words else 1


def _last(text: str, end: int) -> str:
    """The characters before a place that are asked for, the nearest first."""
    return text[max(0, end - _LEAST_BESIDE) : end][::-1]


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with in common; as many as are asked for, if both end."""
    for n in range(_LEAST_BESIDE):
        if one[n : n + 1] != other[n : n + 1]:
            return n
        if n >= len(one):
            return _LEAST_BESIDE
    return _LEAST_BESIDE


def _mapped(runs: Sequence[Run], anchor: MarkAnchor) -> Run | None:
    """The stretch that is the same and holds the words of an anchor.

    A place between two characters is where both stand beside each other; or where one of them
    stands, with enough that is as it was.
    """
    if anchor.found:
        return _holding(runs, anchor.offset, anchor.end)
    before = _holding(runs, anchor.offset - 1, anchor.offset) if anchor.offset else None
    behind = _holding(runs, anchor.offset, anchor.offset + 1)
    if before and behind:
        return behind if before == behind else None
    return behind or before


def _holding(runs: Sequence[Run], start: int, end: int) -> Run | None:
    at = bisect_right(runs, (start, 1 << 60, 0)) - 1
    return runs[at] if at >= 0 and end <= runs[at][0] + runs[at][2] else None


def same_runs(old: str, new: str) -> Iterator[Run]:
    """The stretches that two texts have in common, those that touch in one."""
    last: Run | None = None
    for a, b, size in _pieces(old, new):
        if not size:
            continue
        if last and last[0] + last[2] == a and last[1] + last[2] == b:
            last = last[0], last[1], last[2] + size
            continue
        if last:
            yield last
        last = a, b, size
    if last:
        yield last


def _pieces(old: str, new: str) -> Iterator[Run]:
    """What both texts begin with, what they end with, and what is the same between."""
    first = common(old, new)
    last = common(old[::-1], new[::-1], min(len(old), len(new)) - first)
    yield 0, 0, first
    inner = old[first : len(old) - last], new[first : len(new) - last]
    yield from ((first + a, first + b, size) for a, b, size in _lines(*inner) if size)
    yield len(old) - last, len(new) - last, last


def _lines(old: str, new: str) -> Iterator[Run]:
    """Lines that are the same, and what is the same in those that are not."""
    one, other = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts, others = [0, *accumulate(map(len, one))], [0, *accumulate(map(len, other))]
    for tag, i, j, k, m in SequenceMatcher(str.isspace, one, other, False).get_opcodes():
        a, b = starts[i], others[k]
        inner = old[a : starts[j]], new[b : others[m]]
        if tag == "equal":
            yield a, b, len(inner[0])
        elif tag == "replace" and max(map(len, inner)) <= _SEARCHED:
            same = SequenceMatcher(None, *inner, autojunk=False).get_matching_blocks()
            yield from ((a + there, b + here, size) for there, here, size in same)
