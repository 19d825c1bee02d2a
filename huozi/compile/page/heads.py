"""Figures and tables that wait for the head of the next page.

A style sheet asks for it by `position: running(huozi-head)`. The block is taken out of the text and
set at the head of the next page, above the text. One that fills a page stands alone. A block for
which no page follows is not set: `look` misses it, and the next round sets it at its own place.
"""

from collections.abc import Callable
from math import inf
from typing import Any, NamedTuple

from huozi.compile.engine.library import block, boxes, build
from huozi.compile.page.grid import pitch_px

#: The name in `position: running(…)`.
NAME = "huozi-head"
#: Less room than this below is left white, in lines.
LEAST_LINES = 4
#: Page of running heads, which carries no text.
FURNITURE = "furniture"

_EPSILON_PX = 1e-3


def add_running_element(original: Callable[..., None], context: Any, box: Any) -> None:
    """Let a block wait for the next page."""
    if box.style["position"] != ("running()", NAME):
        original(context, box)
        return
    waiting = _waiting(context)
    if not any(box is other.box for heads in waiting.values() for other in heads):
        waiting.setdefault(context.current_page, []).append(_Head(box))


class _Head(NamedTuple):
    """A block that waits, or the rest of one."""

    box: Any
    skip_stack: Any = None


def _waiting(context: Any) -> dict[int, list[_Head]]:
    """The blocks met on each page, and those that had no room on it."""
    found: dict[int, list[_Head]] = context.__dict__.setdefault("_huozi_waiting", {})
    return found


def any_waiting(context: Any) -> bool:
    """Whether any page has blocks left for the next one."""
    return any(_waiting(context).values())


def root_layout(
    original: Callable[..., Any], context: Any, box: Any, *rest: Any, **named: Any
) -> Any:
    """Lay out the text of a page below the blocks that waited for its head."""
    if not box.is_for_root_element:
        return original(context, box, *rest, **named)
    waiting, number = _waiting(context), context.current_page
    carried, waiting[number] = waiting.get(number - 1, []), []
    bottom_space, skip_stack, page, _, *lists = rest
    if not carried or page.page_type.name == FURNITURE:
        return original(context, box, *rest, **named)
    placed, bottom, waiting[number] = _place(context, carried, bottom_space, page)
    room_lines = (context.page_bottom - bottom) / pitch_px(box)
    result = None
    if room_lines >= LEAST_LINES - _EPSILON_PX and not waiting[number]:
        box.position_y = bottom
        result = original(context, box, bottom_space, skip_stack, page, False, *lists)
    if result is None or result[0] is None:  # the page is for these blocks alone
        empty = original(context, box.copy_with_children([]), bottom_space, None, page, *rest[3:])
        following = {**context.page_maker[number - 1][1], "break": "any"}
        result = (empty[0], skip_stack or {0: None}, following, *empty[3:])
    result[0].children = [*placed, *result[0].children]
    return result


def _place(
    context: Any, carried: list[_Head], bottom_space: float, page: Any
) -> tuple[list[Any], float, list[_Head]]:
    """Set blocks below one another from the head of the page, at least the first one. Returns them,
    the ordinate where they end, and what continues overleaf: only tables are divided.
    """
    placed: list[Any] = []
    y = page.content_box_y()
    for at, head in enumerate(carried):
        laid, resume_at = _laid(context, head, bottom_space, page, y, not placed)
        too_low = laid and context.overflows_page(0, laid.position_y + laid.margin_height())
        if placed and (laid is None or resume_at is not None or too_low):
            _drop(context, laid)
            return placed, y, carried[at:]
        if resume_at is not None and not _is_divided(head.box):
            _drop(context, laid)
            laid, resume_at = _laid(context, head, -inf, page, y, True)
        placed.append(laid)
        y = laid.position_y + laid.margin_height()
        if resume_at is not None:
            return placed, y, [_Head(head.box, resume_at), *carried[at + 1 :]]
    return placed, y, []


def _laid(
    context: Any, head: _Head, bottom_space: float, page: Any, y: float, page_is_empty: bool
) -> Any:
    box = head.box.deepcopy()
    box.style = box.style.copy()
    box.style["position"] = "static"
    box = build.create_anonymous_boxes(box)  # WeasyPrint leaves running elements as they are
    box.position_x, box.position_y = page.content_box_x(), y
    return block.block_level_layout(
        context, box, bottom_space, head.skip_stack, page, page_is_empty, [], []
    )[:2]


def _drop(context: Any, laid: Any) -> None:
    if laid is not None:
        block.remove_placeholders(context, [laid], [], [])


def _is_divided(box: Any) -> bool:
    return any(isinstance(child, boxes.TableBox) for child in box.descendants())
