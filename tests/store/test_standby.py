"""How many hands stand by before a book is read."""

import os
from pathlib import Path

import pytest

from huozi.store.standby import standby
from tests.store.test_workers import Compiler, unit


@pytest.fixture
def book(tmp_path: Path) -> Path:
    for name in ("content/篇/一.md", "styles/part.css"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("文")
        os.utime(path, (1000, 1000))
    return tmp_path


def count(book: Path, jobs: int | None = 3) -> int:
    with standby(book, book / "book.json", jobs) as hands:
        return len(hands)


def made(book: Path, at: int) -> None:
    (book / "book.json").write_text("{}")
    os.utime(book / "book.json", (at, at))


def test_a_book_that_was_never_made_wants_every_hand(book: Path) -> None:
    assert count(book) == 3


@pytest.mark.parametrize("saved", ["content/篇/一.md", "styles/part.css"])
def test_a_book_saved_since_wants_one(book: Path, saved: str) -> None:
    made(book, 2000)
    assert count(book) == 0
    os.utime(book / saved, (3000, 3000))
    assert count(book) == 1


def test_one_job_is_this_process(book: Path) -> None:
    assert count(book, jobs=1) == 0


def test_hands_set_with_the_compiler_they_are_given(book: Path) -> None:
    with standby(book, book / "book.json", 2) as hands:
        for compiler in (Compiler(), Compiler()):
            (first, second) = hands.take_on(compiler.compile, 2)
            first.give(unit("a"))
            second.give(unit("b"))
            assert {first.take().unit_id, second.take().unit_id} == {"a", "b"}
    assert not hands


def test_a_hand_that_died_while_it_stood_by_is_noticed(book: Path) -> None:
    with standby(book, book / "book.json", 2) as hands:
        compiler = Compiler()
        hands.take_on(compiler.compile, 1)[0].end()
        (hand,) = hands.take_on(compiler.compile, 1)
        hand.give(unit("a"))
        assert hand.take() is None
        hand.start()
        hand.give(unit("a"))
        assert hand.take().unit_id == "a"
