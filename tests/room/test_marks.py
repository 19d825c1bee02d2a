"""Marks stay with their words through all states of a text, and survive what befalls their file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from huozi.room.marks import Marks
from huozi.room.values import RoomMark, now
from tests.books import make_book

FILE = "content/甲.md"
TEXT = """---
title: 题名
---
各村照此办理，不得延误。先办的事项在前。

各村照此办理，不得延误。后办的事项在后。
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_book(tmp_path, {"甲.md": TEXT})


def mark(found: str = "事项", text: str = "事情", nth: int = 0, **fields: object) -> RoomMark:
    offset = -1
    for _ in range(nth + 1):
        offset = TEXT.index(found, offset + 1)
    whole = {
        "id": "m1", "file": FILE, "offset": offset, "length": len(found), "kind": "replace",
        "found": found, "text": text, "note": "", "who": "甲", "at": "2026-01-01T00:00:00+00:00",
    }  # fmt: skip
    return RoomMark(**(whole | fields))


def one(marks: Marks, text: str) -> RoomMark:
    (found,) = marks.all({FILE: text})
    return found


def test_a_mark_goes_on_with_its_words_and_is_there_in_the_next_room(book: Path) -> None:
    marks = Marks(book)
    marks.add(mark())
    edited = TEXT.replace("题名", "新的题名").replace("先办", "最先办")
    for room in (marks, Marks(book)):
        found = one(room, edited)
        assert (found.state, edited[found.offset :][:2]) == ("open", "事项")
        assert found.offset == edited.index("事项")


def test_a_mark_is_lost_with_its_words_and_comes_back_with_them(book: Path) -> None:
    marks = Marks(book)
    marks.add(mark())
    without = TEXT.replace("先办的事项在前。", "")
    assert one(marks, without).state == "lost"
    assert one(marks, TEXT).state == "open"
    assert marks.all({})[0].state == "lost"  # the file is not there


def test_a_repeated_sentence_does_not_catch_a_mark_of_another(book: Path) -> None:
    marks = Marks(book)
    marks.add(mark("照此", nth=0))
    marks.add(mark("照此", nth=1, id="m2"))
    first, second = marks.all({FILE: TEXT.replace("各村照此办理，不得延误。先", "先")})
    assert first.state == "lost"
    assert second.state == "open"


def test_many_states_one_after_the_other_are_written_down_now_and_then(book: Path) -> None:
    marks = Marks(book)
    marks.add(mark())
    text = TEXT
    for number in range(50):
        text = text.replace("各村", f"{number}各村", 1)
        assert one(marks, text).offset == text.index("事项")
    lines = (book / ".room" / "marks.jsonl").read_bytes().count(b"\n")
    assert lines < 10
    assert one(Marks(book), text).offset == text.index("事项")


def test_an_answer_is_kept_and_given_once(book: Path) -> None:
    marks = Marks(book)
    marks.add(mark())
    answered = marks.answer("m1", "decline", "乙", "原文如此")
    assert (answered.state, answered.answer, answered.answered_by) == (
        "declined", "原文如此", "乙",
    )  # fmt: skip
    assert one(Marks(book), TEXT.replace("事项", "")) == answered  # it is not looked for any more
    with pytest.raises(ValueError, match="m1"):
        marks.answer("m1", "accept", "乙", "")
    with pytest.raises(KeyError):
        marks.answer("m9", "accept", "乙", "")
    with pytest.raises(KeyError):
        marks.answer("m1", "forget", "乙", "")


@pytest.mark.parametrize("fields", [{"offset": 3}, {"length": 999}, {"file": "content/无.md"}])
def test_a_mark_that_does_not_stand_in_its_text_is_refused(
    book: Path, fields: dict[str, object]
) -> None:
    with pytest.raises(ValueError):
        Marks(book).add(mark(**fields))
    assert Marks(book).all({FILE: TEXT}) == ()


def test_the_same_id_is_not_given_twice(book: Path) -> None:
    marks = Marks(book)
    marks.add(mark())
    with pytest.raises(ValueError, match="m1"):
        marks.add(mark())


@pytest.mark.slow
@given(cut=st.integers(0, 4_000), junk=st.binary(max_size=9))
def test_what_a_fallen_machine_left_of_a_line_costs_that_line_alone(
    tmp_path_factory: pytest.TempPathFactory, cut: int, junk: bytes
) -> None:
    book = make_book(tmp_path_factory.mktemp("book"), {"甲.md": TEXT})
    marks = Marks(book)
    for number in range(3):
        marks.add(mark(id=f"m{number}"))
    ledger = book / ".room" / "marks.jsonl"
    whole = ledger.read_bytes()
    left = whole[: cut % (len(whole) + 1)]
    ledger.write_bytes(left + junk.replace(b"\n", b""))
    kept = {found.id for found in Marks(book).all({FILE: TEXT})}
    assert kept >= {f"m{n}" for n in range(3) if f'"id":"m{n}"' in _whole_lines(left)}
    after = Marks(book)
    after.add(mark(id="m9"))
    found = {one.id: one for one in Marks(book).all({FILE: TEXT})}
    assert found.keys() == kept | {"m9"}
    assert found["m9"] == replace(mark(id="m9"), state="open", behind="在前。")


def _whole_lines(data: bytes) -> str:
    return data[: data.rfind(b"\n") + 1].decode("utf-8", "replace")


def test_where_the_text_of_a_mark_was_lost_what_stands_about_it_tells(book: Path) -> None:
    Marks(book).add(mark())
    ledger = book / ".room" / "marks.jsonl"
    lines = [one for one in ledger.read_bytes().splitlines(True) if b'"event":"text"' not in one]
    ledger.write_bytes(b"".join(lines))
    edited = f"\n{TEXT}"
    assert one(Marks(book), edited).offset == edited.index("事项")
    assert one(Marks(book), TEXT.replace("先办", "后办")).state == "lost"


def test_the_ledger_is_for_its_owner_alone_and_follows_no_link(book: Path, tmp_path: Path) -> None:
    marks = Marks(book)
    marks.add(mark())
    ledger = book / ".room" / "marks.jsonl"
    assert ledger.stat().st_mode & 0o077 == 0
    ledger.rename(tmp_path / "elsewhere")
    ledger.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="marks"):
        Marks(book).add(mark(id="m2"))


def test_a_text_is_unpacked_once_for_all_marks_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huozi.room import markledger

    (tmp_path / "content").mkdir()
    text = "".join(f"第{number}段写的是春天。\n\n" for number in range(40))
    (tmp_path / "content" / "a.md").write_text(text, "utf-8")
    marks = Marks(tmp_path)
    for number in range(40):
        offset = text.index(f"第{number}段")
        found = text[offset : offset + 2]
        marks.add(
            RoomMark(f"{number}", "content/a.md", offset, 2, "query", found, "", "", "a", now())
        )
    seen, unfolded = [], markledger.unfolded
    monkeypatch.setattr(markledger, "unfolded", lambda data: seen.append(1) or unfolded(data))
    moved = marks.all({"content/a.md": f"新。\n\n{text}"})
    assert {mark.state for mark in moved} == {"open"} and len(seen) == 1


def test_a_mark_tells_the_words_behind_it_in_its_line(book: Path) -> None:
    marks = Marks(book)
    marks.add(mark(kind="insert", found="", length=0, offset=TEXT.index("先办的")))
    marks.add(mark("在前", id="m2"))
    assert [one.behind for one in marks.all({FILE: TEXT})] == ["先办的事项在前。", "。"]
