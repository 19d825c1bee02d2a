"""The journal: what was saved is on the disk first, and nothing that fell takes it away."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.room.drafts import Drafts
from huozi.room.journal import Journal, SaveRecord, digest_of
from huozi.room.saving import EditedTexts
from huozi.room.values import Saved, base_of
from tests.books import make_book

FILE = "content/甲.md"
TEXTS = st.lists(st.text("甲乙丙\n🀄", max_size=30), min_size=1, max_size=12)


def record(text: str, base: str = "", file: str = FILE, who: str = "张三") -> SaveRecord:
    return SaveRecord("save", file, digest_of(text), digest_of(base), who, "2026-01-01T00:00:00Z")


def journal_of(folder: Path, texts: list[str]) -> Journal:
    made = Journal(folder)
    for text in texts:
        made.append(record(text), text)
    return made


@pytest.mark.slow
@given(TEXTS)
def test_texts_come_back_as_they_were(tmp_path_factory, texts) -> None:
    folder = tmp_path_factory.mktemp("journal")
    for _ in range(2):  # as written, and as read again
        journal = journal_of(folder, texts)
        assert [journal.text_at(kept.id) for kept in journal.of(FILE)][-len(texts) :] == texts
        assert all(journal.text(FILE, base_of(text)) == text for text in texts)
        journal.close()


@pytest.mark.slow
@given(TEXTS, st.data())
def test_what_a_fall_tore_off_takes_nothing_else(tmp_path_factory, texts, data) -> None:
    folder = tmp_path_factory.mktemp("journal")
    journal = journal_of(folder, texts)
    ends = [kept.id for kept in journal.of(FILE)]
    journal.close()
    size = (folder / "log").stat().st_size
    cut = data.draw(st.integers(0, size))
    os.truncate(folder / "log", cut)
    whole = sum(end <= cut for end in [*ends[1:], size])
    journal = Journal(folder)
    assert [journal.text_at(kept.id) for kept in journal.of(FILE)] == texts[:whole]
    journal.append(record("又"), "又")
    journal.close()
    journal = Journal(folder)
    assert journal.text_at(journal.of(FILE)[-1].id) == "又"
    assert len(journal.of(FILE)) == whole + 1
    journal.close()


def test_what_a_disk_spoils_is_passed_over(tmp_path: Path) -> None:
    texts = [f"第{n}句。" for n in range(200)]
    journal = journal_of(tmp_path, texts)
    places = [kept.id for kept in journal.of(FILE)]
    journal.close()
    log = tmp_path / "log"
    data = bytearray(log.read_bytes())
    data[places[3] + 15] ^= 0xFF
    log.write_bytes(data)
    journal = Journal(tmp_path)
    kept = journal.of(FILE)
    assert [one.id for one in kept] == [*places[:3], *places[4:]]
    assert journal.text_at(places[2]) == texts[2]
    with pytest.raises(KeyError):
        journal.text_at(places[5])
    assert journal.text_at(places[199]) == texts[199], "no more is lost than up to a whole text"
    journal.append(record("又"), "又")
    assert journal.text_at(journal.of(FILE)[-1].id) == "又"
    journal.close()


def test_a_keystroke_costs_a_few_bytes(tmp_path: Path) -> None:
    text = "".join(chr(0x4E00 + n * 7 % 20000) for n in range(10_000))
    journal = journal_of(tmp_path, [text])
    before = (tmp_path / "log").stat().st_size
    journal.append(record(text[:5000] + "字" + text[5000:]), text[:5000] + "字" + text[5000:])
    assert (tmp_path / "log").stat().st_size - before < 400
    journal.close()


def test_one_process_has_a_journal_at_a_time(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    with pytest.raises(BlockingIOError):
        Journal(tmp_path)
    journal.close()
    Journal(tmp_path).close()


def test_a_journal_is_its_users_alone(tmp_path: Path) -> None:
    Journal(tmp_path / "journal").close()
    assert stat.S_IMODE((tmp_path / "journal").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "journal" / "log").stat().st_mode) == 0o600


class PowerCutError(BaseException):
    """The machine falls: nothing after it is done."""


@pytest.mark.slow
@given(st.lists(st.sampled_from("甲乙丙丁"), min_size=1, max_size=6), st.data())
def test_a_server_killed_at_any_write_loses_nothing(tmp_path_factory, edits, data) -> None:
    """Each write of a save may be the last; what the journal took is in the file after a start."""
    folder = tmp_path_factory.mktemp("book")
    book = make_book(folder, {"甲.md": "甲。\n"})
    path = book / FILE
    typed, acknowledged, left = path.read_text(), path.read_text(), data.draw(st.integers(0, 30))
    real = {name: getattr(os, name) for name in ("pwrite", "fsync", "replace")}

    def falling(name):
        def call(*given, **named):
            nonlocal left
            left -= 1
            if left < 0:
                raise PowerCutError
            return real[name](*given, **named)

        return call

    journal = Journal(book / ".room" / "journal")
    patch = pytest.MonkeyPatch()
    try:
        for name in real:
            patch.setattr(os, name, falling(name))
        texts = EditedTexts(book, journal, Drafts(book / ".room" / "drafts"))
        for edit in edits:
            typed = f"{acknowledged}{edit}。\n"
            saved = texts.save(FILE, typed, base_of(acknowledged), "张三")
            assert isinstance(saved, Saved)
            acknowledged = saved.text
    except PowerCutError:
        pass
    finally:
        patch.undo()
        journal.close()
    journal = Journal(book / ".room" / "journal")
    texts = EditedTexts(book, journal, Drafts(book / ".room" / "drafts"))
    texts.recover()
    assert path.read_text() in (acknowledged, typed)
    newest = journal.newest(FILE)
    assert newest is None or newest.digest == digest_of(path.read_text())
    assert not list((book / "content").glob(".*.part"))
    journal.close()
