"""A proof room that runs for a test: the command itself, on a copied book, with accounts.

Used by `conftest.py` here and by `benchmarks/room.py`.
"""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from huozi.room.accounts import Accounts
from huozi.room.values import Role

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, BrowserType, Page

ROOT = Path(__file__).parent.parent
#: Long enough for nobody to guess; the accounts live as long as a test.
PASSWORD = "四海之内皆兄弟也，君子何患乎无兄弟"
BROWSER = "/usr/bin/chromium"
#: A busy machine sets a first edition in seconds; nothing is asserted about time.
WAIT_MS = 60_000


class RunningRoom:
    """`build.py room` as a process. Its accounts are written beside it, as `room account` does."""

    def __init__(self, books: Sequence[Path], state: Path, port: int = 0) -> None:
        self.books, self.state, self.port = tuple(books), state, port
        self.accounts = Accounts(state)
        self.start()

    def start(self) -> None:
        """Run it, until it says where."""
        command = [sys.executable, str(ROOT / "build.py"), "room", *map(str, self.books)]
        command += ["--port", str(self.port), "--state", str(self.state)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "LANG": "zh_CN.UTF-8"}
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, env=environment, encoding="utf-8"
        )
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if found := re.search(r"http://[^\s（(]+:(\d+)", line):
                self.url, self.port = found[0].rstrip("/"), int(found[1])
                return
        raise RuntimeError(f"the room ended with {self.process.wait()}")

    def stop(self) -> None:
        """End it as its service does."""
        self.process.terminate()
        self.process.wait(60)
        self._shut()

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait(60)
        self._shut()

    def _shut(self) -> None:
        if self.process.stdout is not None:
            self.process.stdout.close()

    def account(self, name: str, role: Role) -> None:
        """Let somebody in."""
        self.accounts.add(name, role, PASSWORD)

    def address(self, book: Path) -> str:
        """A book's page."""
        return f"{self.url}/b/{book.name}/"


def launched(chromium: "BrowserType") -> "Browser":  # noqa: F821
    """Debian's Chromium; in a container of root it runs without its sandbox."""
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    return chromium.launch(executable_path=BROWSER, args=[*flags, "--disable-gpu"])


def sign_in(context: "BrowserContext", room: RunningRoom, name: str) -> "Page":
    """A page of this browser, signed in as somebody, at the shelf."""
    page = context.new_page()
    page.goto(f"{room.url}/sign-in")
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("button.main")
    page.wait_for_url(f"{room.url}/", timeout=WAIT_MS)
    return page


def enter(page: "Page", room: RunningRoom, book: Path) -> None:
    """Open a book's page, and wait until its first pictures stand."""
    page.goto(room.address(book))
    page.wait_for_selector("html[data-ready]", timeout=WAIT_MS, state="attached")
    page.wait_for_selector("#pages img", timeout=WAIT_MS)
