"""Turned tables (横排表): a page of their own, on which the measure is the height.

Their sheet is laid out as wide as the type area is high, and turned when it is painted. So it ends
where the type area is wide, and goes on on the next page like any table.
"""

from collections.abc import Callable
from typing import Any

from huozi.compile.page.session import current
from huozi.compile.page.written import attribute

_TURNED = "turned"


def block_level_layout(
    original: Callable[..., Any], context: Any, box: Any, *rest: Any, **named: Any
) -> Any:
    """Lay a block out; a turned one as if the page were as high as the measure."""
    if not is_turned(box) or current() is None:
        return original(context, box, *rest, **named)
    page = context.current_footnote_area.page
    lower = context.page_bottom - page.content_box_y() - page.width
    context.page_bottom -= lower
    try:
        return original(context, box, *rest, **named)
    finally:
        context.page_bottom += lower


def is_turned(box: Any) -> bool:
    """Is a block the section of a turned table?"""
    return box.element_tag == "section" and _TURNED in attribute(box, "class").split()
