"""Signs that lines add to a text: the mark of a turned line of code, the hyphen of a word.

They are shown but not extracted: a search in the book finds the whole word.
"""

from collections.abc import Sequence
from typing import Any

from huozi.compile.setting.glyphs import FallbackError
from huozi.compile.setting.paragraph import Leaf, Paragraph
from huozi.compile.setting.run import Run
from huozi.compile.setting.strip import Strip
from huozi.compose.glue import HYPHEN_EM
from huozi.values.length import PT_PER_CSS_PX
from huozi.values.rules import HYPHEN, TURNS

#: What the box of such a sign is called.
TAG = "span::added"


def turn_mark(paragraph: Paragraph, x_px: float) -> Any | None:
    """The box of the mark before a turned line of code; None where no font of the text has one."""
    leaf = next(leaf for leaf in paragraph.leaves if leaf.kind == "text")
    return _box(leaf, TURNS, x_px)


def hyphen(paragraph: Paragraph, last: int, end_px: float) -> Any | None:
    """The box of the hyphen behind the last token of a line; the line ends with room for it."""
    leaf = paragraph.leaves[paragraph.leaf_at(last)]
    return _box(leaf, (HYPHEN,), end_px - HYPHEN_EM * paragraph.sizes_pt[last] / PT_PER_CSS_PX)


def _box(leaf: Leaf, signs: Sequence[str], x_px: float) -> Any | None:
    """A box on the baseline with the first of some signs that the text's own fonts have."""
    if leaf.table is None:
        return None
    leaf.table.learn(signs)
    box = leaf.box.copy()
    box.text = next((sign for sign in signs if leaf.table.has(sign)), "")
    try:
        strip = Strip(box, leaf.table)
    except FallbackError:
        return None
    box.element_tag = TAG
    box.pango_layout = Run(strip, 0, len(strip.texts), strip.gaps(), 0.0, strip)
    box.position_x, box.position_y = x_px, 0
    box.width = strip.width_pt / PT_PER_CSS_PX
    return box
