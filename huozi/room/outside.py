"""What other programs change in a book: an editor program, git, an import."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from huozi.jobs.watch import Mark, Marks, again, mark, marks, unfinished, wanted, watched
from huozi.room.saving import EditedTexts

_QUIET_MS, _PATIENCE_MS, _LOOK_MS = 5, 400, 1000  # as a watch has them


class OutsideChanges:
    """Changes of a book's files that were not made in the room."""

    def __init__(self, book: Path) -> None:
        self._book = book
        self._seen: Marks = {}
        self._own: Marks = {}

    def mark(self, file: str) -> Mark | None:
        """What a save changes of a file."""
        return mark(str(self._book / file))

    def ours(self, file: str) -> Mark | None:
        """Know a file as it is now as written in the room."""
        path = str(self._book / file)
        if (now := mark(path)) is not None:
            self._own[path] = now
        return now

    async def told(self) -> AsyncIterator[set[str]]:
        """Paths that were told of; none where it is time to look at all files. It has no end."""
        from watchfiles import awatch

        self._seen = await asyncio.to_thread(marks, self._book)
        while True:
            folders = watched(self._book)
            try:
                async for found in awatch(
                    *folders,
                    watch_filter=wanted,
                    debounce=_PATIENCE_MS,
                    step=_QUIET_MS,
                    rust_timeout=_LOOK_MS,
                    yield_on_timeout=True,
                ):
                    yield {path for _, path in found}
                    if watched(self._book) != folders:
                        break
            except OSError:  # a folder went away under us
                await asyncio.sleep(_LOOK_MS / 1000)

    def look(self, told: set[str], texts: EditedTexts) -> tuple[bool, list[tuple[str, str]]]:
        """Whether anything was changed by others, and the texts that were, with their bases."""
        seen, now = self._seen, again(self._seen, told, self._book)
        if told and unfinished(seen, now):
            return False, []
        self._seen = now
        changed = [path for path in seen.keys() | now.keys() if seen.get(path) != now.get(path)]
        # Nothing is removed in the room.
        others = sorted(
            path for path in changed if path not in now or self._own.get(path) != now[path]
        )
        self._own = {path: one for path, one in self._own.items() if path not in changed}
        below = (Path(path) for path in others if path.endswith(".md"))
        files = [path.relative_to(self._book).as_posix() for path in below
                 if path.is_relative_to(self._book)]  # fmt: skip
        bases = [(file, texts.outside(file)) for file in files]
        return bool(others), [(file, base) for file, base in bases if base]
