"""A link is an element of the structure, and says in words where it leads (ISO 14289-1, 7.18.5)."""

from collections.abc import Iterator
from typing import Any

import pikepdf

from huozi.pdf.marks import Box
from huozi.preflight.canvas import STRANGE
from huozi.preflight.document import DocumentPage
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.preflight.structure import StructureTree
from huozi.values.manuscript import Severity, finding


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Links without an element, or without words."""
    structure = job.document.structure
    if not job.profile.tagged or structure is None:
        return
    for page in job.document.pages:
        for annotation in page.annotations:
            linking = isinstance(annotation, pikepdf.Dictionary)
            if linking and annotation.get("/Subtype") == "/Link":
                yield from _link(annotation, page, structure)


def _link(annotation: Any, page: DocumentPage, structure: StructureTree) -> Iterator[PlacedFinding]:
    try:
        box = Box(*(float(n) for n in annotation.Rect))
    except STRANGE:
        box = None
    key = annotation.get("/StructParent")
    parent = structure.parents.get(key) if isinstance(key, int) else None
    if structure.role_of(parent) != "Link":
        found = finding("preflight-link-untagged", severity=Severity.WARNING)
        yield PlacedFinding(found, page.number, box)
    if not str(annotation.get("/Contents", "")).strip():
        found = finding("preflight-link-silent", severity=Severity.WARNING)
        yield PlacedFinding(found, page.number, box)
