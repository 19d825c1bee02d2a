"""Which glyphs an embedded font program holds: just enough of CFF and TrueType to say so.

Sources: Adobe Technical Notes 5176 (CFF) and 5177 (Type 2 charstrings); OpenType `loca`, `maxp`.
"""

import struct
from dataclasses import dataclass

#: A charstring longer than this draws something: a width takes at most 5 bytes, `endchar` one.
_LONGEST_EMPTY = 6
_ENDCHAR = 14
_CHARSET, _CHARSTRINGS, _ROS = 15, 17, (12 << 8) | 30


@dataclass(frozen=True, slots=True)
class Program:
    """Glyphs of a font program, by the number a composite font shows them with."""

    count: int
    empty: frozenset[int]  # glyph ids without an outline
    ids: dict[int, int] | None = None  # CID → glyph id; None: they are the same

    def glyph(self, code: int) -> int:
        """The glyph id for a CID; 0, which is .notdef, where there is none."""
        if self.ids is not None:
            return self.ids.get(code, 0)
        return code if 0 <= code < self.count else 0


def read(data: bytes) -> Program | None:
    """The program, or None where it can't be read."""
    try:
        if data[:4] in (b"OTTO", b"\0\1\0\0", b"true"):
            tables = _tables(data)
            if "CFF " in tables:
                return _cff(tables["CFF "])
            return _truetype(tables)
        return _cff(data)
    except (struct.error, IndexError, KeyError, ValueError, OverflowError):
        return None


def _tables(data: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {}
    for i in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * i)
        tables[tag.decode("latin-1")] = data[offset : offset + length]
    return tables


def _truetype(tables: dict[str, bytes]) -> Program:
    (count,) = struct.unpack_from(">H", tables["maxp"], 4)
    (long_format,) = struct.unpack_from(">h", tables["head"], 50)
    offsets = struct.unpack_from(f">{count + 1}{'L' if long_format else 'H'}", tables["loca"])
    return Program(count, frozenset(i for i in range(count) if offsets[i] == offsets[i + 1]))


def _cff(data: bytes) -> Program:
    _, position = _index(data, data[2])  # names
    tops, _ = _index(data, position)
    top = _dictionary(data[tops[0] : tops[1]])
    glyphs, _ = _index(data, top[_CHARSTRINGS][-1])
    count = len(glyphs) - 1
    empty = frozenset(i for i in range(count) if _draws_nothing(data[glyphs[i] : glyphs[i + 1]]))
    if _ROS not in top:
        return Program(count, empty)
    offset = top.get(_CHARSET, [0])[-1]
    if offset <= 2:  # a predefined charset makes no sense with CIDs: identity
        return Program(count, empty)
    return Program(count, empty, _charset(data, offset, count))


def _index(data: bytes, position: int) -> tuple[list[int], int]:
    """Where the items of an INDEX begin (with the end of the last), and where the INDEX ends."""
    (count,) = struct.unpack_from(">H", data, position)
    if not count:
        return [], position + 2
    size = data[position + 2]
    if not 1 <= size <= 4:
        raise ValueError("offset size")
    first = position + 3
    base = first + (count + 1) * size - 1
    offsets = [
        base + int.from_bytes(data[first + i * size : first + (i + 1) * size])
        for i in range(count + 1)
    ]
    if offsets[-1] > len(data):
        raise ValueError("INDEX runs over the end")
    return offsets, offsets[-1]


def _dictionary(data: bytes) -> dict[int, list[int]]:
    """A DICT: operators with their whole-number operands (reals are left out)."""
    found: dict[int, list[int]] = {}
    operands: list[int] = []
    i = 0
    while i < len(data):
        byte = data[i]
        if byte <= 21:
            if byte == 12:
                i += 1
                byte = (12 << 8) | data[i]
            found[byte] = operands
            operands = []
            i += 1
        elif byte == 30:
            i += 1
            while data[i] & 0x0F != 0x0F and data[i] >> 4 != 0x0F:
                i += 1
            i += 1
        else:
            value, i = _number(data, i)
            operands.append(value)
    return found


def _number(data: bytes, i: int) -> tuple[int, int]:
    byte = data[i]
    if byte == 28:
        return struct.unpack_from(">h", data, i + 1)[0], i + 3
    if byte == 29:
        return struct.unpack_from(">l", data, i + 1)[0], i + 5
    if byte <= 246:
        return byte - 139, i + 1
    if byte <= 250:
        return (byte - 247) * 256 + data[i + 1] + 108, i + 2
    return -(byte - 251) * 256 - data[i + 1] - 108, i + 2


def _charset(data: bytes, position: int, count: int) -> dict[int, int]:
    """CID → glyph id."""
    ids = {0: 0}
    kind = data[position]
    position += 1
    glyph = 1
    if kind == 0:
        for cid in struct.unpack_from(f">{count - 1}H", data, position):
            ids[cid] = glyph
            glyph += 1
        return ids
    while glyph < count:
        first, left = struct.unpack_from(">HB" if kind == 1 else ">HH", data, position)
        position += 3 if kind == 1 else 4
        for cid in range(first, min(first + left + 1, first + count - glyph)):
            ids[cid] = glyph
            glyph += 1
    return ids


def _draws_nothing(charstring: bytes) -> bool:
    """Only numbers (a width) before `endchar`."""
    if len(charstring) > _LONGEST_EMPTY or charstring[-1:] != bytes([_ENDCHAR]):
        return not charstring
    i = 0
    while i < len(charstring) - 1:
        if charstring[i] == 255:
            i += 5
        elif charstring[i] == 28 or charstring[i] >= 32:
            _, i = _number(charstring, i)
        else:
            return False
    return True
