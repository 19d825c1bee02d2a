"""The proof room in a browser: how long after a key the new page is seen, and what it costs.

    .venv/bin/python -m benchmarks.room [--book FOLDER] [--edits 100] [--order]

Needs what `make test-room` sets up. Prints, for a copy of the book: from the key to the new page on
the screen (median, 95th of 100, worst), pictures fetched per edit, whether the place has moved, and
the memory of the room and its children before and after. `--order` has a booklet made meanwhile.
"""

import argparse
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
    window.times = { key: 0, seen: [], fetched: 0 };
    addEventListener("beforeinput", () => { times.key = performance.now(); }, true);
    new MutationObserver((changes) => {
        const drawn = changes.some((c) => [...c.addedNodes].some((n) => n.nodeName === "IMG"));
        if (!drawn || !times.key) return;
        const key = times.key;
        times.key = 0;
        requestAnimationFrame(() => setTimeout(() => times.seen.push(performance.now() - key)));
    }).observe(document.getElementById("pages"), { childList: true, subtree: true });
    new PerformanceObserver((list) => {
        times.fetched += list.getEntries().filter((e) => e.name.includes(".png")).length;
    }).observe({ type: "resource" });
}"""

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


def edited(hands: Hands, edits: int) -> dict[str, Any]:
    """Type at a place in sight, so often; waiting for each page."""
    hands.page.evaluate(_WATCH)
    common = han_of_common_use()  # most of them new to the book
    scroll = "() => document.getElementById('pages').scrollTop"
    before = hands.page.evaluate(scroll)
    for number in range(edits):
        if number:  # the last one is typed over, so that the page stays as full as it was
            hands.evaluate(_LAST)
        hands.type(chr(common[37 * number % len(common)]))
        hands.until(lambda number=number: hands.page.evaluate("times.seen.length") > number, 60)
        hands.page.wait_for_timeout(150)
    found = hands.page.evaluate("times")
    return {**found, "moved": hands.page.evaluate(scroll) - before}


def told(name: str, seen: list[float]) -> None:
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
    asked.add_argument("--order", action="store_true", help="a booklet is made meanwhile")
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
            if given.order:
                units = [
                    u["id"]
                    for u in hands.edition()["units"]
                    if u["kind"] in ("article", "document")
                ]
                hands.ask("POST", f"/api/b/{book.name}/jobs", {"kind": "booklet", "entries": units})
            found = edited(hands, given.edits)
            told("with an order" if given.order else "typing", found["seen"])
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
    hands.page.wait_for_timeout(2500)


if __name__ == "__main__":
    main()
