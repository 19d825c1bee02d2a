"""The proof room in a browser: how long after a key the new page is seen, and what it costs.

    .venv/bin/python -m benchmarks.room [--book FOLDER] [--edits 100] [--order | --import]

Needs what `make test-room` sets up. Prints, for a copy of the book: from the key to the new page on
the screen (median, 95th of 100, worst), pictures fetched per edit, whether the place has moved, and
the memory of the room and its children before and after. With `--order` a booklet of all entries is
made in every second stretch of the edits, one after the other; with `--import` manuscripts are
looked at, one of Word's and one that LibreOffice has to turn into one of Word's.
"""

import argparse
import base64
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from huozi.fonts.families import han_of_common_use
from roomtests.harness import ROOT, Hands, RunningRoom, enter, launched, sign_in

_WATCH = """() => {
    window.times = { key: 0, seen: [], fetched: 0, told: () => {} };
    addEventListener("beforeinput", () => { times.key = performance.now(); }, true);
    new MutationObserver((changes) => {
        const drawn = changes.some((c) => [...c.addedNodes].some((n) => n.nodeName === "IMG"));
        if (!drawn || !times.key) return;
        const key = times.key;
        times.key = 0;
        requestAnimationFrame(() => setTimeout(() => {
            times.seen.push(performance.now() - key);
            times.told();
        }));
    }).observe(document.getElementById("pages"), { childList: true, subtree: true });
    new PerformanceObserver((list) => {
        times.fetched += list.getEntries().filter((e) => e.name.includes(".png")).length;
    }).observe({ type: "resource" });
}"""

_STRETCH = 10  # edits without something beside them, then as many with it
#: Resolves when an edit's page was seen: to look for it again and again takes time from the room.
_SEEN = """(number) => new Promise((done) => {
    times.told = () => { if (times.seen.length > number) done(); };
    times.told();
})"""

_LAST = (
    "const at = view.state.selection.main.head;"
    "view.dispatch({ selection: { anchor: at - 1, head: at } });"
)


def memory_mb(process: int) -> float:
    """What a process and its children have in memory, shared pages counted once (PSS)."""
    told = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    own = next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:"))
    children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    return own / 1024 + sum(memory_mb(int(child)) for child in children)


class Beside:
    """What is ordered in every second stretch of the edits; by itself nothing."""

    name = ""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands

    def order(self) -> None:
        """Have one more made."""

    def running(self) -> list[str]:
        """The jobs that have not ended."""
        return [j["id"] for j in self.hands.get("jobs") if j["state"] in ("waiting", "running")]

    def before_key(self, *, busy: bool) -> None:
        """Have one running, or none."""
        if not self.name:
            return
        root = f"/api/b/{self.hands.book.name}/jobs"
        running = self.running()
        if busy and not running:
            self.order()
        elif not busy:
            for job in running:
                self.hands.ask("DELETE", f"{root}/{job}", {})


class Booklets(Beside):
    """A booklet of all entries."""

    name = "a booklet"

    def order(self) -> None:
        """Have it made."""
        units = self.hands.edition()["units"]
        ids = [u["id"] for u in units if u["kind"] in ("article", "document")]
        wanted = {"kind": "booklet", "entries": ids}
        self.hands.ask("POST", f"/api/b/{self.hands.book.name}/jobs", wanted)


class Imports(Beside):
    """Manuscripts that come in: one of Word's, and one that LibreOffice turns into one."""

    name = "an import"
    word = ROOT / "tests" / "intake" / "samples" / "02-red-head.docx"
    _count = 0

    def order(self) -> None:
        """Upload the next one."""
        self._count += 1
        name, data = self.word.name, self.word.read_bytes()
        if self._count % 2:
            name, data = "manuscript.rtf", _rtf("一是班子建设得到加强，二是队伍建设得到加强。" * 20)
        self.hands.page.evaluate(_UPLOAD, [name, base64.b64encode(data).decode()])


_UPLOAD = """async ([name, data]) => {
    const me = await (await fetch("/api/me")).json();
    const form = new FormData();
    form.append("file", new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name));
    const book = location.pathname.split("/")[2];
    const headers = { "X-Huozi-Token": me.token };
    await fetch(`/api/b/${book}/intake`, { method: "POST", headers, body: form });
}"""


def _rtf(text: str) -> bytes:
    """A text as Word's old exchange format has it."""
    paragraph = "".join(f"\\u{ord(sign)}?" for sign in text)
    return ("{\\rtf1\\ansi " + f"{paragraph}\\par " * 200 + "}").encode("ascii")


def edited(hands: Hands, edits: int, beside: Beside) -> dict[str, Any]:
    """Type at a place in sight, so often; waiting for each page."""
    hands.page.evaluate(_WATCH)
    common = han_of_common_use()  # most of them new to the book
    scroll = "() => document.getElementById('pages').scrollTop"
    before = hands.page.evaluate(scroll)
    for number in range(edits):
        beside.before_key(busy=_busy(number))
        if number:  # the last one is typed over, so that the page stays as full as it was
            hands.evaluate(_LAST)
        hands.type(chr(common[37 * number % len(common)]))
        hands.page.evaluate(_SEEN, number)
        hands.page.wait_for_timeout(150)
    found = hands.page.evaluate("times")
    return {**found, "moved": hands.page.evaluate(scroll) - before}


def _busy(number: int) -> bool:
    """Whether something is made beside an edit."""
    return number // _STRETCH % 2 == 1


def tell(name: str, seen: list[float]) -> None:
    """A line of figures."""
    ordered = sorted(seen)
    worst = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    print(f"{name}: key to page, ms: median {statistics.median(ordered):.0f}, p95 {worst:.0f}, "
          f"worst {ordered[-1]:.0f} ({len(ordered)} edits)")  # fmt: skip


def main() -> None:
    """Run a room on a copy of a book, and type."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--book", type=Path, default=ROOT)
    asked.add_argument("--edits", type=int, default=100)
    what = asked.add_mutually_exclusive_group()
    for option, beside in (("--order", Booklets), ("--import", Imports)):
        told = f"{beside.name} is made meanwhile"
        what.add_argument(option, dest="beside", action="store_const", const=beside, help=told)
    asked.set_defaults(beside=Beside)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        book = Path(folder, "book")
        shutil.copytree(given.book / "content", book / "content")
        room = RunningRoom([book], Path(folder, "state"))
        room.account("编辑甲", "editor")
        browser = launched(playwright.chromium)
        try:
            context = browser.new_context(viewport={"width": 1366, "height": 900}, locale="zh-CN")
            page = sign_in(context, room, "编辑甲")
            begun = time.monotonic()
            enter(page, room, book)
            hands = Hands(page, room)
            print(f"first page after {time.monotonic() - begun:.1f} s, "
                  f"{len(hands.edition()['pages'])} pages")  # fmt: skip
            _at_a_body_character(hands)
            before = memory_mb(room.process.pid)
            beside = given.beside(hands)
            found = edited(hands, given.edits, beside)
            seen = list(enumerate(found["seen"]))
            if beside.name:
                tell("alone", [ms for number, ms in seen if not _busy(number)])
                tell(f"beside {beside.name}", [ms for number, ms in seen if _busy(number)])
            else:
                tell("typing", [ms for _, ms in seen])
            print(f"pictures fetched per edit {found['fetched'] / given.edits:.2f}, "
                  f"place moved by {found['moved']} px")  # fmt: skip
            print(f"memory {before:.0f} MB before, {memory_mb(room.process.pid):.0f} MB after")
        finally:
            browser.close()
            room.stop()


def _at_a_body_character(hands: Hands) -> None:
    """The cursor in the middle of the longest complete entry, its page in sight."""
    units = [
        u
        for u in hands.edition()["units"]
        if u["kind"] in ("article", "document") and u["status"] == "complete"
    ]
    unit = max(units, key=lambda u: u["pages"])
    hands.open(unit["file"].removeprefix("content/"))
    hands.evaluate(
        "const text = view.state.doc.toString(); const at = text.indexOf('。', text.length / 2);"
        "view.dispatch({ selection: { anchor: at } }); view.focus();"
    )
    hands.page.keyboard.press("Control+Enter")
    hands.page.wait_for_selector("#pages .box.landed")  # the page has moved there by then
    hands.page.wait_for_timeout(1500)


if __name__ == "__main__":
    main()
