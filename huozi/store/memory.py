"""The memory of the read stage: one file on the shelf with the entries of the last book read."""

from pathlib import Path

import msgspec

from huozi.store.closure import stage_digest
from huozi.store.shelf import seal, unsealed
from huozi.values.manuscript import Entry, Finding

_FILE = "entries"
_Pages = dict[str, tuple[Entry, tuple[Finding, ...]]]

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(tuple[str, _Pages])


class EntryMemory:
    """Entries by key. Only those that the last reading used are kept, so that it does not grow."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE
        self._known = self._load()
        self._used: _Pages = {}
        self._written = True

    def _load(self) -> _Pages:
        try:
            reader, known = _decoder.decode(unsealed(self._path))
        except (OSError, ValueError, msgspec.MsgspecError):
            return {}
        return known if reader == stage_digest("read") else {}

    def recall(self, key: str) -> tuple[Entry, tuple[Finding, ...]] | None:
        """The entry kept under a key, or None."""
        if key in self._known:
            self._used[key] = self._known[key]
        return self._known.get(key)

    def keep(self, key: str, entry: tuple[Entry, tuple[Finding, ...]]) -> None:
        """Keep an entry."""
        self._used[key] = entry

    def turn(self) -> None:
        """End a reading: forget the entries that it did not use."""
        self._written &= self._used.keys() == self._known.keys()
        self._known, self._used = self._used, {}

    def close(self) -> None:
        """Write the entries that the last reading used, if they differ from the file."""
        if not self._written:
            seal(self._path, _encoder.encode((stage_digest("read"), self._known)))
            self._written = True
