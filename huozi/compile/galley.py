"""Makes the galley of a unit: renders it, lays it out, judges it, keeps what the linker needs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from huozi.account.balance import accounted
from huozi.compile.figures import altered, coarse, held, unsound
from huozi.compile.layout import Engine, Laid
from huozi.compile.markup import UnitMarkup
from huozi.compile.materials import Materials
from huozi.compile.plates import Outlines, Plates
from huozi.compile.rounds import Proofs
from huozi.fonts.coverage import code_points, missing_glyph
from huozi.fonts.typecase import TypeCase
from huozi.values.errors import InputError
from huozi.values.galley import (
    FOLIO_SLOT,
    NO_HEAD,
    Galley,
    Relocation,
    Unit,
)
from huozi.values.groups import heading_name
from huozi.values.length import Side
from huozi.values.manuscript import (
    Block,
    Finding,
    Place,
    Severity,
    finding,
    plain,
)

#: Faults of a line that are no mere warning: a reader hardly sees the one, and misses words of the
#: other.
_WEIGHTS = {"counter-split": Severity.INFO, "overfull": Severity.ERROR}


@dataclass(frozen=True, slots=True)
class LaidUnit:
    """A unit as it was laid out, with its findings."""

    laid: Laid
    sheet: UnitMarkup  # of the last round
    findings: tuple[Finding, ...]


def laid_out(unit: Unit, materials: Materials, engine: Engine, printed: bool = True) -> LaidUnit:
    """Lay a unit out and judge the result. Raises InputError for what can't be laid out.

    Unless it is to be `printed`, blank outlines stand for its pictures, which were judged before.
    """
    setting = materials.setting
    pictures = held(unit, materials.pictures, materials.house.pictures)
    plates = Plates(pictures, setting.one_colour, materials.lettering)
    if printed:
        _refuse(unsound(unit, pictures, setting.one_colour, materials.lettering))
    shown = engine.showing(plates if printed else Outlines(plates))
    proofs = Proofs(unit, materials.house, setting)
    css = materials.house.css(unit.kind, setting)
    laid = shown.lay(proofs.sheet.html, css, unit.place, True, proofs.again)
    findings = (
        *_foreign_glyphs(unit, laid, materials.case),
        *_faults(unit, laid),
        *proofs.findings(),
        *altered(unit, pictures, setting.one_colour, materials.lettering),
        *coarse(unit, pictures, proofs.look.figures),
    )
    return LaidUnit(laid, proofs.sheet, _of_cells_once(findings))


def _of_cells_once(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings, without those about long lines in cells that are told to be too narrow."""
    narrow = {_line(found) for found in findings if found.code == "table-cell-wide"}
    return tuple(
        found for found in findings if found.code != "line-overfull" or _line(found) not in narrow
    )


def _line(found: Finding) -> tuple[str, int]:
    return (found.place.file, found.place.line) if found.place else ("", 0)


def galley_of(unit: Unit, materials: Materials, engine: Engine) -> Galley:
    """Set a unit. Raises InputError with all that is wrong with it."""
    made = laid_out(unit, materials, engine)
    laid, sheet, findings = made.laid, made.sheet, list(made.findings)
    setting = materials.setting
    contents = list(laid.contents)
    count = len(contents) - len(unit.heads)
    contents, furniture = contents[:count], contents[count:]
    contents += [b""] * (unit.reserve_pages - len(contents))
    relocations = sheet.relocations
    if unit.heads:
        relocations += (Relocation(FOLIO_SLOT, "", 4, place=unit.place),)
    galley = Galley(
        unit_id=unit.id,
        contents=tuple(contents),
        furniture=tuple(furniture),
        heads=tuple(headed(unit, laid, len(contents))),
        resources=laid.resources,
        fonts=laid.fonts,
        anchors=laid.anchors,
        headings=laid.headings,
        links=laid.links,
        structure=laid.structure.packed(),
        relocations=relocations,
        findings=tuple(findings),
        counts=laid.counts,
    )
    # What has no glyph can't be told from another; what is too wide is known to stick out.
    if not (laid.missing or _failed(findings)):
        declared = materials.house.declared(unit.kind)
        made_up = accounted(unit, galley, setting, declared, laid.structure)
        findings += made_up.findings
        galley = replace(galley, sources=made_up.sources)
    if _failed(findings):
        raise InputError(findings)
    return galley


def _failed(findings: Iterable[Finding]) -> bool:
    return any(found.severity is Severity.ERROR for found in findings)


def headed(unit: Unit, laid: Laid, pages: int) -> Iterator[tuple[int, int]]:
    """The running heads of each page, for a recto and for a verso, as indices into those of the
    unit.

    Where heads change on a page, a recto takes the last one that begins there and a verso the
    first, as the guide words of a dictionary do; elsewhere both take the one that is in force.
    """
    starts = {heading_name(unit.id, n): h.page for n, h in enumerate(laid.headings)}
    for anchor in reversed(laid.anchors):
        starts[anchor.name] = anchor.page
    sides: dict[Side, list[tuple[int, int]]] = {Side.RECTO: [], Side.VERSO: []}
    for at, head in enumerate(unit.heads):
        # A style of the book's own may leave headings out of the bookmarks: they can't be told.
        if not head.begins or head.begins in starts:
            sides[head.side].append((starts.get(head.begins, -1), at))
    for page in range(pages):
        last = [at for begins, at in sides[Side.RECTO] if begins <= page]
        first = [at for begins, at in sides[Side.VERSO] if begins == page]
        before = [at for begins, at in sides[Side.VERSO] if begins < page]
        yield (last or [NO_HEAD])[-1], (first[:1] or before[-1:] or [NO_HEAD])[0]


def _refuse(found: Iterable[Finding]) -> None:
    if findings := list(found):
        raise InputError(findings)


def _foreign_glyphs(unit: Unit, laid: Laid, case: TypeCase) -> Iterator[Finding]:
    """Findings for characters that no font of the book has, or that another role lends."""
    for family, char in dict.fromkeys(laid.missing):
        yield missing_glyph(char, family, _place_of(char, unit))
    for text, family, asked in laid.borrowed:
        yield finding(
            "glyph-borrowed", _place_of(text, unit), Severity.WARNING,
            char=text, codes=code_points(text), family=family, asked=asked,
        )  # fmt: skip
    for family, sample in laid.not_bold:
        other = case.bold_stand_in
        code = "bold-none" if other in ("", family) else "bold-missing"
        yield finding(code, unit.place, Severity.WARNING, family=family, other=other,
                      sample=sample, count=1)  # fmt: skip
    for family, sample in laid.not_slanted:
        yield finding("italic-none", unit.place, Severity.WARNING, family=family, sample=sample,
                      count=1)  # fmt: skip
    for use in laid.fonts:
        if use.digest not in case.digests:
            yield finding("font-vanished", unit.place, name=use.name, digest=use.digest)


def _place_of(text: str, unit: Unit) -> Place:
    """Where in the unit a character was written; the unit's own place if it is in a title."""
    for block in unit.blocks:
        if place := _place_in(text, block):
            return place
    return unit.place


def _place_in(text: str, block: Block) -> Place | None:
    for child in block.children:
        if place := _place_in(text, child):
            return place
    if text in block.label or text in plain(block.inlines, "\n"):
        return block.place
    return None


def _faults(unit: Unit, laid: Laid) -> Iterator[Finding]:
    """Findings for lines that could not be set without a fault."""
    for fault in laid.faults:
        severity = _WEIGHTS.get(fault.code, Severity.WARNING)
        place = unit.where(fault.line)
        page = {"page": fault.page} if fault.page else {}
        yield finding(f"line-{fault.code}", place, severity, sample=fault.text, **page)
