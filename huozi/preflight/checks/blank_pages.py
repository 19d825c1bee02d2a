"""Blank pages are truly blank, and no other page is; what stands in the slug is on none.

White rectangles and invisible text on a blank page come out of some proofing systems as ink; an
empty page in a chapter is a page that was lost.
"""

from collections.abc import Iterator

from huozi.pdf.marks import Mark
from huozi.preflight.document import DocumentPage
from huozi.preflight.job import PlacedFinding, PreflightJob, union
from huozi.preflight.recorded import openings
from huozi.values.manuscript import Severity, finding

_TOUCHES_PT = 0.1


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Against the record; without one, only what looks blank and is not."""
    units = openings(job.wanted.record)
    filled = {unit.page + i for unit in units for i in range(min(unit.pages, 10_000))}
    for page in job.document.pages:
        if page.unjudged or page.damaged:
            continue
        inked = [mark.box for mark in page.ink if _inside(mark, page)]
        if not inked and (held := [mark.box for mark in page.marks if _inside(mark, page)]):
            yield PlacedFinding(
                finding("preflight-blank-marks", severity=Severity.WARNING),
                page.number, union(held),
            )  # fmt: skip
        if units and inked and page.number not in filled:
            yield PlacedFinding(finding("preflight-blank-inked"), page.number, union(inked))
        if units and not inked and page.number in filled:
            yield PlacedFinding(finding("preflight-page-empty"), page.number)


def _inside(mark: Mark, page: DocumentPage) -> bool:
    """On the page as cut, not in the slug; a crop mark may touch the trim."""
    return not mark.box.cut(page.trim.grown(-_TOUCHES_PT)).empty
