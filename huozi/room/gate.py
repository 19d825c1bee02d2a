"""The gate: what every request meets before any route, and every answer on its way out.

Pure ASGI, outside the framework: the `Host` is one of ours; a write and a live connection come
from a page of ours (`Origin`; a look at `Sec-Fetch-Site` would be void, since plain HTTP has
none); a body is counted, and its time measured, while it is read. Answers bear the headers that
keep strangers' words from running. What is logged names a route and never a path, so neither
secrets nor what somebody searched for.
"""

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from huozi.room.addresses import Addresses
from huozi.room.refusals import refused

_Scope = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
_Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
_App = Callable[[_Scope, _Receive, _Send], Awaitable[None]]

LOG = logging.getLogger("huozi.room")
ADDRESS = "huozi.address"  # where the scope has the address by which it came

_SAFE = ("GET", "HEAD", "OPTIONS")
_FORM_BYTES, _JSON_BYTES, _UPLOAD_BYTES = 16 << 10, 3 << 19, 128 << 20
_SECONDS, _UPLOAD_SECONDS = 30.0, 900.0
_FORMS = ("/sign-in", "/sign-out", "/once/")
_MOST_TARGET = 8 << 10  # bytes of path and query

CSP = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "font-src 'self'",
    "img-src 'self' blob: data:", "connect-src 'self'", "frame-src 'self'", "form-action 'self'",
    "base-uri 'none'", "frame-ancestors 'none'",
))  # fmt: skip
_HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not `no-referrer`: with it a form's `Origin` is null.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}


class Gate:
    """The middleware around the application."""

    def __init__(self, app: _App, addresses: Addresses) -> None:
        self._app, self._addresses = app, addresses

    async def __call__(self, scope: _Scope, receive: _Receive, send: _Send) -> None:
        """Let a request in, or say why not."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        code, status = self._objection(scope)
        if scope["type"] == "websocket":
            await self._live(scope, receive, send, code)
            return
        out = _Answer(scope, send)
        try:
            if code:
                await self._refuse(scope, receive, out, status, code)
            else:
                await self._app(scope, _Body(scope, receive), out)
        except asyncio.CancelledError:
            pass  # the room ends; the server would print the whole way here
        except Exception as error:
            if not _is_protocol(error):
                _log_bug(scope, error)
            if not out.begun:
                with suppress(Exception):  # where the other side has gone, it hears nothing
                    await self._refuse(scope, receive, out, 500, "room-bug")
        finally:
            _log(scope, out.status)

    def _objection(self, scope: _Scope) -> tuple[str, int]:
        """Why a request is not let in: a code and a status; empty where it is."""
        headers = Headers(scope=scope)
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        address = self._addresses.find(hosts[0], scope.get("server")) if len(hosts) == 1 else None
        if address is None:
            return "room-host", 400
        scope[ADDRESS] = address
        size = len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"")
        if size > _MOST_TARGET or "\0" in scope["path"]:
            return "room-request", 400
        writes = scope["type"] == "websocket" or scope["method"] not in _SAFE
        if writes and origins != [address.origin]:
            return "room-origin", 403
        if scope["type"] == "http" and _too_long(headers, _limit(scope)):
            return "room-too-big", 413
        return "", 0

    async def _live(self, scope: _Scope, receive: _Receive, send: _Send, code: str) -> None:
        """A live connection; refused before the handshake is answered, it is a 403."""
        status = 403

        async def watched(message: MutableMapping[str, Any]) -> None:
            nonlocal status
            if message["type"] == "websocket.accept":
                status = 101
            await send(message)

        try:
            if code:
                await receive()
                await watched({"type": "websocket.close", "code": 1008})
            else:
                await self._app(scope, receive, watched)
        except asyncio.CancelledError:
            pass  # the room ends
        except Exception as error:
            if not _is_protocol(error):
                _log_bug(scope, error)
        finally:
            _log(scope, status)

    async def _refuse(
        self, scope: _Scope, receive: _Receive, send: _Send, status: int, code: str
    ) -> None:
        answer: Response = refused(status, code)
        answer.headers["connection"] = "close"  # the rest of a body is not waited for
        await answer(scope, receive, send)


class _Body:
    """The body of a request, counted and timed while it is read."""

    def __init__(self, scope: _Scope, receive: _Receive) -> None:
        self._receive = receive
        self._limit = _limit(scope)
        seconds = _UPLOAD_SECONDS if self._limit == _UPLOAD_BYTES else _SECONDS
        self._until = asyncio.get_running_loop().time() + seconds
        self._size, self._whole = 0, False

    async def __call__(self) -> MutableMapping[str, Any]:
        if self._whole:  # what comes now is the end of the connection
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError:
            raise HTTPException(408, "room-slow", {"connection": "close"}) from None
        self._size += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._size > self._limit:
            raise HTTPException(413, "room-too-big", {"connection": "close"})
        return message


class _Answer:
    """An answer on its way out, with our headers where it has none of its own."""

    def __init__(self, scope: _Scope, send: _Send) -> None:
        self._scope, self._send = scope, send
        self.begun, self.status = False, 0

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.begun, self.status = True, message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)


def _limit(scope: _Scope) -> int:
    """How many bytes a request may send."""
    path, method = scope["path"], scope.get("method")
    if path.startswith(_FORMS):
        return _FORM_BYTES
    if method == "POST" and path.endswith("/intake"):
        return _UPLOAD_BYTES
    return _JSON_BYTES


def _too_long(headers: Headers, limit: int) -> bool:
    """Whether a request says itself that it sends too much."""
    told = headers.get("content-length", "0")
    return not told.isdecimal() or int(told[:20]) > limit


def _route(scope: _Scope) -> str:
    """The pattern of a request's route: what was asked may hold a secret."""
    return getattr(scope.get("route"), "path", None) or "-"


def _log(scope: _Scope, status: int) -> None:
    """Tell of what was refused, and of what was written; what is not there is asked all day."""
    method = scope.get("method", "WS")
    if method not in _SAFE or (status >= 400 and status not in (404, 503)):
        who = scope.get("huozi.who", "-")
        address = (scope.get("client") or ("-",))[0]
        LOG.info("%s %s %s %s %s", address, who, method, _route(scope), status)


def _is_protocol(error: Exception) -> bool:
    """Whether the other side has left, or left HTTP, so that there is nobody to be answered."""
    return isinstance(error, ClientDisconnect) or type(error).__module__.partition(".")[0] in (
        "h11",
        "websockets",
    )


def log_disk(scope: _Scope, error: OSError) -> None:
    """Tell of a disk that is full or can't be written, without the path."""
    what = error.strerror or type(error).__name__
    LOG.log(logging.ERROR, "disk: %s in %s", what, _route(scope))


def _log_bug(scope: _Scope, error: Exception) -> None:
    """Tell of a bug by its kind and the lines it came through, without what was in hand."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    way = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
    LOG.log(logging.ERROR, "bug: %s in %s: %s", type(error).__name__, _route(scope), way)
