"""Ink that touches the trim runs on into the bleed.

The guillotine is a millimetre off on a good day: what ends at the trim shows a white edge.
"""

from collections.abc import Iterator

from huozi.pdf.marks import Box
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.length import mm, to_mm
from huozi.values.manuscript import finding

_TOUCHES_PT = 0.5
_TOLERANCE_PT = mm(0.1)


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """The worst place of each page."""
    if not job.profile.press:
        return
    for page in job.document.pages:
        worst: tuple[float, Box] | None = None
        for mark in page.ink:
            if mark.box.cut(page.trim.grown(-0.1)).empty:
                continue  # crop marks, slug
            for overshoot in overshoots(mark.box, page.trim):
                short = overshoot < job.wanted.bleed_pt - _TOLERANCE_PT
                if overshoot > -_TOUCHES_PT and short and (not worst or overshoot < worst[0]):
                    worst = overshoot, mark.box
        if worst:
            yield PlacedFinding(
                finding(
                    "preflight-bleed",
                    found=f"{max(0.0, to_mm(worst[0])):.1f}",
                    expected=f"{to_mm(job.wanted.bleed_pt):.1f}",
                ),
                page.number,
                worst[1],
            )


def overshoots(box: Box, trim: Box) -> tuple[float, float, float, float]:
    """How far a box reaches over each edge of the trim; negative: how far it stays inside."""
    return (trim.x0 - box.x0, trim.y0 - box.y0, box.x1 - trim.x1, box.y1 - trim.y1)
