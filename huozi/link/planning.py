"""All that is decided of a book's PDF before a byte of it is written: numbers and outline."""

from huozi.link.outline import outline
from huozi.link.plan import Means, Plan
from huozi.link.resolve import dangling, resolve
from huozi.values.errors import InputError
from huozi.values.manuscript import Finding
from huozi.values.pages import Forme


def planned(forme: Forme, means: Means, producer: str, tagged: bool = False) -> Plan:
    """The plan of a book. `producer` is the program as the PDF tells of it. Raises InputError for
    numbers that have no target.
    """
    manuscript, units, galleys = forme.manuscript, forme.units, forme.galleys
    patches = {}
    findings: list[Finding] = []
    for unit_id, galley in galleys.items():
        patches[unit_id], found = resolve(galley, forme.spots)
        findings.extend(found)
    if not manuscript.name:  # a booklet's links may lead out of it; they are then dropped
        findings.extend(dangling(galleys, forme.spots, {unit.id: unit.place for unit in units}))
    if findings:
        raise InputError(findings)
    info = manuscript.book
    return Plan(
        title=info.title,
        author=info.editor,
        language=info.language,
        date=pdf_date(info.date),
        producer=producer,
        format=manuscript.format,
        page_map=forme.page_map,
        galleys=galleys,
        furniture=forme.furniture,
        spots=forme.spots,
        patches=patches,
        outline=outline(units, galleys),
        means=means,
        folio_place=info.folio_place,
        tagged=tagged,
    )


def pdf_date(date: str) -> str:
    """The book's own date as a PDF date: a build has no other clock."""
    if not date:
        return ""
    year, month, day = [*date.split("-"), "01", "01"][:3]
    return f"D:{year}{month}{day}000000Z"
