"""The desk of a book: its texts, who saves them, and the editions that are made of them."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec

from huozi.files import private_folder, write_atomically
from huozi.read.paths import CONTENT
from huozi.read.source import Source
from huozi.room.children import ChildFellError, ChildRefusedError
from huozi.room.drafts import Drafts
from huozi.room.editions import BookEditions, Tell
from huozi.room.journal import Journal
from huozi.room.outside import OutsideChanges
from huozi.room.saving import EditedTexts, StandingTexts, editable
from huozi.room.values import (
    Conflict,
    OpenText,
    RoomDoubt,
    RoomEdition,
    RoomHit,
    Saved,
    TextFile,
    Version,
)
from huozi.spots.values import PageBox, SourceSpot
from huozi.values.errors import machine_error

_STATE = ".room"
_PROOF_SECONDS = 300.0
_AGAIN_SECONDS = 2.0  # before a watch that fell begins again

_T = TypeVar("_T")


class BookDesk:
    """One book. Events go to `tell`; errors are HuoziError, LookupError for names that are not
    known, ValueError for what can't be right, TimeoutError.
    """

    def __init__(self, book: Path, tell: Tell) -> None:
        self._book = book.resolve()
        self._tell = tell
        self._folder = self._book / _STATE / "tmp"
        self._editions = BookEditions(self._book, self._folder, tell)
        self._journal: Journal | None = None
        self._texts: EditedTexts | None = None
        self._standing = StandingTexts(self._book)
        self._saving = asyncio.Lock()
        self._outside = OutsideChanges(self._book)
        self._changes = 0  # of its texts, counted
        self._doubts: dict[str, list[RoomDoubt]] = {}
        self._doubts_at = -1
        self._proofreading: asyncio.Task[None] | None = None
        self._tasks: list[asyncio.Task[None]] = []

    # ------------------------------------------------------------------------------ begin, end

    async def start(self) -> None:
        """Begin to press. Raises MachineError where another process has the book open."""
        await asyncio.to_thread(self._open_state)
        self._editions.start()
        self._tasks = [asyncio.create_task(self._watch())]

    async def stop(self) -> None:
        """End, with all processes."""
        for task in (*self._tasks, *((self._proofreading,) if self._proofreading else ())):
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await task
        await self._editions.stop()
        async with self._saving:
            if self._journal is not None:
                self._journal.close()
            self._journal = self._texts = None

    def _open_state(self) -> None:
        state = private_folder(self._book / _STATE)
        write_atomically(state / ".gitignore", b"*\n")
        try:
            self._journal = Journal(state / "journal")
        except BlockingIOError as error:
            raise machine_error("room-book-open", path=self._book) from error
        self._texts = EditedTexts(self._book, self._journal, Drafts(state / "drafts"))
        self._texts.recover()
        private_folder(self._folder)
        for left in self._folder.glob("edition-*.pdf"):
            left.unlink()

    # ------------------------------------------------------------------------------ pages

    @property
    def edition(self) -> RoomEdition | None:
        """The last good one."""
        return self._editions.last

    async def picture(self, name: str, scale: int) -> bytes:
        """A page as PNG. Raises KeyError for a name of no page that was shown lately."""
        return await self._editions.picture(name, scale)

    async def pdf(self) -> Path:
        """The last good edition. Raises LookupError before the first."""
        return self._editions.pdf()

    async def newest(self) -> Path:
        """The edition of the texts as they stand: the book is made once more, since another program
        may have changed them a moment ago. Raises TimeoutError; InputError where they give none.
        """
        return await self._editions.newest()

    async def spot(self, page: int, x: float, y: float) -> SourceSpot | None:
        """What stands at a point of a page."""
        return await self._editions.asked(SourceSpot | None, "spot", page, x, y)

    async def where(self, file: str, offset: int, length: int = 1) -> list[PageBox]:
        """Where characters of a text stand."""
        return await self._editions.asked(list[PageBox], "where", editable(file), offset, length)

    async def search(self, words: str, whose: str = "") -> list[RoomHit]:
        """Where words stand in the texts. Somebody's new search takes the place of the last one,
        which ends with TimeoutError.
        """
        return await self._editions.asked(list[RoomHit], "search", words, whose)

    async def proofread(self, file: str) -> list[RoomDoubt]:
        """What the rules of proofreading doubt in a text; nothing while the book can't be read."""
        editable(file)
        asked = self._changes
        while self._doubts_at < asked:
            if self._proofreading is None or self._proofreading.done():
                self._proofreading = asyncio.create_task(self._proofread())
            await asyncio.shield(self._proofreading)
        return self._doubts.get(file, [])

    async def _proofread(self) -> None:
        begun = self._changes
        try:
            async with asyncio.timeout(_PROOF_SECONDS):
                found = await self._editions.presser.ask("proofread", seconds=_PROOF_SECONDS)
            self._doubts = msgspec.convert(found, dict[str, list[RoomDoubt]])
        except (ChildRefusedError, ChildFellError, TimeoutError):
            self._doubts = {}
        self._doubts_at = begun

    # ------------------------------------------------------------------------------ texts

    async def files(self) -> list[TextFile]:
        """The texts that may be edited, those of the book first, in its order."""
        found = await asyncio.to_thread(lambda: tuple(Source(self._book).files(CONTENT, (".md",))))
        known = self._editions.files
        listed = [file for file in known if file in found]
        return [TextFile(file, known[file][1] or Path(file).stem, known[file][0])
                for file in listed] + [
            TextFile(file, Path(file).stem) for file in found if file not in known
        ]  # fmt: skip

    async def texts(self) -> dict[str, str]:
        """All texts that may be edited and can be read, as they stand, those of the book first."""
        files = [one.file for one in await self.files()]
        return await asyncio.to_thread(self._standing.of, files)

    async def text(self, file: str, who: str = "") -> OpenText:
        """A text as it stands, with the draft of who opens it."""
        return await self._one_by_one(lambda texts: texts.opened(file, who))

    async def save(
        self, file: str, text: str, base: str, who: str, reason: str = ""
    ) -> Saved | Conflict:
        """Save a text: into the journal, then into the file."""
        return await self._saved(file, who, lambda it: it.save(file, text, base, who, reason))

    async def accept(
        self, file: str, base: str, offset: int, length: int, found: str, replacement: str, who: str
    ) -> Saved | Conflict:
        """Change characters of a text, and none but these, where `found` stands."""
        return await self._saved(
            file, who,
            lambda it: it.accept(file, base, offset, length, found, replacement, who),
        )  # fmt: skip

    async def draft(self, file: str, text: str, base: str, who: str) -> None:
        """Keep what somebody has typed and not saved."""
        await self._one_by_one(lambda texts: texts.draft(file, text, base, who))

    async def forget_draft(self, file: str, who: str) -> None:
        """Drop somebody's draft."""
        await self._one_by_one(lambda texts: texts.forget_draft(file, who))

    async def history(self, file: str) -> list[Version]:
        """The states of a text, the newest first."""
        return await self._one_by_one(lambda texts: list(texts.history(file)))

    async def version(self, file: str, id: str) -> str:
        """A text as it was."""
        return await self._one_by_one(lambda texts: texts.version(file, id))

    async def rule(self, rule: str, text: str, reason: str, who: str) -> None:
        """Keep that a doubt is no error: an exception in `content/审校.yaml`."""
        await self._one_by_one(lambda texts: texts.rule(rule, text, reason, who))
        self._changes += 1

    async def _saved(
        self, file: str, who: str, work: Callable[[EditedTexts], Saved | Conflict]
    ) -> Saved | Conflict:
        def done(texts: EditedTexts) -> tuple[Saved | Conflict, bool]:
            before = self._outside.mark(file)
            made = work(texts)
            return made, self._outside.ours(file) != before

        made, changed = await self._one_by_one(done)
        if changed and isinstance(made, Saved):
            self._changed()
            self._tell({"type": "saved", "file": file, "base": made.base, "who": who})
        return made

    async def _one_by_one(self, work: Callable[[EditedTexts], _T]) -> _T:
        """Work on texts, which no one else does meanwhile, to its end whoever gives it up."""

        async def alone() -> _T:
            async with self._saving:
                if self._texts is None:
                    raise machine_error("room-closed")
                return await asyncio.to_thread(work, self._texts)

        return await asyncio.shield(asyncio.create_task(alone()))

    def _changed(self) -> None:
        self._changes += 1
        self._editions.want()

    async def _watch(self) -> None:
        """See what other programs change, whatever is met on the way."""
        while True:
            with suppress(Exception):  # a disk that is full or gone, a folder that went away
                await self._watch_on()
            await asyncio.sleep(_AGAIN_SECONDS)
            self._changed()  # nobody saw what was changed meanwhile

    async def _watch_on(self) -> None:
        async for told in self._outside.told():
            changed, files = await self._one_by_one(partial(self._outside.look, told))
            for file, base in files:
                self._tell({"type": "saved", "file": file, "base": base, "who": ""})
            if changed:
                self._changed()
