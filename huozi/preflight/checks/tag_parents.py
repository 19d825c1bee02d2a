"""Tags and the structure tree know each other: each number stands once on its page, the element
that claims it is the one the ParentTree gives for it, and no element claims what is not there.

A reader goes from the tree to the content, and from a place on the page to the tree; where the two
differ it is lost (ISO 32000-1, 14.7.4.4).
"""

from collections.abc import Iterator
from typing import Any

import pikepdf

from huozi.preflight.document import DocumentPage
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.preflight.structure import StructureTree
from huozi.values.manuscript import Severity, finding

_MAX_NAMED = 5


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Pages whose tags don't agree with the tree."""
    structure = job.document.structure
    if not job.profile.tagged or structure is None:
        return
    for page in job.document.pages:
        wrong = _wrong(page, structure)
        if wrong and not page.unjudged:
            more = "…" if len(wrong) > _MAX_NAMED else ""
            named = ", ".join(map(str, wrong[:_MAX_NAMED])) + more
            found = finding("preflight-tag-parents", severity=Severity.WARNING, found=named)
            yield PlacedFinding(found, page.number)


def _wrong(page: DocumentPage, structure: StructureTree) -> list[int]:
    """Numbers of a page that are there twice, or not where tree and ParentTree have them."""
    claims = structure.claims.get(page.raw.objgen, {})
    parents = structure.parents.get(_key(page.raw))
    held = list(parents) if isinstance(parents, pikepdf.Array) else []
    wrong = set(claims) - set(page.painted.tags)
    for number, times in page.painted.tags.items():
        known = held[number] if 0 <= number < len(held) else None
        element = known.objgen if isinstance(known, pikepdf.Dictionary) else None
        if times > 1 or element is None or claims.get(number) != element:
            wrong.add(number)
    return sorted(wrong)


def _key(raw: Any) -> int:
    key = raw.get("/StructParents")
    return key if isinstance(key, int) else -1
