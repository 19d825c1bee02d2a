"""Digests of font files, remembered for all books of this machine.

To digest the fonts of a book takes as long as to read it. They are the machine's, not the book's,
so what is remembered lies where programs keep what they can find again (the XDG cache folder).
"""

import hashlib
import os
from pathlib import Path

import msgspec

from huozi.store.secret import cache_folder
from huozi.store.shelf import seal, unsealed

__all__ = ["FileDigests", "cache_folder"]

Mark = tuple[int, int, int, int, str]  # size, times of text and of change, inode; SHA-256


class FileDigests:
    """SHA-256 of files by path, believed as long as size, times and inode stay.

    Every write may fail without harm, and a damaged memory is forgotten.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "digests"
        self._marks = self._recall()

    def __call__(self, path: Path) -> str:
        """The digest of a file. Raises OSError when it can't be read."""
        stat = path.stat()
        mark = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
        name = os.fsencode(path).decode(errors="backslashreplace")  # a path need not be text
        known = self._marks.get(name)
        if known and known[:-1] == mark:
            return known[-1]
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        self._marks[name] = (*mark, digest)
        return digest

    def close(self) -> None:
        """Write down what was learnt, with what others learnt meanwhile."""
        before = self._recall()
        if not self._marks.items() <= before.items():
            seal(self._path, msgspec.json.encode(before | self._marks, order="deterministic"))

    def _recall(self) -> dict[str, Mark]:
        try:
            return msgspec.json.decode(unsealed(self._path), type=dict[str, Mark])
        except (OSError, ValueError, msgspec.MsgspecError):
            return {}
