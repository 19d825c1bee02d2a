"""Page boxes: origin 0, MediaBox ⊇ BleedBox = trim + bleed ⊃ TrimBox, the same on all pages.

Imposition software places pages by these boxes; one page that differs shifts on the plate.
"""

from collections.abc import Iterator

from huozi.pdf.marks import Box
from huozi.preflight.document import DocumentPage
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.length import mm, to_mm
from huozi.values.manuscript import Severity, finding

_TOLERANCE_PT = mm(0.1)


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Boxes of each page, and of all pages together."""
    press = job.profile.press
    first = job.document.pages[0]
    for page in job.document.pages:
        if not _same_size(page.trim, first.trim) or not _same_size(page.media, first.media):
            yield PlacedFinding(
                finding(
                    "preflight-box-unequal",
                    severity=Severity.ERROR if press else Severity.WARNING,
                    found=_size(page.trim),
                    expected=_size(first.trim),
                ),
                page.number,
            )
        if press:
            yield from _for_press(job, page)
    wanted = job.wanted.trim_pt
    if wanted and not _same_size(first.trim, Box(0, 0, *wanted)):
        expected = f"{to_mm(wanted[0]):.1f} × {to_mm(wanted[1]):.1f}"
        yield PlacedFinding(
            finding("preflight-trim-size", found=_size(first.trim), expected=expected), 1
        )


def _for_press(job: PreflightJob, page: DocumentPage) -> Iterator[PlacedFinding]:
    boxes, media = page.boxes, page.media
    if page.rotate:
        yield PlacedFinding(finding("preflight-page-turned", found=page.rotate), page.number)
    if page.user_unit != 1:
        yield PlacedFinding(finding("preflight-user-unit", found=page.user_unit), page.number)
    missing = [name for name in ("MediaBox", "TrimBox", "BleedBox") if name not in boxes]
    if missing:
        yield PlacedFinding(finding("preflight-box-missing", found=", ".join(missing)), page.number)
    if abs(media.x0) > _TOLERANCE_PT or abs(media.y0) > _TOLERANCE_PT:
        origin = f"{media.x0:g}, {media.y0:g}"
        yield PlacedFinding(finding("preflight-box-origin", found=origin), page.number)
    for inner, outer in (("TrimBox", "BleedBox"), ("BleedBox", "MediaBox"), ("TrimBox", "CropBox")):
        if inner in boxes and outer in boxes:
            if not boxes[inner].within(boxes[outer], _TOLERANCE_PT):
                yield PlacedFinding(
                    finding("preflight-box-nesting", inner=inner, outer=outer), page.number
                )
    if "TrimBox" in boxes and "BleedBox" in boxes:
        margins = _margins(boxes["BleedBox"], boxes["TrimBox"])
        if any(abs(margin - job.wanted.bleed_pt) > _TOLERANCE_PT for margin in margins):
            yield PlacedFinding(
                finding(
                    "preflight-box-bleed",
                    found=" / ".join(f"{to_mm(margin):.1f}" for margin in margins),
                    expected=f"{to_mm(job.wanted.bleed_pt):.1f}",
                ),
                page.number,
            )


def _margins(outer: Box, inner: Box) -> tuple[float, float, float, float]:
    return (
        inner.x0 - outer.x0,
        inner.y0 - outer.y0,
        outer.x1 - inner.x1,
        outer.y1 - inner.y1,
    )


def _same_size(one: Box, other: Box) -> bool:
    return (
        abs(one.width - other.width) <= _TOLERANCE_PT
        and abs(one.height - other.height) <= _TOLERANCE_PT
    )


def _size(box: Box) -> str:
    return f"{to_mm(box.width):.1f} × {to_mm(box.height):.1f}"
