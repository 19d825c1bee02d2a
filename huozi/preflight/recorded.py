"""The record of a build (`book.json`) as checks ask it: which page should be what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from huozi.values.style import roman


@dataclass(frozen=True, slots=True)
class Opening:
    """A unit of the book: what it is and where it stands."""

    kind: str
    title: str
    folio: str
    page: int  # from 1
    pages: int


def openings(record: Mapping[str, Any]) -> list[Opening]:
    """The units of the record, in order; entries that can't be read are left out."""
    found = []
    entries = record.get("entries")
    for entry in entries if isinstance(entries, list) else ():
        try:
            kind, title, folio = (str(entry[key]) for key in ("kind", "title", "folio"))
            found.append(Opening(kind, title, folio, int(entry["page"]), int(entry["pages"])))
        except (KeyError, TypeError, ValueError):
            continue
    return found


def folios(record: Mapping[str, Any]) -> dict[int, str]:
    """The folio of every page that the record tells, by page number."""
    found = {}
    for unit in openings(record):
        for i in range(min(unit.pages, 10_000)):
            folio = later(unit.folio, i)
            if folio:
                found[unit.page + i] = folio
    return found


def later(folio: str, by: int) -> str:
    """The folio some pages on."""
    if folio.isdecimal():
        return str(int(folio) + by)
    if not by:
        return folio
    first = next((n for n in range(1, 400) if roman(n) == folio), 0)
    return roman(first + by) if first else ""
