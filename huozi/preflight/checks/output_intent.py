"""A file that claims a printing or viewing condition says which, with a sound ICC profile.

Without it "device" colours mean whatever the next machine thinks (ISO 15930-7, 6.2.2; ISO 19005-2,
6.2.3). WeasyPrint writes the label of PDF/X without it and does not complain.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf

from huozi.pdf.icc import unsound
from huozi.preflight.canvas import STRANGE
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import finding

_DEVICE = frozenset(("gray", "cmyk", "rgb"))


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """The output intent of X and A profiles."""
    profile = job.profile
    kind = "/GTS_PDFX" if profile.pdfx else "/GTS_PDFA1" if profile.pdfa else ""
    if not kind or (profile.pdfa and not _device_colours(job)):
        return
    intents = [held for held in _intents(job) if held.get("/S") == kind]
    if not intents:
        yield PlacedFinding(finding("preflight-intent-missing", kind=kind[1:]))
        return
    intent = intents[0]
    if "/OutputConditionIdentifier" not in intent:
        yield PlacedFinding(finding("preflight-intent-identifier"))
    held = intent.get("/DestOutputProfile")
    if not isinstance(held, pikepdf.Stream):
        if profile.pdfx != "X-1a":  # there a registered condition is enough
            yield PlacedFinding(finding("preflight-intent-profile", reason="DestOutputProfile"))
        return
    reason = _unsound(held, bool(profile.pdfx), job.document.pdf.pdf_version)
    if reason:
        yield PlacedFinding(finding("preflight-intent-profile", reason=reason))


def _device_colours(job: PreflightJob) -> bool:
    return any(_DEVICE & page.painted.spaces.keys() or page.ink for page in job.document.pages)


def _intents(job: PreflightJob) -> list[Any]:
    try:
        return [held for held in job.document.pdf.Root.OutputIntents if hasattr(held, "keys")]
    except STRANGE:
        return []


def _unsound(profile: Any, for_press: bool, version: str) -> str:
    """What is wrong with an ICC profile; nothing if it is sound."""
    try:
        data = profile.read_bytes()
    except STRANGE:
        return "Filter"
    return unsound(data, (int(profile.get("/N", 0)),), for_press, version)
