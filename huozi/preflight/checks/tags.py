"""Tags: what those who have a file read to them begin with and go by (ISO 14289-1, PDF/UA)."""

from collections.abc import Iterator
from typing import Any

import pikepdf

from huozi.pdf.boxes import union
from huozi.pdf.marks import prints
from huozi.preflight.canvas import rectangle
from huozi.preflight.document import DocumentPage
from huozi.preflight.job import PlacedFinding, PreflightJob, warning
from huozi.preflight.structure import StructureTree

_MAX_NAMED = 5
_TOLD = ("/Alt", "/ActualText")


def screen(job: PreflightJob) -> Iterator[PlacedFinding]:
    """A file for the screen has a title, a language, and tags for those who listen.

    Sources: ISO 14289-1, 7.1 and 7.2; WCAG 2.1, 3.1.1.
    """
    if not job.profile.tagged:
        return
    if job.document.structure is None:
        yield warning("preflight-untagged")
    if not str(job.document.pdf.Root.get("/Lang", "")):
        yield warning("preflight-no-language")
    if not job.document.info("/Title"):
        yield warning("preflight-no-title")


def tagged_content(job: PreflightJob) -> Iterator[PlacedFinding]:
    """In a tagged file all that is painted is tagged, or an artifact.

    What is neither is not read out, and nobody said that it need not be (ISO 14289-1, 7.1;
    Matterhorn Protocol 01-005).
    """
    for page in job.document.pages if _tree(job) else ():
        boxes = [mark.box for mark in page.painted.untagged if prints(mark)]
        if boxes:
            yield warning("preflight-content-untagged", page, union(boxes))


def tag_parents(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Tags and the structure tree know each other: each number stands once on its page, the element
    that claims it is the one the ParentTree gives for it, and no element claims what is not there.

    A reader goes from the tree to the content, and from a place on the page to the tree; where the
    two differ it is lost (ISO 32000-1, 14.7.4.4).
    """
    structure = _tree(job)
    for page in job.document.pages if structure else ():
        wrong = _wrong(page, structure)
        if wrong and not page.unjudged:
            more = "…" if len(wrong) > _MAX_NAMED else ""
            named = ", ".join(map(str, wrong[:_MAX_NAMED])) + more
            yield warning("preflight-tag-parents", page, found=named)


def _wrong(page: DocumentPage, structure: StructureTree) -> list[int]:
    """Numbers of a page that are there twice, or not where tree and ParentTree have them."""
    claims = structure.claims.get(page.raw.objgen, {})
    parents = structure.parent(page.raw, "/StructParents")
    held = list(parents) if isinstance(parents, pikepdf.Array) else []
    wrong = set(claims) - set(page.painted.tags)
    for number, times in page.painted.tags.items():
        known = held[number] if 0 <= number < len(held) else None
        element = known.objgen if isinstance(known, pikepdf.Dictionary) else None
        if times > 1 or element is None or claims.get(number) != element:
            wrong.add(number)
    return sorted(wrong)


def figures_told(job: PreflightJob) -> Iterator[PlacedFinding]:
    """A picture, or a formula, is told in words for those who don't see it (ISO 14289-1, 7.3;
    WCAG 2.1, 1.1.1).
    """
    numbers = {page.raw.objgen: page.number for page in job.document.pages}
    structure = _tree(job)
    for element in structure.elements if structure else ():
        silent = not any(str(element.raw.get(key, "")).strip() for key in _TOLD)
        if element.role in ("Figure", "Formula") and silent:
            yield warning("preflight-figure-silent", numbers.get(element.page, 0))


def links_told(job: PreflightJob) -> Iterator[PlacedFinding]:
    """A link is an element of the structure, and says in words where it leads (ISO 14289-1,
    7.18.5).
    """
    structure = _tree(job)
    for page in job.document.pages if structure else ():
        for annotation in page.annotations:
            linking = isinstance(annotation, pikepdf.Dictionary)
            if linking and annotation.get("/Subtype") == "/Link":
                yield from _link(annotation, page, structure)


def _link(annotation: Any, page: DocumentPage, structure: StructureTree) -> Iterator[PlacedFinding]:
    box = rectangle(annotation.get("/Rect"))
    if structure.role_of(structure.parent(annotation, "/StructParent")) != "Link":
        yield warning("preflight-link-untagged", page, box)
    if not str(annotation.get("/Contents", "")).strip():
        yield warning("preflight-link-silent", page, box)


def _tree(job: PreflightJob) -> Any:
    """The structure of a file that should have one; None where it has none."""
    return job.document.structure if job.profile.tagged else None
