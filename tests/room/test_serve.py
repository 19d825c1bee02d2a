"""The room as a process: sockets, signals, what comes by the byte."""

import asyncio
import os
import random
import re
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

import pytest
from uvicorn import Server

from huozi.room import serve as serve_module
from huozi.room.accounts import Accounts
from huozi.room.addresses import Addresses
from huozi.room.office import Office
from huozi.room.serve import RoomOrder, _bound, _url, serve
from huozi.room.shelf import BookMakers, BookShelf
from huozi.values.errors import MachineError, machine_error
from tests.room.fakes import FakeDesk, FakeMarks, FakeProofs

ROOT = Path(__file__).parent.parent.parent


PATIENCE = 120.0  # seconds, on a machine that has much else to do


class Running:
    """A room that runs."""

    def __init__(self, process: subprocess.Popen[str], link: str) -> None:
        self.process, self.link = process, link
        self.port = int(re.findall(r":(\d+)", link)[0])

    def ask(self, text: str, *, wait: float = PATIENCE) -> str:
        """What is answered to these very bytes, until the connection is closed."""
        with socket.create_connection(("127.0.0.1", self.port), wait) as connection:
            connection.sendall(text.replace("\n", "\r\n").encode("latin-1"))
            told = b""
            while piece := connection.recv(65536):
                told += piece
            return told.decode("utf-8", "replace")

    def get(self, path: str, *lines: str) -> str:
        head = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Connection: close", *lines]
        return self.ask("\n".join([*head, "", ""]))

    def end(self) -> tuple[int, str, str]:
        self.process.send_signal(signal.SIGTERM)
        told, errors = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, told, errors


@contextmanager
def running(folder: Path) -> Iterator[Running]:
    book = folder / "书"
    (book / "content").mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.room.serving", str(folder / "state"), str(book)],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout
        yield Running(process, process.stdout.readline().strip())
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdout, process.stderr):
            if stream:
                stream.close()


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("room")) as found:
        yield found


def status(answer: str) -> int:
    return int(answer.split(" ", 2)[1])


@pytest.mark.parametrize(
    "path", ["/static/../../accounts.py", "/static/%2e%2e/%2e%2e/accounts.py", "/static/%00",
             "/../../../etc/passwd", "/static/..%5c..%5caccounts.py", "/%c0%ae%c0%ae/", "/%ff"],
)  # fmt: skip
def test_raw_paths_lead_nowhere(room: Running, path: str) -> None:
    assert status(room.get(path)) in (400, 404)


def test_headers_that_are_injected(room: Running) -> None:
    for line in ("X: a\nSet-Cookie: b=c", "Host: evil.example", "X\0: a", ": a", "X : a"):
        answer = room.get("/sign-in", line)
        assert "b=c" not in answer
        assert status(answer) in (200, 400, 404)
    assert status(room.get("/sign-in%0d%0aSet-Cookie:%20b=c")) == 404
    assert status(room.get("/once/%0d%0aX-Evil:1")) == 404
    assert "x-evil" not in room.get("/once/a%0d%0aX-Evil:1").lower().partition("\r\n\r\n")[0]


def test_a_live_connection_without_cookie_or_from_elsewhere(room: Running) -> None:
    lines = ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="]  # fmt: skip
    for origin in (f"http://127.0.0.1:{room.port}", "http://evil.example", ""):
        more = [f"Origin: {origin}"] if origin else []
        head = ["GET /api/b/%E4%B9%A6/live HTTP/1.1", f"Host: 127.0.0.1:{room.port}"]
        answer = room.ask("\n".join([*head, *lines, *more, "", ""]))
        assert status(answer) == 403


def test_a_head_without_end_is_refused(room: Running) -> None:
    try:
        answer = room.get("/sign-in", f"X: {'a' * 1_000_000}")
    except ConnectionError:  # closed while we were still talking
        return
    assert status(answer) == 400


WRITE = "Origin: http://127.0.0.1:{port}\nContent-Type: "
REQUESTS = (
    "GET / HTTP/1.1\nHost: 127.0.0.1:{port}\n\n",
    f"POST /sign-in HTTP/1.1\nHost: 127.0.0.1:{{port}}\n{WRITE}application/x-www-form-urlencoded\n"
    "Content-Length: 20\n\nname=a&password=bbbb",
    f"PUT /api/b/x/text HTTP/1.1\nHost: 127.0.0.1:{{port}}\n{WRITE}application/json\n"
    'Transfer-Encoding: chunked\n\n5\n{{"a":\n0\n\n',
    "GET /api/b/x/live HTTP/1.1\nHost: 127.0.0.1:{port}\nOrigin: http://127.0.0.1:{port}\n"
    "Upgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Version: 13\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n\n",
    f"POST /api/b/x/intake HTTP/1.1\nHost: 127.0.0.1:{{port}}\n{WRITE}multipart/form-data; "
    "boundary=x\nContent-Length: 60\n\n--x\nContent-Disposition: form-data; name=a\n\n",
)
PIECES = ("\n", "\0", "..", "%2e%2e/", "Host: evil\n", "Content-Length: 5\n", "\xff\xfe",
          "Transfer-Encoding: chunked\n")  # fmt: skip


def spoilt(chance: random.Random, text: str) -> str:
    """A request with some of its characters changed, lost, or more of them."""
    for _ in range(chance.randint(0, 6)):
        at, way = chance.randrange(len(text)), chance.randrange(4)
        if way == 0:
            text = text[:at] + chr(chance.randrange(256)) + text[at + 1 :]
        elif way == 1:
            text = text[:at] + text[at + chance.randint(1, 8) :] or "x"
        else:
            text = text[:at] + chance.choice(PIECES) + text[at:]
    return text


@pytest.mark.slow
def test_what_is_no_http_harms_nothing(tmp_path: Path) -> None:
    chance = random.Random(1)
    with running(tmp_path) as found:
        for _ in range(120):
            text = spoilt(chance, chance.choice(REQUESTS)).replace("{port}", str(found.port))
            with socket.create_connection(("127.0.0.1", found.port), PATIENCE) as connection:
                connection.settimeout(0.05)
                connection.sendall(text.replace("\n", "\r\n").encode("latin-1"))
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_WR)
                    connection.recv(300)
        assert status(found.get("/")) == 303
        code, _, errors = found.end()
    assert code == 0
    assert "bug" not in errors and "Traceback" not in errors
    assert "Invalid HTTP request received" in errors


@pytest.mark.slow
def test_sigterm_ends_the_room_and_an_account_is_made_before(tmp_path: Path) -> None:
    with running(tmp_path) as found:
        path = found.link.partition(f":{found.port}")[2]
        assert found.link.startswith("http://127.0.0.1:")
        form = "name=w&password=a+long+password"
        head = [f"POST {path} HTTP/1.1", f"Host: 127.0.0.1:{found.port}", "Connection: close",
                f"Origin: http://127.0.0.1:{found.port}", f"Content-Length: {len(form)}",
                "Content-Type: application/x-www-form-urlencoded"]  # fmt: skip
        answer = found.ask("\n".join([*head, "", form]))
        assert status(answer) == 303
        cookie = re.findall(r"set-cookie: ([^;]+)", answer)[0]
        assert '"role":"chief"' in found.get("/api/me", f"Cookie: {cookie}")
        code, told, errors = found.end()
        assert (code, told) == (0, "closed\n")
        assert path.rpartition("/")[2] not in errors and "long" not in errors
    assert [one.role for one in Accounts(tmp_path / "state").all()] == ["chief"]


@asynccontextmanager
async def serving(folder: Path, *addresses: str) -> AsyncIterator[int]:
    """A room in this process; its port."""
    (folder / "book").mkdir(exist_ok=True)
    shelf = BookShelf([folder / "book"], BookMakers(FakeDesk, FakeMarks, FakeProofs))
    with _bound("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        office = Office(folder / "state", Addresses(port, "127.0.0.1", addresses), shelf, port)
        server: Server = serve_module._RoomServer(serve_module._config(office))
        task = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started:
            await asyncio.sleep(0.01)
        try:
            yield port
        finally:
            server.end()
            await task


@pytest.mark.parametrize("proxied", [False, True])
def test_one_address_does_not_keep_the_others_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proxied: bool
) -> None:
    """But a proxy, through which all come, may have more connections than a reader."""
    monkeypatch.setattr(serve_module._PatientProtocol, "most_of_address", 5)
    addresses = ("https://room.example.org",) if proxied else ()

    async def answered(port: int, source: str) -> tuple[bool, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(source, 0))
        with suppress(OSError):
            writer.write(f"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            line = await asyncio.wait_for(reader.readline(), PATIENCE)
            return line.startswith(b"HTTP/1.1 200"), writer
        return False, writer

    async def go() -> tuple[list[bool], bool]:
        async with serving(tmp_path, *addresses) as port:
            held = [await answered(port, "127.0.0.1") for _ in range(9)]
            other = await answered(port, "127.0.0.2")
            for _, writer in (*held, other):
                writer.close()
            return [fits for fits, _ in held], other[0]

    of_one, other = asyncio.run(go())
    assert of_one == ([True] * 9 if proxied else [True] * 5 + [False] * 4)
    assert other


def test_a_connection_that_says_nothing_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this process, where the time can be made short: the protocol itself."""
    monkeypatch.setattr(serve_module, "_HEAD_SECONDS", 0.2)

    async def go() -> list[bytes]:
        async with serving(tmp_path) as port:
            told = []
            for said in (b"", b"GET / HT", b"GET /none HTTP/1.1\r\nHost: x\r\n\r\n"):
                if said.endswith(b"\r\n\r\n"):  # which may take what time it needs
                    monkeypatch.setattr(serve_module, "_HEAD_SECONDS", PATIENCE)
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(said)
                told.append(await asyncio.wait_for(reader.read(), PATIENCE))
                writer.close()
            return told

    silent, begun, whole = asyncio.run(go())
    assert (silent, begun) == (b"", b"")
    assert whole.startswith(b"HTTP/1.1 400")


def test_an_address_that_is_taken_is_told() -> None:
    with _bound("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(MachineError, match="room-bound"), _bound("127.0.0.1", port):
            pass
    with pytest.raises(MachineError, match="room-bound"), _bound("203.0.113.7", 0):
        pass


@pytest.mark.slow
def test_the_address_that_is_told_can_be_opened() -> None:
    assert _url("::1", 1) == "http://[::1]:1"
    assert _url("0.0.0.0", 1) == f"http://{socket.gethostname()}:1"


@pytest.mark.slow
def test_a_book_that_can_not_be_opened_ends_the_room(tmp_path: Path) -> None:
    class TakenDesk(FakeDesk):
        async def start(self) -> None:
            raise machine_error("room-bound", host="", port=0, reason="taken")

    told: list[object] = []
    (tmp_path / "book").mkdir()
    order = RoomOrder((tmp_path / "book",), tmp_path / "state", port=0)
    with pytest.raises(MachineError, match="room-bound"):
        serve(order, BookMakers(TakenDesk, FakeMarks, FakeProofs), told.append)
    assert told == []
