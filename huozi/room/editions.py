"""The editions of a book: pressed by one process, drawn by another, the newest state always next.

Whatever was saved while a book was made is one more run. New pages are seen as soon as they are
made up, before the book is written and proved; a newer text ends the writing of an older one. A
text that gives no edition, or a press that falls, leaves the last good edition standing, with the
reason beside it.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import count, islice
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from huozi.messages import render
from huozi.room.children import Child, ChildFellError, ChildRefusedError
from huozi.room.lately import Lately
from huozi.room.made import Made, Seen
from huozi.room.searches import SupersededError
from huozi.room.values import RoomEdition, RoomFinding, RoomPage
from huozi.values.errors import InputError, MachineError, machine_error
from huozi.values.manuscript import finding

#: Pixels for 100 points.
SCALES = (25, 100, 150, 200, 300, 400)
_PRESS_SECONDS, _PICTURE_SECONDS, _ASKED_SECONDS = 600.0, 30.0, 30.0
_PRESSER_BYTES, _DRAWER_BYTES = 2 << 30, 1 << 30
_NEWEST_SECONDS, _LOOK_SECONDS = 60.0, 0.02
_KEPT = 8  # editions whose files lie there: a browser may still be loading one
_LOOK_SECONDS = 0.02
_AHEAD = 2  # changed pages that are drawn before anybody asks

Tell = Callable[[dict[str, Any]], None]


class BookEditions:
    """The last good edition of a book, and the pages that were seen since.

    `tell` hears "working", "pages" where new ones are seen, and "edition" where one is good, or why
    there is none.
    """

    def __init__(self, book: Path, folder: Path, tell: Tell) -> None:
        self._tell = tell
        where = str(folder)
        self.presser = Child(
            "huozi.room.presser", (str(book), where), _PRESSER_BYTES,
            self._press_again, lambda why: self._press_again(),
        )  # fmt: skip
        self.drawer = Child("huozi.room.drawer", (where,), _DRAWER_BYTES, self._open_all)
        self.last: RoomEdition | None = None
        self.files: dict[str, tuple[str, str]] = {}  # unit and title by file
        self._shown: tuple[RoomPage, ...] = ()  # by the browsers
        self._wanted = asyncio.Event()
        self._building = 0
        self._begun = self._taken = 0  # books that were begun; the last one that was taken
        self._fallen = False  # when it was asked last
        self._numbers = count(1)
        self._pdfs: deque[Path] = deque()
        self._open: Lately[tuple[Any, ...]] = Lately()  # what the drawer was told to open
        self._scale = 100  # that was asked for last
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin to press."""
        self.want()
        self._keep(asyncio.create_task(self.press()))

    async def stop(self) -> None:
        """End, with all processes."""
        for task in list(self._tasks):
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await task
        await self.presser.stop()
        await self.drawer.stop()

    def want(self) -> None:
        """Something has changed."""
        self._wanted.set()

    def _keep(self, task: "asyncio.Task[None]") -> "asyncio.Task[None]":
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def picture(self, name: str, scale: int) -> bytes:
        """A page as PNG. Raises KeyError for a name of no page of the last two editions."""
        if scale not in SCALES:
            raise ValueError(scale)
        if scale > min(SCALES):  # thumbnails are not what is worked on
            self._scale = scale
        for last in (False, True):
            try:
                return bytes(
                    await self.drawer.ask("picture", name, scale, seconds=_PICTURE_SECONDS)
                )
            except ChildFellError as error:
                if last:
                    raise machine_error("room-drawer-fell", why=error.why) from error
            except ChildRefusedError as error:
                if error.fault == "KeyError":
                    raise KeyError(name) from error
                raise machine_error("room-drawer-fell", why=error.reason) from error
        raise AssertionError

    def pdf(self) -> Path:
        """The last good edition. Raises LookupError before the first."""
        if not self._pdfs:
            raise LookupError
        return self._pdfs[-1]

    async def newest(self) -> Path:
        """The edition of the texts as they stand: the book is made once more, since another program
        may have changed them a moment ago. Raises TimeoutError; InputError where they give none.
        """
        begun = self._begun
        self.want()
        async with asyncio.timeout(_NEWEST_SECONDS):
            while self._taken <= begun:
                await asyncio.sleep(_LOOK_SECONDS)
        if self.last is None or self.last.faults:
            raise InputError([finding("room-no-edition")])
        return self.pdf()

    async def asked(self, kind: Any, name: str, *arguments: Any) -> Any:
        """What the press answers to a question about the last edition."""
        try:
            async with asyncio.timeout(_ASKED_SECONDS):
                found = await self.presser.ask(name, *arguments, seconds=_PRESS_SECONDS)
        except ChildFellError as error:
            raise MachineError([finding(f"room-press-{error.why}")]) from error
        except ChildRefusedError as error:
            if error.fault == SupersededError.__name__:
                raise TimeoutError from error
            raise machine_error("room-press-failed", reason=f"{error}") from error
        return msgspec.convert(found, kind)

    # ------------------------------------------------------------------------------ pressing

    async def press(self) -> None:
        """Make the book whenever something changed, the newest state of it."""
        with suppress(Exception):  # who asks for a picture will start it
            await self.drawer.ready()
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            self._tell({"type": "working"})
            self._building += 1
            seen = asyncio.Event()
            self._begun += 1
            making = self._keep(asyncio.create_task(self._make(seen, self._begun)))
            # The next may be asked for when pages of this one are seen.
            waiting = asyncio.create_task(seen.wait())
            await asyncio.wait((making, waiting), return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()

    async def _make(self, seen: asyncio.Event, number: int) -> None:
        """A book, or why there is none, whatever the reason: nothing ends the pressing."""

        def see(said: Any) -> None:
            self._see(msgspec.convert(said, Seen))
            seen.set()

        try:
            made = await self._made(see)
        except OSError as error:  # no process can be started
            made = Made(faults=(_fault("room-press-disk", reason=error),))
        except Exception as error:
            made = Made(faults=(_fault("room-press-failed", reason=type(error).__name__),))
        finally:
            self._building -= 1
        if not made.given_up:
            self._take(made)
            self._taken = number

    async def _made(self, see: Callable[[Any], None]) -> Made:
        try:
            found = await self.presser.ask("build", seconds=_PRESS_SECONDS, told=see)
        except ChildFellError as error:
            if not self._fallen:  # once more: it may have been the machine
                self.want()
            self._fallen = True
            return Made(faults=(_fault(f"room-press-{error.why}"),))
        except ChildRefusedError as error:
            return Made(faults=(_fault("room-press-failed", reason=str(error)),))
        self._fallen = False
        return msgspec.convert(found, Made)

    def _see(self, seen: Seen) -> None:
        """Show pages of a book that is being made."""
        if self.last is None:
            return
        number = next(self._numbers)
        if seen.drawn:
            self._open_now("pull", number, seen.pdf, seen.drawn, whole=False)
            self._draw_ahead(seen.drawn)
        self._shown = seen.pages
        shown = replace(self.last, number=number, pages=seen.pages)
        self._tell({"type": "pages", "edition": shown})

    def _take(self, made: Made) -> None:
        """Show what was made, or why nothing was."""
        number = next(self._numbers)
        if not made.path:
            last = self.last or RoomEdition(0, (), ())
            self.last = replace(last, number=number, faults=made.faults)
        else:
            before = {page.name for page in self._shown}
            self.last = RoomEdition(number, made.pages, made.units, made.findings)
            self.files = made.files
            self._pdfs.append(Path(made.path))
            if len(self._pdfs) > _KEPT:
                with suppress(OSError):
                    self._pdfs.popleft().unlink()
            names = [page.name for page in made.pages]
            self._open_now("open", number, made.path, names, whole=True)
            if before:
                self._draw_ahead(name for name in dict.fromkeys(names) if name not in before)
        self._shown = self.last.pages
        self._tell({"type": "edition", "edition": self.last})

    def _press_again(self) -> None:
        """A press that has just begun, or has fallen while it rested, knows no book."""
        if not self._building:
            self.want()

    # ------------------------------------------------------------------------------ drawing

    def _open_all(self) -> None:
        for call in self._open:
            self._ahead(*call)

    def _open_now(self, name: str, *arguments: Any, whole: bool) -> None:
        self._open.add((name, *arguments), whole=whole)
        self._ahead(name, *arguments)

    def _draw_ahead(self, changed: Iterable[str]) -> None:
        for name in islice(changed, _AHEAD):
            self._ahead("picture", name, self._scale)

    def _ahead(self, name: str, *arguments: Any) -> None:
        """Ask the drawer for something, if there is one; whoever wants it will ask, too."""
        answer = self.drawer.asked(name, *arguments, seconds=_PICTURE_SECONDS)
        answer.add_done_callback(lambda made: made.cancelled() or made.exception())


def _fault(code: str, **params: object) -> RoomFinding:
    found = finding(code, None, **params)  # type: ignore[arg-type]
    said = (render(found, tongue) for tongue in ("zh", "en"))
    return RoomFinding(code, "error", "", 0, 0, 0, None, *said)
