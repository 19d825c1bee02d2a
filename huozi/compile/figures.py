"""Judges pictures: whether they are whole, of bounded size, and fine enough for their printed size.

A press asks for 300 dots to the inch of a half-tone picture. Below 150 the dots show, and the book
does not go to press.
"""

import hashlib
from collections.abc import Iterator, Mapping
from math import floor

from huozi.account.streams import LEAST_PICTURE_PT
from huozi.compile import plates
from huozi.compile.drawing.faults import DrawingError
from huozi.compile.drawing.lettering import Lettering
from huozi.compile.drawing.plain import plain_drawing
from huozi.compile.examined import MOST_PIXELS, examined
from huozi.compile.pictures import Parcel, Pictures
from huozi.compile.proofs import Figure
from huozi.fonts.coverage import missing_glyph
from huozi.values.errors import InputError
from huozi.values.galley import Unit
from huozi.values.manuscript import Block, Finding, InlineKind, Place, Severity, finding
from huozi.values.nested import all_blocks, all_inlines

FINE_DPI, COARSE_DPI = 300, 150
_POINTS = 72
#: How much of the measure pictures take at most that stand side by side, in per cent.
_SHARED = 94
#: … and the least that one of them has for which no width is written.
_LEAST_SHARE = 8


def abreast(block: Block) -> tuple[str, ...]:
    """The style attributes of figures that stand side by side.

    Figures without a written width share the measure, or what the others leave of it. With shares
    of the measure, the white that is left is divided equally beside and between them; with other
    widths the figures stand 1 字 apart.
    """
    figures = block.children
    widths = [figure.label for figure in figures]
    given = {at: float(width[:-1]) for at, width in enumerate(widths) if width.endswith("%")}
    others = [at for at, figure in enumerate(figures) if not (figure.label or figure.height)]
    left = (_SHARED - sum(given.values())) / max(1, len(others))
    margin = "0.5rem"
    enough = left >= _LEAST_SHARE or not given or not others
    if enough and len(given) + len(others) == len(figures):
        shares = [given.get(at, left) for at in range(len(figures))]
        shares = [share * min(1, _SHARED / sum(shares)) for share in shares]
        widths = [f"{_whole(share)}%" for share in shares]
        margin = f"{_whole((100 - sum(shares)) / (2 * len(figures)))}%"
    shapes = (f"width: {width}; " if width else "" for width in widths)
    return tuple(f"{shape}margin: 0 {margin}" for shape in shapes)


def _whole(share: float) -> str:
    """A share in per cent to three places, rounded down so that shares never exceed the whole."""
    return f"{floor(share * 1000) / 1000:g}"


def held(unit: Unit, pictures: Pictures, of_templates: Mapping[str, str]) -> Parcel:
    """The pictures of a unit and of its templates, each read once, so that what is judged is
    printed.

    Raises InputError for a picture that changed since the manuscript was read: the galley would be
    kept under the digest of the old one, and be taken for right when that comes back.
    """
    places = _asked(unit)
    files, findings = {}, []
    there = ((path, digest) for path, digest in of_templates.items() if digest)
    for path, digest in (*unit.images, *there):
        try:
            data = pictures(path)
        except LookupError:
            data = b""
        if not data or (digest and hashlib.sha256(data).hexdigest() != digest):
            findings.append(finding("image-changed", places.get(path, unit.place), path=path))
        files[path] = data
    if findings:
        raise InputError(findings)
    return Parcel(files)


def unsound(
    unit: Unit, pictures: Parcel, one_colour: bool, lettering: Lettering
) -> Iterator[Finding]:
    """Findings for the pictures of a unit that can't be printed, each at its place."""
    for path, place in _asked(unit).items():
        data = pictures(path)
        if plates.is_drawing(data):
            yield from _undrawable(data, path, place, lettering)
            continue
        seen = examined(data, one_colour)
        if seen.code == "image-huge":
            limit = MOST_PIXELS // 10**6
            yield finding(seen.code, place, path=path, pixels=seen.said, limit=limit)
        elif seen.code:
            yield finding(seen.code, place, path=path, reason=seen.said)


def _undrawable(data: bytes, path: str, place: Place, lettering: Lettering) -> Iterator[Finding]:
    try:
        plain_drawing(data, True, lettering)
    except DrawingError as error:
        if error.code == "glyph-missing":
            yield missing_glyph(error.found, lettering.first, place)
        else:
            yield finding(error.code, place, path=path, found=error.found)


def altered(
    unit: Unit, pictures: Parcel, one_colour: bool, lettering: Lettering
) -> Iterator[Finding]:
    """Findings for pictures that are not printed in the colours that a screen shows."""
    for path, place in _asked(unit).items():
        data = pictures(path)
        if plates.is_drawing(data):
            if plain_drawing(data, one_colour, lettering).coloured:
                code = "image-grey" if one_colour else "image-rgb"
                yield finding(code, place, Severity.INFO, path=path)
            continue
        seen = examined(data, one_colour)
        if seen.frames > 1:
            yield finding("image-moving", place, Severity.WARNING, path=path, frames=seen.frames)
        if seen.changed:
            code = "image-grey" if one_colour else "image-rgb"
            yield finding(code, place, Severity.INFO, path=path)


def coarse(unit: Unit, pictures: Parcel, figures: tuple[Figure, ...]) -> Iterator[Finding]:
    """Findings for pictures whose resolution is too low for their printed size, or whose size is
    nearly nothing.
    """
    for figure in figures:
        data = pictures(figure.src)
        if plates.is_drawing(data):
            continue  # of lines, not dots
        width, height = plates.size(data)
        place = Place(unit.place.file, figure.line or unit.place.line)
        if min(figure.width_pt, figure.height_pt) < LEAST_PICTURE_PT:
            yield finding("image-thin", place, path=figure.src, width=width, height=height)
            continue
        dots = min(width / figure.width_pt, height / figure.height_pt) * _POINTS
        if dots < FINE_DPI - 1:
            code = "image-coarse" if dots < COARSE_DPI else "image-not-fine"
            least, most_mm = round(dots), round(width / FINE_DPI * 25.4)
            yield finding(code, place, Severity.WARNING, path=figure.src, dpi=least, mm=most_mm)


def _asked(unit: Unit) -> dict[str, Place]:
    """The path of each picture of a unit, once, with the place that asks for it."""
    found: dict[str, Place] = {}
    for block in all_blocks(unit.blocks):
        images = (n.target for n in all_inlines(block.inlines) if n.kind is InlineKind.IMAGE)
        for path in filter(None, (block.src, *images)):
            found.setdefault(path, block.place)
    return found
