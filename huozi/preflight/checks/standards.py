"""Standards: a file that claims one carries what it asks for. The label alone proves nothing; the
other checks judge what it promises.
"""

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from huozi.pdf.icc import unsound
from huozi.pdf.marks import Picture
from huozi.preflight.canvas import STRANGE
from huozi.preflight.document import Document
from huozi.preflight.job import PlacedFinding, PreflightJob, fault

_DEVICE = frozenset(("gray", "cmyk", "rgb"))
_DATE = re.compile(r"D:\d{4}(\d{2}){0,5}([Zz+-]\S*)?")
_XMP_X = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
_XMP_TRAPPED = "{http://ns.adobe.com/pdf/1.3/}Trapped"
_X1A_VERSION = "1.4"  # the newest that X-1a:2003 allows
_XMP_A = "{http://www.aiim.org/pdfa/ns/id/}"
_XMP_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def output_intent(job: PreflightJob) -> Iterator[PlacedFinding]:
    """A file that claims a printing or viewing condition says which, with a sound ICC profile.

    Without it "device" colours mean whatever the next machine thinks (ISO 15930-7, 6.2.2;
    ISO 19005-2, 6.2.3). WeasyPrint writes the label of PDF/X without it and does not complain.
    """
    profile, kind = job.profile, job.profile.intent
    if not kind or (profile.pdfa and not _device_colours(job)):
        return
    intent = job.document.intent(kind)
    if intent is None:
        yield fault("preflight-intent-missing", kind=kind[1:])
        return
    if "/OutputConditionIdentifier" not in intent:
        yield fault("preflight-intent-identifier")
    held = intent.get("/DestOutputProfile")
    if not isinstance(held, pikepdf.Stream):
        if profile.pdfx != "X-1a":  # there a registered condition is enough
            yield fault("preflight-intent-profile", reason="DestOutputProfile")
    elif reason := _unsound(held, bool(profile.pdfx), job.document.pdf.pdf_version):
        yield fault("preflight-intent-profile", reason=reason)


def _device_colours(job: PreflightJob) -> bool:
    return any(_DEVICE & page.painted.spaces.keys() or page.ink for page in job.document.pages)


def _unsound(profile: Any, for_press: bool, version: str) -> str:
    """What is wrong with an ICC profile; nothing if it is sound."""
    try:
        data = profile.read_bytes()
    except STRANGE:
        return "Filter"
    return unsound(data, (int(profile.get("/N", 0)),), for_press, version)


def pdfx(job: PreflightJob) -> Iterator[PlacedFinding]:
    """A file for PDF/X carries the keys of PDF/X: version, Trapped, dates, title, file identifier.

    Sources: ISO 15930-1 (X-1a) and ISO 15930-7 (X-4).
    """
    wanted, document = job.profile.pdfx, job.document
    if not wanted:
        return
    claim = _claim(document, wanted)
    if not claim.startswith(f"PDF/{wanted}"):
        yield fault("preflight-x-version", found=claim or "-", expected=f"PDF/{wanted}")
    if wanted == "X-1a" and document.pdf.pdf_version > _X1A_VERSION:
        yield fault("preflight-x-pdf", found=document.pdf.pdf_version, expected=_X1A_VERSION)
    trapped = document.info("/Trapped") or document.xmp.get(_XMP_TRAPPED, "")
    if trapped not in ("True", "False"):
        yield fault("preflight-x-trapped", found=trapped or "-")
    for key in ("/CreationDate", "/ModDate"):
        if not _DATE.fullmatch(document.info(key)):
            yield fault("preflight-x-date", key=key[1:], found=document.info(key) or "-")
    if not document.info("/Title"):
        yield fault("preflight-x-title")
    if "/ID" not in document.pdf.trailer:
        yield fault("preflight-x-id")


def _claim(document: Document, wanted: str) -> str:
    """What the file says it is: X-1a in the document information, X-4 in the XMP metadata."""
    if wanted == "X-1a":
        return document.info("/GTS_PDFXConformance") or document.info("/GTS_PDFXVersion")
    return document.xmp.get(_XMP_X, "")


def pdfa(job: PreflightJob) -> Iterator[PlacedFinding]:
    """The basics of PDF/A-2u: its claim, nothing attached or executable, no picture smoothed.

    Not a validator: a file that passes here may still fail one (ISO 19005-2).
    """
    wanted, xmp = job.profile.pdfa, job.document.xmp
    if not wanted:
        return
    claim = xmp.get(_XMP_A + "part", "") + xmp.get(_XMP_A + "conformance", "").lower()
    if claim != wanted:
        yield fault("preflight-a-claim", found=claim or "-", expected=wanted)
    root = job.document.pdf.Root
    for key, forbidden in (("/Names", "/EmbeddedFiles"), ("/AcroForm", "/XFA")):
        held = root.get(key)
        if isinstance(held, pikepdf.Dictionary) and forbidden in held:
            yield fault("preflight-a-forbidden", found=forbidden[1:])
    for page in job.document.pages:
        for mark in page.marks:
            if isinstance(mark, Picture) and mark.smooth:  # 6.2.8
                yield fault("preflight-a-forbidden", page, mark.box, found="Interpolate")
    title = job.document.info("/Title")
    if title and title != xmp.get(_XMP_TITLE):
        yield fault("preflight-a-title", found=xmp.get(_XMP_TITLE, "-"), info=title)
