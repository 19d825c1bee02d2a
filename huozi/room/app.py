"""The application: the table of routes behind their guards, behind the gate.

Every route stands in `ROUTES`, with the role that it needs; there is no other way in.
"""

from collections.abc import Awaitable, Callable
from typing import cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from huozi.messages import words
from huozi.room import routes_book, routes_live, routes_marks, routes_pages, routes_work
from huozi.room.gate import Gate, log_disk
from huozi.room.guard import LIVE, RoomRoute, guarded, guarded_live
from huozi.room.office import Office
from huozi.room.refusals import refused, unfit
from huozi.values.errors import HuoziError, MachineError

ROUTES: tuple[RoomRoute, ...] = (
    *routes_pages.ROUTES,
    *routes_book.ROUTES,
    *routes_marks.ROUTES,
    *routes_work.ROUTES,
    *routes_live.ROUTES,
)

_Handler = Callable[[Request, Exception], Awaitable[Response]]
#: What the framework itself refuses.
_CODES = {404: "room-nothing", 405: "room-request", 400: "room-request"}


def application(office: Office) -> Gate:
    """The room, as a server runs it."""
    app = Starlette(
        routes=[_as_route(row) for row in ROUTES],
        exception_handlers={
            HTTPException: cast(_Handler, _refusal),
            HuoziError: cast(_Handler, _unfit),
            ClientDisconnect: _by_kind(400, "room-request"),
            LookupError: _by_kind(404, "room-nothing"),
            TimeoutError: _by_kind(503, "room-busy"),
            FileExistsError: _by_kind(409, "room-proof-there"),
            OSError: cast(_Handler, _disk),
            ValueError: _by_kind(400, "room-request"),
            Exception: _by_kind(500, "room-bug"),  # the gate logs it
        },
    )
    app.router.redirect_slashes = False
    app.state.office = office
    return Gate(app, office.addresses)


def _as_route(row: RoomRoute) -> BaseRoute:
    if row.method == LIVE:
        return WebSocketRoute(row.path, guarded_live(row))
    return Route(row.path, guarded(row), methods=[row.method])


async def _refusal(request: Request, error: HTTPException) -> Response:
    code = _CODES.get(error.status_code, "room-request")
    try:
        words(error.detail)
        code = error.detail
    except KeyError:  # words of the framework's own
        pass
    return refused(error.status_code, code, dict(error.headers or {}))


async def _unfit(request: Request, error: HuoziError) -> Response:
    return unfit(error, 503 if isinstance(error, MachineError) else 422)


async def _disk(request: Request, error: OSError) -> Response:
    log_disk(request.scope, error)
    return refused(503, "room-disk")


def _by_kind(status: int, code: str) -> _Handler:
    async def handler(request: Request, error: Exception) -> Response:
        return refused(status, code)

    return handler
