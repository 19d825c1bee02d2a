"""Text below 12 pt is never a tint.

A tint is printed as dots; the dots eat the edges of small type.
"""

from collections.abc import Iterator

from huozi.pdf.marks import Colour, ShownString
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import finding

_SMALL_PT = 12.0
_TRACE = 0.01


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """The first tinted text of each page."""
    if not job.profile.press:
        return
    for page in job.document.pages:
        for mark in page.ink:
            if (
                isinstance(mark, ShownString)
                and mark.size_pt < _SMALL_PT - 0.01
                and _tint(mark.colour)
            ):
                yield PlacedFinding(
                    finding("preflight-tinted-text", found=mark.colour, size=f"{mark.size_pt:.1f}"),
                    page.number,
                    mark.box,
                )
                break


def _tint(colour: Colour) -> bool:
    inks = colour.inks or (colour.values if colour.family == "spot" else None)
    return inks is not None and any(_TRACE < ink < 1 - _TRACE for ink in inks)
