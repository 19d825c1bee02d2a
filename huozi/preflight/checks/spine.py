"""The cover fits its body: spine as wide as the body is thick, height the same.

A cover made for yesterday's page count wraps its title round the corner. The spine of the cover
sheet is what its trim leaves beside two pages and the flaps; half a millimetre is allowed.
"""

from collections.abc import Iterator

from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.length import mm, to_mm
from huozi.values.manuscript import finding

_TOLERANCE_PT = mm(0.5)


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """The cover's trim against the body's."""
    if job.cover is None:
        return
    body, cover = job.document.pages[0].trim, job.cover.pages[0].trim
    if abs(body.height - cover.height) > _TOLERANCE_PT:
        yield PlacedFinding(
            finding(
                "preflight-cover-height",
                found=f"{to_mm(cover.height):.1f}",
                expected=f"{to_mm(body.height):.1f}",
            )
        )
    if job.wanted.spine_pt is None:
        return
    spine = cover.width - 2 * body.width - 2 * job.wanted.flap_pt
    if abs(spine - job.wanted.spine_pt) > _TOLERANCE_PT:
        yield PlacedFinding(
            finding(
                "preflight-spine",
                found=f"{to_mm(spine):.1f}",
                expected=f"{to_mm(job.wanted.spine_pt):.1f}",
                pages=len(job.document.pages),
            )
        )
