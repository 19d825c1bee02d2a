"""How many hands stand by before a book is read."""

import os
from pathlib import Path

import pytest

from huozi.store.standby import standby


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
def test_a_book_saved_since_wants_them_too(book: Path, saved: str) -> None:
    made(book, 2000)
    assert count(book) == 0
    os.utime(book / saved, (3000, 3000))
    assert count(book) == 3


def test_one_job_is_this_process(book: Path) -> None:
    assert count(book, jobs=1) == 0
