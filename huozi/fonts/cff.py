"""CFF font programs: which glyphs they hold, and which CID each of them bears. Pure.

A viewer finds the glyphs of a CID-keyed program by their CIDs, whatever their places in it (PDF
32000-1, 9.7.4.2): a subset whose CIDs are the glyph ids of the whole file needs no empty glyphs to
keep ids in place. Reading the charset back is the proof. Adobe Technical Note 5176, 4 to 14.

All functions raise LookupError where this is no CFF font program.
"""

from collections.abc import Iterator
from itertools import pairwise

_CHARSET, _CHAR_STRINGS, _ROS = 15, 17, (12 << 8) | 30  # the last of CID-keyed fonts alone
_ESCAPE, _LAST_OPERATOR, _REAL = 12, 21, 30
_MOST_PREDEFINED = 2  # charsets of names


def cids(cff: bytes) -> tuple[int, ...] | None:
    """The CIDs in the order of the glyphs; None where glyphs have names instead of CIDs."""
    top = _top(cff)
    at = top.get(_CHARSET, 0)
    if _ROS not in top or at <= _MOST_PREDEFINED:
        return None
    return (0, *_charset(cff, at, _number(cff, top[_CHAR_STRINGS], 2) - 1))


def char_strings(cff: bytes) -> list[bytes]:
    """What draws each glyph."""
    offsets, _ = _index(cff, _top(cff)[_CHAR_STRINGS])
    return [cff[start:end] for start, end in pairwise(offsets)]


def operand(data: bytes, at: int) -> tuple[int, int]:
    """A whole number as DICTs and charstrings write it, and where it ends."""
    byte = data[at]
    if byte in (28, 29):
        size = 2 if byte == 28 else 4
        return _number(data, at + 1, size, signed=True), at + 1 + size
    if byte < 247:
        return byte - 139, at + 1
    if byte < 251:
        return (byte - 247) * 256 + data[at + 1] + 108, at + 2
    return -(byte - 251) * 256 - data[at + 1] - 108, at + 2


def _number(data: bytes, at: int, size: int, signed: bool = False) -> int:
    if at + size > len(data):
        raise IndexError(at)
    return int.from_bytes(data[at : at + size], signed=signed)


def _index(cff: bytes, at: int) -> tuple[list[int], int]:
    """Where the items of an INDEX begin (with the end of the last), and where the INDEX ends."""
    count = _number(cff, at, 2)
    if not count:
        return [], at + 2
    size, first = cff[at + 2], at + 3
    if not 1 <= size <= 4:
        raise IndexError("offset size")
    base = first + (count + 1) * size - 1
    offsets = [base + _number(cff, first + n * size, size) for n in range(count + 1)]
    if offsets[-1] > len(cff):
        raise IndexError("INDEX runs over the end")
    return offsets, offsets[-1]


def _top(cff: bytes) -> dict[int, int]:
    """The last operand of each operator of the first font; reals are left out."""
    _, names_end = _index(cff, cff[2])
    tops, _ = _index(cff, names_end)
    data, at = cff[tops[0] : tops[1]], 0
    found: dict[int, int] = {}
    value = 0
    while at < len(data):
        byte = data[at]
        if byte == _ESCAPE:
            found[byte << 8 | data[at + 1]] = value
            at += 2
        elif byte <= _LAST_OPERATOR:
            found[byte] = value
            at += 1
        elif byte == _REAL:
            at += 1
            while data[at] & 0x0F != 0x0F and data[at] >> 4 != 0x0F:
                at += 1
            at += 1
        else:
            value, at = operand(data, at)
    return found


def _charset(cff: bytes, at: int, wanted: int) -> Iterator[int]:
    """CIDs of the glyphs but the first: one by one, or the first of a range and how many follow."""
    kind = cff[at]
    at += 1
    while wanted > 0:
        first, left = _number(cff, at, 2), _number(cff, at + 2, kind) if kind else 0
        length = min(wanted, 1 + left)
        yield from range(first, first + length)
        wanted -= length
        at += 2 + kind
