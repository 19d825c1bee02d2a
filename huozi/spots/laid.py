"""Letters of a page laid beside those of a source: for each its offset, and whether it is there."""

from difflib import SequenceMatcher
from typing import NamedTuple

from huozi.account.column import common
from huozi.read.whereabouts import NOWHERE
from huozi.spots.written import TypedText

#: Longer stretches that differ are not searched letter by letter.
_SEARCHED = 6_000


class LaidText(NamedTuple):
    """For each letter a file and an offset in it, and whether it is that very letter.

    Where it is not, the offset is of what stands nearest: a folio of a reference is at the word
    before it.
    """

    files: tuple[str, ...]
    offsets: tuple[int, ...]
    own: bytes  # 1: the letter stands there


def laid(shown: str, written: TypedText) -> LaidText:
    """Lay the letters of a home along a passage, in order."""
    files = (written.file,) * len(shown)
    if shown == written.text:
        there = bytes(at != NOWHERE for at in written.offsets)
        return LaidText(files, _filled(written.offsets, written.begins), there)
    offsets, own = [NOWHERE] * len(shown), bytearray(len(shown))
    for at, source, length, same in _pairs(shown, written.text):
        for n in range(length):
            offset = written.offsets[source + n]
            offsets[at + n] = offset
            own[at + n] = same and offset != NOWHERE
    return LaidText(files, _filled(offsets, written.begins), bytes(own))


def nowhere(shown: str) -> LaidText:
    """Letters that stand in no source."""
    return LaidText(("",) * len(shown), (NOWHERE,) * len(shown), bytes(len(shown)))


def at_point(shown: str, file: str, offset: int) -> LaidText:
    """Letters that all stand for one place."""
    return LaidText((file,) * len(shown), (offset,) * len(shown), bytes(len(shown)))


def _pairs(shown: str, written: str) -> list[tuple[int, int, int, bool]]:
    """Stretches that belong together: where on the page, where in the source, how long, equal."""
    start = common(shown, written)
    most = min(len(shown), len(written)) - start
    end = common(shown[::-1], written[::-1], most)
    found = [(0, 0, start, True)]
    one, other = shown[start : len(shown) - end], written[start : len(written) - end]
    if max(len(one), len(other)) <= _SEARCHED:
        codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        for tag, i, j, k, m in codes:
            if tag == "equal" or tag == "replace" and j - i == m - k:
                found.append((start + i, start + k, j - i, tag == "equal"))
            elif tag == "replace":
                found += [(start + n, start + k, 1, False) for n in range(i, j)]
    found.append((len(shown) - end, len(written) - end, end, True))
    return found


def _filled(offsets: "list[int] | tuple[int, ...]", first: int) -> tuple[int, ...]:
    """What stands nowhere stands at the letter before it, or at the first."""
    made, before = [], first
    for at in offsets:
        before = at if at != NOWHERE else before
        made.append(before)
    return tuple(made)
