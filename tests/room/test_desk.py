"""The desk of a small book: its pages, its texts, its two processes that may fall."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from PIL import Image

from huozi.read.rulings import RULINGS_FILE
from huozi.room import editions as editions_module
from huozi.room.desk import BookDesk
from huozi.room.values import RoomEdition, Saved
from huozi.values.errors import InputError, MachineError, UsageError
from tests.books import entry, make_book

pytestmark = pytest.mark.slow

TEXT = "一是班子建设得到加强。通过梳理排队，将全区的村级班子分为三类，进行分类指导。"
FILE = "content/甲.md"
PATIENCE = 600


class Opened:
    """A desk with the events it told."""

    def __init__(self, book: Path) -> None:
        self.book = book
        self.told: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.desk = BookDesk(book, self.told.put_nowait)

    async def next(self, kind: str, fit: Callable[[Any], bool] = lambda event: True) -> Any:
        async with asyncio.timeout(PATIENCE):
            while True:
                event = await self.told.get()
                if event["type"] == kind and fit(event):
                    return event

    async def edition(
        self, fit: Callable[[RoomEdition], bool] = lambda edition: not edition.faults
    ) -> RoomEdition:
        found = await self.next("edition", lambda event: fit(event["edition"]))
        return found["edition"]

    async def typed(self, old: str, new: str, file: str = FILE) -> Saved:
        opened = await self.desk.text(file, "张三")
        saved = await self.desk.save(file, opened.text.replace(old, new), opened.base, "张三", "")
        assert isinstance(saved, Saved)
        return saved


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Opened]:
    texts = {
        "甲.md": entry(f"{TEXT * 4}\n\n买菜记帐三千元。\n", title="甲篇"),
        "乙.md": entry(f"{TEXT * 3}\n", title="乙篇"),
    }
    made = Opened(make_book(folder / "book", texts, {"front": ["title-page", "contents"]}))
    await made.desk.start()
    try:
        yield made
    finally:
        await made.desk.stop()


def run(work: Callable[[Opened], Awaitable[None]], folder: Path) -> None:
    async def whole() -> None:
        async with opened(folder) as room:
            await work(room)

    asyncio.run(whole())


def test_a_save_shows_and_only_its_page_is_new(tmp_path: Path) -> None:
    async def work(room: Opened) -> None:
        desk = room.desk
        first = await room.edition()
        assert [unit.title for unit in first.units if unit.level == 1] == ["甲篇", "乙篇"]
        assert [file.title for file in await desk.files()] == ["甲篇", "乙篇"]
        await room.typed("一是", "首先是")
        saved = await room.next("saved")
        assert (saved["file"], saved["who"]) == (FILE, "张三")
        seen = (await room.next("pages"))["edition"]
        pulled = {page.name: await desk.picture(page.name, 100) for page in seen.pages}
        second = await room.edition()
        assert first.number < seen.number < second.number
        # The pages that were seen before the book was written are those of the book.
        assert seen.pages == second.pages
        with pdfium.PdfDocument(await desk.pdf()) as pdf:
            for index, page in enumerate(second.pages):
                drawn = pdf[index].render(scale=1, grayscale=True).to_pil()
                assert Image.open(BytesIO(pulled[page.name])).tobytes() == drawn.tobytes()
        names = [[page.name for page in edition.pages] for edition in (first, second)]
        changed = [at for at, pair in enumerate(zip(*names, strict=True)) if len(set(pair)) > 1]
        assert [second.pages[at].unit for at in changed] == [second.units[2].id]
        old, new = names[0][changed[0]], names[1][changed[0]]
        assert await desk.picture(old, 100) != await desk.picture(new, 100)
        with pdfium.PdfDocument(await desk.pdf()) as pdf:
            wanted = pdf[changed[0]].render(scale=2, grayscale=True).to_pil()
        shown = Image.open(BytesIO(await desk.picture(new, 200)))
        assert (shown.mode, shown.tobytes()) == ("L", wanted.tobytes())
        for name, scale in (("nobody", 100), (new, 100_000)):
            with pytest.raises((KeyError, ValueError)):
                await desk.picture(name, scale)

    run(work, tmp_path)


def test_a_book_is_given_up_for_a_newer_one(tmp_path: Path) -> None:
    async def work(room: Opened) -> None:
        await room.edition()
        for number in range(6):
            await room.typed("一是" if not number else f"其{number}", f"其{number + 1}")
            await room.next("pages")
        text = (await room.desk.text(FILE, "张三")).text
        at = text.index("其6")
        async with asyncio.timeout(PATIENCE):  # the last one is made to its end
            while True:
                edition = await room.edition()
                boxes = await room.desk.where(FILE, at)
                if boxes and (
                    await room.desk.spot(boxes[0].page, boxes[0].x0 + 1, boxes[0].y1 - 1)
                ):
                    break
        assert not edition.faults

    run(work, tmp_path)


def test_there_and_back(tmp_path: Path) -> None:
    async def work(room: Opened) -> None:
        desk = room.desk
        await room.edition()
        text = (await desk.text(FILE, "张三")).text
        at = text.index("买菜")
        (box,) = await desk.where(FILE, at)
        spot = await desk.spot(box.page, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
        assert spot is not None
        assert (spot.file, spot.offset, spot.char) == (FILE, at, "买")
        (hit,) = await desk.search("买菜")
        assert (hit.file, hit.offset, hit.page, hit.after) == (FILE, at, box.page, "记帐三千元。")
        assert len(await desk.search("村级")) == 7
        assert await desk.search("  ") == []
        old, new = (asyncio.create_task(desk.search(words, "甲")) for words in ("买菜", "村级"))
        assert len(await new) == 7
        with suppress(TimeoutError):  # it may have been done before the new one was heard of
            assert await old == [hit]
        assert await desk.spot(10_000, 1, 1) is None

    run(work, tmp_path)


def test_a_faulty_text_leaves_the_last_pages_standing(tmp_path: Path) -> None:
    async def work(room: Opened) -> None:
        first = await room.edition()
        await room.typed("title: 甲篇", "title: 甲篇\nnonsense: 1")
        faulty = await room.edition(lambda edition: bool(edition.faults))
        assert faulty.pages == first.pages
        fault = faulty.faults[0]
        assert (fault.file, fault.line) == (FILE, 3)
        assert fault.message_zh != fault.message_en
        await room.desk.picture(first.pages[0].name, 100)
        assert await room.desk.proofread(FILE), "its language is judged all the same"
        await room.typed("nonsense: 1\n", "")
        assert (await room.edition()).pages == first.pages

    run(work, tmp_path)


def test_a_doubt_is_accepted_or_is_no_error(tmp_path: Path) -> None:
    async def work(room: Opened) -> None:
        desk = room.desk
        await room.edition()
        before = await desk.text(FILE, "张三")
        (doubt,) = [one for one in await desk.proofread(FILE) if one.rule == "W05"]
        assert (doubt.found, doubt.replacement) == ("帐", "账")
        assert before.text[doubt.offset : doubt.offset + doubt.length] == "帐"
        await desk.rule(doubt.rule, doubt.ruling, "照录", "张三")
        assert "照录" in (room.book / RULINGS_FILE).read_text()
        assert [one for one in await desk.proofread(FILE) if one.rule == "W05"] == []
        saved = await desk.accept(
            FILE, before.base, doubt.offset, doubt.length, doubt.found, doubt.replacement, "张三"
        )
        assert isinstance(saved, Saved)
        assert saved.text == before.text.replace("帐", "账")

    run(work, tmp_path)


def test_what_others_change_is_seen_and_told(tmp_path: Path) -> None:
    async def work(room: Opened) -> None:
        first = await room.edition()
        opened = await room.desk.text(FILE, "张三")
        path = room.book / FILE
        path.write_text(opened.text.replace("买菜", "买米"))
        told = await room.next("saved")
        assert (told["file"], told["who"]) == (FILE, "")
        assert told["base"] != opened.base
        assert (await room.edition()).number > first.number
        assert [one.who for one in await room.desk.history(FILE)] == ["", ""]

    run(work, tmp_path)


def test_a_press_that_falls_says_so_and_another_goes_on(tmp_path: Path) -> None:
    async def work(room: Opened) -> None:
        desk = room.desk
        first = await room.edition()
        os.kill(desk._editions.presser.pid, signal.SIGSTOP)
        await room.typed("一是", "首先是")
        os.kill(desk._editions.presser.pid, signal.SIGKILL)
        fell = await room.edition(lambda edition: bool(edition.faults))
        assert [fault.code for fault in fell.faults] == ["room-press-died"]
        assert fell.pages == first.pages
        again = await room.edition()
        assert again.pages != first.pages
        os.kill(desk._editions.drawer.pid, signal.SIGKILL)
        assert await desk.picture(again.pages[0].name, 100)
        os.kill(desk._editions.presser.pid, signal.SIGKILL)  # at rest: nobody need hear of it
        assert not (await room.edition()).faults
        assert await desk.where(FILE, 40)

    run(work, tmp_path)


def test_a_press_that_hangs_or_grows_is_replaced(tmp_path: Path, monkeypatch) -> None:
    async def work(room: Opened) -> None:
        desk = room.desk
        await room.edition()
        monkeypatch.setattr(editions_module, "_PRESS_SECONDS", 0.5)
        hung = desk._editions.presser.pid
        os.kill(hung, signal.SIGSTOP)
        await room.typed("一是", "首先是")
        fell = await room.edition(lambda edition: bool(edition.faults))
        assert [fault.code for fault in fell.faults] == ["room-press-hung"]
        monkeypatch.setattr(editions_module, "_PRESS_SECONDS", PATIENCE)
        await room.typed("首先是", "其一是")
        await room.edition()
        assert desk._editions.presser.pid != hung
        grown = desk._editions.presser.pid
        desk._editions.presser._most_bytes = 1
        await room.edition(lambda edition: desk._editions.presser.pid != grown)

    run(work, tmp_path)


def test_a_book_is_open_in_one_room(tmp_path: Path) -> None:
    async def work(room: Opened) -> None:
        with pytest.raises(MachineError):
            await BookDesk(room.book, lambda event: None).start()
        with pytest.raises(UsageError):
            await room.desk.where("content/../x.md", 0)

    run(work, tmp_path)


def test_the_children_reach_no_more_than_they_need(tmp_path: Path) -> None:
    """Where the kernel can refuse, the press may write its shelf and what it makes, no text."""
    from huozi import kernel

    async def work(room: Opened) -> None:
        await room.edition()
        status = Path(f"/proc/{room.desk._editions.presser.pid}/status").read_text()
        assert "Seccomp:\t2" in status
        status = Path(f"/proc/{room.desk._editions.drawer.pid}/status").read_text()
        assert "Seccomp:\t2" in status

    assert hasattr(kernel, "refuse_network")
    if os.uname().sysname == "Linux":
        run(work, tmp_path)


def test_a_file_that_goes_away_is_seen(tmp_path: Path) -> None:
    async def work(room: Opened) -> None:
        await room.edition()
        stray, entries = room.book / "content" / "旁.md", (room.book / FILE).read_bytes()
        stray.symlink_to("/etc/hostname")
        await room.edition(lambda edition: bool(edition.faults))
        stray.unlink()
        await room.edition()
        (room.book / FILE).unlink()
        faulty = await room.edition(lambda edition: bool(edition.faults))
        assert faulty.pages
        (room.book / FILE).write_bytes(entries)
        await room.edition()

    run(work, tmp_path)


def test_the_newest_edition_is_of_what_stands_now(tmp_path: Path) -> None:
    async def work(room: Opened) -> None:
        desk, path = room.desk, room.book / FILE
        await room.edition()
        # By another program, a moment ago: no watch can have told of it.
        path.write_text(path.read_text("utf-8").replace("买菜", "买书"), "utf-8")
        with pdfium.PdfDocument(await desk.newest()) as book:
            assert any("买书" in page.get_textpage().get_text_range() for page in book)
        path.write_text(path.read_text("utf-8") + "\n![没有](没有.png)\n", "utf-8")
        with pytest.raises(InputError, match="room-no-edition"):
            await desk.newest()

    run(work, tmp_path)
