"""A file for PDF/X carries the keys of PDF/X: version, Trapped, dates, title, file identifier.

Sources: ISO 15930-1 (X-1a) and ISO 15930-7 (X-4). The label alone proves nothing; the other checks
judge what it promises.
"""

import re
from collections.abc import Iterator

from huozi.preflight.document import Document
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import finding

_DATE = re.compile(r"D:\d{4}(\d{2}){0,5}([Zz+-]\S*)?")
_XMP_X = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
_XMP_TRAPPED = "{http://ns.adobe.com/pdf/1.3/}Trapped"
_X1A_VERSION = "1.4"  # the newest that X-1a:2003 allows


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """The keys, for X profiles."""
    wanted, document = job.profile.pdfx, job.document
    if not wanted:
        return
    claim = _claim(document, wanted)
    if not claim.startswith(f"PDF/{wanted}"):
        yield PlacedFinding(
            finding("preflight-x-version", found=claim or "-", expected=f"PDF/{wanted}")
        )
    if wanted == "X-1a" and document.pdf.pdf_version > _X1A_VERSION:
        version = document.pdf.pdf_version
        yield PlacedFinding(finding("preflight-x-pdf", found=version, expected=_X1A_VERSION))
    trapped = document.info("/Trapped") or document.xmp.get(_XMP_TRAPPED, "")
    if trapped not in ("True", "False"):
        yield PlacedFinding(finding("preflight-x-trapped", found=trapped or "-"))
    for key in ("/CreationDate", "/ModDate"):
        if not _DATE.fullmatch(document.info(key)):
            yield PlacedFinding(
                finding("preflight-x-date", key=key[1:], found=document.info(key) or "-")
            )
    if not document.info("/Title"):
        yield PlacedFinding(finding("preflight-x-title"))
    if "/ID" not in document.pdf.trailer:
        yield PlacedFinding(finding("preflight-x-id"))


def _claim(document: Document, wanted: str) -> str:
    """What the file says it is: X-1a in the document information, X-4 in the XMP metadata."""
    if wanted == "X-1a":
        return document.info("/GTS_PDFXConformance") or document.info("/GTS_PDFXVersion")
    return document.xmp.get(_XMP_X, "")
