"""What one process keeps does not grow with what is saved: counted in objects, not in bytes."""

import gc
from pathlib import Path
from weakref import ref

import pytest

from huozi.compositor import Warm
from huozi.files import house_dir
from huozi.press import Order, press_book
from huozi.progress import Progress
from tests.books import make_book

SAVES = 12

#: What a process keeps is what is counted: nothing is lent.
pytestmark = pytest.mark.usefixtures("own_engine")


def save_style(book: Path, number: int) -> None:
    ours = (house_dir() / "styles" / "article.css").read_text(encoding="utf-8")
    own = book / "styles" / "article.css"
    own.parent.mkdir(exist_ok=True)
    own.write_text(f"{ours}\np {{ padding-bottom: {number / 100}pt }}\n", encoding="utf-8")


def save_line(book: Path, number: int) -> None:
    make_book(book, book={"line": {"gap": (10 + number) / 100}})


def save_colour(book: Path, number: int) -> None:
    """Another engine for every save."""
    colours = ("one", "full")[number % 2]
    make_book(book, {"甲.md": f"正文{number}。\n"}, {"printing": {"colours": colours}})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("save", "engines"), [(save_style, 1), (save_line, 1), (save_colour, SAVES)]
)
def test_nothing_is_left_of_earlier_saves(save, engines: int, tmp_path: Path) -> None:
    book = make_book(tmp_path / "book")
    order = Order(book, book / "output" / "book.pdf", jobs=1)
    warm = Warm(book)
    met: dict[str, list[ref]] = {"house": [], "engine": [], "fonts": [], "sheet": []}
    seen: set[int] = set()
    for number in range(SAVES):
        save(book, number)
        press_book(order, Progress(), warm)
        warm.close()
        engine = warm.compiler.engine
        met["house"].append(ref(warm.compiler.house))
        met["engine"].append(ref(engine))
        met["fonts"].append(ref(engine.font_config))
        met["sheet"].extend(map(ref, engine._sheets.values()))
        seen.add(id(engine.font_config))
    del engine
    gc.collect()
    left = {name: {id(one()) for one in refs if one()} for name, refs in met.items()}
    assert len(seen) <= engines
    assert len(left["house"]) <= 2, "of this run and the last"
    assert len(left["engine"]) <= 2
    assert len(left["fonts"]) <= 2
    assert len(left["sheet"]) < 2 * SAVES
