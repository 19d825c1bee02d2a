"""交付: everything a printing house needs, in one ZIP.

    body.pdf  cover.pdf  print-order.pdf (印制说明)  pages.json (page map)
    preflight-body.html/.json  preflight-cover.html/.json  fonts/ (licences)

The same book gives the same bytes. Nothing is handed over that preflight refuses, or whose cover
does not go round its body.
"""

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from huozi.files import TooBigError, read_file, workshop, write_atomically
from huozi.finish.acceptance import body_wanted, refusal, undone
from huozi.jobs.cover.panels import Panels
from huozi.jobs.cover.sheet import cover_wanted, panels_for, prove_fit, set_cover
from huozi.jobs.font_licences import licences
from huozi.jobs.print_order import SentFile, Terms, set_print_order
from huozi.press import Edition, Order, Press, made_up, open_press, print_off
from huozi.progress import Progress
from huozi.sandbox import Bounds, quarantined
from huozi.values.errors import InputError
from huozi.values.length import mm
from huozi.values.manuscript import Finding, Manuscript, Place, Severity, finding
from huozi.values.printing import Binding, signatures

_BODY, _COVER = "body.pdf", "cover.pdf"
_TIME = (1980, 1, 1, 0, 0, 0)  # the oldest a ZIP knows: the same book gives the same file
_DIGITS = 16
_STRANGER = Bounds(30, 1024)  # what a cover made elsewhere may take
_COVER_MIB = 512  # larger than any cover is
_LANGUAGE = "zh"  # of what the printer reads


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was handed over."""

    names: tuple[str, ...]
    pages: int
    spine_mm: float
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A file and what preflight found in it, each fault once with all its pages."""

    name: str
    pages: int
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """How many kinds of faults weigh this much."""
        return sum(found.severity is severity for found in self.findings)


def deliver(order: Order, cover_file: Path | None, draft: bool, progress: Progress) -> Delivery:
    """Make the ZIP at `order.output`.

    `cover_file` is a cover made elsewhere; without it the house sets one. A `draft` may have
    entries that are not in yet, and faults. Raises InputError for what is wrong.
    """
    order = replace(order, final=not draft)
    with (
        open_press(order, progress) as press,
        workshop() as folder,
    ):
        edition = print_off(made_up(press), press, press.findings)
        (folder / _BODY).write_bytes(edition.pdf)
        (folder / "pages.json").write_bytes(edition.record.as_json())
        panels, found = _cover(press, edition.pages, cover_file, folder)
        found += tuple(_sections(press.manuscript, edition.pages))
        found += undone(press.manuscript, order.purpose)
        judged = _preflight(folder, press, edition, panels)
        found += tuple(fault for one in judged for fault in one.findings)
        _order(press, panels, judged, cover_file is not None, folder)
        texts, unknown = licences(edition.record.fonts)
        files = {path.name: path.read_bytes() for path in folder.iterdir()} | texts
    write_atomically(order.output, packed(files))
    names = tuple(sorted(files))
    return Delivery(names, edition.pages, panels.spine_mm, (*edition.findings, *found, *unknown))


def _cover(
    press: Press, pages: int, cover_file: Path | None, folder: Path
) -> tuple[Panels, tuple[Finding, ...]]:
    """Put the cover into the folder. Raises InputError when it does not fit."""
    found: tuple[Finding, ...] = ()
    if cover_file is None:
        made = set_cover(press, pages)
        panels, data, found = made.panels, made.pdf, made.findings
        prove_fit(data, panels, _COVER)
    else:
        panels, data = panels_for(press.manuscript, pages), _read(cover_file)
        quarantined(prove_fit, data, panels, cover_file.name, bounds=_STRANGER)
    (folder / _COVER).write_bytes(data)
    return panels, found


def _read(cover: Path) -> bytes:
    try:
        return read_file(cover, _COVER_MIB << 20)
    except TooBigError as error:
        big = finding("cover-large", Place(cover.name), limit=_COVER_MIB)
        raise InputError([big]) from error


def _sections(manuscript: Manuscript, pages: int) -> list[Finding]:
    """Pages that fill no whole section cost as much as one; a folded book needs whole sheets."""
    printing = manuscript.printing
    saddle = printing.binding is Binding.SADDLE
    size = 4 if saddle else printing.signature
    whole, rest = signatures(pages, size)
    if not rest:
        return []
    weight = Severity.ERROR if saddle else Severity.WARNING
    found = finding(
        "deliver-sections", manuscript.book.place, weight,
        pages=pages, signature=size, whole=whole, rest=rest, missing=size - rest,
    )  # fmt: skip
    if saddle:
        raise InputError([found])
    return [found]


def _order(
    press: Press, panels: Panels, judged: Sequence[Judged], own_cover: bool, folder: Path
) -> None:
    """Put the print order into the folder."""
    sent = tuple(
        SentFile(
            one.name, one.pages,
            hashlib.sha256((folder / one.name).read_bytes()).hexdigest()[:_DIGITS],
            one.count(Severity.ERROR), one.count(Severity.WARNING),
        )
        for one in judged
    )  # fmt: skip
    terms = Terms(press.order.purpose, sent, own_cover, draft=not press.order.final)
    made = set_print_order(press, sent[0].pages, panels, terms)
    (folder / "print-order.pdf").write_bytes(made)


def _preflight(folder: Path, press: Press, edition: Edition, panels: Panels) -> list[Judged]:
    """Judge body and cover, and put the reports into the folder. Raises InputError for faults."""
    from huozi.preflight import report
    from huozi.preflight.inspect import inspect

    body = body_wanted(
        press.manuscript, edition.record,
        spine_pt=mm(panels.spine_mm), flap_pt=mm(panels.flaps_mm),
    )  # fmt: skip
    cover, profile = cover_wanted(panels), press.order.purpose.profile.name
    judged = []
    for name, wanted, beside in ((_BODY, body, folder / _COVER), (_COVER, cover, None)):
        verdict, pictures = inspect(folder / name, profile, wanted, beside, draw=True)
        stem = f"preflight-{name.removesuffix('.pdf')}"
        (folder / f"{stem}.json").write_bytes(report.as_json(verdict))
        (folder / f"{stem}.html").write_bytes(report.as_html(verdict, pictures, _LANGUAGE))
        judged.append(Judged(name, verdict.pages, report.located(verdict)))
    errors = [f for one in judged for f in one.findings if f.severity is Severity.ERROR]
    if errors and press.order.final:
        raise refusal(errors)
    return judged


def packed(files: Mapping[str, bytes]) -> bytes:
    """A ZIP that says nothing of when and where it was made."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return buffer.getvalue()
