"""Pictures have enough pixels at the size they are placed.

Below 150 dpi anyone sees it, below 300 a press does; line art of one bit needs 600.
"""

from collections.abc import Iterator

from huozi.pdf.marks import Picture
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import Severity, finding

_POOR_DPI, _GOOD_DPI, _LINE_ART_DPI = 150, 300, 600
_TOLERANCE = 0.99


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Every picture that is too coarse."""
    if not job.profile.press:
        return
    for page in job.document.pages:
        for mark in page.ink:
            if not isinstance(mark, Picture):
                continue
            wanted = _LINE_ART_DPI if mark.bits == 1 else _GOOD_DPI
            found = effective_dpi(mark)
            if found < wanted * _TOLERANCE:
                poor = found < _POOR_DPI * _TOLERANCE
                yield PlacedFinding(
                    finding(
                        "preflight-image-resolution", None,
                        Severity.ERROR if poor else Severity.WARNING,
                        found=round(found), expected=wanted,
                    ),
                    page.number, mark.box,
                )  # fmt: skip


def effective_dpi(picture: Picture) -> float:
    """Pixels to the inch where it stands, in the coarser direction."""
    if picture.width_pt <= 0 or picture.height_pt <= 0:
        return float("inf")
    return 72 * min(picture.width_px / picture.width_pt, picture.height_px / picture.height_pt)
