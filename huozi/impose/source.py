"""The PDF that is to be imposed: opened with care, its pages measured.

Whose PDF it is, is not known. Nothing here trusts a box, a stream or a tree in it; what is refused
is refused by name, with the page.
"""

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Name

from huozi.impose.limits import LIMITS, ImpositionLimits
from huozi.impose.paper import Size
from huozi.pdf.boxes import Box
from huozi.pdf.untrusted import bounded_unpacking, cut_short, inherited, too_large
from huozi.values.errors import InputError
from huozi.values.manuscript import Finding, Place, Severity, finding

_MAX_EXTENT_PT = 14_400.0 * 100
_MIN_EXTENT_PT = 1.0
_SHOWN_KINDS_ONLY_ON_SCREEN = ("/Link", "/Popup")
_HIDDEN, _PRINT = 1 << 1, 1 << 2  # flags of an annotation
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?[0-9Zz+'-]{0,15}")
#: Claims of a standard (ISO 15930, ISO 19005): in the XMP metadata; X-1a in the information, too.
_CLAIM_X = re.compile(rb"GTS_PDFXVersion(?:>|\s*=\s*[\"'])(PDF/X-[\w:.-]{1,16})")
_CLAIM_A = re.compile(rb"pdfaid:part(?:>|\s*=\s*[\"'])([1-4])")
_X = re.compile(r"PDF/X-[\w:.-]{1,16}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_NO_BOX = re.compile(r"object (\d+) \d+ .*MediaBox is ")


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page of the source: its trimmed size as a reader sees it, and how to get there."""

    trim: Box  # in the page's own coordinates
    bleed: Box  # the same, or larger when the page has a BleedBox
    rotation: int  # clockwise, for display: 0, 90, 180, 270
    unit: float  # points to a unit of the page's own coordinates

    @property
    def size(self) -> Size:
        """Trimmed size in points, as displayed."""
        width, height = (side * self.unit for side in self.trim.size)
        return Size(height, width) if self.rotation in (90, 270) else Size(width, height)


@dataclass(slots=True)
class SourcePdf:
    """An opened PDF, with what had to be said about it on the way."""

    pdf: pikepdf.Pdf
    place: Place
    leaves: tuple[SourcePage, ...]
    title: str
    made_on: str  # CreationDate as it stands in the file, or empty
    findings: list[Finding]
    said: list[str]  # complaints of the reader

    def listen(self) -> list[str]:
        """What the reader has complained of since last asked (it says so only once)."""
        new = [str(warning) for warning in self.pdf.get_warnings()]
        self.said += new
        return new

    @property
    def standard(self) -> str:
        """The standard for presses or archives that the file says it keeps to, or empty."""
        try:
            metadata = self.pdf.Root.get("/Metadata")
            said = metadata.read_bytes() if isinstance(metadata, pikepdf.Stream) else b""
            old = str(self.pdf.docinfo.get("/GTS_PDFXVersion", ""))
        except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError, AttributeError):
            return ""
        if match := _CLAIM_X.search(said):
            return match[1].decode()
        if match := _CLAIM_A.search(said):
            return f"PDF/A-{match[1].decode()}"
        return old if _X.fullmatch(old) else ""

    @property
    def date(self) -> str:
        """When the file says it was made: 2010-04-30, 2010-04, 2010, or empty. Never the clock."""
        match = _DATE.fullmatch(self.made_on)
        return "-".join(part for part in match.groups() if part) if match else ""


@contextmanager
def opened(path: Path, limits: ImpositionLimits = LIMITS) -> Iterator[SourcePdf]:
    """Open and measure a PDF. Raises InputError when it cannot be imposed safely."""
    place = Place(path.name)
    try:
        with (
            bounded_unpacking(limits.stream_mib << 20),
            pikepdf.open(path, attempt_recovery=False) as pdf,
        ):
            if pdf.is_encrypted:
                raise InputError([finding("impose-encrypted", place)])
            if not (count := len(pdf.pages)):
                raise InputError([finding("impose-no-pages", place)])
            if count > limits.pages:
                many = finding("impose-many-pages", place, found=count, limit=limits.pages)
                raise InputError([many])
            source = SourcePdf(pdf, place, (), "", "", _flatten(pdf, place), [])
            source.leaves = _measured(pdf, place, source.listen())
            source.title = _info(pdf, Name.Title) or path.stem
            source.made_on = _made_on(pdf)
            yield source
    except pikepdf.PasswordError as error:
        raise InputError([finding("impose-encrypted", place)]) from error
    except (pikepdf.PdfError, RecursionError, UnicodeDecodeError) as error:
        reason = _plain(str(error), path)
        raise InputError([finding("impose-damaged", place, reason=reason)]) from error


def _plain(said: str, path: Path) -> str:
    """What the reader says, without the path and in one line."""
    return _CONTROL.sub(" ", said.replace(str(path), "")).strip(" ,:")[:200]


def repairs(source: SourcePdf, path: Path) -> Iterator[Finding]:
    """What the reader mended on the way, in one warning."""
    source.listen()
    if said := source.said:
        told = {"count": len(said), "first": _plain(said[0], path)}
        yield finding("impose-repaired", source.place, Severity.WARNING, **told)


# ---------------------------------------------------------------------------- pages


def _measured(pdf: pikepdf.Pdf, place: Place, said: list[str]) -> tuple[SourcePage, ...]:
    leaves, problems = [], []
    # The reader gives a page without a size that of US Letter. That is no guess for a press.
    guessed = {int(match[1]) for line in said if (match := _NO_BOX.search(line))}
    for number, page in enumerate(pdf.pages, 1):
        try:
            if page.obj.objgen[0] in guessed:
                raise ValueError("MediaBox")
            leaves.append(_leaf(page.obj))
        except (ValueError, TypeError, OverflowError) as error:
            problems.append(finding("impose-box", place, page=number, reason=error))
    if problems:
        raise InputError(problems)
    return tuple(leaves)


def _leaf(page: pikepdf.Object) -> SourcePage:
    media = _box(inherited(page, "/MediaBox"), "MediaBox")
    crop = _inside(inherited(page, "/CropBox"), media, "CropBox")
    trim = _inside(page.get("/TrimBox"), media, "TrimBox") if "/TrimBox" in page else crop
    bleed = _inside(page.get("/BleedBox"), media, "BleedBox") if "/BleedBox" in page else trim
    unit = float(page.get("/UserUnit", 1))
    if not (math.isfinite(unit) and 0 < unit * trim.width < _MAX_EXTENT_PT):
        raise ValueError(f"UserUnit {unit:g}")
    rotation = inherited(page, "/Rotate")
    turned = int(rotation) if rotation is not None else 0
    if turned % 90:
        raise ValueError(f"Rotate {turned}")
    return SourcePage(trim, bleed, turned % 360, unit)


def _box(value: pikepdf.Object | None, name: str) -> Box:
    numbers = [float(number) for number in value] if value is not None else []
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)):
        raise ValueError(f"{name} {numbers}")
    x0, y0, x1, y1 = numbers
    box = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    if not all(_MIN_EXTENT_PT <= side <= _MAX_EXTENT_PT for side in box.size):
        raise ValueError(f"{name} {numbers}")
    return box


def _inside(value: pikepdf.Object | None, media: Box, name: str) -> Box:
    """A box cut to the MediaBox, which is the box itself when none is given."""
    if value is None:
        return media
    cut = _box(value, name).cut(media)
    if min(cut.size) < _MIN_EXTENT_PT:
        raise ValueError(f"{name} outside MediaBox")
    return cut


def content(source: SourcePdf, index: int, limits: ImpositionLimits = LIMITS) -> bytes:
    """The content of a page as one stream.

    Graphics state runs on from one stream to the next, so they can't be placed one by one. A
    stream that is cut short is refused: the text that is missing would be missed in print.
    """

    def refused(code: str) -> InputError:
        told = finding(code, source.place, page=index + 1, limit=limits.stream_mib)
        return InputError([told])

    held = source.pdf.pages[index].obj.get("/Contents")
    streams = [] if held is None else list(held) if isinstance(held, pikepdf.Array) else [held]
    source.listen()
    parts: list[bytes] = []
    for stream in streams:
        if not isinstance(stream, pikepdf.Stream):
            raise refused("impose-content")
        try:
            parts.append(stream.read_bytes())
        except pikepdf.PdfError as error:
            code = "impose-expansion" if too_large(error) else "impose-content"
            raise refused(code) from error
        if sum(map(len, parts)) > limits.stream_mib << 20:
            raise refused("impose-expansion")
    if cut_short(source.listen()):
        raise refused("impose-content")
    return b"\n".join(parts)


def _flatten(pdf: pikepdf.Pdf, place: Place) -> list[Finding]:
    """Draw annotations that would be printed (stamps, filled forms) into their pages.

    A form XObject carries no annotations: without this they would vanish from the sheets. What has
    no appearance, and a viewer would draw by itself, can't be drawn here. Raises InputError.
    """
    held = [(number, list(_printable(page.obj))) for number, page in enumerate(pdf.pages, 1)]
    if undrawn := [number for number, found in held if any(map(_undrawn, found))]:
        raise InputError([finding("impose-undrawn", place, pages=_some(undrawn))])
    pages = [number for number, found in held if any("/AP" in one for one in found)]
    if not pages:
        return []
    pdf.flatten_annotations("print")
    return [finding("impose-annotations", place, Severity.INFO, pages=_some(pages))]


def _some(pages: list[int]) -> str:
    return ", ".join(map(str, pages[:8])) + (" …" if len(pages) > 8 else "")


def _printable(page: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    annotations = page.get("/Annots")
    if isinstance(annotations, pikepdf.Array):
        for one in annotations:
            if isinstance(one, pikepdf.Dictionary):
                if str(one.get("/Subtype", "")) not in _SHOWN_KINDS_ONLY_ON_SCREEN:
                    yield one


def _undrawn(annotation: pikepdf.Dictionary) -> bool:
    """Printed, and with a look that is left to the viewer (ISO 32000-1, 12.5.3 and 12.7.3)."""
    try:
        flags = int(annotation.get("/F", 0))
    except (TypeError, ValueError):
        return False  # not printed, as far as anyone can say
    if "/AP" in annotation or not flags & _PRINT or flags & _HIDDEN:
        return False
    if annotation.get("/Subtype") != "/Widget":
        return True
    value = inherited(annotation, "/V")
    if isinstance(value, pikepdf.String):
        return bool(bytes(value))
    return isinstance(value, pikepdf.Stream) or isinstance(value, pikepdf.Array) and len(value) > 0


# ---------------------------------------------------------------------------- what the slug says


def _made_on(pdf: pikepdf.Pdf) -> str:
    stated = _info(pdf, Name.CreationDate)
    return stated if _DATE.fullmatch(stated) else ""


def _info(pdf: pikepdf.Pdf, key: Name) -> str:
    """An entry of the document information dictionary, on one line."""
    info = pdf.trailer.get("/Info")
    if not isinstance(info, pikepdf.Dictionary):
        return ""
    value = info.get(key)
    return _CONTROL.sub(" ", str(value)).strip() if isinstance(value, pikepdf.String) else ""
