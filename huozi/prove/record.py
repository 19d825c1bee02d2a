"""The record beside the PDF (`book.json`): pages, where entries stand, fonts, versions, findings.

It holds no time and no path of the machine: the same book gives the same record.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version

from huozi import __version__
from huozi.fonts.typecase import TypeCase
from huozi.messages import render
from huozi.values.galley import Galley, PageMap, Unit
from huozi.values.manuscript import Finding, Manuscript

_LIBRARIES = ("weasyprint", "pikepdf", "uharfbuzz", "pypdf")


def record(
    findings: Sequence[Finding],
    manuscript: Manuscript,
    page_map: PageMap,
    units: Sequence[Unit],
    galleys: Mapping[str, Galley],
    case: TypeCase,
) -> bytes:
    """The record as JSON."""
    used = {use.digest for galley in galleys.values() for use in galley.fonts}
    entries = []
    for unit in units:
        opening = page_map.opening(unit.id)
        assert opening is not None, unit.id
        entries.append(
            {
                "id": unit.id,
                "kind": unit.kind.value,
                "title": unit.title,
                "file": unit.place.file,
                "folio": opening.label,
                "page": opening.index + 1,
                "pages": len(galleys[unit.id].contents),
            }
        )
    counts: dict[str, int] = {}
    for galley in galleys.values():
        for name, count in galley.counts:
            counts[name] = counts.get(name, 0) + count
    value = {
        "title": manuscript.book.title,
        "pages": len(page_map.pages),
        "entries": entries,
        "setting": dict(sorted(counts.items())),
        "fonts": [
            {"family": face.family, "weight": face.weight, "file": face.path.name,
             "sha256": face.digest}
            for face in case.faces
            if face.digest in used
        ],
        "versions": _versions(),
        "findings": [
            {"code": f.code, "severity": f.severity.value, "place": str(f.place or ""),
             "message": render(f, "en")}
            for f in findings
        ],
    }  # fmt: skip
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


@cache
def _versions() -> dict[str, str]:
    return {"huozi": __version__, **{name: version(name) for name in _LIBRARIES}}
