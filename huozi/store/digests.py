"""Digests of font files, remembered for all books of this machine.

Digesting the fonts of a book takes as long as reading it. Fonts belong to the machine, not to the
book, so their digests lie in the machine's cache folder (XDG).
"""

import hashlib
import os
from pathlib import Path

import msgspec

from huozi.files import file_state
from huozi.store.shelf import seal, unsealed

Mark = tuple[int, int, int, int, str]  # size, times of text and of change, inode; SHA-256


class FileDigests:
    """SHA-256 of files by path, trusted as long as size, times and inode stay.

    Every write may fail without harm, and a damaged memory is forgotten.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "digests"
        self._marks = self._recall()

    def __call__(self, path: Path) -> str:
        """The digest of a file. Raises OSError when it can't be read."""
        mark = file_state(path.stat())
        name = os.fsencode(path).decode(errors="backslashreplace")  # a path need not be text
        known = self._marks.get(name)
        if known and known[:-1] == mark:
            return known[-1]
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        self._marks[name] = (*mark, digest)
        return digest

    def close(self) -> None:
        """Write the new digests, together with those that other runs wrote meanwhile."""
        before = self._recall()
        if not self._marks.items() <= before.items():
            seal(self._path, msgspec.json.encode(before | self._marks, order="deterministic"))

    def _recall(self) -> dict[str, Mark]:
        try:
            return msgspec.json.decode(unsealed(self._path), type=dict[str, Mark])
        except (OSError, ValueError, msgspec.MsgspecError):
            return {}
