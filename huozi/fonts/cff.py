"""The charset of a bare CFF font program: which CID each of its glyphs bears. Pure.

A viewer finds the glyphs of a CID-keyed program by their CIDs, whatever their places in it (PDF
32000-1, 9.7.4.2): a subset whose CIDs are the glyph ids of the whole file needs no empty glyphs to
keep ids in place. Reading the charset back is the proof. Adobe Technical Note 5176, 4 to 14.
"""

from collections.abc import Iterator

_ROS = 1230  # operator 12 30, of CID-keyed fonts alone
_CHARSET, _CHAR_STRINGS = 15, 17
_ESCAPE, _LAST_OPERATOR, _REAL = 12, 21, 30
_INTEGERS = {28: 2, 29: 4}  # and how many bytes they have


def cids(cff: bytes) -> tuple[int, ...] | None:
    """The CIDs in the order of the glyphs; None where glyphs have names instead of CIDs.

    Raises LookupError where this is no CFF font program.
    """
    names_end = _index_end(cff, cff[2])
    top = _top_dict(cff, names_end)
    if _ROS not in top or top.get(_CHARSET, 0) <= 2:  # 0 to 2: predefined, of names
        return None
    count = _number(cff, top[_CHAR_STRINGS], 2)
    at = top[_CHARSET]
    kind = cff[at]
    if kind == 0:
        listed = cff[at + 1 : at + 1 + 2 * (count - 1)]
        return (0, *(_number(listed, place, 2) for place in range(0, len(listed), 2)))
    return (0, *_ranges(cff, at + 1, count - 1, kind))


def _ranges(cff: bytes, at: int, wanted: int, left_size: int) -> Iterator[int]:
    """CIDs of formats 1 and 2: first of a range, and how many are left in it."""
    while wanted > 0:
        first = _number(cff, at, 2)
        length = min(wanted, 1 + _number(cff, at + 2, left_size))
        yield from range(first, first + length)
        wanted -= length
        at += 2 + left_size


def _number(data: bytes, at: int, size: int) -> int:
    if at + size > len(data):
        raise IndexError(at)
    return int.from_bytes(data[at : at + size])


def _index_end(cff: bytes, at: int) -> int:
    """Where an INDEX ends: a count, the size of its offsets, the offsets, the data."""
    count = _number(cff, at, 2)
    if count == 0:
        return at + 2
    size = cff[at + 2]
    offsets = at + 3
    return offsets + (count + 1) * size - 1 + _number(cff, offsets + count * size, size)


def _top_dict(cff: bytes, index: int) -> dict[int, int]:
    """The last operand of each operator of the first DICT in an INDEX."""
    size = cff[index + 2]
    start, end = (_number(cff, index + 3 + n * size, size) for n in (0, 1))
    data = index + 2 + (_number(cff, index, 2) + 1) * size
    found: dict[int, int] = {}
    operand, at = 0, data + start
    while at < data + end:
        byte = cff[at]
        at += 1
        if byte == _ESCAPE:
            found[1200 + cff[at]] = operand
            at += 1
        elif byte <= _LAST_OPERATOR:
            found[byte] = operand
        elif byte in _INTEGERS:
            length = _INTEGERS[byte]
            operand = int.from_bytes(cff[at : at + length], signed=True)
            at += length
        elif byte == _REAL:
            while cff[at] & 0x0F != 0x0F and cff[at] >> 4 != 0x0F:
                at += 1
            at += 1
        elif byte < 247:
            operand = byte - 139
        elif byte < 251:
            operand = (byte - 247) * 256 + cff[at] + 108
            at += 1
        else:
            operand = -(byte - 251) * 256 - cff[at] - 108
            at += 1
    return found
