"""Identifies the font files that the engine meets by their bytes.

WeasyPrint copies the whole file of each font (24 MB for a Chinese face) to embed it later. Nothing
is embedded here, so that its kind is enough. The file is found by comparing its bytes with the
files of the type case, whose digests are known; that takes a seventh of the time of a digest.
"""

import hashlib
import mmap
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from huozi.compile.engine.library import ffi, harfbuzz
from huozi.compile.setting import session

_KIND_BYTES = 4  # `OTTO` or another


class FontFile(bytes):
    """The first bytes of a font file; `whole` is a view of all of them."""

    whole: Any
    blob: Any

    def digest(self, files: Iterable[tuple[Path, str]]) -> str:
        """The SHA-256 of the file: that of the equal one of `files`, or computed where none is."""
        for path, digest in files:
            if path.stat().st_size == len(self.whole) and _same(path, self.whole):
                return digest
        return hashlib.sha256(self.whole).hexdigest()


def _same(path: Path, whole: Any) -> bool:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as there:
        same: bool = ffi.buffer(ffi.from_buffer(there)) == whole
        return same


def face_data(
    original: Callable[..., Any], face: Any, ot_color: str | None = None, glyph: Any = None
) -> Any:
    """Replaces `get_hb_object_data`: returns a view of a face's file, not a copy."""
    if session.current() is None or ot_color is not None:
        return original(face, ot_color, glyph)
    blob = ffi.gc(harfbuzz.hb_face_reference_blob(face), harfbuzz.hb_blob_destroy)
    with ffi.new("unsigned int *") as length:
        start = harfbuzz.hb_blob_get_data(blob, length)
        size = int(length[0])
    if start == ffi.NULL:
        return None
    file = FontFile(ffi.buffer(start, min(size, _KIND_BYTES))[:])
    file.whole = ffi.buffer(start, size)
    file.blob = blob  # the bytes live as long as it does
    return file
