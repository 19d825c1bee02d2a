"""A picture is told in words for those who don't see it (ISO 14289-1, 7.3; WCAG 2.1, 1.1.1)."""

from collections.abc import Iterator

from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import Severity, finding

_TOLD = ("/Alt", "/ActualText")


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Figures and formulas without words."""
    structure = job.document.structure
    if not job.profile.tagged or structure is None:
        return
    numbers = {page.raw.objgen: page.number for page in job.document.pages}
    for element in structure.elements:
        silent = not any(str(element.raw.get(key, "")).strip() for key in _TOLD)
        if element.role in ("Figure", "Formula") and silent:
            found = finding("preflight-figure-silent", severity=Severity.WARNING)
            yield PlacedFinding(found, numbers.get(element.page, 0))
