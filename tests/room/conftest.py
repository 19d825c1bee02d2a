"""A room with books that are not pressed: routes and gate are what is tested."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from huozi.room import office as office_module
from huozi.room.addresses import Addresses
from huozi.room.app import application
from huozi.room.office import Office, StaticFile
from huozi.room.shelf import BookMakers, BookShelf
from tests.room.fakes import FakeDesk, FakeMarks, FakeProofs

PORT = 8420
ORIGIN = f"http://127.0.0.1:{PORT}"
PASSWORD = "a long password"
SHELL = b'<!doctype html><body data-said="" data-name=""></body>'


class RoomTester:
    """Somebody at a browser: keeps cookies, sends an Origin and the session's token."""

    def __init__(self, office: Office, name: str = "", origin: str = ORIGIN) -> None:
        self.office = office
        self.app = application(office)
        self.client = TestClient(self.app, base_url=origin, follow_redirects=False)
        self.headers = {"Origin": origin}
        if name:
            form = {"name": name, "password": PASSWORD}
            assert self.post("/sign-in", data=form).status_code == 303
            self.headers["X-Huozi-Token"] = self.get("/api/me").json()["token"]

    def __enter__(self) -> "RoomTester":
        """With the room open: its desks run, and one loop answers all that is asked."""
        self.client.__enter__()
        self.client.portal.call(self.office.shelf.start)
        return self

    def __exit__(self, *exception: object) -> None:
        self.client.portal.call(self.office.shelf.stop)
        self.client.__exit__(*exception)

    def get(self, path: str, **more):
        return self.client.get(path, **more)

    def ask(self, method: str, path: str, headers=None, **more):
        wanted = self.headers | (headers or {})
        sent = {name: value for name, value in wanted.items() if value is not None}
        return self.client.request(method, path, headers=sent, **more)

    def post(self, path: str, **more):
        return self.ask("POST", path, **more)

    def put(self, path: str, **more):
        return self.ask("PUT", path, **more)

    def delete(self, path: str, **more):
        return self.ask("DELETE", path, **more)


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """scrypt at a 128th of its cost."""
    monkeypatch.setattr("huozi.room.accounts._COST", 8)


@pytest.fixture
def book_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "books" / "书 one"
    (folder / "content").mkdir(parents=True)
    (folder / "content" / "a.md").write_text("第一段。\n\n第二段。\n", "utf-8")
    return folder


@pytest.fixture
def office(
    tmp_path: Path, book_folder: Path, quick_passwords: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    names = ("shelf.html", "room.html", "sign-in.html", "once.html")
    shells = {name: StaticFile(SHELL, "text/html", name) for name in names}
    shells["room.js"] = StaticFile(b"//", "text/javascript", "js")
    monkeypatch.setattr(office_module, "static_files", lambda: shells)
    shelf = BookShelf([book_folder], BookMakers(FakeDesk, FakeMarks, FakeProofs))
    made = Office(tmp_path / "state", Addresses(PORT), shelf, PORT)
    for role in ("reader", "editor", "chief"):
        made.accounts.add(role, role, PASSWORD)
    yield made
