"""From saving a file to the new PDF, in a process that keeps everything warm.

For Huozi this is what `build.py watch` does on a save; for Typst, `typst.Compiler` kept alive.
Each runs as a process of its own, which prints the wall and CPU seconds of its edits.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import measuring_book as books
from benchmarks.clock import Cost


def huozi_warm(folder: Path, runs: int) -> Cost:
    """Median of one-character edits in a warm press."""
    return _child("huozi", folder, runs)


def typst_warm(folder: Path, runs: int) -> Cost:
    """The same in a warm Typst compiler."""
    return _child("typst", folder, runs)


def _child(maker: str, folder: Path, runs: int) -> Cost:
    command = [sys.executable, "-m", "benchmarks.warm", maker, str(folder), str(runs)]
    done = subprocess.run(command, cwd=books.ROOT, capture_output=True, check=True, text=True)
    costs = json.loads(done.stdout.splitlines()[-1])
    wall, cpu = (statistics.median(column) for column in zip(*costs, strict=True))
    return Cost(wall, cpu, 0.0)


def _edit_and_time(maker: str, folder: Path, runs: int) -> list[tuple[float, float]]:
    """Build once, then time `runs` builds, each after another character was added."""
    from huozi.compositor import Warm
    from huozi.jobs.watch import run
    from huozi.press import Order

    book = books.articles()
    warm = Warm(folder / "huozi")
    ends: list[tuple[float, float]] = []
    make: Callable[[], object]
    write: Callable[[], object]

    def made(*_: object) -> None:
        ends.append((time.perf_counter(), time.process_time()))

    def refuse(error: Exception) -> None:
        raise error

    if maker == "typst":
        import typst

        compiler = typst.Compiler(str(folder / "book.typ"))
        make = lambda: made(compiler.compile(output=str(folder / "warm.pdf")))  # noqa: E731
        write = lambda: books.typst_file(book, folder / "book.typ")  # noqa: E731
    else:
        order = Order(folder / "huozi", folder / "huozi" / "output" / "book.pdf")
        make = lambda: run(order, warm, made, refuse)  # noqa: E731  as `watch` does
        write = lambda: books.huozi_folder(book, folder / "huozi")  # noqa: E731
    write()
    make()
    costs = []
    for _ in range(runs + 1):
        book = books.edited(book, "char")
        write()
        wall, cpu = time.perf_counter(), time.process_time()
        make()
        costs.append((ends[-1][0] - wall, ends[-1][1] - cpu))
    return costs[1:]


if __name__ == "__main__":
    name, where, count = sys.argv[1:]
    print(json.dumps(_edit_and_time(name, Path(where), int(count))))  # noqa: T201
