"""The number of pages fills whole signatures, and is what the record says.

A press folds sheets: a book sewn in sixteens has a multiple of sixteen pages, a stapled booklet one
of four. Pages that are missing come back as blanks nobody planned.
"""

from collections.abc import Iterator

from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import finding


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Count against the signature and the record."""
    count, signature = len(job.document.pages), job.wanted.signature
    if signature and count % signature:
        missing = signature - count % signature
        yield PlacedFinding(
            finding("preflight-signature", found=count, signature=signature, missing=missing)
        )
    recorded = job.wanted.record.get("pages")
    if recorded is not None and recorded != count:
        yield PlacedFinding(finding("preflight-record-pages", found=count, expected=recorded))
