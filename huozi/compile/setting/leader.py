"""Leaders 点线: dots from the end of an entry to its page number, on one grid for all lines."""

from math import floor
from typing import Any

from huozi.compile.setting.glyphs import GlyphTable
from huozi.compile.setting.run import Run
from huozi.compile.setting.strip import Strip
from huozi.values.length import PT_PER_CSS_PX


def fill(box: Any, table: GlyphTable, left_px: float, right_px: float, grid_px: float) -> Any:
    """A leader box that fills the room from left to right.

    The dots stand on a grid that is counted from `grid_px`, the right edge of the measure, so that
    they form columns on the page.
    """
    (text_box,) = box.children
    step_pt = Strip(text_box, table).width_pt if text_box.text.strip() else 0.0  # white
    leader = box.copy()
    leader.children = []
    leader.position_x, leader.position_y = left_px, 0
    leader.width = right_px - left_px
    if step_pt <= 0:
        return leader
    step_px = step_pt / PT_PER_CSS_PX
    first = floor((grid_px - left_px) / step_px + 1e-6)
    last = floor((grid_px - right_px) / step_px - 1e-6) + 1  # steps kept free at the right
    times = first - last
    if times > 0:
        dots = Strip(text_box, table, times)
        gaps = dots.gaps()
        inner_pt = sum(dots.advances_pt[: dots.period]) + sum(gaps[: dots.period - 1])
        gaps[dots.period - 1 :: dots.period] = [step_pt - inner_pt] * times
        text = text_box.copy()
        text.text = text_box.text * times
        dots.box = text
        text.pango_layout = Run(dots, 0, len(dots.texts), gaps, 0.0, dots)
        text.position_x, text.position_y = grid_px - first * step_px, 0
        text.width = times * step_px
        leader.children = [text]
    return leader
