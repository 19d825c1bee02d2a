"""Measure single parts of a run on a book that has been made: the figures of docs/speed.md.

    python scripts/measure_parts.py FOLDER

CPU time, medians of five after one that is not counted.
"""

import gc
import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader

from huozi import press
from huozi.link.settle import guessed
from huozi.progress import Progress
from huozi.read.manuscript import read
from huozi.read.units import furniture_unit, split
from huozi.store.memory import EntryMemory
from huozi.store.shelf import FOLDER, Shelf

TIMES = 5


def median_ms(work: Callable[[], object]) -> str:
    """CPU time of a piece of work."""
    taken = []
    for _ in range(TIMES + 1):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return f"{statistics.median(taken[1:]) * 1000:.0f} ms"


def read_back_with_pypdf(book: bytes) -> None:
    """Labels and the text of every third page."""
    reader = PdfReader(io.BytesIO(book))
    assert len(reader.page_labels) == len(reader.pages)
    for index in range(0, len(reader.pages), 3):
        reader.pages[index].extract_text()


def step_ms(name: str, order: press.Order) -> str:
    """A step of the press inside whole runs that set nothing."""
    taken: list[float] = []
    step = getattr(press, name)

    def timed(*given: object) -> object:
        started = time.process_time()
        made = step(*given)
        taken.append(time.process_time() - started)
        return made

    setattr(press, name, timed)
    for _ in range(TIMES + 1):
        press.press_book(order, Progress())
    setattr(press, name, step)
    return f"{statistics.median(taken[1:]) * 1000:.0f} ms"


def set_all(folder: Path) -> Callable[[], object]:
    """Setting all units of a book in this process."""
    order = press.Order(folder, folder / "output" / "book.pdf", jobs=1)
    with press.open_press(order, Progress()) as opened:
        manuscript, compiler = opened.manuscript, opened.compositor.compiler
    units = (*split(manuscript, guessed(manuscript)), furniture_unit(manuscript))

    def work() -> None:
        gc.disable()  # as in a worker
        for unit in units:
            compiler.compile(unit)
        gc.enable()

    return work


def main(folder: Path) -> None:
    """Measure and print."""
    order = press.Order(folder, folder / "output" / "book.pdf")
    book = press.press_book(order, Progress()).pdf
    shelf = folder / "output" / FOLDER
    print("setting        ", median_ms(set_all(folder)))
    print("reading        ", median_ms(lambda: read(folder)))
    print("  with memory  ", median_ms(lambda: read(folder, EntryMemory(shelf))))
    print("reading back   ", step_ms("prove", order))
    print("  with pypdf   ", median_ms(lambda: read_back_with_pypdf(book)))
    print("link           ", step_ms("link", order))
    Shelf.kept = lambda self, key, make: make()  # type: ignore[method-assign]
    print("  fonts anew   ", step_ms("link", order))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
