"""Page boxes and the trim: what imposition places pages by, and the guillotine cuts."""

from collections.abc import Iterator

from huozi.pdf.boxes import Box
from huozi.preflight.document import DocumentPage
from huozi.preflight.job import PlacedFinding, PreflightJob, each_press_page, fault, warning
from huozi.values.length import mm, to_mm
from huozi.values.manuscript import Severity

_TOLERANCE_PT = mm(0.1)
_SPINE_TOLERANCE_PT = mm(0.5)
_TOUCHES_PT = 0.5  # from the trim: nearer, it is a question of bleed
_SAFE_PT = mm(5)


def boxes(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Origin 0, MediaBox ⊇ BleedBox = trim + bleed ⊃ TrimBox, the same on all pages.

    Imposition software places pages by these boxes; one page that differs shifts on the plate.
    """
    press = job.profile.press
    first = job.document.pages[0]
    for page in job.document.pages:
        if not _same_size(page.trim, first.trim) or not _same_size(page.media, first.media):
            weight = Severity.ERROR if press else Severity.WARNING
            found, expected = _size(page.trim), _size(first.trim)
            yield fault("preflight-box-unequal", page, None, weight, found=found, expected=expected)
        if press:
            yield from _for_press(job, page)
    wanted = Box(0, 0, *(job.wanted.trim_pt or first.trim[2:]))
    if job.wanted.trim_pt and not _same_size(first.trim, wanted):
        yield fault("preflight-trim-size", 1, found=_size(first.trim), expected=_size(wanted))


def _for_press(job: PreflightJob, page: DocumentPage) -> Iterator[PlacedFinding]:
    boxes, media = page.boxes, page.media
    if page.rotate:
        yield fault("preflight-page-turned", page, found=page.rotate)
    if page.user_unit != 1:
        yield fault("preflight-user-unit", page, found=page.user_unit)
    missing = [name for name in ("MediaBox", "TrimBox", "BleedBox") if name not in boxes]
    if missing:
        yield fault("preflight-box-missing", page, found=", ".join(missing))
    if abs(media.left) > _TOLERANCE_PT or abs(media.bottom) > _TOLERANCE_PT:
        yield fault("preflight-box-origin", page, found=f"{media.left:g}, {media.bottom:g}")
    for inner, outer in (("TrimBox", "BleedBox"), ("BleedBox", "MediaBox"), ("TrimBox", "CropBox")):
        if inner in boxes and outer in boxes:
            if not boxes[inner].within(boxes[outer], _TOLERANCE_PT):
                yield fault("preflight-box-nesting", page, inner=inner, outer=outer)
    if "TrimBox" in boxes and "BleedBox" in boxes:
        margins, wanted = boxes["BleedBox"].over(boxes["TrimBox"]), job.wanted.bleed_pt
        if any(abs(margin - wanted) > _TOLERANCE_PT for margin in margins):
            found = " / ".join(_mm(margin) for margin in margins)
            yield fault("preflight-box-bleed", page, found=found, expected=_mm(wanted))


def _same_size(one: Box, other: Box) -> bool:
    differences = (one.width - other.width, one.height - other.height)
    return all(abs(difference) <= _TOLERANCE_PT for difference in differences)


def _mm(pt: float) -> str:
    return f"{to_mm(pt):.1f}"


def _size(box: Box) -> str:
    return f"{_mm(box.width)} × {_mm(box.height)}"


@each_press_page
def bleed(job: PreflightJob, page: DocumentPage) -> Iterator[PlacedFinding]:
    """Ink that touches the trim runs on into the bleed; the worst place of each page.

    The guillotine is a millimetre off on a good day: what ends at the trim shows a white edge.
    """
    enough = job.wanted.bleed_pt - _TOLERANCE_PT
    touching = (
        (overshoot, box)
        for box in _on_page(page)
        for overshoot in box.over(page.trim)
        if -_TOUCHES_PT < overshoot < enough
    )
    if worst := min(touching, default=None, key=lambda pair: pair[0]):
        found, expected = _mm(max(0.0, worst[0])), _mm(job.wanted.bleed_pt)
        yield fault("preflight-bleed", page, worst[1], found=found, expected=expected)


@each_press_page
def near_trim(_: PreflightJob, page: DocumentPage) -> Iterator[PlacedFinding]:
    """Nothing stands within 5 mm of the trim unless it bleeds; the nearest mark of each page.

    What stands there may be cut into, and looks crooked next to the edge.
    """
    inside = ((-max(box.over(page.trim)), box) for box in _on_page(page))
    near = (pair for pair in inside if _TOUCHES_PT <= pair[0] < _SAFE_PT - 0.05)
    if nearest := min(near, default=None, key=lambda pair: pair[0]):
        found, expected = _mm(nearest[0]), f"{to_mm(_SAFE_PT):.0f}"
        yield warning("preflight-near-trim", page, nearest[1], found=found, expected=expected)


def _on_page(page: DocumentPage) -> Iterator[Box]:
    """The places of ink; crop marks and slug are none of the page."""
    inner = page.trim.grown(-0.1)
    return (mark.box for mark in page.ink if not mark.box.cut(inner).empty)


def spine(job: PreflightJob) -> Iterator[PlacedFinding]:
    """The cover fits its body: spine as wide as the body is thick, height the same.

    A cover made for yesterday's page count wraps its title round the corner. The spine of the cover
    sheet is what its trim leaves beside two pages and the flaps; half a millimetre is allowed.
    """
    if job.cover is None:
        return
    body, cover = job.document.pages[0].trim, job.cover.pages[0].trim
    if abs(body.height - cover.height) > _SPINE_TOLERANCE_PT:
        yield fault("preflight-cover-height", found=_mm(cover.height), expected=_mm(body.height))
    found, wanted = cover.width - 2 * body.width - 2 * job.wanted.flap_pt, job.wanted.spine_pt
    if wanted is not None and abs(found - wanted) > _SPINE_TOLERANCE_PT:
        pages = len(job.document.pages)
        yield fault("preflight-spine", found=_mm(found), expected=_mm(wanted), pages=pages)
