"""`build.py cover`: count the body's pages; set the cover that goes round them, judge, write it."""

from dataclasses import dataclass

from huozi.files import write_atomically
from huozi.finish.acceptance import inspected, undone
from huozi.jobs.cover.panels import Panels
from huozi.jobs.cover.sheet import cover_wanted, prove_fit, set_cover
from huozi.pdf.profile import Purpose
from huozi.press import Order, made_up, open_press
from huozi.progress import Progress
from huozi.values.manuscript import Finding


@dataclass(frozen=True, slots=True)
class CoverReport:
    """What was made."""

    panels: Panels
    pages: int
    findings: tuple[Finding, ...]


def press_cover(order: Order, progress: Progress) -> CoverReport:
    """Make the cover of the book as it stands. Raises as `press_book` does."""
    with open_press(order, progress) as press:
        pages = len(made_up(press).page_map.pages)
        progress.step("link")
        made = set_cover(press, pages)
        progress.step("verify")
        name, found = order.output.name, press.findings + made.findings
        prove_fit(made.pdf, made.panels, name)
        if order.purpose != Purpose():
            found += inspected(made.pdf, name, cover_wanted(made.panels), order.purpose)
            found += undone(press.manuscript, order.purpose)
    write_atomically(order.output, made.pdf)
    return CoverReport(made.panels, pages, found)
