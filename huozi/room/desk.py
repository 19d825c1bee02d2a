"""The desk of a book: its texts, and the two processes that press and draw it.

Whatever was saved while a book was made is one more run, the newest: nothing waits for a pause in
typing. A text that gives no edition, or a press that falls, leaves the last good edition standing,
with the reason beside it.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from huozi.files import private_folder, write_atomically
from huozi.messages import render
from huozi.read.paths import CONTENT
from huozi.read.source import Source
from huozi.room.children import Child, ChildFellError, ChildRefusedError
from huozi.room.drafts import Drafts
from huozi.room.journal import Journal
from huozi.room.made import Made
from huozi.room.outside import OutsideChanges
from huozi.room.saving import EditedTexts, StandingTexts, editable
from huozi.room.searches import SupersededError
from huozi.room.values import (
    Conflict,
    OpenText,
    RoomDoubt,
    RoomEdition,
    RoomFinding,
    RoomHit,
    Saved,
    TextFile,
    Version,
)
from huozi.spots.values import PageBox, SourceSpot
from huozi.values.errors import InputError, MachineError, machine_error
from huozi.values.manuscript import finding

#: Pixels for 100 points.
SCALES = (25, 100, 150, 200, 300, 400)
_STATE = ".room"
_PRESS_SECONDS, _PICTURE_SECONDS, _ASKED_SECONDS, _PROOF_SECONDS = 600.0, 30.0, 30.0, 300.0
_PRESSER_BYTES, _DRAWER_BYTES = 2 << 30, 1 << 30
_NEWEST_SECONDS, _LOOK_SECONDS = 60.0, 0.02
_AGAIN_SECONDS = 2.0  # before a watch that fell begins again
_KEPT = 8  # editions whose files lie there: a browser may still be loading one
_OPEN = 2  # editions that the drawer knows
_AHEAD = 2  # changed pages that are drawn before anybody asks

_T = TypeVar("_T")
Tell = Callable[[dict[str, Any]], None]


class BookDesk:
    """One book. Events go to `tell`; errors are HuoziError, LookupError for names that are not
    known, ValueError for what can't be right, TimeoutError.
    """

    def __init__(self, book: Path, tell: Tell) -> None:
        self._book = book.resolve()
        self._tell = tell
        self._folder = self._book / _STATE / "tmp"
        self.edition: RoomEdition | None = None
        folder = str(self._folder)
        self._presser = Child(
            "huozi.room.presser", (str(self._book), folder), _PRESSER_BYTES,
            self._press_again, lambda why: self._press_again(),
        )  # fmt: skip
        self._drawer = Child("huozi.room.drawer", (folder,), _DRAWER_BYTES, self._open_all)
        self._wanted = asyncio.Event()
        self._building = False
        self._fallen = False  # when it was asked last
        self._numbers = count(1)
        self._pdfs: deque[Path] = deque()
        self._open: deque[tuple[int, str, list[str]]] = deque(maxlen=_OPEN)
        self._scale = 100  # that was asked for last
        self._files: dict[str, tuple[str, str]] = {}
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
        self._wanted.set()
        self._tasks = [asyncio.create_task(self._press()), asyncio.create_task(self._watch())]

    async def stop(self) -> None:
        """End, with all processes."""
        for task in (*self._tasks, *((self._proofreading,) if self._proofreading else ())):
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await task
        await self._presser.stop()
        await self._drawer.stop()
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

    async def picture(self, name: str, scale: int) -> bytes:
        """A page as PNG. Raises KeyError for a name of no page of the last two editions."""
        if scale not in SCALES:
            raise ValueError(scale)
        if scale > min(SCALES):  # thumbnails are not what is worked on
            self._scale = scale
        for last in (False, True):
            try:
                return bytes(
                    await self._drawer.ask("picture", name, scale, seconds=_PICTURE_SECONDS)
                )
            except ChildFellError as error:
                if last:
                    raise machine_error("room-drawer-fell", why=error.why) from error
            except ChildRefusedError as error:
                if error.fault == "KeyError":
                    raise KeyError(name) from error
                raise machine_error("room-drawer-fell", why=error.reason) from error
        raise AssertionError

    async def pdf(self) -> Path:
        """The last good edition. Raises LookupError before the first."""
        if not self._pdfs:
            raise LookupError
        return self._pdfs[-1]

    async def newest(self) -> Path:
        """The edition of the texts as they stand: the book is made once more, since another program
        may have changed them a moment ago. Raises TimeoutError; InputError where they give none.
        """
        async with asyncio.timeout(_NEWEST_SECONDS):
            self._wanted.set()
            while self._wanted.is_set() or self._building:
                await asyncio.sleep(_LOOK_SECONDS)
        if self.edition is None or self.edition.faults:
            raise InputError([finding("room-no-edition")])
        return await self.pdf()

    async def spot(self, page: int, x: float, y: float) -> SourceSpot | None:
        """What stands at a point of a page."""
        return await self._asked(SourceSpot | None, "spot", page, x, y)

    async def where(self, file: str, offset: int, length: int = 1) -> list[PageBox]:
        """Where characters of a text stand."""
        return await self._asked(list[PageBox], "where", editable(file), offset, length)

    async def search(self, words: str, whose: str = "") -> list[RoomHit]:
        """Where words stand in the texts. Somebody's new search takes the place of the last one,
        which ends with TimeoutError.
        """
        return await self._asked(list[RoomHit], "search", words, whose)

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
                found = await self._presser.ask("proofread", seconds=_PROOF_SECONDS)
            self._doubts = msgspec.convert(found, dict[str, list[RoomDoubt]])
        except (ChildRefusedError, ChildFellError, TimeoutError):
            self._doubts = {}
        self._doubts_at = begun

    async def _asked(self, kind: Any, name: str, *arguments: Any) -> Any:
        try:
            async with asyncio.timeout(_ASKED_SECONDS):
                found = await self._presser.ask(name, *arguments, seconds=_PRESS_SECONDS)
        except ChildFellError as error:
            raise MachineError([finding(f"room-press-{error.why}")]) from error
        except ChildRefusedError as error:
            if error.fault == SupersededError.__name__:
                raise TimeoutError from error
            raise machine_error("room-press-failed", reason=f"{error}") from error
        return msgspec.convert(found, kind)

    # ------------------------------------------------------------------------------ texts

    async def files(self) -> list[TextFile]:
        """The texts that may be edited, those of the book first, in its order."""
        found = await asyncio.to_thread(lambda: tuple(Source(self._book).files(CONTENT, (".md",))))
        listed = [file for file in self._files if file in found]
        return [
            TextFile(file, self._files[file][1] or Path(file).stem, self._files[file][0])
            for file in listed
        ] + [TextFile(file, Path(file).stem) for file in found if file not in self._files]

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
        self._wanted.set()

    # ------------------------------------------------------------------------------ pressing

    async def _press(self) -> None:
        """Make the book whenever something changed, the newest state of it."""
        with suppress(Exception):  # who asks for a picture will start it
            await self._drawer.ready()
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            self._tell({"type": "working"})
            self._building = True
            try:
                made = await self._made_or_not()
            finally:
                self._building = False
            self._take(made)

    async def _made(self) -> Made:
        try:
            found = await self._presser.ask("build", seconds=_PRESS_SECONDS)
        except ChildFellError as error:
            if not self._fallen:  # once more: it may have been the machine
                self._wanted.set()
            self._fallen = True
            return Made(faults=(_fault(f"room-press-{error.why}"),))
        except ChildRefusedError as error:
            return Made(faults=(_fault("room-press-failed", reason=str(error)),))
        self._fallen = False
        return msgspec.convert(found, Made)

    async def _made_or_not(self) -> Made:
        """A book, or why there is none, whatever the reason: nothing ends the pressing."""
        try:
            return await self._made()
        except OSError as error:  # no process can be started
            return Made(faults=(_fault("room-press-disk", reason=error),))
        except Exception as error:
            return Made(faults=(_fault("room-press-failed", reason=type(error).__name__),))

    def _take(self, made: Made) -> None:
        """Show what was made, or why nothing was."""
        if not made.path:
            last = self.edition or RoomEdition(0, (), ())
            self.edition = replace(last, faults=made.faults)
        else:
            before = {page.name for page in self.edition.pages} if self.edition else set()
            number = next(self._numbers)
            self.edition = RoomEdition(number, made.pages, made.units, made.findings)
            self._files = made.files
            self._pdfs.append(Path(made.path))
            if len(self._pdfs) > _KEPT:
                with suppress(OSError):
                    self._pdfs.popleft().unlink()
            names = [page.name for page in made.pages]
            self._open.append((number, made.path, names))
            self._open_now(*self._open[-1])
            changed = [name for name in dict.fromkeys(names) if name not in before]
            if before:
                for name in changed[:_AHEAD]:
                    self._ahead("picture", name, self._scale)
        self._tell({"type": "edition", "edition": self.edition})

    def _press_again(self) -> None:
        """A press that has just begun, or has fallen while it rested, knows no book."""
        if not self._building:
            self._wanted.set()

    def _open_all(self) -> None:
        for edition in self._open:
            self._open_now(*edition)

    def _open_now(self, number: int, path: str, names: list[str]) -> None:
        self._ahead("open", number, path, names)

    def _ahead(self, name: str, *arguments: Any) -> None:
        """Ask the drawer for something, if there is one; whoever wants it will ask, too."""
        answer = self._drawer.asked(name, *arguments, seconds=_PICTURE_SECONDS)
        answer.add_done_callback(lambda made: made.cancelled() or made.exception())

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


def _fault(code: str, **params: object) -> RoomFinding:
    found = finding(code, None, **params)  # type: ignore[arg-type]
    said = (render(found, tongue) for tongue in ("zh", "en"))
    return RoomFinding(code, "error", "", 0, 0, 0, None, *said)
