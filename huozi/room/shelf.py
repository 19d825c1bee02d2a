"""The books of a room: each with its desk, marks, proofs, jobs and manuscripts."""

import asyncio
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct

from huozi.files import private_folder
from huozi.read.manuscript import survey
from huozi.room.contract import DeskLike, MarksLike, ProofsLike, Tell
from huozi.room.intake import Intakes
from huozi.room.jobs import Jobs, JobSlots
from huozi.room.live import Listeners
from huozi.room.values import RoomEdition, ShelfBook
from huozi.values.style import Status

#: Where a book's room keeps what is its own, below the book's folder.
STATE = ".room"
_OUTSIDE = re.compile(r"[^\w]+")
_MOST_ID = 60
_MOST_TRIES = 5  # somebody types all the while


class BookMakers(Struct, frozen=True):
    """How a book's parts are made; tests make others."""

    desk: Callable[[Path, Tell], DeskLike]
    marks: Callable[[Path], MarksLike]
    proofs: Callable[[Path], ProofsLike]


class OpenBook:
    """A book in the room. Raises OSError where its state folder can't be this user's own."""

    def __init__(self, id: str, folder: Path, makers: BookMakers, slots: JobSlots) -> None:
        self.id, self.folder = id, folder
        self.state = private_folder(folder / STATE)
        self.live = Listeners()
        self.desk = makers.desk(folder, self.live.tell)
        self.marks, self.proofs = makers.marks(folder), makers.proofs(folder)
        self.jobs = Jobs(self.state / "jobs", self.live.tell, slots)
        self.intakes = Intakes(folder, self.state / "intake")
        self._title, self._seen = "", 0

    @property
    def shown(self) -> RoomEdition | None:
        """The edition that the browsers were told last; None before the first."""
        return self.live.shown or self.desk.edition

    async def texts(self) -> dict[str, str]:
        """All texts that may be edited, as they stand."""
        return dict(await self.desk.texts())

    async def of_one_moment(self) -> tuple[Path, dict[str, str]]:
        """Pages, and the texts that they show. Raises as `newest` of the desk."""
        for _ in range(_MOST_TRIES):
            texts = await self.texts()
            pages = await self.desk.newest()
            if await self.texts() == texts:
                return pages, texts
        raise TimeoutError

    async def summary(self) -> ShelfBook:
        """The book on the shelf page."""
        edition, texts = self.desk.edition, await self.texts()
        marks, proofs = await asyncio.to_thread(self.marks.all, texts), self.proofs.all()
        units = edition.units if edition else ()
        return ShelfBook(
            id=self.id,
            title=await asyncio.to_thread(self._read_title),
            pages=len(edition.pages) if edition else 0,
            pending=sum(unit.status == Status.PENDING.value for unit in units),
            open_marks=sum(mark.state == "open" for mark in marks),
            last_proof=proofs[-1].name if proofs else "",
            state=_state(edition),
        )

    def _read_title(self) -> str:
        """The book's title; its folder's name where there is none to be read."""
        try:
            seen = (self.folder / "content" / "book.yaml").stat().st_mtime_ns
        except OSError:
            return self.folder.name
        if seen != self._seen:
            manuscript = survey(self.folder).manuscript
            self._title = manuscript.book.title if manuscript else self.folder.name
            self._seen = seen
        return self._title


class BookShelf:
    """The books by their ids. Nothing outside their folders is reached."""

    def __init__(self, folders: Iterable[Path], makers: BookMakers) -> None:
        slots = JobSlots()
        self._books = {id: OpenBook(id, folder, makers, slots) for id, folder in named(folders)}

    def __iter__(self) -> Iterator[OpenBook]:
        return iter(self._books.values())

    def find(self, id: str) -> OpenBook | None:
        """The book of an id."""
        return self._books.get(id)

    async def start(self) -> None:
        """Begin to press all books. Raises MachineError where another room has one of them open."""
        for book in self:
            await book.desk.start()

    async def stop(self) -> None:
        """End all desks and jobs with their processes."""
        for book in self:
            book.live.close()
        await asyncio.gather(*(book.jobs.close() for book in self))
        await asyncio.gather(*(book.desk.stop() for book in self))


def named(folders: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """Folders with ids that stand in an address: the name's letters and figures, each id once."""
    taken: set[str] = set()
    for folder in dict.fromkeys(folder.resolve() for folder in folders):
        plain = _OUTSIDE.sub("-", unicodedata.normalize("NFC", folder.name)).strip("-")
        base = plain[:_MOST_ID] or "book"
        id = next(name for name in _tries(base) if name not in taken)
        taken.add(id)
        yield id, folder


def _tries(base: str) -> Iterator[str]:
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


def _state(edition: RoomEdition | None) -> Literal["ready", "working", "faulty"]:
    if edition is None:
        return "working"
    return "faulty" if edition.faults else "ready"
