"""The mark of a line of code that goes on from the line above: it stands in the room before it."""

from typing import Any

from huozi.compile.setting.glyphs import FallbackError
from huozi.compile.setting.paragraph import Leaf, Paragraph
from huozi.compile.setting.run import Run
from huozi.compile.setting.strip import Strip
from huozi.values.length import PT_PER_CSS_PX
from huozi.values.rules import TURNS

#: What a box is called that nobody wrote: readers that speak pass over it.
TAG = "code::turn"


def turn_mark(paragraph: Paragraph, x_px: float) -> Any | None:
    """The box of a mark on the baseline; None where no font of the text has one."""
    leaf = next(leaf for leaf in paragraph.leaves if leaf.kind == "text")
    box = leaf.box.copy()
    box.text, box.element_tag = _sign(leaf), TAG
    if not box.text or leaf.table is None:
        return None
    try:
        strip = Strip(box, leaf.table)
    except FallbackError:
        return None
    box.pango_layout = Run(strip, 0, len(strip.texts), strip.gaps(), 0.0, strip)
    box.position_x, box.position_y = x_px, 0
    box.width = strip.width_pt / PT_PER_CSS_PX
    return box


def _sign(leaf: Leaf) -> str:
    """The first of the signs that the text's own fonts have."""
    if leaf.table is None:
        return ""
    leaf.table.learn(TURNS)
    return next((sign for sign in TURNS if leaf.table.has(sign)), "")
