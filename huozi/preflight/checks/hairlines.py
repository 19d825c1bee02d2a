"""Rules are at least 0.25 pt thick.

Thinner ones vanish on the plate; a width of 0 means "as thin as the device can", which on a plate
setter is nothing.
"""

from collections.abc import Iterator

from huozi.pdf.marks import Shape
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import Severity, finding

_THINNEST_PT = 0.25


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """The thinnest rule of each page."""
    if not job.profile.press:
        return
    for page in job.document.pages:
        thin = [
            (thickness, mark.box)
            for mark in page.ink
            if isinstance(mark, Shape)
            and (thickness := _thickness(mark)) is not None
            and thickness < _THINNEST_PT - 0.01
        ]
        if thin:
            thickness, box = min(thin)
            yield PlacedFinding(
                finding(
                    "preflight-hairline", None, Severity.WARNING,
                    found=f"{thickness:.2f}", expected=_THINNEST_PT,
                ),
                page.number, box,
            )  # fmt: skip


def _thickness(shape: Shape) -> float | None:
    if shape.stroke is not None and not shape.stroke.white:
        return shape.line_pt
    if shape.rectangle and shape.fill is not None:
        return min(shape.box.width, shape.box.height)
    return None
