"""The live connection of a book's page."""

import asyncio
import contextlib

from starlette.websockets import WebSocket, WebSocketDisconnect

from huozi.room.guard import LIVE, RoomRoute, Visit
from huozi.room.news import edition_news
from huozi.room.values import to_json

_MOST_MESSAGE = 1_000
_LOOK_SECONDS = 30.0  # how long a page goes on after its session has ended
_PING_SECONDS, _MOST_PINGS = 10.0, 50  # so many in so long; a page sends one
_GONE, _UNREAD, _TOO_MANY, _BUSY = 1001, 1003, 1008, 1013


async def live(socket: WebSocket, visit: Visit) -> None:
    """Tell a page what happens, from the edition that stands now on, until either side ends."""
    book = visit.office.shelf.find(socket.path_params["book"])
    if book is None:
        await socket.close(1008)
        return
    await socket.accept()
    with book.live.listening(visit.who) as queue:
        if queue is None:
            await socket.close(_BUSY)
            return
        if (edition := book.shown) is not None:
            whole = edition_news(None, edition)
            await _send(socket, to_json({"type": "edition", "edition": whole}))
        hearing = asyncio.create_task(_hear(socket))
        try:
            await _tell(socket, visit, queue, hearing)
        finally:
            hearing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await hearing


async def _tell(
    socket: WebSocket, visit: Visit, queue: "asyncio.Queue[bytes | None]",
    hearing: "asyncio.Task[int]",
) -> None:  # fmt: skip
    while True:
        event = asyncio.create_task(queue.get())
        await asyncio.wait(
            (event, hearing), timeout=_LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        if not event.done():
            event.cancel()
        if hearing.done():
            if code := hearing.result():
                await socket.close(code)
            return
        if visit.office.sessions.account(visit.secret) is None:
            await socket.close(1008)
            return
        if event.done() and not event.cancelled():
            told = event.result()
            if told is None:
                await socket.close(_GONE)
                return
            await _send(socket, told)


async def _hear(socket: WebSocket) -> int:
    """Read pings. Returns the code to close with; 0 where the other side has closed."""
    clock = asyncio.get_running_loop().time
    since, count = clock(), 0
    try:
        while True:
            if len(await socket.receive_text()) > _MOST_MESSAGE:
                return _UNREAD
            if clock() - since > _PING_SECONDS:
                since, count = clock(), 0
            count += 1
            if count > _MOST_PINGS:  # a flood would keep the others waiting
                return _TOO_MANY
    except WebSocketDisconnect:
        return 0
    except KeyError:  # bytes
        return _UNREAD


async def _send(socket: WebSocket, told: bytes) -> None:
    await socket.send_text(told.decode())


ROUTES = (RoomRoute(LIVE, "/api/b/{book}/live", "reader", live),)
