"""Unit → galley: render, lay out, judge, and keep what the linker needs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from huozi.compile.figures import changed, coarse, unsound
from huozi.compile.frames import roomy
from huozi.compile.grey import Grey
from huozi.compile.house import House
from huozi.compile.layout import Engine, Laid, get_ready
from huozi.compile.pictures import Pictures
from huozi.compile.rounds import Proofs
from huozi.errors import InputError
from huozi.galley import FOLIO_SLOT, Galley, Relocation, Setting, Unit
from huozi.model import Block, Finding, Inline, InlineKind, Place, Severity, finding
from huozi.typecase import TypeCase

__all__ = ["Compiler", "get_ready", "plain"]

#: Faults of a line that a reader hardly sees; told, but not as a warning.
_MINOR_FAULTS = ("counter-split",)

_RGB = re.compile(rb"(?<=\s)([\d.]+) ([\d.]+) ([\d.]+) (rg|RG)(?=\s)")


@dataclass(frozen=True)
class Compiler:
    """Compiles units one by one. Holds all that is common to them; one per process."""

    pictures: Pictures
    house: House
    setting: Setting
    case: TypeCase

    def __getstate__(self) -> dict[str, object]:
        """Travels to other processes without its engine."""
        return {name: value for name, value in vars(self).items() if name != "engine"}

    @cached_property
    def engine(self) -> Engine:
        """The layout engine, started when first needed."""
        pictures = Grey(self.pictures) if self.setting.one_colour else self.pictures
        return Engine(pictures, self.setting.line, self.case)

    def take_engine(self, other: "Compiler") -> None:
        """Take over the engine of another compiler, if it has one and it is as ours would be."""

        def needs(of: "Compiler") -> tuple[object, ...]:
            return of.pictures, of.setting.line, of.setting.one_colour, of.case

        if "engine" in vars(other) and needs(other) == needs(self):
            vars(self)["engine"] = other.engine

    def compile(self, unit: Unit) -> Galley:
        """Set a unit. Raises InputError with all that is wrong with it."""
        return roomy(self._compile, unit)

    def _compile(self, unit: Unit) -> Galley:
        self._refuse(changed(unit, self.pictures))
        self._refuse(unsound(unit, self.pictures))
        proofs = Proofs(unit, self.house, self.setting)
        css = self.house.css(unit.kind, self.setting)
        measure_pt = self.setting.format.measure_pt
        laid = self.engine.lay(proofs.sheet.html, css, unit.place, measure_pt, proofs.again)
        self._refuse(changed(unit, self.pictures))
        sheet = proofs.sheet
        findings = [
            *self._foreign_glyphs(unit, laid),
            *_faults(unit, laid),
            *proofs.findings(),
            *coarse(unit, self.pictures, proofs.look.figures),
        ]
        if any(f.severity is Severity.ERROR for f in findings):
            raise InputError(findings)
        contents = [_grey(content) for content in laid.contents]
        furniture = contents.pop() if unit.head else b""
        contents += [b""] * (unit.reserve_pages - len(contents))
        relocations = sheet.relocations
        if unit.head:
            relocations += (Relocation(FOLIO_SLOT, "", 4, place=unit.place),)
        return Galley(
            unit_id=unit.id,
            contents=tuple(contents),
            furniture=furniture,
            resources=laid.resources,
            fonts=laid.fonts,
            anchors=laid.anchors,
            headings=laid.headings,
            links=laid.links,
            structure=laid.structure,
            relocations=relocations,
            findings=tuple(findings),
            counts=laid.counts,
        )

    def _refuse(self, found: Iterable[Finding]) -> None:
        if findings := list(found):
            raise InputError(findings)

    def _foreign_glyphs(self, unit: Unit, laid: Laid) -> Iterator[Finding]:
        """Characters no font has, or that only a font the style does not name could show."""
        for family, char in dict.fromkeys(laid.missing):
            yield _glyph_finding("glyph-missing", unit, char, family)
        for use in laid.fonts:
            if use.digest not in self.case.digests:
                for _, _, text in use.rows:
                    yield _glyph_finding("glyph-foreign", unit, text, use.name)


def _glyph_finding(code: str, unit: Unit, text: str, family: str) -> Finding:
    codes = " ".join(f"U+{ord(char):04X}" for char in text)
    return finding(code, _place_of(text, unit), char=text, codes=codes, family=family)


def _place_of(text: str, unit: Unit) -> Place:
    """Where in the unit a character was written; the unit's own place if it is in a title."""
    bearer = dict(unit.data).get("entry") or dict(unit.data).get("matter")
    notes = (block for note in getattr(bearer, "notes", ()) for block in note.blocks)
    for block in (*getattr(bearer, "body", ()), *notes):
        if place := _place_in(text, block):
            return place
    return unit.place


def _place_in(text: str, block: Block) -> Place | None:
    for child in block.children:
        if place := _place_in(text, child):
            return place
    if text in block.label or text in plain(block.inlines):
        return block.place
    return None


def plain(nodes: tuple[Inline, ...]) -> str:
    """Running text without its dress."""
    return "".join(
        "\n" if node.kind is InlineKind.NEWLINE else node.text + plain(node.children)
        for node in nodes
    )


def _faults(unit: Unit, laid: Laid) -> Iterator[Finding]:
    """Lines that could not be set without a fault: an editor should look."""
    for code, sample in laid.faults:
        minor = code in _MINOR_FAULTS
        severity = Severity.INFO if minor else Severity.WARNING
        yield finding(f"line-{code}", unit.place, severity, sample=sample)


def _grey(content: bytes) -> bytes:
    """Neutral RGB to device grey, so that black is 100 % K and a one-colour book stays one."""

    def swap(match: re.Match[bytes]) -> bytes:
        red, green, blue, operator = match.groups()
        if red == green == blue:
            return red + (b" g" if operator == b"rg" else b" G")
        return match[0]

    return _RGB.sub(swap, content)
