"""Which glyphs an embedded font program holds: just enough of CFF and TrueType to say so.

Sources: Adobe Technical Note 5177 (Type 2 charstrings); OpenType `loca`, `maxp`. CFF: `cff.py`.
"""

import struct

from msgspec import Struct

from huozi.fonts import cff

#: A charstring longer than this draws something: a width takes at most 5 bytes, `endchar` one.
_LONGEST_EMPTY = 6
_ENDCHAR, _SHORT, _FIXED = 14, 28, 255


class Program(Struct, frozen=True):
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
        if data[:4] not in (b"OTTO", b"\0\1\0\0", b"true"):
            return _cff(data)
        tables = _tables(data)
        return _cff(tables["CFF "]) if "CFF " in tables else _truetype(tables)
    except (struct.error, LookupError, ValueError, OverflowError):
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
    drawn = cff.char_strings(data)
    empty = frozenset(glyph for glyph, string in enumerate(drawn) if _draws_nothing(string))
    cids = cff.cids(data)
    ids = None if cids is None else {cid: glyph for glyph, cid in enumerate(cids)}
    return Program(len(drawn), empty, ids)


def _draws_nothing(charstring: bytes) -> bool:
    """Only numbers (a width) before `endchar`."""
    if len(charstring) > _LONGEST_EMPTY or charstring[-1:] != bytes([_ENDCHAR]):
        return not charstring
    at = 0
    while at < len(charstring) - 1:
        if charstring[at] == _FIXED:
            at += 5
        elif charstring[at] == _SHORT or charstring[at] >= 32:
            _, at = cff.operand(charstring, at)
        else:
            return False
    return True
