"""What pictures are, remembered for all books of this machine under the digests of their files.

A book of some hundred photographs takes most of its check to decode them. What was found by other
code, or another decoder, is forgotten.
"""

from itertools import islice
from pathlib import Path

import msgspec

from huozi.compile.examined import MOST_REMEMBERED, Examined, known, remember
from huozi.store.closure import stage_digest
from huozi.store.shelf import seal, unsealed

_STAGE = "compile.examined"


class _Remembered(msgspec.Struct, frozen=True):
    version: str
    found: dict[str, Examined]


class PictureMemory:
    """What was found of pictures in runs before. Every write may fail without harm."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "pictures"
        self._before = self._recall()
        remember(self._before)

    def close(self) -> None:
        """Write down what was found since, the oldest forgotten."""
        if known().keys() <= self._before.keys():
            return
        found = self._recall() | dict(known())
        kept = dict(islice(found.items(), max(0, len(found) - MOST_REMEMBERED), None))
        seal(self._path, msgspec.json.encode(_Remembered(stage_digest(_STAGE), kept)))

    def _recall(self) -> dict[str, Examined]:
        try:
            memory = msgspec.json.decode(unsealed(self._path), type=_Remembered)
        except (OSError, ValueError, msgspec.MsgspecError):
            return {}
        return memory.found if memory.version == stage_digest(_STAGE) else {}
