"""The table of routes, walked: what is not in it is not there, and what is in it is guarded."""

import re
from urllib.parse import quote

import pytest
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocketDisconnect

from huozi.cli.room import _ROLES
from huozi.room.app import ROUTES, application
from huozi.room.atonce import AtOnce
from huozi.room.guard import LIVE, RoomRoute
from huozi.room.office import Office
from huozi.room.orders import ROLE_OF, OrderRequest
from huozi.room.values import ROLES
from tests.room.conftest import RoomTester

FILLED = {
    "book": "书-one", "path:path": "room.js", "secret": "s", "picture": "p-1@100.png", "mark": "m",
    "name": "n", "job": "0" * 16, "intake": "0" * 16,
}  # fmt: skip
WRITES = [row for row in ROUTES if row.writes]
GUARDED = [row for row in WRITES if row.least is not None]
ABOVE_READER = [row for row in WRITES if row.least not in (None, "reader")]
#: What anybody may ask: nothing of a book, and no more than this.
OPEN = {
    ("GET", "/sign-in"), ("POST", "/sign-in"), ("GET", "/once/{secret}"),
    ("POST", "/once/{secret}"), ("GET", "/static/{path:path}"),
}  # fmt: skip
#: What readers may write.
READERS = {
    ("POST", "/sign-out"), ("POST", "/api/b/{book}/marks"), ("POST", "/api/b/{book}/marks/{mark}"),
}  # fmt: skip


def name_of(row: RoomRoute) -> str:
    return f"{row.method} {row.path}"


def address(row: RoomRoute) -> str:
    return re.sub(r"\{([^}]+)\}", lambda found: FILLED[found[1]], row.path)


def test_every_route_of_the_application_is_in_the_table(office: Office) -> None:
    app = application(office)._app
    there = set()
    for route in app.routes:
        assert isinstance(route, Route | WebSocketRoute)
        methods = route.methods - {"HEAD"} if isinstance(route, Route) else {LIVE}
        there |= {(method, route.path) for method in methods}
    assert there == {(row.method, row.path) for row in ROUTES}
    assert len(there) == len(ROUTES)


def test_what_is_open_and_what_readers_write_is_told_here() -> None:
    assert {(row.method, row.path) for row in ROUTES if row.least is None} == OPEN
    assert {(row.method, row.path) for row in WRITES if row.least == "reader"} == READERS
    assert set(ROLE_OF) == set(OrderRequest.__args__)
    assert _ROLES == ROLES


@pytest.mark.slow
@pytest.mark.parametrize("row", GUARDED, ids=name_of)
def test_no_write_without_a_session(office: Office, row: RoomRoute) -> None:
    answer = RoomTester(office).ask(row.method, address(row), json={})
    assert (answer.status_code, answer.json()["error"]) == (401, "room-signed-out")


@pytest.mark.slow
@pytest.mark.parametrize("row", GUARDED, ids=name_of)
def test_no_write_without_the_token(office: Office, row: RoomRoute) -> None:
    tester = RoomTester(office, "chief")
    for token in (None, "", "0" * 32):
        headers = {"X-Huozi-Token": token}
        answer = tester.ask(row.method, address(row), headers, json={})
        assert (answer.status_code, answer.json()["error"]) == (403, "room-token"), token


@pytest.mark.slow
@pytest.mark.parametrize("row", WRITES, ids=name_of)
def test_no_write_from_elsewhere(office: Office, row: RoomRoute) -> None:
    tester = RoomTester(office, "chief")
    for origin in (None, "null", "http://evil.example", "https://127.0.0.1:8420"):
        answer = tester.ask(row.method, address(row), {"Origin": origin}, json={})
        assert (answer.status_code, answer.json()["error"]) == (403, "room-origin"), origin


@pytest.mark.slow
@pytest.mark.parametrize("row", ABOVE_READER, ids=name_of)
def test_no_reader_writes(office: Office, row: RoomRoute) -> None:
    answer = RoomTester(office, "reader").ask(row.method, address(row), json={})
    assert (answer.status_code, answer.json()["error"]) == (403, "room-role")


def test_an_editor_freezes_and_delivers_nothing(office: Office) -> None:
    tester = RoomTester(office, "editor")
    book = "/api/b/书-one"
    assert tester.post(f"{book}/proofs", json={"name": "一校"}).status_code == 403
    assert tester.post(f"{book}/jobs", json={"kind": "deliver"}).status_code == 403


@pytest.mark.slow
@pytest.mark.parametrize(
    "row", [row for row in ROUTES if not row.writes and row.least], ids=name_of
)
def test_nothing_is_read_without_a_session(office: Office, row: RoomRoute) -> None:
    tester = RoomTester(office)
    if row.method == LIVE:
        with pytest.raises(WebSocketDisconnect), live(tester, address(row)):
            pass
        return
    answer = tester.get(address(row))
    assert answer.status_code == (303 if row.page else 401)
    assert answer.headers.get("location") in (None, f"/sign-in?next={quote(address(row))}")


def live(tester: RoomTester, path: str, origin: str | None = "http://127.0.0.1:8420"):
    headers = {"Origin": origin} if origin else {}
    return tester.client.websocket_connect(f"ws://127.0.0.1:8420{path}", headers=headers)


@pytest.mark.parametrize("origin", [None, "http://evil.example", "null"])
def test_no_live_connection_from_elsewhere(office: Office, origin: str | None) -> None:
    tester = RoomTester(office, "reader")
    with pytest.raises(WebSocketDisconnect), live(tester, "/api/b/书-one/live", origin):
        pass


def test_one_person_takes_not_all_live_connections(office: Office) -> None:
    office.living = AtOnce(1)
    path = "/api/b/书-one/live"
    with RoomTester(office, "reader") as tester, live(tester, path) as socket:
        assert socket.receive_json()
        with pytest.raises(WebSocketDisconnect), live(tester, path):
            pass
        with RoomTester(office, "editor") as other, live(other, path) as another:
            assert another.receive_json()


def test_a_live_connection_tells_the_edition_and_what_is_saved(office: Office) -> None:
    with RoomTester(office, "editor") as tester, live(tester, "/api/b/书-one/live") as socket:
        assert socket.receive_json()["edition"]["number"] == 1
        socket.send_json({"type": "ping"})
        text = tester.get("/api/b/书-one/text?file=content/a.md").json()
        asked = {"file": "content/a.md", "text": "新。\n", "base": text["base"], "reason": ""}
        assert tester.put("/api/b/书-one/text", json=asked).status_code == 200
        told = socket.receive_json()
        assert (told["type"], told["who"]) == ("saved", "editor")


@pytest.mark.parametrize("said", ["x" * 2000, b"bytes"], ids=["long", "bytes"])
def test_a_live_connection_that_says_what_it_may_not_is_closed(
    office: Office, said: str | bytes
) -> None:
    tester = RoomTester(office, "reader")
    with live(tester, "/api/b/书-one/live") as socket:
        if isinstance(said, bytes):
            socket.send_bytes(said)
        else:
            socket.send_text(said)
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()
        assert closed.value.code == 1003


def test_a_live_connection_that_floods_is_closed(office: Office) -> None:
    with live(RoomTester(office, "reader"), "/api/b/书-one/live") as socket:
        for _ in range(60):
            socket.send_json({"type": "ping"})
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()
        assert closed.value.code == 1008


def test_a_live_connection_ends_with_its_account(office: Office) -> None:
    with RoomTester(office, "reader") as tester, live(tester, "/api/b/书-one/live") as socket:
        socket.receive_json()
        office.accounts.remove("reader")
        (book,) = office.shelf
        book.live.tell({"type": "marks"})
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()
        assert closed.value.code == 1008


def test_a_book_that_is_not_there_is_not_listened_to(office: Office) -> None:
    tester = RoomTester(office, "reader")
    with pytest.raises(WebSocketDisconnect), live(tester, "/api/b/none/live"):
        pass
