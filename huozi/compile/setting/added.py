"""Signs that lines add to a text: the mark of a line of code that goes on, the hyphen of a word.

They are shown and not read: who searches a book for a word finds it whole.
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
    """The box of the mark before a line of code; None where no font of the text has one."""
    leaf = next(leaf for leaf in paragraph.leaves if leaf.kind == "text")
    return _box(leaf, TURNS, x_px)


def hyphen(paragraph: Paragraph, last: int, end_px: float) -> Any | None:
    """The box of the hyphen behind the last token of a line, which ends with the room for it."""
    leaf = paragraph.leaves[paragraph.leaf_at(last)]
    return _box(leaf, (HYPHEN,), end_px - HYPHEN_EM * paragraph.sizes_pt[last] / PT_PER_CSS_PX)


def _box(leaf: Leaf, signs: Sequence[str], x_px: float) -> Any | None:
    """The first of some signs that the text's own fonts have, in a box on the baseline."""
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
