"""Lines of text put together from glyphs by where they stand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from huozi.pdf.boxes import Box, around
from huozi.pdf.marks import Mark, ShownString

#: Baselines closer than this are one line; a superscript stands higher.
_SAME_BASELINE_PT = 0.75

#: A gap wider than this many ems parts two columns of text.
_COLUMN_GAP_EM = 4.0

#: A folio: figures or roman numerals, with the ornaments that stand around them in books.
_FOLIO = re.compile(r"[-–—·•.\s（(]*([0-9]{1,4}|[ivxlcdm]{1,8}|[IVXLCDM]{1,8})[-–—·•.\s）)]*")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph on a line."""

    x: float
    width: float
    size_pt: float
    text: str

    @property
    def end(self) -> float:
        """Right edge of its advance."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class GlyphLine:
    """Glyphs on one baseline, from left to right."""

    y: float
    glyphs: tuple[Glyph, ...]
    box: Box

    @property
    def string(self) -> str:
        """What the line says, without white space."""
        return "".join("".join(glyph.text for glyph in self.glyphs).split())

    @property
    def size_pt(self) -> float:
        """The size that most of its glyphs have."""
        return dominant((glyph.size_pt, 1) for glyph in self.glyphs)

    @property
    def folio(self) -> str:
        """The page number, where the line is nothing else."""
        match = _FOLIO.fullmatch(self.string)
        return match[1] if match else ""


def letters(text: str) -> str:
    """Letters and figures alone, without marks and white space."""
    return "".join(char for char in text if char.isalnum())


def dominant(weighed: Iterable[tuple[float, int]]) -> float:
    """The value with the most weight, values taken to a twentieth of a point; 0 for none."""
    counts: dict[int, int] = {}
    for value, weight in weighed:
        key = round(value * 20)
        counts[key] = counts.get(key, 0) + weight
    return max(counts, key=lambda key: (counts[key], -key)) / 20 if counts else 0.0


def lines(marks: Iterable[Mark]) -> tuple[GlyphLine, ...]:
    """Lines of upright, visible text from top to bottom; columns far apart are separate lines."""
    runs = [
        m for m in marks if isinstance(m, ShownString) and m.level and m.visible and not m.box.empty
    ]
    runs.sort(key=lambda run: -run.y)
    found: list[GlyphLine] = []
    row: list[ShownString] = []
    for run in runs:
        if row and row[0].y - run.y > _SAME_BASELINE_PT:
            found.extend(_columns(row))
            row = []
        row.append(run)
    found.extend(_columns(row))
    return tuple(found)


def _columns(row: list[ShownString]) -> Iterable[GlyphLine]:
    glyphs = [
        (Glyph(x, width, run.size_pt, text), run)
        for run in row
        for x, width, text in zip(run.xs, run.widths, run.text, strict=True)
        if not text.isspace()
    ]
    glyphs.sort(key=lambda pair: pair[0].x)
    part: list[tuple[Glyph, ShownString]] = []
    for pair in glyphs:
        if part and pair[0].x - part[-1][0].end > _COLUMN_GAP_EM * pair[0].size_pt:
            yield _line(part)
            part = []
        part.append(pair)
    if part:
        yield _line(part)


def _line(part: list[tuple[Glyph, ShownString]]) -> GlyphLine:
    low = min(run.box.bottom for _, run in part)
    high = max(run.box.top for _, run in part)
    first, last = part[0][0], part[-1][0]
    box = around([(first.x, low), (last.end, high)])
    return GlyphLine(part[0][1].y, tuple(glyph for glyph, _ in part), box)
