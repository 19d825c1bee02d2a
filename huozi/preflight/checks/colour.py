"""Colours are those the press prints: for a one-colour book black alone, never RGB.

An RGB black comes out of the separation as four inks; an RGB operator that paints nothing today
paints tomorrow, so operators are judged, not only marks.
"""

from collections.abc import Iterator

from huozi.pdf.marks import Box, Colour, Picture, colours
from huozi.preflight.document import DocumentPage
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import finding

_TRACE = 0.001


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Colour spaces that the profile does not know, and inks beside black."""
    for page in job.document.pages:
        for family in page.painted.spaces:
            if family not in job.profile.families:
                box = _first(page, family)
                yield PlacedFinding(finding("preflight-colour", found=family), page.number, box)
        if job.black_only:
            seen = set()
            for mark in page.marks:
                if isinstance(mark, Picture) and mark.family != "mask":
                    continue
                for colour in colours(mark):
                    if _coloured(colour) and str(colour) not in seen:
                        seen.add(str(colour))
                        yield PlacedFinding(
                            finding("preflight-colour-inks", found=colour), page.number, mark.box
                        )


def _coloured(colour: Colour) -> bool:
    """Takes another ink than black."""
    if colour.family == "cmyk" and not colour.values:
        return True  # an indexed colour or gradient: which one is unknown
    if colour.inks is None:
        return colour.family == "spot" and not colour.white
    return max(colour.inks[:3]) > _TRACE


def _first(page: DocumentPage, family: str) -> Box | None:
    for mark in page.marks:
        if not isinstance(mark, Picture) and any(c.family == family for c in colours(mark)):
            return mark.box
    return None
