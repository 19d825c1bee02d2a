"""Part pages and the title page are rectos 单码面.

A reader opens a part on the right. Known from the record of the build; of a stranger's book the
outline is asked, where a bookmark with others below it is a part.
"""

from collections.abc import Iterator
from itertools import pairwise

from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.preflight.outline import bookmarks
from huozi.preflight.recorded import openings
from huozi.values.manuscript import Severity, finding
from huozi.values.style import UnitKind

_RECTO = (UnitKind.HALF_TITLE.value, UnitKind.TITLE_PAGE.value, UnitKind.PART.value)


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Openings on the wrong side."""
    units = openings(job.wanted.record)
    for unit in units:
        if unit.kind in _RECTO and unit.page % 2 == 0:
            yield PlacedFinding(
                finding("preflight-part-verso", title=unit.title or unit.kind), unit.page
            )
    if units or not job.profile.press:
        return
    lines = bookmarks(job.document.pdf)
    for line, below in pairwise(lines):
        if line.level == 0 and below.level > 0 and line.page and line.page % 2 == 0:
            yield PlacedFinding(
                finding("preflight-part-verso", severity=Severity.WARNING, title=line.title),
                line.page,
            )
