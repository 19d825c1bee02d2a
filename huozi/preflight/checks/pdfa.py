"""The basics of PDF/A-2u: its claim, nothing attached or executable, no picture smoothed.

Not a validator: a file that passes here may still fail one (ISO 19005-2).
"""

from collections.abc import Iterator

import pikepdf

from huozi.pdf.marks import Picture
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import finding

_ID = "{http://www.aiim.org/pdfa/ns/id/}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Claim and forbidden things, for A profiles."""
    wanted, document = job.profile.pdfa, job.document
    if not wanted:
        return
    claim = document.xmp.get(_ID + "part", "") + document.xmp.get(_ID + "conformance", "").lower()
    if claim != wanted:
        yield PlacedFinding(finding("preflight-a-claim", found=claim or "-", expected=wanted))
    root = document.pdf.Root
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/EmbeddedFiles" in names:
        yield PlacedFinding(finding("preflight-a-forbidden", found="EmbeddedFiles"))
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        yield PlacedFinding(finding("preflight-a-forbidden", found="XFA"))
    for page in document.pages:
        for mark in page.marks:
            if isinstance(mark, Picture) and mark.smooth:  # 6.2.8
                found = finding("preflight-a-forbidden", found="Interpolate")
                yield PlacedFinding(found, page.number, mark.box)
    title = document.info("/Title")
    if title and title != document.xmp.get(_TITLE):
        yield PlacedFinding(
            finding("preflight-a-title", found=document.xmp.get(_TITLE, "-"), info=title)
        )
