"""The room as a process: bound to an address, until it is told to end.

Bound to this machine alone unless told; plain HTTP always: a program in front has the certificate.
"""

import asyncio
import logging
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from msgspec import Struct
from uvicorn.protocols.http.h11_impl import H11Protocol

from huozi.room.addresses import Addresses, is_local, one_site
from huozi.room.app import application
from huozi.room.office import Office
from huozi.room.shelf import BookMakers, BookShelf
from huozi.values.errors import machine_error

_HEAD_SECONDS = 20.0  # for a request to say what it wants
_GRACE_SECONDS = 3
_MOST_CONNECTIONS = 400
_MOST_OF_ADDRESS = 100  # a browser has six and one a tab; four machines may be mad at once
_HEAD_BYTES = 32 << 10
_MESSAGE_BYTES = 16 << 10


class RoomOrder(Struct, frozen=True):
    """Which books are opened, where they are reached, where accounts are kept."""

    books: tuple[Path, ...]
    state: Path
    host: str = "127.0.0.1"
    port: int = 8420
    addresses: tuple[str, ...] = ()


class OpenRoom(Struct, frozen=True):
    """What is told when the room is open. `link` makes the first account; else it is empty."""

    url: str
    link: str
    plain: bool  # passwords go over a network unencrypted


def serve(order: RoomOrder, makers: BookMakers, tell: Callable[[OpenRoom], None]) -> None:
    """Open the room, and return when it was told to end (SIGTERM, SIGINT).

    Raises MachineError where the address is taken or is none of this machine, and where another
    room has a book open; UsageError for an address of `--address` that is none; OSError where a
    folder can't be this user's own.
    """
    with _bound(order.host, order.port) as listening:
        port = listening.getsockname()[1]
        addresses = Addresses(port, order.host, order.addresses)
        office = Office(order.state, addresses, BookShelf(order.books, makers), port)
        url = order.addresses[0].rstrip("/") if order.addresses else _url(order.host, port)
        link = "" if office.accounts.all() else f"{url}/once/{office.accounts.invite('', 'chief')}"
        server = _RoomServer(_config(office))
        logging.getLogger("huozi.room").setLevel(logging.INFO)
        asyncio.run(
            _open(
                office,
                server,
                listening,
                lambda: tell(OpenRoom(url, link, not is_local(order.host))),
            )
        )


def _config(office: Office) -> uvicorn.Config:
    return uvicorn.Config(
        application(office),
        http=_ProxiedProtocol if office.addresses.proxied else _PatientProtocol,
        ws="websockets-sansio", ws_max_size=_MESSAGE_BYTES,
        ws_per_message_deflate=False,  # an edition to ten tabs would be packed ten times
        lifespan="off", access_log=False, log_config=None, server_header=False,
        proxy_headers=False,  # what a stranger says of himself is not believed
        limit_concurrency=_MOST_CONNECTIONS, h11_max_incomplete_event_size=_HEAD_BYTES,
        timeout_keep_alive=30, timeout_graceful_shutdown=_GRACE_SECONDS,
    )  # fmt: skip


async def _open(
    office: Office, server: "_RoomServer", listening: socket.socket, opened: Callable[[], None]
) -> None:
    try:
        await office.shelf.start()
        await _until_told(server, listening, opened)
    finally:
        await office.shelf.stop()


async def _until_told(
    server: "_RoomServer", listening: socket.socket, opened: Callable[[], None]
) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, server.end)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started and not serving.done():
        await asyncio.sleep(0.01)
    if server.started:
        opened()
    await serving


class _RoomServer(uvicorn.Server):
    """The server, ended by us: its own way raises the signal again when all is done."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def end(self) -> None:
        """End; at the second time without waiting for answers under way."""
        self.force_exit = self.should_exit
        self.should_exit = True


class _PatientProtocol(H11Protocol):
    """A connection that may keep silent for so long: uvicorn would wait for ever for the head of a
    first request, and for one that comes by the byte.
    """

    _seen: object = None  # the request that was the last one at the last look
    #: Of one address, so that it keeps no other out; None where all come from one, a proxy's.
    most_of_address: int | None = _MOST_OF_ADDRESS

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._silence = self.loop.call_later(_HEAD_SECONDS, self._look)
        if self.most_of_address is not None and self._of_address() > self.most_of_address:
            transport.close()

    def _of_address(self) -> int:
        """How many connections there are from where this one comes, live ones included."""
        mine = _site(self)
        return sum(_site(one) == mine for one in self.connections)

    def connection_lost(self, exc: Exception | None) -> None:
        self._silence.cancel()
        super().connection_lost(exc)

    def _look(self) -> None:
        """Close where no request has come since the last look, and none is being answered."""
        if self.transport.get_protocol() is not self:
            return  # it has become a live connection
        if (self.cycle is None or self.cycle.response_complete) and self.cycle is self._seen:
            self.transport.close()
            return
        self._seen = self.cycle
        self._silence = self.loop.call_later(_HEAD_SECONDS, self._look)


class _ProxiedProtocol(_PatientProtocol):
    """One from the program in front of us that has the certificate, and counts by itself."""

    most_of_address = None


def _site(connection: object) -> str:
    """Where a connection of HTTP, or a live one, comes from."""
    client: tuple[str, int] | None = getattr(connection, "client", None)
    return one_site(client[0]) if client else ""


@contextmanager
def _bound(host: str, port: int) -> Iterator[socket.socket]:
    try:
        found: Sequence[tuple[int, int, int, str, tuple[object, ...]]] = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        family, _, _, _, address = found[0]
        listening = socket.create_server(address, family=family, backlog=256)
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (")[0]
        raise machine_error("room-bound", host=host, port=port, reason=reason) from error
    with listening:
        yield listening


def _url(host: str, port: int) -> str:
    """An address that a person can open."""
    if host in ("0.0.0.0", "::", ""):
        host = socket.gethostname()
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"
