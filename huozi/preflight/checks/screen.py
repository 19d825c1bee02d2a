"""A file for the screen has a title, a language, and tags for those who listen.

Sources: ISO 14289-1 (PDF/UA), 7.1 and 7.2; WCAG 2.1, 3.1.1.
"""

from collections.abc import Iterator

from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import Severity, finding


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """What a screen reader begins with."""
    if not job.profile.tagged:
        return
    if job.document.structure is None:
        yield PlacedFinding(finding("preflight-untagged", severity=Severity.WARNING))
    if not str(job.document.pdf.Root.get("/Lang", "")):
        yield PlacedFinding(finding("preflight-no-language", severity=Severity.WARNING))
    if not job.document.info("/Title"):
        yield PlacedFinding(finding("preflight-no-title", severity=Severity.WARNING))
