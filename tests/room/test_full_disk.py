"""A disk that is full or can not be written: words, nothing half, and the room goes on."""

import asyncio
import errno
import logging
import os
from pathlib import Path

import pytest

from huozi.room import desk as desk_module
from huozi.room import saving as saving_module
from huozi.room.desk import BookDesk
from huozi.room.drafts import Drafts
from huozi.room.journal import Journal
from huozi.room.office import Office
from huozi.room.saving import EditedTexts
from huozi.room.values import base_of
from tests.room.conftest import RoomTester

BOOK = "/api/b/书-one"
FILE = "content/a.md"
TEXT = "第一段。\n\n第二段。\n"


def full(*given: object, **more: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/home/a-secret-place")


def test_a_full_disk_is_told_in_words(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    (book,) = office.shelf

    async def save(*given: object) -> None:
        full()

    book.desk.save = save
    caplog.set_level(logging.INFO)
    asked = {"file": FILE, "text": "x", "base": "", "reason": ""}
    answer = RoomTester(office, "editor").put(f"{BOOK}/text", json=asked)
    assert (answer.status_code, answer.json()["error"]) == (503, "room-disk")
    assert "No space left on device" in caplog.text
    assert "a-secret-place" not in caplog.text + answer.text


@pytest.fixture
def texts(tmp_path: Path) -> EditedTexts:
    (tmp_path / "content").mkdir()
    (tmp_path / FILE).write_text(TEXT, "utf-8")
    (tmp_path / ".room").mkdir()
    return EditedTexts(tmp_path, Journal(tmp_path / ".room/journal"), Drafts(tmp_path / ".room/d"))


def test_texts_are_read_though_nothing_can_be_written(
    texts: EditedTexts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "pwrite", full)
    assert texts.opened(FILE).text == TEXT
    assert texts.recover() == ()
    with pytest.raises(OSError, match="No space"):
        texts.save(FILE, TEXT + "三。\n", base_of(TEXT), "a")
    monkeypatch.undo()
    assert texts.save(FILE, TEXT + "三。\n", base_of(TEXT), "a").text == TEXT + "三。\n"


def test_what_others_changed_is_told_though_it_can_not_be_recorded(
    texts: EditedTexts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts.opened(FILE)
    (tmp_path / FILE).write_text("别人改的。\n", "utf-8")
    monkeypatch.setattr(os, "pwrite", full)
    assert texts.outside(FILE) == base_of("别人改的。\n")


def test_a_save_that_is_in_place_is_one_though_the_draft_stays(
    texts: EditedTexts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Drafts, "forget", full)
    monkeypatch.setattr(Journal, "placed", full)
    assert texts.save(FILE, "新。\n", base_of(TEXT), "a").base == base_of("新。\n")


def test_what_can_not_be_put_in_place_at_the_start_is_put_there_at_the_next(
    texts: EditedTexts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving_module, "replace_below", full)
    with pytest.raises(OSError, match="No space"):
        texts.save(FILE, "新。\n", base_of(TEXT), "a")
    assert texts.recover() == ()
    monkeypatch.undo()
    assert texts.recover() == (FILE,)
    assert (tmp_path / FILE).read_text("utf-8") == "新。\n"


class Told:
    """A desk whose press and watch are ours."""

    def __init__(self, folder: Path) -> None:
        self.events: asyncio.Queue[dict] = asyncio.Queue()
        self.desk = BookDesk(folder, self.events.put_nowait)

    async def next(self, kind: str) -> dict:
        async with asyncio.timeout(120):
            while (event := await self.events.get())["type"] != kind:
                pass
            return event


@pytest.mark.parametrize("fault", [OSError(errno.ENOMEM, "no memory"), RuntimeError("a bug")])
def test_the_press_goes_on_after_whatever_it_met(
    tmp_path: Path, fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fall(*given: object, **more: object) -> None:
        raise fault

    async def go() -> None:
        told = Told(tmp_path)
        told.desk._editions.presser.ask = fall
        told.desk._editions.drawer.ready = fall
        pressing = asyncio.create_task(told.desk._editions.press())
        try:
            for _ in range(2):
                told.desk._changed()
                (found,) = (await told.next("edition"))["edition"].faults
                assert found.code in ("room-press-disk", "room-press-failed")
        finally:
            pressing.cancel()

    asyncio.run(go())


def test_the_watch_goes_on_after_whatever_it_met(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_module, "_AGAIN_SECONDS", 0.01)

    async def go() -> None:
        told = Told(tmp_path)
        told.desk._open_state()
        looks = 0

        async def changes():
            yield {"x"}

        def look(paths: object, texts: object) -> tuple[bool, list[tuple[str, str]]]:
            nonlocal looks
            looks += 1
            if looks < 3:
                raise (OSError(errno.ENOSPC, "full"), RuntimeError("a bug"))[looks - 1]
            return True, [(FILE, "b")]

        monkeypatch.setattr(told.desk._outside, "told", changes)
        monkeypatch.setattr(told.desk._outside, "look", look)
        watching = asyncio.create_task(told.desk._watch())
        try:
            assert (await told.next("saved"))["file"] == FILE
        finally:
            watching.cancel()
            told.desk._journal.close()

    asyncio.run(go())
