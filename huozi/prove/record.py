"""The record beside the PDF (`book.json`): pages, where entries stand, fonts, versions, findings.

It holds no time and no path of the machine: the same book gives the same record.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from huozi import __version__
from huozi.files import read_file, release
from huozi.fonts.typecase import TypeCase
from huozi.messages import render
from huozi.values.errors import UsageError
from huozi.values.manuscript import Finding, Place, finding
from huozi.values.pages import Forme
from huozi.values.style import BARE_FOLIO

RECORD_BYTES = 64 << 20
_LIBRARIES = ("weasyprint", "pikepdf", "uharfbuzz", "pypdf")


class RecordedUnit(Struct, frozen=True):
    """Where a unit stands."""

    id: str
    kind: str
    title: str
    file: str
    folio: str
    page: int  # from 1
    pages: int


class RecordedPage(Struct, frozen=True):
    """A page, and where the first words on it were written: a file of the book and a line."""

    page: int  # from 1
    folio: str
    entry: str  # the id of the unit it belongs to
    file: str
    line: int  # 0 where the press made what stands there


class RecordedFont(Struct, frozen=True):
    """A font file of the book."""

    family: str
    weight: str
    file: str
    sha256: str


class RecordedFinding(Struct, frozen=True):
    """A finding, in English whatever the locale."""

    code: str
    severity: str
    place: str
    message: str


class Record(Struct, frozen=True):
    """What is known of a finished book. Names and order of the fields are those of the file."""

    title: str
    pages: int
    entries: tuple[RecordedUnit, ...]
    setting: dict[str, int]  # counts of paragraphs, lines, fallbacks
    fonts: tuple[RecordedFont, ...]
    versions: dict[str, str]
    findings: tuple[RecordedFinding, ...]
    folio_form: str = BARE_FOLIO  # with {} for the number
    sources: tuple[RecordedPage, ...] = ()

    def as_mapping(self) -> dict[str, Any]:
        """The record as whoever reads the file finds it."""
        made: dict[str, Any] = msgspec.to_builtins(self)
        return made

    def as_json(self) -> bytes:
        """The file."""
        return (json.dumps(self.as_mapping(), ensure_ascii=False, indent=1) + "\n").encode()


def is_record(data: bytes) -> bool:
    """Whether a file is a record, of this version of Huozi or another."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and {"title", "pages", "entries", "versions"} <= found.keys()


def refuse_overwriting(output: Path) -> None:
    """Raise UsageError where the record of a PDF would replace a file that is no record."""
    beside = output.with_suffix(".json")
    with suppress(FileNotFoundError):
        if not is_record(read_file(beside, RECORD_BYTES)):
            raise UsageError([finding("record-foreign", file=beside, output=output)])


def record(forme: Forme, findings: Sequence[Finding], case: TypeCase) -> Record:
    """The record of a book that was made of a forme."""
    used = {(use.digest, use.face_index) for galley in forme.all_galleys for use in galley.fonts}
    counts: Counter[str] = Counter()
    for galley in forme.all_galleys:
        counts.update(dict(galley.counts))
    return Record(
        title=forme.manuscript.book.title,
        pages=len(forme.page_map.pages),
        entries=tuple(_units(forme)),
        setting=dict(sorted(counts.items())),
        fonts=tuple(
            RecordedFont(face.family, face.weight, face.path.name, face.digest)
            for face in case.faces
            if (face.digest, face.index) in used
        ),
        versions=_versions(),
        findings=tuple(
            RecordedFinding(f.code, f.severity.value, str(f.place or ""), render(f, "en"))
            for f in findings
        ),
        folio_form=forme.page_map.folio_form,
        sources=tuple(_sources(forme)),
    )


def _sources(forme: Forme) -> Iterator[RecordedPage]:
    """For tools that go from a page to its text. Blank pages belong to what stands before them."""
    files = {unit.id: unit.place.file for unit in forme.units}
    places = {unit_id: dict(galley.sources) for unit_id, galley in forme.galleys.items()}
    for page in forme.page_map.pages:
        of = page.unit_id
        place = places[of].get(page.page) if page.page is not None else None
        place = place or Place(files[of])
        yield RecordedPage(page.index + 1, page.folio, of, place.file, place.line)


def _units(forme: Forme) -> list[RecordedUnit]:
    made = []
    for unit in forme.units:
        opening = forme.page_map.opening(unit.id)
        assert opening is not None, unit.id
        made.append(
            RecordedUnit(
                unit.id, unit.kind.value, unit.title, unit.place.file, opening.folio,
                opening.index + 1, len(forme.galleys[unit.id].contents),
            )
        )  # fmt: skip
        for entry, title in unit.run_on:  # on pages that were told with the first
            page = forme.spots[entry].page
            file, kind = unit.place.file, unit.kind.value
            made.append(RecordedUnit(entry, kind, title, file, page.folio, page.index + 1, 0))
    return made


@cache
def _versions() -> dict[str, str]:
    return {"huozi": __version__, **{name: release(name) for name in _LIBRARIES}}
