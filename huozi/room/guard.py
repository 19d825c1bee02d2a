"""Who may do what: the guard before each route of the table, and the table's form."""

from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from msgspec import Struct
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.websockets import WebSocket

from huozi.room.accounts import RoomAccount
from huozi.room.gate import ADDRESS
from huozi.room.office import Office
from huozi.room.refusals import refused
from huozi.room.sessions import same_token
from huozi.room.values import ROLES, Role

Endpoint = Callable[[Request, "Visit"], Awaitable[Response]]
LiveEndpoint = Callable[[WebSocket, "Visit"], Awaitable[None]]
LIVE = "WS"
_READS = ("GET", LIVE)


class Visit(Struct, frozen=True):
    """Who asks, by which session. Where a route is open to all, nobody."""

    office: Office
    account: RoomAccount | None
    secret: str
    secure: bool

    @property
    def who(self) -> str:
        """The name; empty for nobody."""
        return self.account.name if self.account else ""

    @property
    def browser(self) -> str:
        """The session by a name that is no secret."""
        return sha256(self.secret.encode("utf-8", "surrogatepass")).hexdigest()


class RoomRoute(Struct, frozen=True):
    """A row of the table: what is asked, who may at least, and who answers.

    `least` of None is open to all. A page sends who has not signed in to the sign-in.
    """

    method: str
    path: str
    least: Role | None
    endpoint: Any  # Endpoint, or LiveEndpoint
    page: bool = False

    @property
    def writes(self) -> bool:
        """Whether it changes anything: then it needs the session's token."""
        return self.method not in _READS


def guarded(route: RoomRoute) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of a route behind its guard."""

    async def endpoint(request: Request) -> Response:
        visit = visit_of(request)
        if route.least is not None:
            if visit.account is None:
                if route.page:
                    return RedirectResponse(f"/sign-in?next={quote(request.url.path)}", 303)
                return refused(401, "room-signed-out")
            request.scope["huozi.who"] = visit.who
            if not may(visit.account, route.least):
                return refused(403, "room-role")
            if route.writes and not same_token(visit.secret, _token(request)):
                return refused(403, "room-token")
        with visit.office.asking.one_more(visit.who) as fits:
            if not fits:
                return refused(429, "room-busy")
            answer: Response = await route.endpoint(request, visit)
            return answer

    return endpoint


def guarded_live(route: RoomRoute) -> Callable[[WebSocket], Awaitable[None]]:
    """A live connection behind its guard; refused before the handshake is answered."""

    async def endpoint(socket: WebSocket) -> None:
        visit = visit_of(socket)
        if visit.account is None or not may(visit.account, route.least or ROLES[0]):
            await socket.close(1008)
            return
        socket.scope["huozi.who"] = visit.who
        with visit.office.living.one_more(visit.who) as fits:
            if fits:
                await route.endpoint(socket, visit)
            else:
                await socket.close(1008)

    return endpoint


def visit_of(connection: HTTPConnection) -> Visit:
    """Who asks."""
    office: Office = connection.app.state.office
    secure = connection.scope[ADDRESS].secure
    secret = connection.cookies.get(office.cookie(secure), "")
    account = office.sessions.account(secret) if secret else None
    return Visit(office, account, secret, secure)


def may(account: RoomAccount, least: Role) -> bool:
    """Whether an account's role is at least this one."""
    return ROLES.index(account.role) >= ROLES.index(least)


def language_of(request: HTTPConnection) -> str:
    """The language a browser asks for: Chinese but where English comes first."""
    return "en" if request.headers.get("accept-language", "").lower().startswith("en") else "zh"


def _token(request: Request) -> str:
    return request.headers.get("x-huozi-token", "")
