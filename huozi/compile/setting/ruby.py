"""Ruby 注音: a reading above a word, in the space between the lines.

A base and its reading are one token, as wide as the wider of the two, and the other is centred on
it (CLREQ, "Interlinear annotations"). The reading is set in the style of its `rt` and never makes
the line higher.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from huozi.compile.engine.library import boxes, inline
from huozi.compile.setting.dress import Dress
from huozi.compile.setting.glyphs import ABOVE_EM, BELOW_EM, table_of
from huozi.compile.setting.run import Run
from huozi.compile.setting.strip import Strip
from huozi.values.length import PT_PER_CSS_PX

#: Air between a base and its reading, in em of the reading; and between two readings side by side.
AIR_EM, APART_EM = 0.05, 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Ruby:
    """A base with its reading."""

    base: Strip
    reading: Strip
    box: Any  # of the reading

    @property
    def width_pt(self) -> float:
        """The width of the wider of the two, and room that keeps readings from touching."""
        apart_pt = APART_EM * self.reading.table.size_pt
        return max(self.base.width_pt, self.reading.width_pt + apart_pt)

    @property
    def rise_px(self) -> float:
        """The distance from the baseline of the base to that of the reading."""
        below = (BELOW_EM + AIR_EM) * self.reading.table.size_px
        return ABOVE_EM * self.base.table.size_px + below

    def build(self, x_px: float) -> tuple[Any, Any]:
        """The text box of the base and the box of the reading, both on the baseline."""
        base = _text_box(self.base, x_px + self._indent_px(self.base))
        reading = self.box.copy()
        reading.position_x = x_px + self._indent_px(self.reading)
        reading.position_y, reading.width = 0, self.reading.width_pt / PT_PER_CSS_PX
        reading.children = [_text_box(self.reading, reading.position_x)]
        inline._adjust_line_height(reading)
        return base, reading

    def _indent_px(self, strip: Strip) -> float:
        return (self.width_pt - strip.width_pt) / 2 / PT_PER_CSS_PX


def rubies(box: Any, dress: Dress) -> Iterator[tuple[int, Ruby]]:
    """The bases of a `ruby` box with their readings, and their places in it.

    Yields nothing when the box holds anything but texts, each with an `rt` behind it.
    """
    children = [
        (index, child)
        for index, child in enumerate(box.children)
        if not (isinstance(child, boxes.TextBox) and not child.text.strip())
    ]
    bases, readings = children[::2], children[1::2]
    if len(bases) != len(readings):
        return
    if not all(isinstance(base, boxes.TextBox) for _, base in bases):
        return
    if not all(_is_reading(reading) for _, reading in readings):
        return
    for (index, base), (_, reading) in zip(bases, readings, strict=True):
        (text,) = reading.children
        strip = Strip(base, table_of(base.style), dress=dress)
        yield index, Ruby(strip, Strip(text, table_of(text.style)), reading)


def _is_reading(box: Any) -> bool:
    return (
        isinstance(box, boxes.InlineBox)
        and box.element_tag == "rt"
        and len(box.children) == 1
        and isinstance(box.children[0], boxes.TextBox)
        and bool(box.children[0].text.strip())
    )


def _text_box(strip: Strip, x_px: float) -> Any:
    box = strip.box.copy()
    box.text = box.text.strip()
    box.pango_layout = Run(strip, 0, len(strip.texts), strip.gaps(), 0.0, strip)
    box.position_x, box.position_y = x_px, 0
    box.width = strip.width_pt / PT_PER_CSS_PX
    return box
