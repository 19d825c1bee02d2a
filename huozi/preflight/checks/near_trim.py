"""Nothing stands within 5 mm of the trim unless it bleeds.

What stands there may be cut into, and looks crooked next to the edge.
"""

from collections.abc import Iterator

from huozi.pdf.marks import Box
from huozi.preflight.checks.bleed import overshoots
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.length import mm, to_mm
from huozi.values.manuscript import Severity, finding

_SAFE_PT = mm(5)
_TOUCHES_PT = 0.5  # from here on it is a question of bleed


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """The nearest mark of each page."""
    if not job.profile.press:
        return
    for page in job.document.pages:
        nearest: tuple[float, Box] | None = None
        for mark in page.ink:
            if mark.box.cut(page.trim.grown(-0.1)).empty:
                continue
            inside = min(-overshoot for overshoot in overshoots(mark.box, page.trim))
            if _TOUCHES_PT <= inside < _SAFE_PT - 0.05 and (not nearest or inside < nearest[0]):
                nearest = inside, mark.box
        if nearest:
            yield PlacedFinding(
                finding(
                    "preflight-near-trim", None, Severity.WARNING,
                    found=f"{to_mm(nearest[0]):.1f}", expected=f"{to_mm(_SAFE_PT):.0f}",
                ),
                page.number, nearest[1],
            )  # fmt: skip
