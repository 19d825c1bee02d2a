"""A file for the press has no layers that may be switched on and off.

Which of them the platesetter shows is not told by what the desk shows. PDF 1.4, and so PDF/X-1a,
knows none (ISO 15930-4); the checks look at all of them, hidden or not.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf

from huozi.preflight.canvas import STRANGE
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import Severity, finding

_NAMED = 5


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Layers of the file, by name."""
    if not job.profile.press:
        return
    if names := _names(job.document.pdf.Root.get("/OCProperties")):
        weight = Severity.ERROR if job.profile.pdfx == "X-1a" else Severity.WARNING
        shown = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
        yield PlacedFinding(finding("preflight-layers", severity=weight, found=shown))


def _names(properties: Any) -> list[str]:
    if not isinstance(properties, pikepdf.Dictionary):
        return []
    try:
        return [str(layer.get("/Name", "?")) for layer in properties.OCGs]
    except STRANGE:
        return ["?"]
