"""A file for the press or the archive is not encrypted, not even without a password.

Who may read it may not be allowed to impose it, and the platesetter asks nobody (ISO 15930-7, 6.1;
ISO 19005-2, 6.1.3).
"""

from collections.abc import Iterator

from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import finding


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Any encryption."""
    if (job.profile.press or job.profile.pdfa) and job.document.pdf.is_encrypted:
        yield PlacedFinding(finding("preflight-protected"))
