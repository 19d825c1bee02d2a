"""Imposition from end to end: a PDF in, a PDF of sheets out, or the findings that say why not."""

from dataclasses import dataclass

from huozi.files import write_atomically
from huozi.finish.slug import FAMILY, SlugFont, Typesetter, find_font
from huozi.fonts.typecase import PACKAGES
from huozi.impose import marks
from huozi.impose.furnish import SLUG_SIZE_PT
from huozi.impose.limits import LIMITS, ImpositionLimits
from huozi.impose.place import bleed_pt, placed
from huozi.impose.plan import ImpositionOrder, ImpositionPlan, check, plan
from huozi.impose.source import SourcePdf, opened, repairs
from huozi.sandbox import quarantined
from huozi.values.errors import InputError
from huozi.values.manuscript import Finding, Place, Severity, finding


@dataclass(frozen=True, slots=True)
class ImpositionReport:
    """What imposition made."""

    pages: int  # of the source
    sheets: int
    sheet: str
    data: bytes
    findings: tuple[Finding, ...]


def impose(job: ImpositionOrder, limits: ImpositionLimits = LIMITS) -> ImpositionReport:
    """Impose a PDF. The output is replaced whole, or stays as it was.

    Raises UsageError for an order that contradicts itself, InputError for a source that can't be
    read or does not fit.
    """
    check(job)
    place = Place(job.source.name)
    if job.source.stat().st_size > limits.file_mib << 20:
        raise InputError([finding("impose-big", place, limit=limits.file_mib)])
    font = find_font() if job.slug or job.marks else None
    report = quarantined(_make, job, font, limits, bounds=limits.work, place=place)
    write_atomically(job.output, report.data)
    return report


def _make(
    job: ImpositionOrder, font: SlugFont | None, limits: ImpositionLimits
) -> ImpositionReport:
    """The part that touches the source; runs in quarantine."""
    with opened(job.source, limits) as source:
        laid = plan(job, [leaf.size for leaf in source.leaves], source.place)
        bleed = bleed_pt(job, laid, source.leaves)
        data = placed(job, laid, source, Typesetter(font) if font else None, limits)
        findings = (
            *source.findings,
            *repairs(source, job.source),
            *laid.findings,
            *_without_room(job, laid, bleed, source.place),
            *_without_font(job, font),
            *_without_claim(source),
        )
        return ImpositionReport(
            pages=len(source.leaves),
            sheets=len(laid.sheets),
            sheet=str(laid.frame.sheet),
            data=data,
            findings=findings,
        )


def _without_room(
    job: ImpositionOrder, laid: ImpositionPlan, bleed: float, place: Place
) -> list[Finding]:
    """Marks and slug that the sheet is too small for."""
    found = []
    level, sides = marks.sides_without_room(laid.frame, bleed)
    if job.marks and (level or sides):
        code = "both" if level and sides else "level" if level else "sides"
        found.append(finding(f"impose-no-marks-{code}", place, Severity.INFO))
    if job.slug and marks.slug_spot(laid.frame, bleed, SLUG_SIZE_PT) is None:
        found.append(finding("impose-no-slug", place, Severity.INFO))
    return found


def _without_font(job: ImpositionOrder, font: SlugFont | None) -> list[Finding]:
    if font or not job.slug:
        return []
    package = PACKAGES[FAMILY]
    return [finding("impose-slug-font", None, Severity.WARNING, family=FAMILY, package=package)]


def _without_claim(source: SourcePdf) -> list[Finding]:
    """Sheets keep to no standard of their pages: boxes, dates and the claim itself are others."""
    standard = source.standard
    if not standard:
        return []
    return [finding("impose-standard", source.place, Severity.WARNING, standard=standard)]
