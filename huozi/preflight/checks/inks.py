"""Inks: what stands on the plates is what the press can print, and what the screen shows."""

from collections.abc import Iterator

from huozi.pdf.boxes import Box
from huozi.pdf.marks import Colour, Picture, Shape, ShownString, colours
from huozi.preflight.document import DocumentPage
from huozi.preflight.job import (
    PlacedFinding,
    PreflightJob,
    each_page,
    each_press_page,
    fault,
    warning,
)

_TRACE = 0.001  # of an ink beside black
_RULE_PT = 3.0  # a thinner rectangle is a rule, a larger one an area, which may be rich
_RICH_DARK, _RICH_TRACE = 0.6, 0.1
_SMALL_PT = 12.0
_TINT_TRACE = 0.01
_THINNEST_PT = 0.25
_MOST_INK = 2.80


@each_page
def colour(job: PreflightJob, page: DocumentPage) -> Iterator[PlacedFinding]:
    """Colours are those the press prints: for a one-colour book black alone, never RGB.

    An RGB black comes out of the separation as four inks; an RGB operator that paints nothing today
    paints tomorrow, so operators are judged, not only marks.
    """
    for family in page.painted.spaces:
        if family not in job.families:
            yield fault("preflight-colour", page, _first(page, family), found=family)
    if not job.black_only:
        return
    seen = set()
    for mark in page.marks:
        if isinstance(mark, Picture) and mark.family != "mask":
            continue
        for asked in colours(mark):
            if _coloured(asked) and str(asked) not in seen:
                seen.add(str(asked))
                yield fault("preflight-colour-inks", page, mark.box, found=asked)


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


@each_press_page
def registration(_: PreflightJob, page: DocumentPage) -> Iterator[PlacedFinding]:
    """The colour of all plates is for marks outside the page.

    What stands on the page in it is printed by every ink there is, one on the other (ISO 32000-1,
    8.6.6.4: /All). The first such mark of each page.
    """
    for mark in page.ink:
        if any(colour.family == "registration" for colour in colours(mark)):
            yield fault("preflight-registration", page, mark.box)
            return


@each_press_page
def rich_black(_: PreflightJob, page: DocumentPage) -> Iterator[PlacedFinding]:
    """Text and rules are black by one ink; the first mark of each page that is not.

    Four inks never register exactly: small type gets coloured edges and fills in.
    """
    for mark in page.ink:
        area = isinstance(mark, Shape) and mark.fill and min(mark.box.size) > _RULE_PT
        if area or not isinstance(mark, ShownString | Shape):
            continue
        if rich := next(filter(_rich, colours(mark)), None):
            yield fault("preflight-rich-black", page, mark.box, found=rich)
            return


def _rich(colour: Colour) -> bool:
    """Black or nearly, made of more than black ink."""
    if colour.inks is None:
        return False
    c, m, y, k = colour.inks
    return (k >= _RICH_DARK and max(c, m, y) > _RICH_TRACE) or min(c, m, y) >= _RICH_DARK


@each_press_page
def tinted_text(_: PreflightJob, page: DocumentPage) -> Iterator[PlacedFinding]:
    """Text below 12 pt is never a tint; the first on each page that is.

    A tint is printed as dots; the dots eat the edges of small type.
    """
    for mark in page.ink:
        if isinstance(mark, ShownString) and mark.size_pt < _SMALL_PT - 0.01 and _tint(mark.colour):
            size = f"{mark.size_pt:.1f}"
            yield fault("preflight-tinted-text", page, mark.box, found=mark.colour, size=size)
            return


def _tint(colour: Colour) -> bool:
    inks = colour.inks or (colour.values if colour.family == "spot" else None)
    return inks is not None and any(_TINT_TRACE < ink < 1 - _TINT_TRACE for ink in inks)


@each_press_page
def hairlines(_: PreflightJob, page: DocumentPage) -> Iterator[PlacedFinding]:
    """Rules are at least 0.25 pt thick; the thinnest of each page.

    Thinner ones vanish on the plate; a width of 0 means "as thin as the device can", which on a
    plate setter is nothing.
    """
    rules = ((_thickness(mark), mark.box) for mark in page.ink if isinstance(mark, Shape))
    if thin := [(thick, box) for thick, box in rules if thick < _THINNEST_PT - 0.01]:
        thick, box = min(thin)
        yield warning("preflight-hairline", page, box, found=f"{thick:.2f}", expected=_THINNEST_PT)


def _thickness(shape: Shape) -> float:
    """Of a rule; what is none has no bound."""
    if shape.stroke is not None and not shape.stroke.white and shape.line_pt is not None:
        return shape.line_pt
    return min(shape.box.size) if shape.rectangle and shape.fill is not None else float("inf")


@each_press_page
def ink_coverage(_: PreflightJob, page: DocumentPage) -> Iterator[PlacedFinding]:
    """The inks on one spot do not add up to more than uncoated paper dries: 280 %.

    More sets off on the next sheet. The heaviest mark of each page is named; pictures are left to
    their makers: their pixels are not looked at.
    """
    asked = ((sum(colour.inks or ()), mark.box) for mark in page.ink for colour in colours(mark))
    if heavy := [(total, box) for total, box in asked if total > _MOST_INK + 0.001]:
        total, box = max(heavy)
        found, expected = round(total * 100), round(_MOST_INK * 100)
        yield warning("preflight-ink-coverage", page, box, found=found, expected=expected)


@each_press_page
def overprint(_: PreflightJob, page: DocumentPage) -> Iterator[PlacedFinding]:
    """White is never printed over what it lies on; the first such mark of each page.

    White is no ink: overprinted, it leaves what is there, and letters that are seen on the screen
    are gone from the plate (ISO 32000-1, 8.6.7).
    """
    for mark in page.painted.lost:
        if not mark.box.cut(page.trim).empty:
            yield fault("preflight-white-overprint", page, mark.box)
            return


@each_page
def transparency(job: PreflightJob, page: DocumentPage) -> Iterator[PlacedFinding]:
    """Nothing transparent where the profile has none; blending in the inks of the press elsewhere.

    A plate knows no transparency: somebody flattens it, and it should not be the night shift
    (ISO 15930-1, 6.3.5; ISO 15930-7, 6.2.5).
    """
    severity, found = job.profile.transparency, page.painted.transparency
    if found and severity is not None:
        yield fault("preflight-transparency", page, severity=severity, found=", ".join(found))
    for family in page.painted.blending:
        if job.profile.press and family not in job.families:
            yield fault("preflight-blend-space", page, found=family)
