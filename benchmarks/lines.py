"""`python -m benchmarks.lines --tool clreq_measure.py`: how well lines are set, beside peers.

The measuring book is set by Huozi, Typst and plain WeasyPrint on one page format, and the three
PDFs are judged by an instrument that knows none of them. Writes `docs/lines.md`. Also compares the
CPU time that layout and drawing take, Huozi's composer included, with plain WeasyPrint's.
"""

import argparse
import gc
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import measuring_book as books
from benchmarks.clock import machine
from benchmarks.speed import Bench

RESULTS = books.ROOT / "docs" / "lines.md"

#: Faults: rows of which a good setting has none. The instrument's own names.
_FAULTS = (
    ("line_start_forbidden", "forbidden line starts"),
    ("line_end_forbidden", "forbidden line ends"),
    ("broken_pair", "divided —— or ……"),
    ("broken_number", "divided numbers"),
    ("number_han_unit_split", "numbers parted from their counter word"),
    ("overfull_lines", "overfull lines"),
    ("underfull_lines", "lines that stay short"),
    ("loose_lines", "loose lines"),
    ("uneven_lines", "uneven lines"),
    ("tight_lines", "tight lines"),
    ("glyph_overlap", "glyphs that touch"),
    ("adjacent_marks_uncompressed", "adjacent marks not squeezed"),
    ("line_end_mark_full", "full-width marks at line ends"),
    ("line_start_bracket_untrimmed", "brackets not trimmed at line starts"),
    ("single_char_last_line", "last lines of one character"),
)
#: Measures: name, key, field, how it is shown.
_MEASURES = (
    ("lines within 0.02 em of the measure", "right_edge_deviation", "share_within_002em", "{:.1%}"),
    ("mean deviation from the measure, em", "right_edge_deviation", "mean_em", "{:.4f}"),
    ("stretch per character, 95th percentile, em", "line_stretch", "p95_em", "{:.3f}"),
    ("stretch per character, greatest, em", "line_stretch", "max_em", "{:.3f}"),
    ("body lines on one grid", "baseline_off_grid", "share_on_grid", "{:.1%}"),
)


def judge(tool: Path, pdf: Path) -> dict[str, Any]:
    """What the instrument says of a PDF."""
    run = subprocess.run(
        [sys.executable, str(tool), str(pdf), "--json"], capture_output=True, check=True, text=True
    )
    metrics: dict[str, Any] = json.loads(run.stdout)["metrics"]
    return metrics


def table(columns: Sequence[tuple[str, dict[str, Any]]]) -> str:
    """All rows as Markdown."""
    rows = ["| | " + " | ".join(name for name, _ in columns) + " |",
            "|---|" + "---|" * len(columns)]  # fmt: skip
    for key, name in _FAULTS:
        cells = [f"{m[key]['count']} of {m[key]['opportunities']}" for _, m in columns]
        rows.append(f"| {name} | " + " | ".join(cells) + " |")
    for name, key, part, form in _MEASURES:
        cells = [form.format(m[key][part]) for _, m in columns]
        rows.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(rows)


# ---------------------------------------------------------------------------- cost of a line


def layout_cost(runs: int = 5, entries: int = 12) -> tuple[float, float, float]:
    """CPU ms a page for layout and drawing: ours, plain WeasyPrint's, and the median ratio.

    Both lay out the same entries in this process, in turn, without the cyclic garbage collector,
    as our workers do.
    """
    from weasyprint import HTML

    from huozi.press import Order, open_press
    from huozi.progress import Progress
    from huozi.read.units import split
    from huozi.values.galley import Known

    chosen = books.articles()[:entries]
    with tempfile.TemporaryDirectory() as name:
        folder = books.huozi_folder(chosen, Path(name))
        with open_press(Order(folder, folder / "book.pdf", jobs=1), Progress()) as press:
            compiler = press.compositor.compiler
        units = [unit for unit in split(press.manuscript, Known()) if unit.kind.value == "article"]
        pages = [(path := Path(name) / f"{a.number}.html", books.html_file([a], path))
                 for a in chosen]  # fmt: skip
        ours, plain = [], []
        gc.disable()
        try:
            for _ in range(runs + 1):
                started = time.process_time()
                count = sum(len(compiler.compile(unit).contents) for unit in units)
                ours.append((time.process_time() - started) * 1000 / count)
                started = time.process_time()
                count = 0
                for path, _ in pages:
                    document = HTML(filename=str(path)).render()
                    count += len(document.pages)
                    _paint(document)
                plain.append((time.process_time() - started) * 1000 / count)
                gc.collect()
        finally:
            gc.enable()
    ratios = [a / b for a, b in zip(ours[1:], plain[1:], strict=True)]
    return statistics.median(ours[1:]), statistics.median(plain[1:]), statistics.median(ratios)


def _paint(document: Any) -> None:
    """Draw the pages as our layout does: into streams, without embedding a font."""
    from huozi.compile.setting.painting import paint
    from huozi.compile.tagging import Tagger

    paint(document, {}, Tagger(document.pages[0]._page_box.children[0].element))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and write docs/lines.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lines", description=__doc__)
    parser.add_argument("--tool", type=Path, required=True, help="the measuring instrument")
    parser.add_argument("--output", type=Path, default=RESULTS)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bench = Bench(folder, 1, 1)
        bench.huozi(), bench.typst(), bench.plain()
        columns = [
            ("Huozi", judge(options.tool, folder / "huozi" / "output" / "book.pdf")),
            (f"Typst {version('typst')}", judge(options.tool, folder / "typst.pdf")),
            (f"WeasyPrint {version('weasyprint')}", judge(options.tool, folder / "plain.pdf")),
        ]
    ours, plain, ratio = layout_cost()
    options.output.write_text(
        f"""# How well lines are set

Made by `python -m benchmarks.lines` from the measuring book (`benchmarks/measuring_book.py`: 70
entries, 29 characters to the line), set by three programs on one page format and judged from glyph
positions by an instrument that knows none of them. House style: 全角式, push-out.

{table(columns)}

Layout and drawing of the same entries in one process, in turn, composer included, on {machine()}:
**{ours:.1f} ms CPU a page against {plain:.1f} for plain WeasyPrint, ratio {ratio:.2f}**
(median of 5).
""",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
