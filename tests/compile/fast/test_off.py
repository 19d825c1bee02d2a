"""Off: without the short ways the same bytes are made."""

import shutil
import sys
from pathlib import Path

import pytest

from huozi.compile import speed
from huozi.press import Order, press_book
from huozi.progress import Progress
from tests.books import make_book

ROOT = Path(__file__).parents[3]
_LINE, _NOTE = "这一段写得长些，好让注文落在页脚。", "注文，说明出处与缘由，见《文集》第一卷。"
NOTED = "".join(
    [f"第{n}段正文，其后有注[^{n}]。{_LINE * 6}\n\n" for n in range(12)]
    + [f"[^{n}]: {_NOTE * (1 + n * 7 % 23)}\n\n" for n in range(12)]
)


def kitchen_sink(folder: Path) -> None:
    sink = ROOT / "tests" / "books" / "kitchen-sink"
    shutil.copytree(
        sink, folder, ignore=shutil.ignore_patterns("output")
    )  # who looks at it made it


def own_book(folder: Path) -> None:
    """The book of this repository."""
    folder.mkdir()
    for name in ("content", "templates", "styles"):
        shutil.copytree(ROOT / name, folder / name)


def with_notes(folder: Path) -> None:
    make_book(folder, {"甲.md": NOTED, "乙.md": NOTED})


def pressed(book: Path) -> bytes:
    edition = press_book(Order(book, book / "output" / "book.pdf"), Progress())
    assert edition.rebuilt  # each way sets it: a folder has a shelf of its own
    return edition.pdf


@pytest.mark.slow
@pytest.mark.parametrize("make", [kitchen_sink, own_book, with_notes])
def test_off_makes_the_same_bytes(make, tmp_path, monkeypatch):
    make(tmp_path / "fast")
    make(tmp_path / "plain")
    fast = pressed(tmp_path / "fast")
    monkeypatch.setenv(speed.SWITCH, "1")
    for name in [name for name in sys.modules if name.startswith("huozi.compile.fast")]:
        monkeypatch.setitem(sys.modules, name, None)  # nothing of it can be imported
    assert speed.way() is speed.PLAIN
    assert pressed(tmp_path / "plain") == fast
