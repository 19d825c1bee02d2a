"""Routes of what is ordered beside the book: jobs, and manuscripts that come in."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import PurePath
from urllib.parse import quote

from msgspec.structs import replace
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response

from huozi.room.asked import body_of, book_of, checked_text
from huozi.room.guard import RoomRoute, Visit, language_of, may
from huozi.room.intake import MOST_FILES, Upload
from huozi.room.jobs import JobPlan, TooManyJobsError
from huozi.room.orders import ROLE_OF, plan_of
from huozi.room.refusals import answer
from huozi.room.requests import (
    AnswersRequest,
    ImportRequest,
    JobRequest,
    TakeRequest,
)
from huozi.room.routes_book import REPORT_HEADERS, file_answer, pdf_answer
from huozi.room.shelf import OpenBook
from huozi.room.values import (
    RoomIntake,
    RoomJob,
)

_MOST_PART = 400  # characters of a part's name
_KINDS = {".json": "application/json", ".zip": "application/zip"}


async def jobs(request: Request, visit: Visit) -> Response:
    """All jobs, the newest first."""
    return answer(book_of(request, visit).jobs.all())


async def order(request: Request, visit: Visit) -> Response:
    """Order a job."""
    asked: JobRequest = await body_of(request, JobRequest)  # type: ignore[arg-type]
    book = book_of(request, visit)
    if isinstance(asked, ImportRequest):
        intake = _intake(book, asked.intake)
        wanted = TakeRequest(asked.into, asked.manner, asked.changes)
        return answer(await _import(request, visit, book, intake, wanted, look=True), 201)
    if visit.account is None or not may(visit.account, ROLE_OF[type(asked)]):
        raise HTTPException(403, "room-role")
    async with _begun(request, visit, book, type(asked).__struct_config__.tag) as begun:
        begun.plan = await plan_of(asked, book, book.jobs.folder_of(begun.job.id))
    return answer(begun.job, 201)


async def stop(request: Request, visit: Visit) -> Response:
    """Stop a job."""
    book, id = book_of(request, visit), request.path_params["job"]
    if book.jobs.find(id) is None:
        raise HTTPException(404, "room-nothing")
    await book.jobs.stop(id)
    return answer(book.jobs.find(id))


async def job_file(request: Request, visit: Visit) -> Response:
    """What a job made."""
    book, id = book_of(request, visit), request.path_params["job"]
    job, name = book.jobs.find(id), request.path_params["name"]
    if job is None or name not in job.files:
        raise HTTPException(404, "room-nothing")
    folder, ending = book.jobs.folder_of(id), PurePath(name).suffix
    if ending == ".html":
        return file_answer(folder, name, "text/html; charset=utf-8", REPORT_HEADERS)
    if ending == ".pdf":
        return pdf_answer(folder / name)
    kept = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return file_answer(folder, name, _KINDS.get(ending, "application/octet-stream"), kept)


# ---------------------------------------------------------------------------------- manuscripts


async def intakes(request: Request, visit: Visit) -> Response:
    """All manuscripts that were uploaded."""
    return answer(await asyncio.to_thread(book_of(request, visit).intakes.all))


async def upload(request: Request, visit: Visit) -> Response:
    """Manuscripts come in, and are looked at."""
    book = book_of(request, visit)
    async with visit.office.uploads:
        uploads = await _uploads(request)
        try:
            intake = await asyncio.to_thread(book.intakes.add, uploads, visit.who)
        except ValueError:
            raise HTTPException(415, "room-no-manuscript") from None
    await _import(request, visit, book, intake, TakeRequest(), look=True)
    return answer(_intake(book, intake.id), 201)


async def _uploads(request: Request) -> list[Upload]:
    """The files of a form, whatever its fields are called."""
    try:
        async with request.form(max_files=MOST_FILES, max_fields=MOST_FILES) as form:
            parts = [part for _, part in form.multi_items() if isinstance(part, UploadFile)]
            uploads = [Upload(part.filename or "", await part.read()) for part in parts]
    except MultiPartException:
        uploads = []
    if not uploads:
        raise HTTPException(400, "room-request")
    return uploads


async def intake(request: Request, visit: Visit) -> Response:
    """An upload: how the import stands, what it asks."""
    return answer(_intake(book_of(request, visit), request.path_params["intake"]))


async def answers(request: Request, visit: Visit) -> Response:
    """What an editor answers about a manuscript; it is looked at again."""
    asked, book = await body_of(request, AnswersRequest), book_of(request, visit)
    found = _intake(book, request.path_params["intake"])
    text = checked_text(asked.text)
    await asyncio.to_thread(book.intakes.answer, found, asked.file, text)
    await _import(request, visit, book, found, TakeRequest(), look=True)
    return answer(_intake(book, found.id))


async def take(request: Request, visit: Visit) -> Response:
    """Take manuscripts into the book."""
    asked, book = await body_of(request, TakeRequest), book_of(request, visit)
    found = _intake(book, request.path_params["intake"])
    return answer(await _import(request, visit, book, found, asked, look=False), 201)


def _intake(book: OpenBook, id: str) -> RoomIntake:
    found = book.intakes.find(id)
    if found is None:
        raise HTTPException(404, "room-nothing")
    return found


def _part(book: OpenBook, into: str) -> str:
    """A part by its title, where it was named by its unit."""
    units = book.desk.edition.units if book.desk.edition else ()
    return next((unit.title for unit in units if unit.id == into), into)


async def _import(
    request: Request, visit: Visit, book: OpenBook, found: RoomIntake, asked: TakeRequest,
    *, look: bool,
) -> RoomJob:  # fmt: skip
    if len(asked.into) > _MOST_PART or not asked.into.replace("\u3000", " ").isprintable():
        raise HTTPException(400, "room-request")
    asked = replace(asked, into=_part(book, asked.into))
    async with _begun(request, visit, book, "import" if look else "take") as begun:
        begun.plan = await asyncio.to_thread(
            book.intakes.plan, found, begun.job.id, asked, look=look
        )
    return begun.job


class _Begun:
    """A job that is being planned."""

    def __init__(self, job: RoomJob) -> None:
        self.job = job
        self.plan: JobPlan | None = None


@asynccontextmanager
async def _begun(
    request: Request, visit: Visit, book: OpenBook, kind: object
) -> AsyncIterator[_Begun]:
    """A job that runs once it is planned, and is dropped where it can't be."""
    try:
        begun = _Begun(book.jobs.begin(str(kind), visit.who))
    except TooManyJobsError:
        raise HTTPException(429, "room-jobs-many") from None
    try:
        yield begun
    finally:
        if begun.plan is None:
            book.jobs.forget(begun.job)
        else:
            book.jobs.run(begun.job, begun.plan, language_of(request))


_BOOK = "/api/b/{book}"
_INTAKE = f"{_BOOK}/intake/{{intake}}"
ROUTES = (
    RoomRoute("GET", f"{_BOOK}/jobs", "reader", jobs),
    RoomRoute("POST", f"{_BOOK}/jobs", "editor", order),
    RoomRoute("DELETE", f"{_BOOK}/jobs/{{job}}", "editor", stop),
    RoomRoute("GET", f"{_BOOK}/jobs/{{job}}/files/{{name}}", "reader", job_file),
    RoomRoute("GET", f"{_BOOK}/intake", "editor", intakes),
    RoomRoute("POST", f"{_BOOK}/intake", "editor", upload),
    RoomRoute("GET", _INTAKE, "editor", intake),
    RoomRoute("PUT", f"{_INTAKE}/answers", "editor", answers),
    RoomRoute("POST", f"{_INTAKE}/take", "editor", take),
)
