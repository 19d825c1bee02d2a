"""Draw the pictures of the proof room in docs/ anew, in a browser, from the book of everything.

    .venv/bin/python scripts/room_pictures.py

Needs what `make test-room` sets up.
"""

import io
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from roomtests.harness import Hands, RunningRoom, enter, launched, sign_in  # noqa: E402

PICTURES = ROOT / "docs" / "pictures" / "room"
COLOURS = 96
CASE = "工序/字盘.md"


def kept(page: Page, name: str) -> None:
    """What the window shows, in few colours."""
    page.wait_for_timeout(2500)  # until what flashes has faded
    shown = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    few = shown.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(PICTURES / f"{name}.png", optimize=True)
    print(f"docs/pictures/room/{name}.png")


def draw(hands: Hands) -> None:
    """Each picture, as an editor comes to it."""
    page = hands.page
    page.goto(f"{hands.room.url}/")
    page.locator("#books a").first.wait_for()
    page.set_viewport_size({"width": 1366, "height": 280})
    kept(page, "shelf")
    page.set_viewport_size({"width": 1366, "height": 768})
    enter(page, hands.room, hands.book)
    page.set_viewport_size({"width": 1600, "height": 860})
    page.click("#facing")
    hands.open("工序/拼版.md")
    hands.put_cursor("厚薄决定了行距")
    page.keyboard.press("Control+Enter")
    kept(page, "room")
    hands.open(CASE)
    hands.put_cursor("新手容易找")
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(1000)
    page.set_viewport_size({"width": 1366, "height": 768})
    hands.put_cursor("（二）按读音分格")
    hands.type("各组布署工作，要先看字盘。\n\n")
    hands.saved()
    page.click("#facing")
    page.locator("#findings li", has_text="布署").first.wait_for(timeout=60_000)
    page.locator("#findings li", has_text="布署").first.locator("button").first.click()
    page.evaluate("() => document.getElementById('editor').scrollIntoView()")
    kept(page, "findings")
    text = hands.text()
    base = hands.get(f"text?file=content/{CASE}")["base"]
    for words, kind, instead, note in (
        ("老手嫌它绕远", "replace", "老手嫌它麻烦", "与前文一致"),
        ("伸手就到", "query", "", "几十个是多少？原稿此处有涂改。"),
    ):
        mark = {"file": f"content/{CASE}", "base": base, "offset": text.index(words)}
        mark |= {"length": len(words), "kind": kind, "text": instead, "note": note}
        hands.ask("POST", f"/api/b/{hands.book.name}/marks", mark)
    page.click("#tab-marks")
    page.locator(".card").nth(1).wait_for(timeout=60_000)
    kept(page, "marks")


def main() -> None:
    """Run a room on a copy of the book, and look."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        book = Path(folder, "排印小识")
        shutil.copytree(ROOT / "tests" / "books" / "kitchen-sink", book)
        room = RunningRoom([book], Path(folder, "state"))
        room.account("王编辑", "chief")
        browser = launched(playwright.chromium)
        try:
            size = {"width": 1366, "height": 768}
            context = browser.new_context(viewport=size, locale="zh-CN")
            page = sign_in(context, room, "王编辑")
            enter(page, room, book)
            draw(Hands(page, room))
        finally:
            browser.close()
            room.stop()


if __name__ == "__main__":
    main()
