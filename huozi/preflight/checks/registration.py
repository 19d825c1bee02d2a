"""The colour of all plates is for marks outside the page.

What stands on the page in it is printed by every ink there is, one on the other (ISO 32000-1,
8.6.6.4: /All).
"""

from collections.abc import Iterator

from huozi.pdf.marks import colours
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import finding


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """The first such mark of each page."""
    if not job.profile.press:
        return
    for page in job.document.pages:
        for mark in page.ink:
            if any(colour.family == "registration" for colour in colours(mark)):
                yield PlacedFinding(finding("preflight-registration"), page.number, mark.box)
                break
