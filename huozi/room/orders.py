"""Orders: what the calls of the command line are for what was asked in the browser."""

import asyncio
import shutil
from pathlib import Path

from huozi.pdf.profile import JUDGED, PLAIN_K, PROFILES, stem_for
from huozi.read.booklets import is_title
from huozi.read.manuscript import survey
from huozi.room import comparison
from huozi.room.jobs import JobPlan
from huozi.room.requests import (
    BookletRequest,
    CompareRequest,
    DeliverRequest,
    PreflightRequest,
    ProfileRequest,
)
from huozi.room.shelf import OpenBook
from huozi.room.values import Role
from huozi.values.errors import InputError
from huozi.values.manuscript import finding

OrderRequest = BookletRequest | ProfileRequest | PreflightRequest | DeliverRequest | CompareRequest
#: Who may order what, at least.
ROLE_OF: dict[type, Role] = {
    BookletRequest: "editor",
    ProfileRequest: "editor",
    PreflightRequest: "editor",
    CompareRequest: "editor",
    DeliverRequest: "chief",
}
_MOST_ENTRIES = 2_000


async def plan_of(asked: OrderRequest, book: OpenBook, folder: Path) -> JobPlan:
    """The calls for an order; `folder` is the job's. Raises ValueError for what can't be ordered,
    LookupError for what is not there.
    """
    match asked:
        case BookletRequest():
            return await _booklet(asked, book, folder)
        case ProfileRequest():
            return _profile(asked, book, folder)
        case PreflightRequest():
            return _preflight(asked, book, folder)
        case DeliverRequest():
            draft = ("--draft",) if asked.draft else ()
            target = str(folder / "deliver.zip")
            return JobPlan((("deliver", *_of(book), "--output", target, *draft),))
        case CompareRequest():
            return await _compare(asked, book, folder)


async def _booklet(asked: BookletRequest, book: OpenBook, folder: Path) -> JobPlan:
    if not 0 < len(asked.entries) <= _MOST_ENTRIES or not is_title(asked.title):
        raise ValueError
    numbers = await asyncio.to_thread(_numbers, book, asked.entries)
    call = ("booklet", *_of(book), "--entries", ",".join(map(str, numbers)), "--output",
            str(folder), "--name", "booklet")  # fmt: skip
    title = (f"--title={asked.title}",) if asked.title else ()
    return JobPlan(((*call, *title),))


def _numbers(book: OpenBook, units: tuple[str, ...]) -> list[int]:
    """The numbers of entries in the book, by the ids of their units."""
    edition, manuscript = book.desk.edition, survey(book.folder).manuscript
    if edition is None or manuscript is None:
        raise LookupError
    file_of = {unit.id: unit.file for unit in edition.units}
    number_of = {entry.place.file: number for number, entry in enumerate(manuscript.entries, 1)}
    numbers = {number_of.get(file_of.get(unit, "")) for unit in units}
    if None in numbers:
        raise InputError([finding("room-no-entry")])
    return sorted(number for number in numbers if number)


def _profile(asked: ProfileRequest, book: OpenBook, folder: Path) -> JobPlan:
    return JobPlan((_built(asked.profile, book, folder),))


def _preflight(asked: PreflightRequest, book: OpenBook, folder: Path) -> JobPlan:
    profile = asked.profile or PLAIN_K.name
    if profile not in JUDGED:
        raise ValueError
    built = _built(profile, book, folder)
    file = Path(built[-1])
    report = "preflight.html"
    judged = (
        "preflight", str(file), "--profile", profile, "--record", str(file.with_suffix(".json")),
        "--html", str(folder / report),
    )  # fmt: skip
    return JobPlan((built, judged), judging=True, report=report)


def _built(name: str, book: OpenBook, folder: Path) -> tuple[str, ...]:
    """The call that makes the book as a profile wants it; its last word is the file."""
    if name not in PROFILES:
        raise ValueError
    target = folder / f"{stem_for('book', PROFILES[name])}.pdf"
    return ("book", *_of(book), "--profile", name, "--output", str(target))


async def _compare(asked: CompareRequest, book: OpenBook, folder: Path) -> JobPlan:
    """What is compared stays as it is meanwhile: the book of now is copied."""
    known = {"", *(proof.name for proof in await asyncio.to_thread(book.proofs.all))}
    if asked.a == asked.b:
        raise ValueError
    if not {asked.a, asked.b} <= known:
        raise LookupError
    texts: dict[str, str] = {}
    if "" in (asked.a, asked.b):
        pdf, texts = await book.of_one_moment()
        await asyncio.to_thread(shutil.copyfile, pdf, folder / comparison.PAGES)
    titles = {one.file: one.title for one in await book.desk.files()}
    wanted = comparison.WantedComparison(str(book.folder), asked.a, asked.b, titles, texts)
    await asyncio.to_thread(comparison.keep, wanted, folder)
    step = (str(folder),)
    return JobPlan((step,), comparison.__name__, report=comparison.REPORT)


def _of(book: OpenBook) -> tuple[str, str]:
    return "--book", str(book.folder)
