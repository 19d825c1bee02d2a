"""A book from elsewhere that brings a `.room`: what was planted there leads nowhere."""

import asyncio
import zlib
from pathlib import Path

import pytest

from huozi.room import journal as journal_module
from huozi.room.desk import BookDesk
from huozi.room.drafts import Drafts
from huozi.room.intake import Intakes, Upload
from huozi.room.jobs import Jobs, JobSlots
from huozi.room.journal import Journal, SaveRecord, digest_of
from huozi.room.markledger import MarkLedger, TextKept
from huozi.room.saving import EditedTexts
from huozi.room.values import IntakeFile, RoomIntake, RoomJob, base_of, to_json

PRECIOUS = "what a person wrote elsewhere\n"
FILE = "content/a.md"


@pytest.fixture
def precious(tmp_path: Path) -> Path:
    """A file of the user's, outside the book."""
    path = tmp_path / "home" / "log"
    path.parent.mkdir()
    path.write_text(PRECIOUS)
    return path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    (folder / "content").mkdir(parents=True)
    (folder / ".room").mkdir(mode=0o700)
    (folder / FILE).write_text("一。\n", "utf-8")
    return folder


def test_the_ignore_file_is_written_through_no_link(book: Path, precious: Path) -> None:
    (book / ".room" / ".gitignore").symlink_to(precious)
    BookDesk(book, lambda event: None)._open_state()
    assert precious.read_text() == PRECIOUS
    assert (book / ".room" / ".gitignore").read_text() == "*\n"


def test_the_journal_cuts_nothing_off_elsewhere(book: Path, precious: Path) -> None:
    (book / ".room" / "journal").symlink_to(precious.parent)
    with pytest.raises(OSError, match="symbolic"):
        BookDesk(book, lambda event: None)._open_state()
    assert precious.read_text() == PRECIOUS


def test_drafts_are_kept_nowhere_else(book: Path, precious: Path) -> None:
    (book / ".room" / "drafts").symlink_to(precious.parent)
    with pytest.raises(OSError, match="symbolic"):
        Drafts(book / ".room" / "drafts")


@pytest.mark.parametrize("absolute", [True, False])
def test_an_old_job_is_dropped_where_it_lies(
    book: Path, precious: Path, absolute: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huozi.room.jobs._MOST_KEPT", 0)
    jobs = book / ".room" / "jobs"
    (jobs / "0").mkdir(parents=True)
    id = str(precious.parent) if absolute else "../../../home"
    (jobs / "0" / "job.json").write_bytes(to_json(RoomJob(id, "booklet", "", "2001", "done")))
    found = Jobs(jobs, lambda event: None, JobSlots())
    found.begin("booklet", "editor")
    assert precious.read_text() == PRECIOUS
    assert id not in [one.id for one in found.all()]


def test_an_old_upload_is_dropped_where_it_lies(
    book: Path, precious: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huozi.room.intake._MOST_KEPT", 1)
    planted = book / ".room" / "intake" / ("0" * 16)
    planted.mkdir(parents=True)
    planted.joinpath("intake.json").write_bytes(
        to_json(RoomIntake(str(precious.parent), "", "2001", ()))
    )
    intakes = Intakes(book, book / ".room" / "intake")
    intakes.add([Upload("a.txt", b"a")], "editor")
    assert precious.read_text() == PRECIOUS


@pytest.mark.parametrize("name", ["../../../home/log", "/etc/hostname", ".hidden", ""])
def test_a_planted_upload_names_files_of_its_own(book: Path, name: str) -> None:
    planted = book / ".room" / "intake" / ("0" * 16)
    planted.mkdir(parents=True)
    one = RoomIntake("0" * 16, "", "2001", (IntakeFile(name, name, 1),))
    planted.joinpath("intake.json").write_bytes(to_json(one))
    assert Intakes(book, book / ".room" / "intake").find("0" * 16) is None


@pytest.mark.parametrize("packed", [zlib.compress(b"x" * (1 << 24)), b"no zlib", b""])
def test_a_planted_record_unfolds_to_no_more_than_a_text(book: Path, packed: bytes) -> None:
    journal = Journal(book / ".room" / "journal")
    record = SaveRecord("save", FILE, digest_of("x"), digest_of("一。\n"))
    written = journal_module._Written(record, packed=packed)
    journal._write(written, lasting=True)
    with pytest.raises(KeyError):
        journal.text_at(0)
    texts = EditedTexts(book, journal, Drafts(book / ".room" / "drafts"))
    assert texts.recover() == ()
    assert texts.opened(FILE).text == "一。\n"
    journal.close()


def test_a_planted_text_of_marks_unfolds_to_no_more_than_a_text(book: Path) -> None:
    import base64

    text = "x" * (1 << 24)
    packed = base64.b64encode(zlib.compress(text.encode())).decode()
    ledger = MarkLedger(book / ".room")
    ledger.write(TextKept(base_of(text), packed))
    assert ledger.text(base_of(text)) is None


def test_times_that_are_none_are_told_as_they_stand(book: Path) -> None:
    journal = Journal(book / ".room" / "journal")
    for number, at in enumerate(("never", "2026-01-01", "2026-01-01T00:00:00+00:00", "")):
        journal.append(
            SaveRecord("save", FILE, digest_of(f"{number}"), who="a", at=at), f"{number}"
        )
    texts = EditedTexts(book, journal, Drafts(book / ".room" / "drafts"))
    assert texts.history(FILE)[0].at == ""
    journal.close()


def test_a_clock_that_goes_back_hides_no_version(book: Path) -> None:
    """A day between two saves is a day, whichever way the clock went."""
    journal = Journal(book / ".room" / "journal")
    for number, day in enumerate((3, 2, 1)):
        at = f"2026-01-0{day}T00:00:00+00:00"
        journal.append(
            SaveRecord("save", FILE, digest_of(f"{number}"), who="a", at=at), f"{number}"
        )
    texts = EditedTexts(book, journal, Drafts(book / ".room" / "drafts"))
    assert len(texts.history(FILE)) == 3
    journal.close()


def test_a_child_loads_nothing_from_where_the_room_was_started(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A book's folder may hold a `msgspec.py`; a person starts the room from within it."""
    from huozi.room.children import Child, ChildFellError

    (book / "msgspec.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    monkeypatch.chdir(book)
    folder = tmp_path / "tmp"
    folder.mkdir()

    async def ask() -> None:
        child = Child("huozi.room.drawer", (str(folder),), 1 << 30)
        try:
            await child.ask("picture", "none", 100, seconds=60.0)
        except ChildFellError:
            raise
        except Exception as error:
            assert "KeyError" in str(error)
        finally:
            await child.stop()

    asyncio.run(ask())
    assert not (tmp_path / "ran").exists()
