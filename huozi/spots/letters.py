"""Letters: each character that a galley shows, with its place on its page."""

import re
from array import array
from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from huozi.account.geometry import Box, Matrix
from huozi.account.glyphs import GlyphTexts, fonts_of
from huozi.account.pieces import SLOT, ShownText
from huozi.account.streams import Operation, Page
from huozi.values.galley import Galley
from huozi.values.structure import Marks, Structure

#: How far the cell of a character reaches below and above its line, in parts of its size.
_BELOW, _ABOVE = 0.12, 0.88
_TOKEN = re.compile(rb"<([0-9a-f]*)>|(-?[\d.]+)")


class Letters(NamedTuple):
    """The characters of a stretch of text, without white, and where each begins and ends."""

    piece: ShownText
    text: str
    pens: "array[float]"  # two for each, from where the stretch begins
    ink: float  # where the last one ends

    def box(self, first: int, last: int) -> Box:
        """The box round the characters from one to another, that one included."""
        piece = self.piece
        dx, dy = piece.end_x - piece.x, piece.end_y - piece.y
        a, b = (pen / (self.ink or 1.0) for pen in (self.pens[2 * first], self.pens[2 * last + 1]))
        xs = piece.x + dx * a, piece.x + dx * b
        ys = piece.y + dy * a, piece.y + dy * b
        across = sorted((_ABOVE * piece.up_x, -_BELOW * piece.up_x))
        along = sorted((_ABOVE * piece.up_y, -_BELOW * piece.up_y))
        return min(xs) + across[0], min(ys) + along[0], max(xs) + across[1], max(ys) + along[1]


def lettered(galley: Galley, structure: Structure) -> Iterator[list[Letters]]:
    """What each page of a galley shows, in the order in which it is painted.

    Raises UnreadableError for streams that are not ours.
    """
    yield from _pages(galley.contents, structure.pages, galley)


def furniture(galley: Galley) -> list[list[Letters]]:
    """What the running heads of a galley show."""
    return list(_pages(galley.furniture, (), galley))


def _pages(
    contents: tuple[bytes, ...], marks: tuple[Marks, ...], galley: Galley
) -> Iterator[list[Letters]]:
    fonts = fonts_of(galley.fonts)
    for number, content in enumerate(contents):
        page = _LetteredPage(number, fonts)
        if content:
            page.read(content, marks[number] if number < len(marks) else ())
        yield page.letters


class _LetteredPage(Page):
    """A page that keeps the place of each character."""

    def __init__(self, number: int, fonts: dict[bytes, GlyphTexts]) -> None:
        super().__init__(number, fonts)
        self._cells: list[tuple[str, float, float]] = []  # of the piece that is being shown
        self._made: list[tuple[str, array[float], float]] = []  # beside `pieces`

    @property
    def letters(self) -> list[Letters]:
        """All that is seen."""
        made = zip(self.pieces, self._made, strict=True)
        return [Letters(piece, *rest) for piece, rest in made if not piece.hidden and rest[0]]

    def _show_cells(self, line: bytes) -> None:
        state, pen = self._state, self._pen
        if state.font is not None and self._in_slot:
            self._show(line)
            self._cells.append((SLOT, pen, self._ink))
            return
        if state.font is not None:
            texts, widths, em = state.font.texts, state.font.widths, state.size / 1000
            for shown, number in _TOKEN.findall(line):
                if number:
                    pen -= float(number) * em
                    continue
                for at in range(0, len(shown), 4):
                    glyph = int(shown[at : at + 4], 16)
                    width = widths[glyph] * em
                    self._cells.append((texts[glyph], pen, pen + width))
                    pen += width + state.spacing
        self._show(line)

    def _add(self, text: str, origin: Matrix) -> None:
        super()._add(text, origin)
        solid = "".join(text.split())
        found, pens = [], array("d")
        for said, begins, ends in self._cells:
            own = "".join(said.split())
            for at in range(len(own)):  # one glyph may stand for several characters
                step = (ends - begins) / len(own)
                pens.extend((begins + at * step, begins + (at + 1) * step))
            found.append(own)
        glyphs = "".join(found)
        if len(glyphs) != len(solid):  # a span said otherwise
            step = self._ink / (len(solid) or 1)
            pens = array("d", (x * step for at in range(len(solid)) for x in (at, at + 1)))
        self._made.append((solid, pens, self._ink))

    def _end_piece(self) -> None:
        super()._end_piece()
        self._cells.clear()

    _operations: ClassVar[dict[bytes, Operation]] = {
        **Page._operations, b"TJ": _show_cells, b"Tj": _show_cells,
    }  # fmt: skip
