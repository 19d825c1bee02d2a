"""The press of a room: pages that are seen early, and books that nobody waits for any more."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from huozi.room import presser as presser_module
from huozi.room.lastgood import carried
from huozi.room.made import Seen
from huozi.room.presser import Presser
from tests.books import entry, make_book

pytestmark = pytest.mark.slow

FILE = "content/甲.md"


@pytest.fixture
def presser(tmp_path: Path) -> Iterator[Presser]:
    texts = {"甲.md": entry("一段文字。\n", title="甲"), "乙.md": entry("另一段。\n", title="乙")}
    book = make_book(tmp_path / "book", texts)
    (tmp_path / "made").mkdir()
    yield Presser(book, tmp_path / "made")
    gc.enable()


def typed(presser: Presser, words: str) -> None:
    path = presser.book / FILE
    path.write_text(path.read_text("utf-8").replace("。", f"{words}。"), "utf-8")


def test_new_pages_are_told_before_the_book_is_written(presser: Presser) -> None:
    told: list[Seen] = []
    first = presser.build(told.append)
    assert not told  # who opens a book has seen nothing
    typed(presser, "再")
    files = set(presser.folder.iterdir())
    second = presser.build(lambda seen: (told.append(seen), files == set(presser.folder.iterdir())))
    (seen,) = told
    assert seen.pages == second.pages
    new = [page.name for page in second.pages if page not in first.pages]
    assert list(seen.drawn) == list(dict.fromkeys(new))
    assert len(new) == 1
    assert seen.pdf.startswith(b"%PDF")
    told.clear()
    assert presser.build(told.append).path  # nothing is new
    assert not told[0].drawn


def test_a_book_is_given_up_for_a_newer_one_but_not_for_ever(
    presser: Presser, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert presser.build().path
    clock = presser._finished
    monkeypatch.setattr(presser_module, "monotonic", lambda: clock)
    told: list[Seen] = []
    typed(presser, "再")
    assert presser.build(told.append, lambda: True).given_up
    typed(presser, "又")
    assert presser.build(told.append, lambda: True).given_up
    assert [len(seen.drawn) for seen in told] == [1, 1]  # they are seen all the same
    clock += presser_module._MOST_BEHIND_SECONDS + 1
    typed(presser, "还")
    made = presser.build(told.append, lambda: True)
    assert made.path
    assert not made.faults
    assert Path(made.path).read_bytes().startswith(b"%PDF")


def test_a_book_is_written_when_nobody_has_typed_for_as_long_as_that_takes(
    presser: Presser,
) -> None:
    least, most = presser.patience, 1.0
    assert 0 < least < most  # before the first book
    presser.build()
    assert presser._printing > 0
    for took, waited in ((0.0, least), (0.4, 0.4), (9.0, most)):
        presser._printing = took
        assert presser.patience == waited


def test_pages_of_a_text_that_was_saved_while_the_press_swept_are_told(presser: Presser) -> None:
    presser.build()
    typed(presser, "再")
    presser.sweep()  # presses the book a second time, and nobody sees it
    told: list[Seen] = []
    presser.build(told.append)
    assert [len(seen.drawn) for seen in told] == [1]


def test_places_of_the_last_good_pages_are_told_in_the_text_of_now(presser: Presser) -> None:
    presser.build()
    path = presser.book / FILE
    good = path.read_text("utf-8")
    at = good.index("文字")
    (box,) = presser.where(FILE, at, 1)
    middle = box.page, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    bad = good.replace("一段", "![图](没有.png)\n\n一段")
    path.write_text(bad, "utf-8")
    assert presser.build().faults
    now = bad.index("文字")
    spot = presser.spot(*middle)
    assert (spot.offset, spot.char) == (now, "文")
    assert bad.count("\n", 0, now) + 1 == spot.line
    assert presser.where(FILE, now, 1) == [box]
    (near,) = presser.where(FILE, bad.index("没有.png"), 6)  # on no page: one character beside it
    assert near.x1 - near.x0 == pytest.approx(box.x1 - box.x0, abs=0.01)
    path.unlink()
    assert presser.build().faults
    assert presser.spot(*middle).offset == at


def test_a_place_is_carried_from_text_to_text() -> None:
    old, new = "甲乙丙\n\n丁戊己\n", "甲丙\n\n新的一段\n\n丁戊己\n"
    assert [new[carried(old, new, at)] for at in (0, 2, 5, 7)] == ["甲", "丙", "丁", "己"]
    assert carried(old, new, 1) == 1  # what went: in its place
    assert old[carried(new, old, new.index("新"))] in "\n丁"
    assert carried("甲", "", 0) == 0
