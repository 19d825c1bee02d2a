"""The proof room's memory over many edits: the desk of a book, with its two processes.

    .venv/bin/python -m benchmarks.room_memory [--book FOLDER] [--edits 1000]

Types into a copy of the book through the desk, as the routes do; waits for each edition, and asks
for the pictures of its new pages, as a browser does. Prints what the server, the presser and the
drawer hold (PSS) after 100 edits, half, and all of them, with a moment's rest before each look.
"""

import argparse
import asyncio
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.room import ROOT, memory_mb
from huozi.room.desk import BookDesk
from huozi.room.values import Conflict, RoomEdition, RoomUnit

_REST_SECONDS = 3.0  # what runs left is swept while nobody types
_SCALE = 150
_PAGES = 3
_STAYS = 50  # edits of an entry, before the next one is gone to


class _Typist:
    """Somebody who types in a book, and looks at each edition."""

    def __init__(self, book: Path) -> None:
        self.told: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.desk = BookDesk(book, self.told.put_nowait)
        self.seen: set[str] = set()

    async def edition(self) -> RoomEdition:
        """The next one, its new pages drawn."""
        while True:
            event = await self.told.get()
            if event["type"] != "edition":
                continue
            found: RoomEdition = event["edition"]
            assert not found.faults, found.faults
            for name in {page.name for page in found.pages} - self.seen:
                await self.desk.picture(name, _SCALE)
            self.seen = {page.name for page in found.pages}
            return found

    async def type(self, file: str, sign: str, *, over: bool) -> None:
        """Type one character in the middle of a text, over the last one or beside it."""
        opened = await self.desk.text(file, "编辑甲")
        at = opened.text.index("。", len(opened.text) // 2) + 1  # `_is_body`
        text = opened.text[:at] + sign + opened.text[at + over :]
        saved = await self.desk.save(file, text, opened.base, "编辑甲", "")
        assert not isinstance(saved, Conflict)

    def memory(self) -> dict[str, float]:
        """MB of each process."""
        editions = self.desk._editions
        children = {"presser": editions.presser.pid, "drawer": editions.drawer.pid}
        found = {name: memory_mb(pid) for name, pid in children.items() if pid}
        return {"server": memory_mb(os.getpid()) - sum(found.values()), **found}


def _is_body(book: Path, unit: RoomUnit) -> bool:
    """Whether an entry has pages enough, and a sentence that ends behind its middle."""
    if unit.kind not in ("article", "document") or unit.pages < _PAGES:
        return False
    text = (book / unit.file).read_text("utf-8")
    return "。" in text[len(text) // 2 :]


async def _edited(book: Path, edits: int) -> None:
    typist = _Typist(book)
    await typist.desk.start()
    try:
        edition = await typist.edition()
        bodies = [unit for unit in edition.units if _is_body(book, unit)]
        took: list[float] = []
        for number in range(1, edits + 1):
            begun = time.perf_counter()
            body = bodies[number // _STAYS % len(bodies)]
            sign = chr(0x4E00 + 37 * number % 3000)
            await typist.type(body.file, sign, over=number % _STAYS > 0 and number > 1)
            await typist.edition()
            took.append(time.perf_counter() - begun)
            if number in (20, 100, edits // 2, edits):
                await asyncio.sleep(_REST_SECONDS)
                told = ", ".join(f"{name} {mb:.0f}" for name, mb in typist.memory().items())
                middle = 1000 * statistics.median(took[-50:])
                print(
                    f"{number:5} edits: MB {told}; save to pictures, ms: {middle:.0f}", flush=True
                )
    finally:
        await typist.desk.stop()


def main() -> None:
    """Type, and look at the memory."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--book", type=Path, default=ROOT)
    asked.add_argument("--edits", type=int, default=1000)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder, "book")
        shutil.copytree(given.book / "content", book / "content")
        asyncio.run(_edited(book, given.edits))


if __name__ == "__main__":
    main()
