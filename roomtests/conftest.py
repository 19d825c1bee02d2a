"""Rooms and browsers for the tests of this folder."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, sync_playwright

from roomtests.harness import ROOT, Hands, RunningRoom, enter, entered, launched, sign_in
from tests.books import make_book

#: A book of three entries, with paragraphs enough for two people.
ENTRIES = {
    "甲.md": "第一段写的是春天。\n\n第二段写的是夏天。\n\n第三段写的是秋天。\n",
    "乙.md": "乙篇的正文，只有一段。\n",
    "丙.md": "丙篇说，这本书的字数不多。\n",
}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        found = launched(playwright.chromium)
        yield found
        found.close()


Opened = Callable[..., RunningRoom]


@pytest.fixture(scope="session")
def kitchen_sink(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningRoom]:
    """The book of everything, in a room of its own; tests change nothing in it."""
    folder = tmp_path_factory.mktemp("rooms")
    book = folder / "排印小识"
    shutil.copytree(ROOT / "tests" / "books" / "kitchen-sink", book)
    room = RunningRoom([book], folder / "state")
    room.account("编辑甲", "editor")
    yield room
    room.stop()


@pytest.fixture
def kitchen_sink_copy(tmp_path: Path) -> Iterator[RunningRoom]:
    """The book of everything, to be changed."""
    book = tmp_path / "排印小识"
    shutil.copytree(ROOT / "tests" / "books" / "kitchen-sink", book)
    room = RunningRoom([book], tmp_path / "state")
    room.account("编辑甲", "editor")
    yield room
    room.stop()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[RunningRoom]:
    """A small book in a room, with an account of each role."""
    book = make_book(tmp_path / "小书", ENTRIES)
    room = RunningRoom([book], tmp_path / "state")
    for name, role in (
        ("主编丁", "chief"),
        ("编辑甲", "editor"),
        ("编辑乙", "editor"),
        ("审读丙", "reader"),
    ):
        room.account(name, role)
    yield room
    if room.process.poll() is None:
        room.stop()


Entering = Callable[..., Hands]


@pytest.fixture
def inside(browser: Browser) -> Iterator[Entering]:
    """Somebody's hands at a room's first book, in a browser of their own."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def go(room: RunningRoom, name: str = "编辑甲", **options: object) -> Hands:
        size = {"width": 1366, "height": 768}
        context = entered(browser, viewport=size, **options)
        contexts.append(context)
        page = sign_in(context, room, name)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda told: complaints.append(told.text)
                if "Content Security Policy" in told.text else None)  # fmt: skip
        enter(page, room, room.books[0])
        return Hands(page, room)

    yield go
    for context in contexts:
        with suppress(Error):  # a test may have closed it
            context.close()
    assert complaints == []
