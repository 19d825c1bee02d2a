"""Every bookmark leads to a page, and its title stands there.

An outline that leads astray is the first thing an editor notices on the screen. A book may name an
entry otherwise in its contents and bookmarks than on its page (`toc_title`): the record of its
build tells.
"""

from collections.abc import Iterator

from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.preflight.lines import letters
from huozi.preflight.outline import bookmarks
from huozi.preflight.recorded import openings
from huozi.values.manuscript import Severity, finding


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Bookmarks against the text of their pages."""
    recorded = {(unit.page, unit.title) for unit in openings(job.wanted.record)}
    for line in bookmarks(job.document.pdf):
        if not 0 < line.page <= len(job.document.pages):
            yield PlacedFinding(
                finding("preflight-outline-nowhere", severity=Severity.WARNING, title=line.title)
            )
            continue
        page = job.document.pages[line.page - 1]
        # Pages without text (pictures, scans) can't be asked.
        if (line.page, line.title) in recorded:
            continue
        if page.text and letters(line.title) not in page.letters:
            yield PlacedFinding(
                finding("preflight-outline-title", severity=Severity.WARNING, title=line.title),
                page.number,
            )
