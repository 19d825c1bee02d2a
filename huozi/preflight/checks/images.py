"""Pictures: pixels enough, and colours that the press prints."""

from collections.abc import Iterator

from huozi.pdf.marks import Picture
from huozi.preflight.document import DocumentPage
from huozi.preflight.job import PlacedFinding, PreflightJob, each_page, each_press_page, fault
from huozi.values.manuscript import Severity

_POOR_DPI, _GOOD_DPI, _LINE_ART_DPI = 150, 300, 600
_TOLERANCE = 0.99
_GREY = ("gray", "icc-gray")


@each_press_page
def image_resolution(_: PreflightJob, page: DocumentPage) -> Iterator[PlacedFinding]:
    """Pictures have enough pixels at the size they are placed.

    Below 150 dpi anyone sees it, below 300 a press does; line art of one bit needs 600.
    """
    for mark in page.ink:
        if isinstance(mark, Picture):
            wanted = _LINE_ART_DPI if mark.bits == 1 else _GOOD_DPI
            dpi = _dpi(mark)
            if dpi < wanted * _TOLERANCE:
                weight = Severity.ERROR if dpi < _POOR_DPI * _TOLERANCE else Severity.WARNING
                yield fault("preflight-image-resolution", page, mark.box, weight,
                            found=round(dpi), expected=wanted)  # fmt: skip


def _dpi(picture: Picture) -> float:
    """Pixels to the inch where it stands, in the coarser direction."""
    if picture.width_pt <= 0 or picture.height_pt <= 0:
        return float("inf")
    return 72 * min(picture.width_px / picture.width_pt, picture.height_px / picture.height_pt)


@each_page
def image_colour(job: PreflightJob, page: DocumentPage) -> Iterator[PlacedFinding]:
    """Pictures are in a colour space the profile allows: for a one-colour book grey.

    A colour photograph in a one-colour book is turned to grey by the press, and not as its maker
    would.
    """
    for mark in page.marks:
        if isinstance(mark, Picture) and mark.family != "mask":
            coloured = job.black_only and mark.family not in _GREY
            if coloured or mark.family not in job.families:
                yield fault("preflight-image-colour", page, mark.box, found=mark.family)
