"""Three people at one book for the walk, and what their hands do."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page

from roomtests.harness import ROOT, WAIT_MS, Hands, RunningRoom, entered
from tests.books import make_book

#: The article of a new book, with what a walk meets: a doubt, a state, sentences to be marked.
ENTRY = "content/文章.md"
CHANGED = {
    "contributor: 活字": "contributor: 活字\nstatus: partial",
    "正文从这里开始。": "事情的原由要从这里说起。那里布署得当。",
    "注释写在方括号里": "第一处写得不对。第二处也不对。第三处不知是谁说的。注释写在方括号里",
}


class Walk:
    """Three persons at one book, and the room they are in."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        book = folder / "小志"
        command = [sys.executable, str(ROOT / "build.py"), "new", str(book)]
        subprocess.run(command, check=True, capture_output=True, env=_environment())
        path = book / ENTRY
        text = path.read_text("utf-8")
        for old, new in CHANGED.items():
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
        self.browser, self.state = browser, folder / "state"
        self.room = RunningRoom([book, make_book(folder / "另一本")], self.state)
        self.chief, self.editor, self.reader = (Hands(self.visitor(), self.room) for _ in range(3))
        self.complaints: list[str] = []
        for person in self.people:
            person.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    @property
    def people(self) -> tuple[Hands, Hands, Hands]:
        """Chief, editor, reader."""
        return self.chief, self.editor, self.reader

    def visitor(self) -> Page:
        """A page of a browser of its own."""
        return entered(self.browser, viewport={"width": 1440, "height": 900}).new_page()

    def account(self, *words: str, typed: str = "") -> str:
        """`room account`, as the document writes it."""
        command = [sys.executable, str(ROOT / "build.py"), "room", "account", *words]
        made = subprocess.run(
            [*command, "--state", str(self.state)], input=typed, check=True, capture_output=True,
            encoding="utf-8", env=_environment(),
        )  # fmt: skip
        return made.stdout

    def typed(self) -> str:
        """The article as it stands on the disk."""
        return (self.chief.book / ENTRY).read_text("utf-8")

    def picture(self, name: str) -> None:
        """Keep what each of them sees, where that is wanted."""
        if folder := os.environ.get("HUOZI_WALK_PICTURES"):
            for who, person in zip(("主编", "编辑", "读者"), self.people, strict=True):
                person.page.screenshot(path=Path(folder, f"{name}-{who}.png"))


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "LANG": "zh_CN.UTF-8"}


def button(page: Page | Locator, name: str) -> Locator:
    """A button by its words."""
    return page.get_by_role("button", name=name, exact=True)


def tab(hands: Hands, name: str) -> None:
    """Choose a tab; a count may stand behind its name."""
    hands.page.get_by_role("tab", name=re.compile(f"^{name}")).click()


def folio(hands: Hands, wanted: str) -> None:
    """Wait for what the box over the pages says."""
    box = hands.page.get_by_label("到第几面")
    hands.until(lambda: box.input_value() == wanted, told=box.input_value)


def point(hands: Hands, words: str, at: int = 0) -> tuple[float, float]:
    """Where a character of the article stands on the screen; its page is brought there."""
    text = hands.get(f"text?file={ENTRY}")["text"]
    offset = text.index(words) + at
    found: list[Any] = []

    def shown() -> bool:
        found[:] = hands.get(f"where?file={ENTRY}&offset={offset}&length=1")
        return bool(found)

    hands.until(shown)
    box = found[0]
    page = hands.turn_to(box["page"]).bounding_box()
    assert page is not None
    scale = page["width"] / hands.edition()["pages"][box["page"]]["width"]
    return (
        page["x"] + (box["x0"] + box["x1"]) / 2 * scale,
        page["y"] + (box["y0"] + box["y1"]) / 2 * scale,
    )


def click(hands: Hands, words: str, at: int = 0) -> None:
    """Click a character on the page; the cursor comes to it."""
    hands.page.mouse.click(*point(hands, words, at))
    lands(hands, hands.get(f"text?file={ENTRY}")["text"].index(words) + at)


def lands(hands: Hands, offset: int) -> None:
    """Wait until the cursor stands at a character of the article."""
    hands.until(lambda: hands.cursor() == (ENTRY, offset), told=lambda: str(hands.cursor()))


def mark(hands: Hands, kind: str, words: str, *typed: str) -> None:
    """Drag over words on the page, choose what is to be done, and write it."""
    start, end = point(hands, words), point(hands, words, len(words) - 1)
    hands.page.mouse.move(*start)
    hands.page.mouse.down()
    hands.page.mouse.move(*end, steps=5)
    hands.page.mouse.up()
    tools = hands.page.get_by_role("toolbar", name="批注选中的字")
    tools.get_by_text(words).wait_for(timeout=WAIT_MS)
    button(tools, kind).click()
    for line in typed:
        hands.type(line)
    button(hands.page, "记下批注").click()
    hands.page.get_by_role("dialog").wait_for(state="detached", timeout=WAIT_MS)


def card(hands: Hands, words: str) -> Locator:
    """What is listed with some words."""
    return hands.page.get_by_role("tabpanel").get_by_role("listitem").filter(has_text=words)
