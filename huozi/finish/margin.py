"""版边: what stands outside the trim: marks where to cut and fold, density patch, slug, line
numbers of a proof.

All is drawn into form XObjects before the page itself, marked as artifacts: the page's own text
stays in its order, and the folio its last line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from huozi.finish.slug import FAMILY, Typesetter, find_font
from huozi.finish.ticks import Line, drawn, ticks
from huozi.fonts.typecase import PACKAGES
from huozi.pdf.boxes import Box
from huozi.pdf.profile import BLEED_PT
from huozi.values.errors import machine_error
from huozi.values.length import Side, mm
from huozi.values.style import PageFormat

_GAP_PT = mm(4)  # marks keep clear of the bleed
_LENGTH_PT = mm(5)
_CENTRE_PT = mm(2)  # half a registration cross
_PATCHES = (0, 0.25, 0.5, 0.75)  # grey of each: solid, 75 %, 50 %, 25 %
_PATCH_PT = mm(4)
_SLUG_SIZE_PT = 6.0
_INSET_PT = mm(8)  # slug and patches keep clear of the corner marks
_RED, _GREY = b"0.8 0 0 rg", b"0.35 g"
_STAMP = "校样"
_STAMP_SIZE_PT = 15.0
_NUMBER_SIZE_PT = 5.0
_SOURCE_GAP_PT = mm(5)  # numbers of the source stand beside those of the grid
_TURNED_GAP_PT = 2.0
_EDGE_PT = 1.5  # of the sheet, kept free
_BASELINE = 0.78  # of a line's height: where text stands in it


class LineNote(NamedTuple):
    """What stands beside a line of type: its height above the foot of the page, or, where type is
    turned (横排表), its distance from the left edge.
    """

    text: str
    place_pt: float
    turned: bool = False


@dataclass(frozen=True, slots=True)
class SlugNote:
    """What the slug of a page says: at the foot left and right, in a proof at the head as well."""

    left: str
    right: str
    head: str = ""
    side: Side = Side.RECTO
    blank: bool = False
    stamp: str = _STAMP  # in a proof
    lines: tuple[LineNote, ...] = ()  # in a proof


def setter() -> Typesetter:
    """A typesetter for the slug. Raises MachineError where its face is not installed."""
    font = find_font()
    if font is None:
        raise machine_error("font-missing", family=FAMILY, package=PACKAGES[FAMILY])
    return Typesetter(font)


def marks(trim: Box, folds_pt: Sequence[float]) -> bytes:
    """Crop marks 裁切线, centre crosses 十字线, fold marks, and the density patch."""
    reach = _GAP_PT, _GAP_PT + _LENGTH_PT
    crops = ticks(trim, (trim.left, trim.right), (trim.bottom, trim.top), reach, reach)
    folds = ticks(trim, [trim.left + fold for fold in folds_pt], (), reach, None)
    patches = "\n".join(_patches(trim))
    return (
        drawn([*crops, *_centres(trim, folds_pt)]) + drawn(folds, dashed=True)
        + f"q\n{patches}\nQ\n".encode()
    )  # fmt: skip


def _centres(trim: Box, folds_pt: Sequence[float]) -> Iterator[Line]:
    """At all four sides; at head and foot not where a fold is, which would be lost in the cross."""
    out, half = _GAP_PT + _LENGTH_PT / 2, _CENTRE_PT
    x, y = (trim.left + trim.right) / 2, (trim.bottom + trim.top) / 2
    places = [(trim.left - out, y), (trim.right + out, y)]
    if all(abs(fold - trim.width / 2) > 1.5 * half for fold in folds_pt):
        places += [(x, trim.bottom - out), (x, trim.top + out)]
    for cx, cy in places:
        yield cx - half, cy, cx + half, cy
        yield cx, cy - half, cx, cy + half


def _patches(trim: Box) -> Iterator[str]:
    y = trim.top + _GAP_PT + (_LENGTH_PT - _PATCH_PT) / 2
    for number, grey in enumerate(_PATCHES):
        x = trim.left + _INSET_PT + number * _PATCH_PT
        yield f"{grey:g} g {x:.3f} {y:.3f} {_PATCH_PT:.3f} {_PATCH_PT:.3f} re f"


def slug(trim: Box, note: SlugNote, setting: Typesetter) -> bytes:
    """The line at the foot: half of it left, half right of the centre cross."""
    y = trim.bottom - _GAP_PT - _LENGTH_PT / 2 - _SLUG_SIZE_PT / 3
    room = trim.width / 2 - _INSET_PT - 2 * _CENTRE_PT
    left = setting.fitted(note.left, _SLUG_SIZE_PT, room)
    right = setting.fitted(note.right, _SLUG_SIZE_PT, room)
    end = trim.right - _INSET_PT - setting.width_pt(right, _SLUG_SIZE_PT)
    return setting.line(left, _SLUG_SIZE_PT, trim.left + _INSET_PT, y) + setting.line(
        right, _SLUG_SIZE_PT, end, y
    )


def proof_head(trim: Box, note: SlugNote, setting: Typesetter) -> bytes:
    """At the head of a proof: what the page is set from, and the stamp 校样 in red."""
    y = trim.top + BLEED_PT + mm(1.5)
    width = setting.width_pt(note.stamp, _STAMP_SIZE_PT)
    x = trim.right - width - mm(2)
    frame = (x - mm(1), y - mm(1), width + mm(2), _STAMP_SIZE_PT + mm(1))
    box = " ".join(f"{value:.3f}" for value in frame)
    stamp = setting.line(note.stamp, _STAMP_SIZE_PT, x, y + mm(0.5), ink=_RED)
    room = x - trim.left - mm(4)
    source = setting.fitted(note.head, _SLUG_SIZE_PT, room)
    return (
        b"q " + _RED.replace(b"rg", b"RG") + f" 0.75 w {box} re S Q\n".encode() + stamp
        + setting.line(source, _SLUG_SIZE_PT, trim.left, y + mm(1))
    )  # fmt: skip


def frame(trim: Box) -> bytes:
    """A hairline where a proof will be cut."""
    thick = 0.25
    x, y, right, top = trim.grown(thick)  # all of it outside
    box = f"{x:.3f} {y:.3f} {right - x:.3f} {top - y:.3f}"
    return f"q {thick} w 0.6 G {box} re S Q\n".encode()


def line_numbers(trim: Box, form: PageFormat, side: Side, setting: Typesetter) -> bytes:
    """Numbers of the lines of the grid, beside the fore-edge: a place to point at in a proof."""
    set_lines = []
    for number in range(1, form.lines + 1):
        down = form.head_margin_pt + (number - 1 + _BASELINE) * form.leading_pt
        text = str(number)
        width = setting.width_pt(text, _NUMBER_SIZE_PT)
        x = trim.right + mm(2) if side is Side.RECTO else trim.left - mm(2) - width
        set_lines.append(setting.line(text, _NUMBER_SIZE_PT, x, trim.top - down))
    return b"".join(set_lines)


def source_lines(trim: Box, note: SlugNote, setting: Typesetter) -> bytes:
    """Which line of its source a line of type begins in, in grey: beside the numbers of the grid,
    beyond any bleed; for turned type below the trim, turned as it is.
    """
    size, set_lines = _NUMBER_SIZE_PT, []
    for line in note.lines:
        gap = _TURNED_GAP_PT if line.turned else _SOURCE_GAP_PT
        clear = _GAP_PT if line.turned else trim.left - _EDGE_PT  # below stands the slug
        text = setting.fitted(line.text, size, clear - gap)
        width = setting.width_pt(text, size)
        if line.turned:
            at = trim.left + line.place_pt, trim.bottom - gap - width
        else:
            outside = note.side is Side.RECTO
            x = trim.right + gap if outside else trim.left - gap - width
            at = x, trim.bottom + line.place_pt
        set_lines.append(setting.line(text, size, *at, line.turned, _GREY))
    return b"".join(set_lines)
