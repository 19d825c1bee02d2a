"""`build.py cover`: count the body's pages, set the cover that goes round them, write it."""

from dataclasses import dataclass

from huozi.compositor import Compositor
from huozi.files import write_atomically
from huozi.jobs.cover.panels import Panels
from huozi.jobs.cover.sheet import prove_fit, set_cover
from huozi.press import Order, check_book, made_up
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
    progress.step("read")
    manuscript, findings = check_book(order.book_dir)
    progress.step("compile")
    compositor = Compositor(order.book_dir, manuscript, order.jobs, progress)
    page_map = made_up(manuscript, compositor, progress).page_map
    pages = len(page_map.pages)
    progress.step("link")
    made = set_cover(manuscript, pages, compositor, order.purpose)
    compositor.close()
    progress.step("verify")
    prove_fit(made.pdf, made.panels, order.output.name)
    write_atomically(order.output, made.pdf)
    return CoverReport(made.panels, pages, findings + made.findings)
