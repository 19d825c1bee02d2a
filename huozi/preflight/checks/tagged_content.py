"""In a tagged file all that is painted is tagged, or an artifact.

What is neither is not read out, and nobody said that it need not be (ISO 14289-1, 7.1; Matterhorn
Protocol 01-005).
"""

from collections.abc import Iterator

from huozi.pdf.marks import prints
from huozi.preflight.job import PlacedFinding, PreflightJob, union
from huozi.values.manuscript import Severity, finding


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Marks in no tag."""
    if not job.profile.tagged or job.document.structure is None:
        return
    for page in job.document.pages:
        boxes = [mark.box for mark in page.painted.untagged if prints(mark)]
        if boxes:
            found = finding("preflight-content-untagged", severity=Severity.WARNING)
            yield PlacedFinding(found, page.number, union(boxes))
