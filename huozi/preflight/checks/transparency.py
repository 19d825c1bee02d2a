"""Nothing transparent where the profile has none; blending in the inks of the press where it has.

A plate knows no transparency: somebody flattens it, and it should not be the night shift
(ISO 15930-1, 6.3.5; ISO 15930-7, 6.2.5).
"""

from collections.abc import Iterator

from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import finding


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Kinds of transparency on each page, and the spaces of its groups."""
    severity = job.profile.transparency
    for page in job.document.pages:
        found = page.painted.transparency
        if found and severity is not None:
            yield PlacedFinding(
                finding("preflight-transparency", severity=severity, found=", ".join(found)),
                page.number,
            )
        for family in page.painted.blending:
            if job.profile.press and family not in job.profile.families:
                yield PlacedFinding(finding("preflight-blend-space", found=family), page.number)
