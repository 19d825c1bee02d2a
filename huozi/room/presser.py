"""The child that presses: one book, kept warm as a watch keeps it, and what is asked of its texts.

It answers one call after the other. What takes long beside the press is put aside: a search goes
on in steps, between which books are made; proofreading is done by a fork of this process.
"""

import gc
import os
import resource
import select
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

import msgspec

from huozi.compositor import Warm
from huozi.confine import confine_press
from huozi.files import cache_folder, house_dir, write_atomically
from huozi.fonts import machine
from huozi.fonts.families import han_of_common_use
from huozi.kernel import die_with_parent
from huozi.press import Edition, Order, made_up, open_press, print_off, pulled
from huozi.progress import Progress
from huozi.read.paths import CONTENT
from huozi.read.source import MissingFileError, ReadOnce, RefusedError, Source
from huozi.room.contents import files_of, room_pages, room_units
from huozi.room.doubts import doubts
from huozi.room.lastgood import LastGood
from huozi.room.made import Made, Seen
from huozi.room.searches import Searches, fault
from huozi.room.seek import seek
from huozi.room.told import room_findings
from huozi.room.values import RoomFinding
from huozi.room.wire import MOST_BYTES, Answer, BrokenWireError, Call, Pipes
from huozi.spots.spots import Spots
from huozi.values.errors import HuoziError
from huozi.values.manuscript import Finding, finding
from huozi.values.pages import Forme

_QUIET_SECONDS = 0.5  # without a call: nobody types
_MOST_UNSWEPT = 24  # books made one after the other, before what they left is swept anyway
_MOST_SWEPT = 200  # books before all that is kept is looked through: 80 ms for 200 pages, not 5
_MOST_BEHIND_SECONDS = 30.0  # that a whole edition may be behind who never stops typing
_DRAWN_SECONDS = 0.06  # for new pages to be drawn before their book is written
_MOST_DRAWN_SECONDS = 1.0  # where writing it takes long
_NICE = 19
_FORK_SECONDS = 240  # of computing


class GivenUpError(BaseException):
    """A book is no longer wanted. No error that anybody would take for one of the book's."""


class _GivingUp(Progress):
    """Ends a press that links or proves where a newer book is asked for. What goes before is gone
    through: the newer book would begin with what it found out, too.
    """

    def __init__(self, newer: Callable[[], bool]) -> None:
        super().__init__()
        self._newer = newer

    def pause(self) -> None:
        """Between two pieces of the work. Raises GivenUpError."""
        if self._newer():
            raise GivenUpError


class Presser:
    """A warm press with the last good forme, and what can be asked of it."""

    def __init__(self, book: Path, folder: Path) -> None:
        self.book, self.folder = book, folder
        self.warm = Warm(book)
        self.forme: Forme | None = None
        self._spots: Spots | None = None
        self._last_good = LastGood(book)
        self._number = 0
        self._names: set[str] = set()  # of pages that were told
        self._finished = 0.0  # the last edition
        self._printing = 0.0  # seconds that it took to be written and read back
        self._unswept = self._frozen = 0
        gc.disable()

    # ------------------------------------------------------------------------------ the book

    def build(
        self, tell: Callable[[Seen], None] = lambda seen: None, newer: Callable[[], bool] = bool
    ) -> Made:
        """Make the book as it stands. `tell` hears of its new pages before it is written; a book is
        given up where a `newer` one is asked for by then, but not for long.
        """
        self._unswept += 1
        late = monotonic() > self._finished + _MOST_BEHIND_SECONDS
        try:
            forme, edition = self._pressed(tell, _GivingUp(bool if late else newer))
        except GivenUpError:
            return Made(given_up=True)
        except HuoziError as error:
            return Made(faults=self._told(error.findings))
        except OSError as error:
            return Made(faults=self._told([finding("room-press-disk", reason=error)]))
        except Exception as error:  # a bug of ours: the room goes on with the last good pages
            said = finding("room-press-failed", reason=f"{type(error).__name__}: {error}")
            return Made(faults=self._told([said]))
        self.forme, self._finished = forme, monotonic()
        self._last_good.keep(files_of(forme.manuscript))
        return self._made(forme, edition)

    def _pressed(self, tell: Callable[[Seen], None], progress: Progress) -> tuple[Forme, Edition]:
        order = Order(self.book, self.folder / "book.pdf")
        with open_press(order, progress, self.warm) as press:
            forme = made_up(press)
            press.compositor.rest()
            if self._names:  # of the first edition nobody has seen a page
                pull = pulled(forme, press, self._names)
                self._names.update(pull.drawn)
                tell(Seen(room_pages(forme, pull.page_names), pull.pdf, pull.drawn))
            begun = monotonic()
            edition = print_off(forme, press, press.findings)
            self._printing = monotonic() - begun
            self._names = set(edition.page_names)
            return forme, edition

    @property
    def patience(self) -> float:
        """Seconds between a book's new pages and its writing: as many as that takes. Who types on
        has the press at once; who stops has the book after twice the time, at the most.
        """
        return min(max(self._printing, _DRAWN_SECONDS), _MOST_DRAWN_SECONDS)

    def _made(self, forme: Forme, edition: Edition) -> Made:
        self._number += 1
        path = self.folder / f"edition-{os.getpid()}-{self._number}.pdf"
        write_atomically(path, edition.pdf, lasting=False)
        return Made(
            str(path),
            room_pages(forme, edition.page_names),
            room_units(forme),
            self._told(edition.findings),
            files=files_of(forme.manuscript),
        )

    def _told(self, found: "tuple[Finding, ...] | list[Finding]") -> tuple[RoomFinding, ...]:
        return room_findings(found, ReadOnceTyped(self.book), self._page_of)

    def _page_of(self, file: str) -> int | None:
        if self.forme is None:
            return None
        units = (unit for unit in self.forme.units if unit.place.file == file)
        pages = (self.forme.page_map.opening(unit.id) for unit in units)
        return next((page.index for page in pages if page), None)

    def sweep(self) -> None:
        """What is better done while nobody waits: what runs left is written down, and swept."""
        if not self._unswept:
            return
        first = not self._frozen
        with suppress(HuoziError, OSError):  # the build has told of it
            self.warm.close()
        with suppress(Exception):  # a bug, too, is told by the build that meets it
            if self.warm.compositor is not None:
                self.warm.compositor.warm_up()
                if first:
                    self.warm.compositor.narrow(han_of_common_use())
            self.warm.installed = machine.installed()  # who types waits for no fonts
            if first:  # the second book of a process fills what those behind it reuse
                shown = set(self._names)
                try:
                    self._pressed(lambda seen: None, Progress())
                finally:
                    self._names = shown  # a text may have been saved: nobody has its pages yet
        self.collect()

    def collect(self) -> None:
        """Sweep what runs left in memory."""
        first = not self._frozen
        self._frozen, self._unswept = self._frozen + self._unswept, 0
        if first or self._frozen > _MOST_SWEPT:
            gc.unfreeze()
            self._frozen = 1
            gc.collect()
            gc.freeze()
        else:
            gc.collect()

    @property
    def tired(self) -> bool:
        """Whether so much was made that it has to be swept, whoever waits."""
        return self._unswept >= _MOST_UNSWEPT

    # ------------------------------------------------------------------------------ its texts

    @property
    def spots(self) -> Spots | None:
        """The characters of the last good forme; looked up when somebody asks."""
        if self.forme is not None and (self._spots is None or self._spots.forme is not self.forme):
            self._spots = Spots(self.forme, self._last_good.text, self._spots)
        return self._spots

    def spot(self, page: int, x: float, y: float) -> Any:
        """The character at a point of a page, or None."""
        return self._last_good.spot(self.spots, page, x, y) if self.spots else None

    def where(self, file: str, offset: int, length: int) -> Any:
        """The boxes of characters of a file."""
        return self._last_good.where(self.spots, file, offset, length) if self.spots else []

    def search(self, words: str) -> Iterator[Any]:
        """Places of some words, with None between them as often as others may be heard."""
        listed = files_of(self.forme.manuscript) if self.forme else {}
        found = tuple(Source(self.book).files(CONTENT, (".md",)))
        files = (
            *(file for file in listed if file in found),
            *(f for f in found if f not in listed),
        )
        return seek(words, files, ReadOnceTyped(self.book), self.where)

    def proofread(self) -> Any:
        """What the rules doubt, by file. It takes long: for a fork."""
        return doubts(self.book)


class ReadOnceTyped:
    """Texts of a book without their byte-order marks, each read once; empty where unreadable."""

    def __init__(self, book: Path) -> None:
        self._source = ReadOnce(book)

    def __call__(self, file: str) -> str:
        """The text of a file."""
        try:
            return self._source.peek(file).removeprefix("\ufeff")
        except (MissingFileError, RefusedError):
            return ""


# ---------------------------------------------------------------------------------- the child


class _Fork(msgspec.Struct, frozen=True):
    """A copy of this process that works on a call."""

    call: int
    process: int
    came: bytearray  # as far as it has answered


class _Hearer:
    """Hears calls, and answers them in the order in which that can be done."""

    def __init__(self, presser: Presser, pipes: Pipes) -> None:
        self.presser, self.pipes = presser, pipes
        self.calls: deque[Call] = deque()  # heard, and not answered
        self.searches = Searches()
        self.forks: dict[int, _Fork] = {}  # by the descriptor that it speaks to

    def run(self) -> None:
        """Until nobody asks any more."""
        while True:
            if self.presser.tired:
                self.presser.collect()
            wait = 0.0 if self.searches or self.calls else _QUIET_SECONDS
            ready, _, _ = select.select([self.pipes.ears, *self.forks], [], [], wait)
            if self.pipes.ears in ready:
                self.calls.append(self.pipes.hear())
            if self.calls:
                self.answer(self.calls.popleft())
                continue
            for descriptor in ready:
                self.gather(descriptor)
            if self.searches:
                if answer := self.searches.step():
                    self.pipes.tell(answer)
            elif not ready:
                self.presser.sweep()

    def newer(self) -> bool:
        """Whether another book is asked for by now."""
        while self.pipes.called:
            self.calls.append(self.pipes.hear())
        return any(call.name == "build" for call in self.calls)

    def build(self, number: int) -> Made:
        """Make the book, and tell of its pages before it is made."""

        def tell(seen: Seen) -> None:
            self.pipes.tell(Answer(number, seen, last=False))
            if seen.drawn:  # to draw and to show them takes a processor, too
                end = monotonic() + self.presser.patience
                while not self.newer() and (left := end - monotonic()) > 0:
                    select.select([self.pipes.ears], [], [], left)

        return self.presser.build(tell, self.newer)

    def answer(self, call: Call) -> None:
        """Answer a call, or begin with it."""
        presser = self.presser
        answered: dict[str, Callable[..., Any]] = {
            "build": partial(self.build, call.id), "spot": presser.spot, "where": presser.where,
        }  # fmt: skip
        if call.name == "search":
            words, whose = call.arguments
            for answer in self.searches.add(call.id, presser.search(words), whose):
                self.pipes.tell(answer)
        elif call.name == "proofread":
            self.fork(call.id, presser.proofread)
        else:
            self.pipes.tell(_done(call.id, answered[call.name], *call.arguments))

    def fork(self, number: int, work: Callable[[], Any]) -> None:
        """Have something done by a copy of this process, beside the press."""
        ours, theirs = os.pipe()
        if process := os.fork():
            os.close(theirs)
            self.forks[ours] = _Fork(number, process, bytearray())
            return
        try:
            die_with_parent()
            os.nice(_NICE)
            resource.setrlimit(resource.RLIMIT_CPU, (_FORK_SECONDS, _FORK_SECONDS))
            data = msgspec.msgpack.encode(_done(number, work))
            left = memoryview(data)
            while left:
                left = left[os.write(theirs, left) :]
        finally:
            os._exit(0)

    def gather(self, descriptor: int) -> None:
        """Take what a fork says; at its end, pass it on."""
        fork = self.forks[descriptor]
        piece = os.read(descriptor, 1 << 20)
        fork.came.extend(piece)
        if piece and len(fork.came) <= MOST_BYTES:
            return
        os.close(descriptor)
        del self.forks[descriptor]
        os.kill(fork.process, signal.SIGKILL)  # it has said all, or too much
        os.waitpid(fork.process, 0)
        try:
            self.pipes.tell(msgspec.msgpack.decode(bytes(fork.came), type=Answer))
        except msgspec.MsgspecError:
            self.pipes.tell(Answer(fork.call, None, "died"))


def _done(number: int, work: Callable[..., Any], *arguments: Any) -> Answer:
    try:
        return Answer(number, work(*arguments))
    except Exception as error:
        return fault(number, error)


def main() -> None:
    """Press a book for whoever asks. Arguments: its folder, and one for what is made."""
    die_with_parent()
    pipes = Pipes()
    book, folder = (Path(word) for word in sys.argv[1:3])
    _confine(book, folder)
    with suppress(BrokenWireError):
        _Hearer(Presser(book, folder), pipes).run()


def _confine(book: Path, folder: Path) -> None:
    """Leave this process the book, its house style and fonts to read, and its shelf to write."""
    shelf, remembered = book / "output", cache_folder()
    for made in (shelf, remembered):
        with suppress(OSError):
            made.mkdir(parents=True, exist_ok=True)
    with suppress(HuoziError):
        fonts = {face.path.parent for face in machine.answer(machine.ask())}
        house = (house_dir() / name for name in ("templates", "styles", "fonts"))
        own = (Path.home() / ".config/fontconfig", Path.home() / ".cache/fontconfig")
        confine_press(
            (book, *house, *own, *sorted(fonts)),
            (shelf, remembered, folder),
        )


if __name__ == "__main__":
    main()
