"""Routes of a book's pages and texts."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePath

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from huozi.files import check_regular, chunks, open_below
from huozi.room.asked import (
    body_of,
    book_of,
    checked_file,
    checked_text,
    file_of,
    length_of,
    whole_of,
    words_of,
)
from huozi.room.editions import SCALES
from huozi.room.guard import RoomRoute, Visit
from huozi.room.refusals import answer
from huozi.room.requests import (
    AcceptRequest,
    DraftRequest,
    RulingRequest,
    SaveRequest,
)
from huozi.room.values import Conflict

_PICTURE = re.compile(r"(?P<name>[\w-]{1,80})@(?P<scale>\d{2,3})\.png", re.ASCII)
_FOREVER = "private, max-age=31536000, immutable"
_MOST_FILE = 4 << 30
_MOST_WORDS = 100
#: Reports are pages of the program's own making about a stranger's words: no script, no origin.
REPORT_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src data:; frame-ancestors 'self'",
    "X-Frame-Options": "SAMEORIGIN",
}


async def edition(request: Request, visit: Visit) -> Response:
    """The last good edition, with the pages that were seen since; 503 before the first."""
    found = book_of(request, visit).shown
    if found is None:
        raise HTTPException(503, "room-working", {"Retry-After": "1"})
    return answer(found)


async def picture(request: Request, visit: Visit) -> Response:
    """A page; its name digests what it shows, so it may be kept for ever."""
    asked = _PICTURE.fullmatch(request.path_params["picture"])
    if asked is None or int(asked["scale"]) not in SCALES:
        raise HTTPException(404, "room-nothing")
    data = await book_of(request, visit).desk.picture(asked["name"], int(asked["scale"]))
    return Response(data, headers={"Cache-Control": _FOREVER}, media_type="image/png")


async def book_pdf(request: Request, visit: Visit) -> Response:
    """The last good edition as a file."""
    return pdf_answer(await book_of(request, visit).desk.pdf())


def pdf_answer(path: Path) -> Response:
    """A PDF, shown by the browser's own reader, which a stricter policy would stop."""
    headers = {"Content-Security-Policy": "frame-ancestors 'self'", "X-Frame-Options": "SAMEORIGIN"}
    return file_answer(path.parent, path.name, "application/pdf", headers)


def file_answer(folder: Path, name: str, kind: str, headers: dict[str, str]) -> Response:
    """A file of a folder of ours, in pieces, by its handle and through no link."""
    try:
        handle = open_below(folder, PurePath(name))
        size = check_regular(handle, name).st_size
    except OSError:
        raise HTTPException(404, "room-nothing") from None
    length = {"Content-Length": str(size)}
    return StreamingResponse(_pieces(handle, name), 200, headers | length, media_type=kind)


def _pieces(handle: int, name: str) -> Iterator[bytes]:
    import os

    try:
        yield from chunks(handle, name, _MOST_FILE)
    finally:
        os.close(handle)


async def spot(request: Request, visit: Visit) -> Response:
    """What stands at a point of a page."""
    page, x, y = whole_of(request, "page"), length_of(request, "x"), length_of(request, "y")
    found = await book_of(request, visit).desk.spot(page, x, y)
    if found is None:
        raise HTTPException(404, "room-nothing")
    return answer(found)


async def where(request: Request, visit: Visit) -> Response:
    """Where characters of a text stand."""
    file, offset = file_of(request), whole_of(request, "offset")
    length = whole_of(request, "length", 1)
    return answer(await book_of(request, visit).desk.where(file, offset, length))


async def search(request: Request, visit: Visit) -> Response:
    """Where words stand; 503 for a search that another of the same browser took the place of."""
    words = words_of(request, "q", _MOST_WORDS)
    return answer(await book_of(request, visit).desk.search(words, visit.browser))


async def files(request: Request, visit: Visit) -> Response:
    """The texts that may be edited."""
    return answer(await book_of(request, visit).desk.files())


async def text(request: Request, visit: Visit) -> Response:
    """A text as it stands."""
    return answer(await book_of(request, visit).desk.text(file_of(request), visit.who))


async def history(request: Request, visit: Visit) -> Response:
    """The states of a text."""
    return answer(await book_of(request, visit).desk.history(file_of(request)))


async def version(request: Request, visit: Visit) -> Response:
    """A text as it was."""
    found = await book_of(request, visit).desk.version(file_of(request), words_of(request, "id"))
    return answer({"text": found})


async def proofread(request: Request, visit: Visit) -> Response:
    """What the rules doubt."""
    return answer(await book_of(request, visit).desk.proofread(file_of(request)))


async def save(request: Request, visit: Visit) -> Response:
    """Keep a text; 409 where another changed the same paragraphs."""
    asked, book = await body_of(request, SaveRequest), book_of(request, visit)
    file, text = checked_file(asked.file), checked_text(asked.text)
    try:
        made = await book.desk.save(file, text, asked.base, visit.who, asked.reason)
    except KeyError:
        raise HTTPException(404, "room-file-gone") from None
    return answer(made, 409 if isinstance(made, Conflict) else 200)


async def draft(request: Request, visit: Visit) -> Response:
    """Keep what is not saved."""
    asked = await body_of(request, DraftRequest)
    file, text = checked_file(asked.file), checked_text(asked.text)
    await book_of(request, visit).desk.draft(file, text, asked.base, visit.who)
    return answer({})


async def forget_draft(request: Request, visit: Visit) -> Response:
    """Drop what is not saved."""
    await book_of(request, visit).desk.forget_draft(file_of(request), visit.who)
    return answer({})


async def accept(request: Request, visit: Visit) -> Response:
    """Put a replacement into a text."""
    asked = await body_of(request, AcceptRequest)
    made = await book_of(request, visit).desk.accept(
        checked_file(asked.file), asked.base, asked.offset, asked.length, asked.found,
        checked_text(asked.replacement), visit.who,
    )  # fmt: skip
    return answer(made, 409 if isinstance(made, Conflict) else 200)


async def ruling(request: Request, visit: Visit) -> Response:
    """Keep that a doubt is no error."""
    asked = await body_of(request, RulingRequest)
    await book_of(request, visit).desk.rule(asked.rule, asked.text, asked.reason, visit.who)
    return answer({})


_BOOK = "/api/b/{book}"
ROUTES = (
    RoomRoute("GET", f"{_BOOK}/edition", "reader", edition),
    RoomRoute("GET", f"{_BOOK}/page/{{picture}}", "reader", picture),
    RoomRoute("GET", f"{_BOOK}/book.pdf", "reader", book_pdf),
    RoomRoute("GET", f"{_BOOK}/spot", "reader", spot),
    RoomRoute("GET", f"{_BOOK}/where", "reader", where),
    RoomRoute("GET", f"{_BOOK}/search", "reader", search),
    RoomRoute("GET", f"{_BOOK}/files", "reader", files),
    RoomRoute("GET", f"{_BOOK}/text", "reader", text),
    RoomRoute("GET", f"{_BOOK}/history", "reader", history),
    RoomRoute("GET", f"{_BOOK}/version", "reader", version),
    RoomRoute("GET", f"{_BOOK}/proofread", "reader", proofread),
    RoomRoute("PUT", f"{_BOOK}/text", "editor", save),
    RoomRoute("PUT", f"{_BOOK}/draft", "editor", draft),
    RoomRoute("DELETE", f"{_BOOK}/draft", "editor", forget_draft),
    RoomRoute("POST", f"{_BOOK}/accept", "editor", accept),
    RoomRoute("POST", f"{_BOOK}/ruling", "editor", ruling),
)
