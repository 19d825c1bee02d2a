"""The texts of the last good pages, and places carried between them and the texts of now.

What stands now may give no pages. A click on those that are still shown is meant for a character of
the text they were made of; it is looked for in the text that is edited, and the other way round.
"""

from bisect import bisect_right
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from huozi.read.source import FileMemory, MissingFileError, RefusedError, Source
from huozi.room.anchoring import Run, same_runs
from huozi.spots.spots import Spots
from huozi.spots.values import PageBox, SourceSpot
from huozi.spots.written import TypedFile


class LastGood:
    """The texts that the last good pages of a book were made of."""

    def __init__(self, book: Path) -> None:
        self._book, self._memory = book, FileMemory()
        self._texts: dict[str, str] = {}

    def keep(self, files: Iterable[str]) -> None:
        """Good pages were made of these files. Only what changed is read again."""
        source, self._texts = Source(self._book, self._memory), {}
        for file in files:
            with suppress(MissingFileError, RefusedError):
                self._texts[file] = source.read_text(file)
        self._memory.turn()

    def text(self, file: str) -> str:
        """A text as it was pressed. Raises MissingFileError, RefusedError for what was not."""
        known = self._texts.get(file)
        return Source(self._book).peek(file) if known is None else known

    def spot(self, spots: Spots, page: int, x: float, y: float) -> SourceSpot | None:
        """What stands at a point of the pages, where it is in the text of now."""
        found = spots.spot(page, x, y)
        if found is None:
            return None
        old, new = spots.file(found.file).typed, self._now(found.file)
        if new is None or new == old:
            return found
        typed, offset = TypedFile(found.file, new), carried(old, new, found.offset)
        line, column = typed.line_and_column(offset)
        return replace(
            found, offset=offset, line=line, column=column, char=new[offset : offset + 1]
        )

    def where(self, spots: Spots, file: str, offset: int, length: int) -> list[PageBox]:
        """Where characters of a text of now are shown on the pages."""
        try:
            old = spots.file(file).typed
        except (MissingFileError, RefusedError):
            return spots.where(file, offset, length)
        new = self._now(file)
        if new is not None and new != old:
            last = carried(new, old, offset + max(length, 1) - 1)
            offset = carried(new, old, offset)
            length = max(1, last + 1 - offset)
        return spots.where(file, offset, length)

    def _now(self, file: str) -> str | None:
        try:
            return Source(self._book).peek(file)
        except (MissingFileError, RefusedError):
            return None


def carried(old: str, new: str, offset: int) -> int:
    """Where a character of one text stands in another; of one that went, what is in its place."""
    runs = _runs(old, new)
    at = bisect_right(runs, (offset, len(new), 0)) - 1
    if at < 0:
        return 0
    begins, there, size = runs[at]
    return there + min(offset - begins, size)


@lru_cache(maxsize=2)  # a search asks for many places of one text
def _runs(old: str, new: str) -> tuple[Run, ...]:
    return tuple(same_runs(old, new))
