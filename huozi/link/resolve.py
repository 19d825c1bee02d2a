"""Resolve relocations: which figures go into which slot. Pure; sets no type.

A slot has a fixed width, so filling it never moves a line. A number that does not fit, or a target
that is not in the book, is an error with a place.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from huozi.values.galley import Galley, Relocation
from huozi.values.manuscript import Finding, Place, finding
from huozi.values.pages import PageMap, Spot
from huozi.values.style import FolioRun


class Patch(Struct, frozen=True):
    """A relocation with its value."""

    relocation: Relocation
    text: str


def contents_digits(page_map: PageMap) -> int:
    """Figures of a page number in the contents: as many as the widest folio of the body has."""
    body = (page.folio for page in page_map.pages if page.run is FolioRun.BODY)
    return max(map(len, body), default=0) or 1


def resolve(galley: Galley, spots: Mapping[str, Spot]) -> tuple[dict[str, Patch], list[Finding]]:
    """Values for the slots of a galley, by slot name. Folio slots (no target) are left out."""
    patches: dict[str, Patch] = {}
    findings: list[Finding] = []
    for relocation in galley.relocations:
        if not relocation.target:
            continue
        spot = spots.get(relocation.target)
        if spot is None:
            findings.append(finding("target-missing", relocation.place, target=relocation.target))
            continue
        folio = spot.page.folio
        findings.extend(_fits(relocation, folio))
        padded = relocation.pad and folio.isdigit()
        text = folio.zfill(relocation.digits) if padded else folio
        patches[relocation.name] = Patch(relocation, text)
    return patches, findings


def dangling(
    galleys: Mapping[str, Galley], spots: Mapping[str, Spot], places: Mapping[str, Place]
) -> Iterable[Finding]:
    """Links inside the book that lead nowhere. `places` says where each unit was written."""
    for unit_id, galley in galleys.items():
        for target in dict.fromkeys(link.target for link in galley.links if not link.external):
            if target not in spots:
                yield finding("link-dangling", places[unit_id], target=target)


def _fits(relocation: Relocation, folio: str) -> Iterable[Finding]:
    if not folio:
        yield finding("target-unnumbered", relocation.place, target=relocation.target)
    if len(folio) > relocation.digits:
        yield finding(
            "slot-overflow", relocation.place, folio=folio, digits=relocation.digits,
            target=relocation.target,
        )  # fmt: skip
