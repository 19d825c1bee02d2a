"""White is never printed over what it lies on.

White is no ink: overprinted, it leaves what is there, and letters that are seen on the screen are
gone from the plate (ISO 32000-1, 8.6.7).
"""

from collections.abc import Iterator

from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import finding


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """The first such mark of each page."""
    if not job.profile.press:
        return
    for page in job.document.pages:
        for mark in page.painted.lost:
            if not mark.box.cut(page.trim).empty:
                yield PlacedFinding(finding("preflight-white-overprint"), page.number, mark.box)
                break
