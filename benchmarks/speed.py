"""`python -m benchmarks.speed`: Huozi beside Typst and plain WeasyPrint; writes RESULTS.md.

Every scenario runs Huozi and its peer in turn, in the same minutes, as whole processes from the
command line, and gives medians. `--quick` leaves out the ten-fold book and runs less often.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks import measuring_book as books
from benchmarks.clock import Cost, alternate, machine, run
from benchmarks.warm import huozi_warm, typst_warm

RESULTS = Path(__file__).with_name("RESULTS.md")
_TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
_PLAIN = "import sys, weasyprint; weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[2])"


@dataclass(frozen=True, slots=True)
class Row:
    """A scenario, Huozi's cost in it and a peer's."""

    name: str
    ours: Cost
    peer: str
    theirs: Cost

    def __str__(self) -> str:
        ours, theirs = self.ours, self.theirs
        memory = f"{ours.peak_mb:.0f} / {theirs.peak_mb:.0f}" if ours.peak_mb else "–"
        ratio = f"{ours.peak_mb / theirs.peak_mb:.2f}" if theirs.peak_mb else "–"
        return (
            f"| {self.name} | {self.peer} | {ours.wall_s:.2f} / {theirs.wall_s:.2f} "
            f"| **{ours.wall_s / theirs.wall_s:.2f}** | {ours.cpu_s:.2f} / {theirs.cpu_s:.2f} "
            f"| {memory} | {ratio} |"
        )


class Bench:
    """The measuring book at some size, in a folder, for all makers."""

    def __init__(self, folder: Path, repeat: int, runs: int) -> None:
        self.folder = folder
        self.runs = runs
        self.memory = repeat > 1
        self.book = books.articles(repeat)
        self.set("none")

    def set(self, edit: str) -> None:
        """Write the book as it is after an edit."""
        book = self.book if edit == "none" else books.edited(self.book, edit)
        books.huozi_folder(book, self.folder / "huozi")
        books.typst_file(book, self.folder / "book.typ")
        books.html_file(book, self.folder / "book.html")

    def huozi(self) -> Cost:
        """One build from the command line."""
        build = str(books.ROOT / "build.py")
        folder = str(self.folder / "huozi")
        return run([sys.executable, build, "--book", folder, "--quiet"], memory=self.memory)

    def typst(self) -> Cost:
        """One compilation by Typst."""
        return self._peer(_TYPST, "book.typ", "typst.pdf")

    def plain(self) -> Cost:
        """One run of plain WeasyPrint."""
        return self._peer(_PLAIN, "book.html", "plain.pdf")

    def _peer(self, code: str, source: str, target: str) -> Cost:
        paths = [str(self.folder / name) for name in (source, target)]
        return run([sys.executable, "-c", code, *paths], memory=self.memory)

    # ------------------------------------------------------------------ scenarios

    def clean(self, number: int) -> Cost:
        """A build from nothing."""
        del number
        shutil.rmtree(self.folder / "huozi" / "output", ignore_errors=True)
        return self.huozi()

    def unchanged(self, number: int) -> Cost:
        """A build with nothing to do."""
        del number
        return self.huozi()

    def after_edit(self, kind: str) -> "EditedRun":
        """Builds after an edit."""
        return EditedRun(self, kind)

    def rows(self, full: bool) -> list[Row]:
        """All scenarios of this size."""
        size = f"{len(self.book)} entries"
        peers = [("Typst", lambda _: self.typst())]
        if full:
            peers.append(("plain WeasyPrint", lambda _: self.plain()))
        costs = alternate(self.runs, self.clean, *(maker for _, maker in peers))
        rows = [
            Row(f"clean build, {size}", costs[0], name, cost)
            for (name, _), cost in zip(peers, costs[1:], strict=True)
        ]
        for name, scenario in (
            ("nothing changed", self.unchanged),
            ("one-character edit", self.after_edit("char")),
            ("edit that adds a page to entry 5", self.after_edit("page")),
        ):
            ours, theirs = alternate(self.runs, scenario, lambda _: self.typst())
            rows.append(Row(f"{name}, {size}", ours, "Typst", theirs))
        return rows


class EditedRun:
    """A build after an edit; the book goes to and fro between two states, and each state that is
    built is one that was not built last. The shelf keeps both, so it is cut back in between.
    """

    def __init__(self, bench: Bench, kind: str) -> None:
        self.bench, self.kind = bench, kind
        self.kept = bench.folder / "shelf"

    def __call__(self, number: int) -> Cost:
        """Build the edited book over the shelf of the unedited one."""
        output = self.bench.folder / "huozi" / "output"
        self.bench.set("none")
        if number == 0:
            self.bench.huozi()
            shutil.rmtree(self.kept, ignore_errors=True)
            shutil.copytree(output, self.kept)
        shutil.rmtree(output)
        shutil.copytree(self.kept, output)
        self.bench.set(self.kind)
        cost = self.bench.huozi()
        self.bench.set("none")
        return cost


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and write RESULTS.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three runs, no ten-fold book")
    parser.add_argument("--output", type=Path, default=RESULTS)
    options = parser.parse_args(arguments)
    runs = 3 if options.quick else 5
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bench = Bench(folder / "one", 1, runs)
        rows = bench.rows(full=True)
        ours, theirs = huozi_warm(bench.folder, runs), typst_warm(bench.folder, runs)
        rows.append(
            Row("save to new PDF, warm process, 70 entries", ours, "typst.Compiler", theirs)
        )
        if not options.quick:
            rows += Bench(folder / "ten", 10, 3).rows(full=False)
    options.output.write_text(report(rows, runs), encoding="utf-8")


def report(rows: Sequence[Row], runs: int) -> str:
    """RESULTS.md."""
    table = "\n".join(map(str, rows))
    return f"""# Speed

Made by `python -m benchmarks.speed` on {machine()}; Huozi {version("huozi")},
Typst {version("typst")}, WeasyPrint {version("weasyprint")}. Whole processes from the command line,
Huozi and the peer in turn, medians of {runs} runs (3 for the ten-fold book). Huozi's time includes
reading the book back and checking every number. Memory is the proportional set size of the process
tree.

| scenario | peer | wall s, Huozi / peer | ratio | CPU s | peak MB | ratio |
|---|---|---|---|---|---|---|
{table}
"""


if __name__ == "__main__":
    main()
