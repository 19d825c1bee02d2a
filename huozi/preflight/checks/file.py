"""The file as such: it can be read as it stands, is open to all, and has the pages it should."""

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from huozi.preflight.canvas import STRANGE
from huozi.preflight.document import DocumentPage
from huozi.preflight.job import PlacedFinding, PreflightJob, fault, warning
from huozi.values.manuscript import Severity

#: What the reader says when it gathers up the pieces of a file.
_REBUILT = re.compile("is damaged|reconstruct", re.IGNORECASE)
_NAMED = 5  # layers


def protection(job: PreflightJob) -> Iterator[PlacedFinding]:
    """A file for the press or the archive is not encrypted, not even without a password.

    Who may read it may not be allowed to impose it, and the platesetter asks nobody (ISO 15930-7,
    6.1; ISO 19005-2, 6.1.3).
    """
    if (job.profile.press or job.profile.pdfa) and job.document.pdf.is_encrypted:
        yield fault("preflight-protected")


def content(job: PreflightJob) -> Iterator[PlacedFinding]:
    """The file can be read as it stands: nothing to mend, no operator nobody knows.

    A reader that mends one way on the desk may mend another way in the press; where the list of
    objects had to be made anew, pages may have been lost. And what preflight had to leave unread is
    not passed in silence.
    """
    if repaired := job.document.repaired:
        rebuilt = any(_REBUILT.search(line) for line in repaired)
        weight = Severity.ERROR if rebuilt else Severity.WARNING
        reason = repaired[0].rpartition(": ")[2][:160]
        yield fault("preflight-repaired", severity=weight, reason=reason, count=len(repaired))
    for page in job.document.pages:
        yield from _unread(page)


def _unread(page: DocumentPage) -> Iterator[PlacedFinding]:
    trouble = page.painted.trouble
    if page.damaged:
        yield fault("preflight-content-damaged", page)
    if trouble.count:
        yield warning("preflight-content", page, found=", ".join(dict.fromkeys(trouble.first)))
    if page.unjudged:
        yield fault("preflight-unjudged", page, limit=page.unjudged)


def page_count(job: PreflightJob) -> Iterator[PlacedFinding]:
    """The number of pages fills whole signatures, and is what the record says.

    A press folds sheets: a book sewn in sixteens has a multiple of sixteen pages, a stapled booklet
    one of four. Pages that are missing come back as blanks nobody planned.
    """
    count, signature = len(job.document.pages), job.wanted.signature
    if signature and count % signature:
        missing = signature - count % signature
        yield fault("preflight-signature", found=count, signature=signature, missing=missing)
    recorded = job.wanted.record.get("pages")
    if recorded is not None and recorded != count:
        yield fault("preflight-record-pages", found=count, expected=recorded)


def layers(job: PreflightJob) -> Iterator[PlacedFinding]:
    """A file for the press has no layers that may be switched on and off.

    Which of them the platesetter shows is not told by what the desk shows. PDF 1.4, and so
    PDF/X-1a, knows none (ISO 15930-4); the checks look at all of them, hidden or not.
    """
    names = _layers(job.document.pdf.Root.get("/OCProperties")) if job.profile.press else []
    if names:
        weight = Severity.ERROR if job.profile.pdfx == "X-1a" else Severity.WARNING
        shown = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
        yield fault("preflight-layers", severity=weight, found=shown)


def _layers(properties: Any) -> list[str]:
    if not isinstance(properties, pikepdf.Dictionary):
        return []
    try:
        return [str(layer.get("/Name", "?")) for layer in properties.OCGs]
    except STRANGE:
        return ["?"]
