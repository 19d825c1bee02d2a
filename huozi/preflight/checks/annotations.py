"""No links, notes, forms or scripts in a file for the press; no scripts in any file.

A note that is invisible on the desk may print; a form field may show another text there.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf

from huozi.preflight.canvas import rectangle
from huozi.preflight.document import DocumentPage
from huozi.preflight.job import PlacedFinding, PreflightJob, fault
from huozi.values.manuscript import Severity

_HARMLESS = ("TrapNet", "PrinterMark")


def annotations(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Annotations of each page; forms and scripts of the file."""
    if (severity := job.profile.annotations) is not None:
        for page in job.document.pages:
            yield from _annotations(page, severity)
        if _form(job.document.pdf.Root.get("/AcroForm")):
            yield fault("preflight-form", severity=severity)
    if scripts := _scripts(job):
        weight = Severity.ERROR if job.profile.press or job.profile.pdfa else Severity.WARNING
        yield fault("preflight-script", severity=weight, found=", ".join(scripts[:10]))


def _annotations(page: DocumentPage, severity: Severity) -> Iterator[PlacedFinding]:
    seen = set(_HARMLESS)
    for annotation in page.annotations:
        held: Any = annotation if isinstance(annotation, pikepdf.Dictionary) else {}
        kind = str(held.get("/Subtype", "?")).removeprefix("/")
        if kind not in seen:
            seen.add(kind)
            box = rectangle(held.get("/Rect"))
            yield fault("preflight-annotation", page, box, severity, found=kind)


def _form(form: Any) -> bool:
    if not isinstance(form, pikepdf.Dictionary):
        return False
    fields = form.get("/Fields")
    return "/XFA" in form or isinstance(fields, pikepdf.Array) and len(fields) > 0


def _scripts(job: PreflightJob) -> list[str]:
    """Where a script waits: on opening, by name, on a page, on an annotation."""
    root = job.document.pdf.Root
    names = root.get("/Names")
    found = ["Names"] if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names else []
    found += ["OpenAction"] if _scripted(root.get("/OpenAction")) else []
    found += ["AA"] if "/AA" in root else []
    for page in job.document.pages:
        for held in (page.raw, *page.annotations):
            if isinstance(held, pikepdf.Dictionary):
                if "/AA" in held or _scripted(held.get("/A")):
                    found.append(str(page.number))
                    break
    return found


def _scripted(action: Any) -> bool:
    return isinstance(action, pikepdf.Dictionary) and action.get("/S") == "/JavaScript"
