"""A proof room that runs for a test: the command itself, on a copied book, with accounts.

Used by `conftest.py` here and by `benchmarks/room.py`.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium

from huozi.room.accounts import Accounts
from huozi.room.values import Role

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, BrowserType, Locator, Page

ROOT = Path(__file__).parent.parent
#: Long enough for nobody to guess; the accounts live as long as a test.
PASSWORD = "四海之内皆兄弟也，君子何患乎无兄弟"
BROWSER = "/usr/bin/chromium"
#: Nothing is asserted about time: an idle machine needs a second, a busy one may need minutes.
WAIT_MS = 180_000


class RunningRoom:
    """`build.py room` as a process. Its accounts are written beside it, as `room account` does."""

    def __init__(self, books: Sequence[Path], state: Path, port: int = 0) -> None:
        self.books, self.state, self.port = tuple(books), state, port
        self.accounts = Accounts(state)
        self.start()

    def start(self, *paths: Path) -> None:
        """Run it, until it says where; `paths` are of modules that are found first."""
        command = [sys.executable, str(ROOT / "build.py"), "room", *map(str, self.books)]
        command += ["--port", str(self.port), "--state", str(self.state)]
        modules = os.pathsep.join(map(str, (*paths, ROOT)))
        environment = {**os.environ, "PYTHONPATH": modules, "LANG": "zh_CN.UTF-8"}
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
        self.process.wait(WAIT_MS / 1000)
        self._shut()

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait(WAIT_MS / 1000)
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


def launched(chromium: "BrowserType") -> "Browser":
    """Debian's Chromium; in a container of root it runs without its sandbox."""
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    return chromium.launch(executable_path=BROWSER, args=[*flags, "--disable-gpu"], timeout=WAIT_MS)


def entered(browser: "Browser", **options: Any) -> "BrowserContext":
    """A browser of one person, whose every step is waited for as long as it takes."""
    context = browser.new_context(locale="zh-CN", **options)
    context.set_default_timeout(WAIT_MS)
    return context


def sign_in(context: "BrowserContext", room: RunningRoom, name: str) -> "Page":
    """A page of this browser, signed in as somebody, at the shelf."""
    page = context.new_page()
    page.goto(f"{room.url}/sign-in")
    pass_door(page, name)
    page.wait_for_url(f"{room.url}/", timeout=WAIT_MS)
    page.wait_for_selector("#books > *", timeout=WAIT_MS)  # it is whole before it is left
    return page


def pass_door(page: "Page", name: str, password: str = PASSWORD) -> None:
    """Fill a sign-in page that stands, and send it. Its script, which may come late, names the
    button and hears it.
    """
    page.wait_for_selector("button.main:not(:empty)", timeout=WAIT_MS)
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", password)
    page.click("button.main")


def enter(page: "Page", room: RunningRoom, book: Path) -> None:
    """Open a book's page, and wait until its first pictures stand."""
    page.goto(room.address(book))
    page.wait_for_selector("html[data-ready]", timeout=WAIT_MS, state="attached")
    page.wait_for_selector("#pages img", timeout=WAIT_MS)


_VIEW = """async () => {
    const { EditorView } = await import("/static/vendor/codemirror.js");
    const root = document.getElementById("editor").shadowRoot;
    const view = EditorView.findFromDOM(root.querySelector(".cm-editor"));
    %s
}"""


_HELD = """(wanted) => {
    const fetched = window.fetch;
    window.held = [];
    window.fetch = async (path, options) => {
        const answer = await fetched(path, options);
        const asked = `${options?.method ?? "GET"} ${decodeURIComponent(path)}`;
        if (RegExp(wanted).test(asked)) await new Promise((done) => window.held.push(done));
        return answer;
    };
}"""


class Hands:
    """What a person does at a book's page."""

    def __init__(self, page: "Page", room: RunningRoom) -> None:
        self.page, self.room, self.book = page, room, room.books[0]

    def evaluate(self, script: str) -> Any:
        """What a script finds, with the editor as `view`."""
        return self.page.evaluate(_VIEW % script)

    def text(self) -> str:
        """What stands in the editor."""
        return str(self.evaluate("return view.state.doc.toString();"))

    def cursor(self) -> tuple[str, int]:
        """File and offset of the cursor, in characters."""
        file, before = self.evaluate(  # of one moment
            "const { doc, selection } = view.state;"
            "const file = document.getElementById('file').value;"
            "return [file, doc.sliceString(0, selection.main.from)];"
        )
        return str(file), len(before)

    def open(self, file: str) -> None:
        """Choose an entry, and wait until it is the one in the editor: two may be alike."""
        self.page.select_option("#file", f"content/{file}")
        self.page.wait_for_selector(f"#editor[data-file='content/{file}']", timeout=WAIT_MS)
        wanted = (self.book / "content" / file).read_text("utf-8")
        self.until(lambda: self.text() == wanted)

    def put_cursor(self, before: str) -> None:
        """Put the cursor in front of words, and the keys to the editor."""
        self.evaluate(
            f"const at = view.state.doc.toString().indexOf({before!r});"
            "if (at < 0) throw new Error('not there');"
            "view.dispatch({ selection: { anchor: at } }); view.focus();"
        )

    def type(self, words: str) -> None:
        """Strike keys where the cursor is."""
        self.page.keyboard.insert_text(words)

    def saving(self) -> str:
        """What is told of saving."""
        return self.page.get_attribute("#saving", "class") or ""

    def saved(self) -> None:
        """Wait until all is saved."""
        self.until(lambda: "saved" in self.saving().split())

    def until(
        self, true: Callable[[], bool], seconds: float = WAIT_MS / 1000,
        told: Callable[[], str] = lambda: "waited in vain",
    ) -> None:  # fmt: skip
        """Wait until something is so. A room that is busy takes its time."""
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, told()
            self.page.wait_for_timeout(50)

    def pressed(self, words: str) -> None:
        """Wait until some words stand in the last good edition. Its number tells less: a book that
        is being made counts, and so does one that was asked for before.
        """
        self.until(lambda: words in self.printed(), told=lambda: f"{words} is not on the pages")

    def printed(self) -> str:
        """The words of the last good edition, as they stand in its file, without spaces."""
        root = f"{self.room.url}/api/b/{self.book.name}"
        book = pdfium.PdfDocument(self.page.request.get(f"{root}/book.pdf").body())
        try:
            texts = [page.get_textpage().get_text_range() for page in book]
        finally:
            book.close()
        return "".join("".join(texts).split())

    def edition(self) -> Any:
        """The edition as the server tells it."""
        return self.get("edition")

    def get(self, path: str) -> Any:
        """What the server answers to this page."""
        return self.page.evaluate(
            """async (path) => {
                const book = location.pathname.split("/")[2];
                return (await fetch(`/api/b/${book}/${path}`)).json();
            }""",
            path,
        )

    def ask(self, method: str, path: str, body: Any, headers: dict[str, str] | None = None) -> int:
        """The status of a request that this page sends with its token."""
        return int(self.page.evaluate(
            """async ([method, path, body, headers]) => {
                const me = await (await fetch("/api/me")).json();
                const own = { "X-Huozi-Token": me.token, "Content-Type": "application/json" };
                const sent = { ...own, ...headers };
                const text = typeof body === "string" ? body : JSON.stringify(body);
                return (await fetch(path, { method, headers: sent, body: text })).status;
            }""",
            [method, path, body, headers or {}],
        ))  # fmt: skip

    def hold(self, wanted: str) -> None:
        """Have answers to a method and path of some pattern wait, until they are let through."""
        self.page.evaluate(_HELD, wanted)

    def held(self) -> int:
        """How many answers wait."""
        return int(self.page.evaluate("window.held.length"))

    def let_through(self) -> None:
        """Let the answer that waits longest through, if there is one."""
        self.page.evaluate("window.held.shift()?.()")

    def turn_to(self, page: int) -> "Locator":
        """Bring a page into sight; wait until its picture stands."""
        self.page.evaluate("() => document.getElementById('pages').focus()")
        self.page.fill("#page-now", f"#{page + 1}")
        self.page.press("#page-now", "Enter")
        return self.shown(page)

    def shown(self, page: int) -> "Locator":
        """A page whose picture stands."""
        found = self.page.locator(f'#pages .page[data-index="{page}"]')
        found.locator("img").wait_for(timeout=WAIT_MS)
        return found
