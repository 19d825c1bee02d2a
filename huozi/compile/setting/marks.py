"""Marks on characters: 着重号 under each character, 专名号 and 书名号甲式 under a name.

They are drawn as paths in the colour of the text, in the space between the lines, and never make a
line higher (CLREQ, "Interlinear marks"): a line stands next to the text, dots below it. A class of
an inline element chooses them: `dots`, `name`, `wavy`.
"""

from collections.abc import Iterator
from typing import Any

from huozi.compile.engine.library import get_color
from huozi.compile.setting.run import Run
from huozi.compile.setting.textbox import is_bare, show_text
from huozi.values.length import PT_PER_CSS_PX

#: Lengths in em. The foot of a Song face's cell is about 0.12 em below the baseline.
LINE_EM = 0.045  # thickness of a line
LINE_DROP_EM = 0.19  # from the baseline to the middle of a line
NAME_INSET_EM = 0.06  # what a name's line falls short of at either end: adjacent names stay apart
WAVE_EM = 0.24  # length of a wave
WAVE_RISE_EM = 0.045  # its height above and below the middle
DOT_EM = 0.065  # radius of a dot
DOT_DROP_EM = 0.3  # from the baseline to the middle of a dot

#: Bézier handle that makes a quarter of a circle.
_QUARTER = 0.5523
#: Under these no dot stands: marks, spaces, dashes (CLREQ, "Emphasis dots").
_UNDOTTED = frozenset("OCPSEpsMKVADTIGXqrQ")


def draw_text(
    original: Any, stream: Any, textbox: Any, offset_x: float, text_overflow: str, ellipsis: Any
) -> None:
    """Draw a text box, and then the marks of its characters."""
    run = textbox.pango_layout
    if isinstance(run, Run) and ellipsis == "none" and is_bare(textbox.style):
        show_text(stream, textbox)
    else:
        original(stream, textbox, offset_x, text_overflow, ellipsis)
    if isinstance(run, Run) and run.source.dress.marks and textbox.style["visibility"] == "visible":
        with stream.stacked():
            _draw_marks(stream, textbox, run)


def _draw_marks(stream: Any, textbox: Any, run: Run) -> None:
    size = run.table.size_px
    color = get_color(textbox.style, "color")
    stream.set_color(color)
    stream.set_color(color, stroke=True)
    stream.set_line_width(LINE_EM * size)
    baseline = textbox.position_y + textbox.baseline
    if "dots" in run.source.dress.marks:
        for x, width in _cells(textbox, run):
            _dot(stream, x + width / 2, baseline + DOT_DROP_EM * size, DOT_EM * size)
    left, right = textbox.position_x, textbox.position_x + textbox.width
    y = baseline + LINE_DROP_EM * size
    if "name" in run.source.dress.marks:
        leaf, inset = run.source, NAME_INSET_EM * size
        begins = leaf.begins and run.start == leaf.start
        ends = leaf.ends and run.end == leaf.end
        stream.move_to(left + inset * begins, y)
        stream.line_to(right - inset * ends, y)
        stream.stroke()
    if "wavy" in run.source.dress.marks:
        _wave(stream, left, right, y, size)


def _cells(textbox: Any, run: Run) -> Iterator[tuple[float, float]]:
    """The left edge and width of each character that takes a dot."""
    columns = run.columns
    x = textbox.position_x + run.lead_pt / PT_PER_CSS_PX
    for at in range(run.start, run.end):
        glyphs = run.table.tokens[columns.texts[at]]
        assert glyphs is not None
        widths = [width * run.table.size_px / 1000 for _, width, _ in glyphs.glyphs]
        if columns.classes[at] not in _UNDOTTED:
            left = x
            for width in widths:
                yield left, width
                left += width
        step_pt = glyphs.advance_pt + run.gaps[at - run.start]
        x += step_pt / PT_PER_CSS_PX


def _dot(stream: Any, x: float, y: float, radius: float) -> None:
    handle = radius * _QUARTER
    stream.move_to(x + radius, y)
    stream.curve_to(x + radius, y + handle, x + handle, y + radius, x, y + radius)
    stream.curve_to(x - handle, y + radius, x - radius, y + handle, x - radius, y)
    stream.curve_to(x - radius, y - handle, x - handle, y - radius, x, y - radius)
    stream.curve_to(x + handle, y - radius, x + radius, y - handle, x + radius, y)
    stream.fill()


def _wave(stream: Any, left: float, right: float, y: float, size: float) -> None:
    """Draw a wave of whole half-waves between two points."""
    count = max(2, round((right - left) / (WAVE_EM / 2 * size)))
    step = (right - left) / count
    rise = WAVE_RISE_EM * size * 2  # a quadratic curve reaches half as high as its handle
    stream.move_to(left, y)
    for index in range(count):
        x, handle = left + index * step, y - rise if index % 2 else y + rise
        stream.curve_to(x + step / 3, handle, x + step * 2 / 3, handle, x + step, y)
    stream.stroke()
