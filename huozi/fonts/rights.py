"""What a font file says of itself: whether it may be embedded, and which characters it has.

Only the tables that are wanted are read (OpenType 1.9: `OS/2`, `cmap`, collections).
"""

import struct
from functools import cache
from pathlib import Path
from typing import BinaryIO

#: `fsType` of OS/2: of the levels the least restrictive holds; two more bits stand beside them.
_RESTRICTED, _LEVELS, _NO_SUBSETTING, _BITMAPS_ONLY = 0x0002, 0x000E, 0x0100, 0x0200
_FS_TYPE_AT = 8


def refusal(path: Path, index: int) -> str:
    """Why a book may not embed a part of a face, as the code of a finding; empty where it may.

    Raises OSError where the file can't be read.
    """
    try:
        with path.open("rb") as file:
            at, length = _table(file, index, b"OS/2")
            if length < _FS_TYPE_AT + 2:
                return ""  # it forbids nothing
            file.seek(at + _FS_TYPE_AT)
            (said,) = struct.unpack(">H", file.read(2))
    except struct.error:
        return "font-damaged"
    if said & _LEVELS == _RESTRICTED:
        return "font-restricted"
    if said & _NO_SUBSETTING:
        return "font-whole-only"
    return "font-bitmaps-only" if said & _BITMAPS_ONLY else ""


def _table(file: BinaryIO, index: int, wanted: bytes) -> tuple[int, int]:
    """Where a table of a face begins, and its length; that is 0 where there is none.

    Raises struct.error where this is no font file.
    """
    start = 0
    (kind,) = struct.unpack(">4s", file.read(4))
    if kind == b"ttcf":
        file.seek(12 + 4 * index)
        (start,) = struct.unpack(">L", file.read(4))
    file.seek(start + 4)
    (count,) = struct.unpack(">H6x", file.read(8))
    for tag, at, length in struct.iter_unpack(">4s4xLL", file.read(16 * count)):
        if tag == wanted:
            return at, length
    return 0, 0


@cache
def characters(path: Path, index: int) -> frozenset[int]:
    """The code points a face has a glyph for."""
    import uharfbuzz as hb

    face = hb.Face(hb.Blob.from_file_path(str(path)), index)
    return frozenset(face.unicodes)
