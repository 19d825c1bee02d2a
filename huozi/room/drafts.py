"""Drafts: what somebody has typed and not saved, kept against a browser that closes."""

import hashlib
from pathlib import Path

import msgspec
from msgspec import Struct

from huozi.files import private_folder, read_file, write_atomically
from huozi.read.source import TEXT_LIMIT
from huozi.room.values import DraftText, now

_MOST_BYTES = 3 * TEXT_LIMIT  # as JSON


class _KeptDraft(Struct, frozen=True):
    file: str
    who: str
    draft: DraftText


class Drafts:
    """The drafts of a book: one for each person and file, in a file of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = private_folder(folder)

    def of(self, file: str, who: str) -> DraftText | None:
        """What somebody has typed in a file, if anything."""
        try:
            data = read_file(self._path(file, who), _MOST_BYTES)
            found = msgspec.json.decode(data, type=_KeptDraft)
        except (OSError, msgspec.MsgspecError):
            return None
        return found.draft if (found.file, found.who) == (file, who) else None

    def keep(self, file: str, text: str, base: str, who: str) -> None:
        """Keep what somebody has typed. Raises OSError."""
        draft = _KeptDraft(file, who, DraftText(text, base, now()))
        write_atomically(self._path(file, who), msgspec.json.encode(draft))

    def forget(self, file: str, who: str) -> None:
        """It was saved, or given up."""
        self._path(file, who).unlink(missing_ok=True)

    def _path(self, file: str, who: str) -> Path:
        name = hashlib.sha256(f"{who}\0{file}".encode("utf-8", "surrogateescape")).hexdigest()
        return self._folder / f"{name}.json"
