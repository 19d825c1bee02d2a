"""No links, notes, forms or scripts in a file for the press; no scripts in any file.

A note that is invisible on the desk may print; a form field may show another text there.
"""

from collections.abc import Iterator

import pikepdf

from huozi.pdf.marks import Box
from huozi.preflight.canvas import STRANGE
from huozi.preflight.document import DocumentPage
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import Severity, finding

_HARMLESS = ("/TrapNet", "/PrinterMark")


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Annotations of each page; forms and scripts of the file."""
    severity = job.profile.annotations
    if severity is not None:
        for page in job.document.pages:
            yield from _annotations(page, severity)
        if _form(job.document.pdf):
            yield PlacedFinding(finding("preflight-form", severity=severity))
    scripts = _scripts(job)
    if scripts:
        weight = Severity.ERROR if job.profile.press or job.profile.pdfa else Severity.WARNING
        yield PlacedFinding(finding("preflight-script", severity=weight, found=", ".join(scripts)))


def _annotations(page: DocumentPage, severity: Severity) -> Iterator[PlacedFinding]:
    seen = set()
    for annotation in page.annotations:
        try:
            kind = str(annotation.get("/Subtype", "?")).removeprefix("/")
            box = Box(*(float(n) for n in annotation.Rect))
        except STRANGE:
            kind, box = "?", None
        if "/" + kind in _HARMLESS or kind in seen:
            continue
        seen.add(kind)
        yield PlacedFinding(
            finding("preflight-annotation", severity=severity, found=kind), page.number, box
        )


def _form(pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return False
    fields = form.get("/Fields")
    return "/XFA" in form or isinstance(fields, pikepdf.Array) and len(fields) > 0


def _scripts(job: PreflightJob) -> list[str]:
    """Where a script waits: on opening, by name, on a page, on an annotation."""
    root = job.document.pdf.Root
    found: dict[str, None] = {}
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names:
        found["Names"] = None
    action = root.get("/OpenAction")
    if isinstance(action, pikepdf.Dictionary) and action.get("/S") == "/JavaScript":
        found["OpenAction"] = None
    if "/AA" in root:
        found["AA"] = None
    for page in job.document.pages:
        for held in (page.raw, *page.annotations):
            if not isinstance(held, pikepdf.Dictionary):
                continue
            action = held.get("/A")
            if "/AA" in held or (
                isinstance(action, pikepdf.Dictionary) and action.get("/S") == "/JavaScript"
            ):
                found[str(page.number)] = None
    return list(found)[:10]
