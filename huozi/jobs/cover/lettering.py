"""Sizes of the letters on a cover: the title as large as its line allows, the spine as it is wide.

Spines of Chinese books are lettered from top to bottom with every character upright (GB/T 11668).
The engine has no vertical lines: characters are stacked, one to a line, and marks that belong to a
horizontal line are exchanged for those of a vertical one.
"""

import math
import re
from dataclasses import dataclass

from huozi.jobs.cover.panels import Panels
from huozi.values.length import ems, mm
from huozi.values.manuscript import BookInfo, Finding, Place, Severity, finding
from huozi.values.printing import SPINE_TEXT_FROM_MM, Cover

_TITLE_MOST_PT, _TITLE_BREAKS_PT, _TITLE_LEAST_PT = 36.0, 20.0, 14.0
_TITLE_PITCH = 1.35  # from line to line, in their size
_EASE = 0.99  # a line that is filled to the last point may break

_SPINE_PART = 0.6  # of the spine's width: letters; the rest is play for the fold
_SPINE_MOST_PT, _SPINE_LEAST_PT = 20.0, 7.0
_SAFE_MM = 1.5  # letters nearer to a fold wander round the corner
_PITCH = 1.16  # from character to character, in their size
_SMALL = 0.62  # editor and issuer against the title
_ENDS_PT = mm(14)  # free at head and foot of the spine
_APART_PT = mm(8)  # between title, editor and issuer, at least

#: Marks of horizontal lines → of vertical ones (Unicode, CJK Compatibility Forms, Vertical Forms).
_UPRIGHT = str.maketrans(
    "（）〔〕【】《》〈〉「」『』“”‘’—–…，、。：；！？",
    "︵︶︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹃﹄﹁﹂︱︱︙︐︑︒︓︔︕︖",
)
_CELL = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]{2}(?![A-Za-z0-9])|\s+|.")


def stack(text: str) -> tuple[str, ...]:
    """Characters from top to bottom; two figures or letters by themselves stand side by side."""
    upright = text.translate(_UPRIGHT)
    return tuple("" if cell.isspace() else cell for cell in _CELL.findall(upright))


@dataclass(frozen=True, slots=True)
class Column:
    """Stacked characters and their size."""

    cells: tuple[str, ...]
    size_pt: float

    @property
    def pitch_pt(self) -> float:
        """From character to character."""
        return self.size_pt * _PITCH

    @property
    def height_pt(self) -> float:
        """From first to last."""
        return len(self.cells) * self.pitch_pt


@dataclass(frozen=True, slots=True)
class SpineText:
    """What the spine says: title at the head, editor below it, issuing body at the foot."""

    title: Column
    editor: Column | None
    issuer: Column | None
    ends_pt: float = _ENDS_PT


def spine_text(
    info: BookInfo, cover: Cover, panels: Panels, place: Place
) -> tuple[SpineText | None, list[Finding]]:
    """The lettering of the spine; none on a spine too thin for it.

    What does not fit is left out from the least important on, and told.
    """
    if not panels.spine_mm and not cover.spine_title:
        return None, []  # a folded book has no spine to be bare
    if panels.spine_mm < SPINE_TEXT_FROM_MM:
        asked = Severity.ERROR if cover.spine_title else Severity.INFO
        code = "cover-spine-thin" if cover.spine_title else "cover-spine-bare"
        width = f"{panels.spine_mm:.1f}"
        return None, [finding(code, place, asked, width=width, least=f"{SPINE_TEXT_FROM_MM:g}")]
    size = min(_SPINE_MOST_PT, mm(panels.spine_mm) * _SPINE_PART)
    findings = []
    if (panels.spine_mm * (1 - _SPINE_PART)) / 2 < _SAFE_MM:
        findings.append(
            finding("cover-spine-tight", place, Severity.WARNING, width=f"{panels.spine_mm:.1f}")
        )
    room = panels.page_height_pt - 2 * _ENDS_PT
    for wanted in _choices(info, cover):
        text, left_out = wanted
        made = _fitted(text, size, room)
        if made is not None:
            if left_out:
                findings.append(
                    finding("cover-spine-full", place, Severity.WARNING, left_out=left_out)
                )
            return made, findings
    title = cover.spine_title or info.title
    return None, [finding("cover-spine-long", place, title=title)]


Wording = tuple[str, str, str]  # title, editor, issuing body


def _choices(info: BookInfo, cover: Cover) -> list[tuple[Wording, str]]:
    """What to letter, from all of it to the title alone, and what is then left out."""
    title = cover.spine_title or info.title
    editor = f"{info.editor}　{info.editor_role}" if info.editor else ""
    return [
        ((title, editor, info.issuer), ""),
        ((title, "", info.issuer), editor),
        ((title, "", ""), f"{editor}　{info.issuer}".strip()),
    ]


def _fitted(wording: Wording, size_pt: float, room_pt: float) -> SpineText | None:
    """As large as there is room for; None when that is too small to read."""
    title, editor, issuer = (stack(text) for text in wording)
    small = [cells for cells in (editor, issuer) if cells]
    ems = (len(title) + _SMALL * sum(map(len, small))) * _PITCH
    size = min(size_pt, (room_pt - _APART_PT * len(small)) / ems)
    if size * (_SMALL if small else 1) < _SPINE_LEAST_PT:
        if size < _SPINE_LEAST_PT or not small:
            return None
        # The title may stay large while the small lines keep the least size that can be read.
        taken = _SPINE_LEAST_PT * _PITCH * sum(map(len, small)) + _APART_PT * len(small)
        size = min(size_pt, (room_pt - taken) / (len(title) * _PITCH))
        if size < _SPINE_LEAST_PT * 1.2:
            return None
    lesser = max(_SPINE_LEAST_PT, size * _SMALL)
    return SpineText(
        Column(title, size),
        Column(editor, lesser) if editor else None,
        Column(issuer, lesser) if issuer else None,
    )


# ---------------------------------------------------------------------------- front


@dataclass(frozen=True, slots=True)
class FrontTitle:
    """The title on the front, in lines."""

    lines: tuple[str, ...]
    size_pt: float

    @property
    def pitch_pt(self) -> float:
        """From line to line."""
        return self.size_pt * _TITLE_PITCH


def front_title(
    info: BookInfo, cover: Cover, width_pt: float, height_pt: float, place: Place
) -> tuple[FrontTitle, list[Finding]]:
    """As large as the longest line allows. A long title that nobody broke by sense is told.

    What takes more than the height is set smaller, down to a size that can still be called one.
    """
    lines = cover.title_lines or (info.title,)
    size = min(_TITLE_MOST_PT, width_pt * _EASE / max(1.0, *map(ems, lines)))
    findings = []
    if size < _TITLE_BREAKS_PT:
        findings = [finding("cover-title-breaks", place, Severity.WARNING, title=info.title)]
        size = _TITLE_BREAKS_PT
    while size > _TITLE_LEAST_PT and _height_pt(lines, size, width_pt) > height_pt:
        size = max(_TITLE_LEAST_PT, size - 0.5)
    return FrontTitle(lines, size), findings


def _height_pt(lines: tuple[str, ...], size_pt: float, width_pt: float) -> float:
    """What the title takes when its lines are broken where they are full."""
    rows = sum(math.ceil(ems(line) * size_pt / width_pt) for line in lines)
    return rows * FrontTitle(lines, size_pt).pitch_pt
