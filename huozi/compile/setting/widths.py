"""Preferred widths, which have to include the gaps and squeezes that the composer will set.

It replaces WeasyPrint's `inline_min_content_width` and `inline_max_content_width` for whole line
boxes; the originals measure what the composer does not set.
"""

from functools import partial
from typing import Any

from msgspec.structs import replace

from huozi.compile.engine.library import boxes, preferred
from huozi.compile.setting.glyphs import FallbackError
from huozi.compile.setting.paragraph import Paragraph
from huozi.compile.setting.session import current
from huozi.compile.setting.state import measured
from huozi.compose import max_content, min_content
from huozi.values.length import PT_PER_CSS_PX

#: More than the rounding of a sum of floats.
_EPSILON_PX = 1e-3


def min_content_width(
    original: Any,
    context: Any,
    box: Any,
    outer: bool = True,
    skip_stack: Any = None,
    first_line: bool = False,
    is_line_start: bool = False,
) -> float:
    """The width of the widest part that can't be divided, in CSS pixels."""
    widths = None
    if skip_stack is None and not first_line:
        widths = _widths(context, box)
    if widths is None:
        width: float = original(context, box, outer, skip_stack, first_line, is_line_start)
        return width
    adjusted: float = preferred.adjust(box, outer, widths[0])
    return adjusted


def max_content_width(
    original: Any, context: Any, box: Any, outer: bool = True, is_line_start: bool = False
) -> float:
    """The width of the widest line when only forced breaks are taken, in CSS pixels."""
    widths = _widths(context, box)
    if widths is None:
        width: float = original(context, box, outer, is_line_start)
        return width
    adjusted: float = preferred.adjust(box, outer, widths[1])
    return adjusted


def _widths(context: Any, box: Any) -> tuple[float, float] | None:
    """The least and greatest width of a line box in CSS pixels; None when it is not composed."""
    session = current()
    if session is None or not isinstance(box, boxes.LineBox):
        return None
    try:
        most = measured(box, partial(preferred.max_content_width, context))
        least = most
        if most.has_objects:
            least = Paragraph(box, partial(preferred.min_content_width, context))
    except FallbackError:
        return None
    if most.widths_px is not None:
        return most.widths_px
    indent = box.style["text_indent"]
    indent_px = indent.value if getattr(indent, "unit", "") == "px" else 0
    style = replace(session.style_of(box.style), hyphens=False)
    widest = max_content(most.tokens(), style) / PT_PER_CSS_PX - most.trailing_px + indent_px
    widest += _EPSILON_PX
    narrowest = widest
    if not most.nowrap:
        narrowest = min_content(least.tokens(), style) / PT_PER_CSS_PX
        narrowest = min(narrowest + max(indent_px, 0) + _EPSILON_PX, widest)
    most.widths_px = narrowest, widest
    return most.widths_px
