"""The inks on one spot do not add up to more than uncoated paper dries.

280 % for uncoated paper; more sets off on the next sheet.
Pictures are left to their makers: their pixels are not looked at.
"""

from collections.abc import Iterator

from huozi.pdf.marks import colours
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import Severity, finding

_MOST = 2.80


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """The heaviest mark of each page."""
    if not job.profile.press:
        return
    for page in job.document.pages:
        heavy = [
            (total, mark.box)
            for mark in page.ink
            for colour in colours(mark)
            if colour.inks and (total := sum(colour.inks)) > _MOST + 0.001
        ]
        if heavy:
            total, box = max(heavy)
            yield PlacedFinding(
                finding(
                    "preflight-ink-coverage", None, Severity.WARNING,
                    found=round(total * 100), expected=round(_MOST * 100),
                ),
                page.number, box,
            )  # fmt: skip
