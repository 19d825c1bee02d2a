"""Routes of marks and proofs."""

import asyncio
import secrets
from collections.abc import Sequence

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from huozi.room.asked import body_of, book_of, checked_file
from huozi.room.corrections import RoomCorrection, as_html
from huozi.room.guard import RoomRoute, Visit, language_of, may
from huozi.room.refusals import answer
from huozi.room.requests import (
    FreezeRequest,
    MarkAnswer,
    MarkRequest,
)
from huozi.room.routes_book import REPORT_HEADERS, pdf_answer
from huozi.room.shelf import OpenBook
from huozi.room.values import (
    Conflict,
    RoomMark,
    Saved,
    base_of,
    now,
)

_MOST_TEXT, _MOST_NOTE, _MOST_LENGTH = 4_000, 4_000, 4_000
_MOST_NAME = 40
_MOST_OPEN, _MOST_MADE = 2_000, 20_000  # marks of one person in a book


async def marks(request: Request, visit: Visit) -> Response:
    """All marks, where they stand now."""
    book = book_of(request, visit)
    return answer(await asyncio.to_thread(book.marks.all, await book.texts()))


async def add_mark(request: Request, visit: Visit) -> Response:
    """A mark at characters of a text; 409 where the text is not the one that was marked."""
    asked, book = await body_of(request, MarkRequest), book_of(request, visit)
    text = (await book.desk.text(checked_file(asked.file), "")).text
    if base_of(text) != asked.base:
        raise HTTPException(409, "room-text-moved")
    inside = 0 <= asked.offset <= asked.offset + asked.length <= len(text)
    empty = asked.length == 0
    fits = inside and asked.length <= _MOST_LENGTH and empty == (asked.kind == "insert")
    if not fits or len(asked.text) > _MOST_TEXT or len(asked.note) > _MOST_NOTE:
        raise HTTPException(400, "room-request")
    await _bounded(book, visit.who)
    mark = RoomMark(
        secrets.token_hex(8), asked.file, asked.offset, asked.length, asked.kind,
        text[asked.offset : asked.offset + asked.length], asked.text, asked.note, visit.who, now(),
    )  # fmt: skip
    made = await asyncio.to_thread(book.marks.add, mark, text)
    book.live.tell({"type": "marks"})
    return answer(made, 201)


async def _bounded(book: OpenBook, who: str) -> None:
    """Refuse one mark more of somebody who has so many that they would keep the others waiting."""
    found = await asyncio.to_thread(book.marks.all, await book.texts())
    mine = [mark.state for mark in found if mark.who == who]
    if mine.count("open") >= _MOST_OPEN or len(mine) >= _MOST_MADE:
        raise HTTPException(429, "room-marks-many")


async def answer_mark(request: Request, visit: Visit) -> Response:
    """Accept or decline a mark: editors; withdraw one: who made it, and editors.

    What an accepted mark asks is put into the text first.
    """
    asked, book = await body_of(request, MarkAnswer), book_of(request, visit)
    found = await asyncio.to_thread(book.marks.all, await book.texts())
    mark = next((one for one in found if one.id == request.path_params["mark"]), None)
    if mark is None:
        raise HTTPException(404, "room-nothing")
    own = asked.action == "withdraw" and mark.who == visit.who
    if not own and not (visit.account and may(visit.account, "editor")):
        raise HTTPException(403, "room-role")
    if mark.state not in ("open", "lost") or (mark.state == "lost" and asked.action == "accept"):
        raise HTTPException(409, "room-mark-answered")
    if len(asked.words) > _MOST_NOTE:
        raise HTTPException(400, "room-request")
    if asked.action == "accept" and mark.kind != "query":
        saved = await _put_in(book, mark, visit.who)
        if isinstance(saved, Conflict):
            return answer(saved, 409)
    made = await asyncio.to_thread(book.marks.answer, mark.id, asked.action, visit.who, asked.words)
    book.live.tell({"type": "marks"})
    return answer(made)


async def _put_in(book: OpenBook, mark: RoomMark, who: str) -> Saved | Conflict:
    base = (await book.desk.text(mark.file, "")).base
    replacement = "" if mark.kind == "delete" else mark.text
    return await book.desk.accept(
        mark.file, base, mark.offset, mark.length, mark.found, replacement, who
    )


async def proofs(request: Request, visit: Visit) -> Response:
    """All proofs."""
    return answer(await asyncio.to_thread(book_of(request, visit).proofs.all))


async def freeze(request: Request, visit: Visit) -> Response:
    """Keep the texts as they stand, with their pages, as a proof."""
    asked, book = await body_of(request, FreezeRequest), book_of(request, visit)
    name = asked.name
    plain = name.isalnum() and len(name) <= _MOST_NAME
    if not plain:
        raise HTTPException(400, "room-request")
    if any(one.name == name for one in await asyncio.to_thread(book.proofs.all)):
        raise HTTPException(409, "room-proof-there")
    pdf, texts = await book.of_one_moment()
    found = await asyncio.to_thread(book.marks.all, texts)
    made = await asyncio.to_thread(book.proofs.freeze, name, pdf, texts, found, visit.who)
    book.live.tell({"type": "marks"})
    return answer(made, 201)


async def proof_pdf(request: Request, visit: Visit) -> Response:
    """The pages of a proof."""
    book, name = book_of(request, visit), request.path_params["name"]
    if not name.endswith(".pdf"):
        raise HTTPException(404, "room-nothing")
    return pdf_answer(await asyncio.to_thread(book.proofs.pdf, name.removesuffix(".pdf")))


async def corrections(request: Request, visit: Visit) -> Response:
    """核红: each mark of a proof, done or not."""
    return answer(await _corrections(request, visit))


async def corrections_page(request: Request, visit: Visit) -> Response:
    """核红 as a page, to be printed and ticked off by hand."""
    rows, name = await _corrections(request, visit), request.path_params["name"]
    titles = {one.file: one.title for one in await book_of(request, visit).desk.files()}
    asked = request.query_params.get("language", "")
    language = asked if asked in ("zh", "en") else language_of(request)
    page = as_html(name, rows, titles, language)
    return Response(page, headers=REPORT_HEADERS, media_type="text/html; charset=utf-8")


async def _corrections(request: Request, visit: Visit) -> Sequence[RoomCorrection]:
    book, name = book_of(request, visit), request.path_params["name"]
    texts = await book.texts()
    found = await asyncio.to_thread(book.marks.all, texts)
    return await asyncio.to_thread(book.proofs.corrections, name, texts, found)


_BOOK = "/api/b/{book}"
ROUTES = (
    RoomRoute("GET", f"{_BOOK}/marks", "reader", marks),
    RoomRoute("POST", f"{_BOOK}/marks", "reader", add_mark),
    RoomRoute("POST", f"{_BOOK}/marks/{{mark}}", "reader", answer_mark),
    RoomRoute("GET", f"{_BOOK}/proofs", "reader", proofs),
    RoomRoute("POST", f"{_BOOK}/proofs", "chief", freeze),
    RoomRoute("GET", f"{_BOOK}/proofs/{{name}}", "reader", proof_pdf),
    RoomRoute("GET", f"{_BOOK}/proofs/{{name}}/corrections", "reader", corrections),
    RoomRoute("GET", f"{_BOOK}/proofs/{{name}}/corrections.html", "reader", corrections_page),
)
