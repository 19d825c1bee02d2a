"""Pictures are in a colour space the profile allows: for a one-colour book grey.

A colour photograph in a one-colour book is turned to grey by the press, and not as its maker would.
"""

from collections.abc import Iterator

from huozi.pdf.marks import Picture
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import finding

_GREY = ("gray", "icc-gray")


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Every picture in another space."""
    profile = job.profile
    for page in job.document.pages:
        for mark in page.marks:
            if not isinstance(mark, Picture) or mark.family == "mask":
                continue
            coloured = job.black_only and mark.family not in _GREY
            if coloured or mark.family not in profile.families:
                yield PlacedFinding(
                    finding("preflight-image-colour", found=mark.family), page.number, mark.box
                )
