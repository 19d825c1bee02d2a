"""Four books in the shapes of their fields, set and measured: `python -m benchmarks.kinds`.

A law compilation of 1,260 articles, essays with 700 notes, a novel with 1,700 comments, and a
manual of programs and tables. Each is plain Markdown as such texts come, and a `book.yaml` of a few
lines. The words are ours or in the public domain, drawn by arithmetic: always the same.

    python -m benchmarks.kinds --folder FOLDER --tool clreq_measure.py

writes the books below FOLDER, makes each, and puts the figures into `benchmarks/KINDS.md`. The
instrument judges a PDF by where its glyphs stand; without `--tool` its columns stay empty.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.clock import machine
from benchmarks.kinds_of_text import essays, law, manual, novel
from huozi.press import Order, press_book
from huozi.progress import Progress

RESULTS = Path(__file__).parent / "KINDS.md"

#: Rows of the instrument of which a good page has none.
FAULTS = (
    "line_start_forbidden", "line_end_forbidden", "broken_pair", "broken_number",
    "number_han_unit_split", "overfull_lines", "underfull_lines", "loose_lines", "tight_lines",
    "glyph_overlap", "adjacent_marks_uncompressed", "line_end_mark_full",
    "line_start_bracket_untrimmed", "single_char_last_line",
)  # fmt: skip

_COMMENTS = ("{.夹批}", "{.双行}", "**回末总评**")
_LAW = "title: 城乡建设法典\ncontents: {depth: 2}\n"


@dataclass(frozen=True, slots=True)
class Kind:
    """A book: `book.yaml` but for its entries, and its files in their order."""

    name: str
    says: str
    settings: str
    files: Mapping[str, str]

    @property
    def characters(self) -> int:
        """Of all files, as typed, without white space."""
        return sum(len("".join(text.split())) for text in self.files.values())


def kinds() -> tuple[Kind, ...]:
    """All four, whole."""
    return (
        Kind("law", "law compilation, 1,260 articles", _LAW, law.files()),
        Kind("essays", "essays, 700 notes", "title: 南园文集\n", essays.files()),
        Kind("novel", "novel, 1,700 comments", "title: 石桥记（评点本）\n", novel.files()),
        Kind("manual", "manual of programs and tables", "title: 程序与表\n", manual.files()),
    )


def write(kind: Kind, folder: Path, files: Iterable[str] = ()) -> Path:
    """Write a book, or some of its files; gives its folder."""
    content = folder / "content"
    content.mkdir(parents=True, exist_ok=True)
    chosen = [name for name in kind.files if not files or name in files]
    for name in chosen:
        (content / name).write_text(kind.files[name], encoding="utf-8")
    listed = "".join(f"- {name}\n" for name in chosen)
    (content / "book.yaml").write_text(f"{kind.settings}entries:\n{listed}", encoding="utf-8")
    return folder


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a book."""

    kind: Kind
    pages: int
    seconds: float
    cpu: float  # of all processes
    notes: int
    told: int
    faults: Mapping[str, int]


def make(kind: Kind, folder: Path, tool: Path | None) -> Made:
    """Make a book and measure it."""
    shutil.rmtree(folder, ignore_errors=True)
    book = write(kind, folder)
    begun, used = time.perf_counter(), sum(os.times()[:4])
    edition = press_book(Order(book, book / "book.pdf"), Progress())
    seconds, cpu = time.perf_counter() - begun, sum(os.times()[:4]) - used
    edition.write(book / "book.pdf")
    whole = "".join(kind.files.values())
    notes = whole.count("[^") // 2 + sum(map(whole.count, _COMMENTS))
    faults = _faults(tool, book / "book.pdf") if tool else {}
    return Made(kind, edition.pages, seconds, cpu, notes, len(edition.findings), faults)


def _faults(tool: Path, pdf: Path) -> dict[str, int]:
    command = [os.environ.get("PYTHON_OF_TOOL", sys.executable), str(tool), str(pdf), "--json"]
    run = subprocess.run(command, capture_output=True, check=True, text=True)
    metrics = json.loads(run.stdout)["metrics"]
    return {name: metrics[name]["count"] for name in FAULTS}


def table(made: Sequence[Made]) -> str:
    """The figures as Markdown."""
    head = ["", *(one.kind.says for one in made)]
    rows = [
        ["characters", *(f"{one.kind.characters:,}" for one in made)],
        ["pages", *(str(one.pages) for one in made)],
        ["notes and comments", *(f"{one.notes:,}" for one in made)],
        ["seconds, clean build", *(f"{one.seconds:.1f}" for one in made)],
        ["CPU seconds", *(f"{one.cpu:.1f}" for one in made)],
        ["findings", *(str(one.told) for one in made)],
        *([name, *(str(one.faults[name]) for one in made)] for name in FAULTS if made[0].faults),
    ]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main() -> None:
    """Make all, or those that are named; write the table if all were made."""
    parser = argparse.ArgumentParser(description="Four kinds of books, set and measured.")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--tool", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary)
        chosen = [kind for kind in kinds() if not asked.names or kind.name in asked.names]
        made = [make(kind, folder / kind.name, asked.tool) for kind in chosen]
    text = table(made)
    print(text)  # noqa: T201
    if not asked.names:
        RESULTS.write_text(
            f"# Four kinds of books\n\nMade by `python -m benchmarks.kinds` on {machine()}; each"
            " book is plain Markdown and a `book.yaml` of its title and entries. Below the line:"
            " counts of an instrument that reads where glyphs stand. Lines of the manual that it"
            " finds to begin with a forbidden sign begin with an option of a command (`-q`); its"
            " loose lines of the novel are blank halves of quotation marks in small comments.\n\n"
            f"{text}\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
