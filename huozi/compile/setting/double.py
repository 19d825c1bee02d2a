"""Two small lines inside one line 双行夹注: tokens of a paragraph stand for its columns, and each
line gets the two text boxes of the columns that stand on it.
"""

from typing import Any

from msgspec import Struct

from huozi.compile.engine.library import boxes
from huozi.compile.setting.dress import NAKED
from huozi.compile.setting.glyphs import ABOVE_EM, BELOW_EM, table_of
from huozi.compile.setting.run import Run
from huozi.compile.setting.strip import Strip
from huozi.compose import Tokens
from huozi.compose.double import DoubleNote, fitted
from huozi.values.length import PT_PER_CSS_PX

#: Between the two lines, in em of theirs.
_APART_EM = 0.06
_CLASS = "double"
#: What a column without characters stands for.
_NOTHING = "\ufffc"


class Double(Struct, frozen=True):
    """A note in two small lines, as part of a paragraph."""

    strip: Strip
    note: DoubleNote

    def offset(self, column: int) -> int:
        """The offset in the text at which a column begins."""
        begins = self.note.begins[column]
        return (*self.strip.offsets, len(self.strip.box.text))[begins]

    def text(self, column: int) -> str:
        """The characters that a column stands for."""
        begins, ends = self.note.begins[column : column + 2]
        return "".join(self.strip.texts[begins:ends]) or _NOTHING

    def build(
        self, start: int, end: int, x_px: float, width_pt: float, size_px: float
    ) -> list[tuple[Any, float]]:
        """The text boxes of columns [start, end), each with its rise above the baseline in CSS
        pixels.
        """
        first, made = self.note.part(start, end)
        ends = end == self.note.columns
        built = []
        for number, line in enumerate(made.lines):
            last = ends and number + 1 == len(made.lines)
            full = made.width * self.strip.table.size_pt if last else width_pt
            gaps = fitted(line, min(full, width_pt), self.strip.table.size_pt)
            a, b = first + line.start, first + line.end
            box = self.strip.box.copy()
            run = Run(self.strip, a, b, gaps, line.lead_pt, self.strip)
            box.text, box.pango_layout = run.text, run
            box.position_x, box.position_y = x_px, 0
            drawn_pt = line.lead_pt + sum(self.strip.advances_pt[a:b]) + sum(gaps)
            box.width = drawn_pt / PT_PER_CSS_PX
            built.append((box, self._rise_px(number, len(made.lines), size_px)))
        return built

    def _rise_px(self, number: int, count: int, size_px: float) -> float:
        """The distance from the baseline of the text to that of a half line: both halves are
        centred on the characters of the text.
        """
        small = self.strip.table.size_px
        centre = (ABOVE_EM - BELOW_EM) / 2 * (size_px - small)  # of one line, on its baseline
        return centre + (count - 1) * (0.5 - number) * (1 + _APART_EM) * small


def double_of(box: Any) -> Double | None:
    """The note that an inline box is; None for other boxes."""
    element = box.element
    if element is None or element.get("class") != _CLASS or len(box.children) != 1:
        return None
    (text,) = box.children
    if not isinstance(text, boxes.TextBox) or not text.text.strip():
        return None
    strip = Strip(text, table_of(text.style), dress=NAKED)
    size_pt = strip.table.size_pt
    spaced = (False, *(strip.shown[:-1] or (False,) * (len(strip.texts) - 1)))
    sizes = (size_pt,) * len(strip.texts)
    tokens = Tokens(strip.texts, strip.advances_pt, sizes, strip.classes, spaced)
    return Double(strip, DoubleNote(tokens, size_pt))
