"""Whole lines 占行: a block that is no whole number of lines high gets white until it is.

A style sheet asks for it by a custom property:

    figure { --huozi-grid: 1 0.5 flush }

It gives the least white above and below, in lines, and the share of all the white that stands
above. `flush`: no white stands above at the head of a page. `firm`: the least white above is kept
at the foot of a page, where the rule of the block would touch the text. The text below lies on the
page's grid again, wherever the block began (CLREQ, "Template for the type area"; GB/T 9704-2012,
5.2.3).

The module also prevents single lines: a heading is followed by at least two lines of text, and what
closes an entry takes at least two lines along (背题、单行不成页: CLREQ, "Widows and orphans"). A
single line between two headings, or above a table or a figure, counts as enough text.
"""

from collections.abc import Callable
from enum import Enum, auto
from math import floor
from typing import Any

from msgspec import Struct

from huozi.compile.engine.library import block, boxes

#: Custom property, as WeasyPrint names `--huozi-grid`.
GRID_PROPERTY = "__huozi_grid"
#: Class of paragraphs that close an entry or stand before what closes it.
CLOSING = "closing"
_BEFORE, _INSIDE = "break_before", "break_inside"
#: Attributes of the layout context.
_LAST = "_huozi_last"
_DIVIDED = "_huozi_divided"

_EPSILON_PX = 1e-3
#: Position of the adjoining margins among the last arguments of `block_level_layout`.
_MARGINS = 3


class Rule(Struct, frozen=True):
    """How a block takes whole lines."""

    white: float  # the least, in lines
    share: float  # of the white that stands above
    flush: bool  # none above at the head of a page
    firm: bool = False  # the least above is kept at the foot of a page


class Last(Enum):
    """What stands before a block."""

    TEXT = auto()  # or anything that needs nothing below it
    HEADING = auto()
    SINGLE = auto()  # one line below a heading


def block_level_layout(
    original: Callable[..., Any],
    context: Any,
    box: Any,
    bottom_space: float,
    skip_stack: Any,
    containing_block: Any,
    *rest: Any,
) -> Any:
    """Lay a block out, and add white so that the next one is on the grid."""

    def lay() -> Any:
        given = list(rest)
        if len(given) > _MARGINS and given[_MARGINS]:
            given[_MARGINS] = list(given[_MARGINS])  # WeasyPrint adds the block's own to them
        return original(context, box, bottom_space, skip_stack, containing_block, *given)

    _close(box, containing_block)
    _follow(context, box)
    x, y = getattr(box, "position_x", 0), getattr(box, "position_y", 0)
    if skip_stack is None and (white := _white_above(context, box, containing_block, bottom_space)):
        box.position_y = y + white  # as it would be found in a second layout
        result = lay()
        if result[0] is None or result[1] is not None:
            return result
        box.position_x, box.position_y = x, y
    result = lay()
    if result[0] is None and box.style[_INSIDE] == "avoid" and _holds_divided(context, box):
        box.style = box.style.copy()
        box.style[_INSIDE] = "auto"
        box.position_x, box.position_y = x, y
        result = lay()
    laid, resume_at = result[0], result[1]
    if laid is None or context.current_footnote_area is None:
        return result
    if isinstance(laid, boxes.BlockReplacedBox):
        come_from(context, Last.TEXT)  # enough behind a heading; its caption is kept with it
    elif isinstance(laid, boxes.BlockContainerBox):
        _keep(context, laid, skip_stack is None and resume_at is None)
    rule = None if context.in_column else _rule(box, containing_block)
    if rule is None:
        return result
    at_head = laid.position_y - _origin(context) < _EPSILON_PX
    above = 0.0 if skip_stack or rule.flush and at_head else _least_above(rule, box)
    lacking = rule.firm and _room(context, laid, bottom_space) < above - _EPSILON_PX
    if above and (resume_at is not None or lacking):
        # It goes on overleaf, or has to: here only the white above is to be found.
        block.remove_placeholders(context, [laid], *rest[1:3])
        box.position_x, box.position_y = x, y + above
        return lay()
    if resume_at is None:
        _fill_up(context, laid, bottom_space, rule, skip_stack is None, at_head)
    return result


def _least_above(rule: Rule, box: Any) -> float:
    return rule.white * rule.share * pitch_px(box)


def _room(context: Any, laid: Any, bottom_space: float) -> float:
    """The height that a page has left below a block."""
    bottom: float = context.page_bottom - bottom_space
    return bottom - laid.position_y - laid.margin_height()


def _white_above(context: Any, box: Any, containing_block: Any, bottom_space: float) -> float:
    """The white above a block of code that will continue overleaf; 0 for anything else."""
    if box.element is None or "code" not in (box.element.get("class") or "").split():
        return 0.0
    rule = (
        None
        if context.in_column or not context.current_footnote_area
        else _rule(box, containing_block)
    )
    if rule is None or rule.flush and box.position_y - _origin(context) < _EPSILON_PX:
        return 0.0
    room = context.page_bottom - bottom_space - box.position_y
    return _least_above(rule, box) if _typed_height(box) > room else 0.0


def _typed_height(box: Any) -> float:
    """The height of code without turned lines, which only make it higher."""
    height = 0.0
    for line in box.descendants():
        if isinstance(line, boxes.LineBox) and line.style["white_space"] == "pre-wrap":
            texts = (b.text for b in line.descendants() if isinstance(b, boxes.TextBox))
            count = sum(text.count("\n") for text in texts)
            height += count * getattr(line.style["line_height"], "value", 0.0)
    return height


def divide(context: Any, box: Any) -> None:
    """Mark a block, and all blocks that hold it, as one that must be divided."""
    context.__dict__.setdefault(_DIVIDED, set()).add(box.element)


def _holds_divided(context: Any, box: Any) -> bool:
    found: set[Any] = context.__dict__.get(_DIVIDED, set())
    return bool(found) and box.element is not None and not found.isdisjoint(box.element.iter())


_rules: dict[str, Rule] = {}


def _rule(box: Any, containing_block: Any) -> Rule | None:
    """The rule of a box; None where it is that of the parent, since custom properties are
    inherited.
    """
    tokens = box.style[GRID_PROPERTY]
    if not tokens:
        return None
    parent = getattr(containing_block, "style", None)
    words = _words(tokens)
    if parent is not None and _words(parent[GRID_PROPERTY]) == words:
        return None
    if words == "none":
        return None
    if words not in _rules:
        _rules[words] = read_rule(words)
    return _rules[words]


def _words(tokens: Any) -> str:
    return " ".join(token.serialize() for token in tokens or () if token.type != "whitespace")


def read_rule(words: str) -> Rule:
    """Parse `1 0.5 flush firm`: least white, share above, flush at the head, firm at the foot."""
    numbers = [float(word) for word in words.split() if word not in ("flush", "firm")]
    white, share = [*numbers, 0.0, 0.5][:2] if len(numbers) < 2 else numbers[:2]
    if len(numbers) == 1:
        share = 0.5
    return Rule(white, share, "flush" in words.split(), "firm" in words.split())


def pitch_px(box: Any) -> float:
    """The distance of two lines of the grid: the line height of the root."""
    style = box.style if box.is_for_root_element else box.style.root_style
    height = style["line_height"]
    return float(getattr(height, "value", height))


def _origin(context: Any) -> float:
    """The ordinate at which the grid begins: the head of the type area."""
    origin: float = context.current_footnote_area.page.content_box_y()
    return origin


def _fill_up(
    context: Any, laid: Any, bottom_space: float, rule: Rule, is_whole: bool, at_head: bool
) -> None:
    """Add white above and below a block until it ends on a line of the grid.

    White that has no room at the foot of the page is left out, that below first.
    """
    origin, pitch = _origin(context), pitch_px(laid)
    top, height = laid.position_y, laid.margin_height()
    only_below = not is_whole or (rule.flush and at_head)
    least = rule.white * (1 - rule.share) if only_below else rule.white
    lines = (top + height - origin) / pitch + least
    end = origin + pitch * -floor(-lines + _EPSILON_PX)
    wanted = end - top - height
    white = min(wanted, _room(context, laid, bottom_space))
    if white <= _EPSILON_PX:
        return
    above = 0.0 if only_below else min(wanted * rule.share, white)
    laid.translate(dy=above)
    if laid.border_bottom_width:
        laid.margin_bottom += white - above
    else:
        laid.padding_bottom += white - above


# ------------------------------------------------------------------------------ single lines


def _keep(context: Any, laid: Any, is_whole: bool) -> None:
    """Note whether a paragraph is too short to stand alone below what is above it."""
    if not _holds_lines(laid):
        return
    last = came_from(context)
    if _is_heading(laid):
        come_from(context, Last.HEADING)
    elif last is Last.HEADING and is_whole and len(laid.children) == 1:
        come_from(context, Last.SINGLE)
    else:
        come_from(context, Last.TEXT)


def _follow(context: Any, box: Any) -> None:
    """Keep a paragraph together with the single line before it, below a heading."""
    if isinstance(box, boxes.TableBox):
        come_from(context, Last.TEXT)
    elif came_from(context) is Last.SINGLE and _holds_lines(box) and not _is_heading(box):
        _avoid(box, _BEFORE)


def _holds_lines(box: Any) -> bool:
    return bool(getattr(box, "children", ())) and isinstance(box.children[0], boxes.LineBox)


def _is_heading(box: Any) -> bool:
    return box.style["break_after"] in ("avoid", "avoid-page")


def came_from(context: Any) -> Last:
    """What was laid out last."""
    last: Last = context.__dict__.get(_LAST, Last.TEXT)
    return last


def come_from(context: Any, last: Last) -> None:
    """Set what counts as laid out last."""
    context.__dict__[_LAST] = last


def _close(box: Any, containing_block: Any) -> None:
    """Keep a closing paragraph of a single line together with what stands before it.

    It is decided before layout, since it may be the very line that has no room.
    """
    element = box.element
    if element is None or CLOSING not in (element.get("class") or "").split():
        return
    if box.style[_BEFORE] == "avoid":
        return
    indent = box.style["text_indent"]
    room = (containing_block.width - getattr(indent, "value", 0)) / box.style["font_size"]
    for child in box.descendants():  # a table has many: no more are looked at than a line holds
        if isinstance(child, boxes.ReplacedBox | boxes.TableBox):
            return  # a picture or a table stands for more than a line
        if isinstance(child, boxes.TextBox):
            room -= len(child.text)
            if room < 0:
                return
    _avoid(box, _BEFORE)


def _avoid(laid: Any, side: str) -> None:
    laid.style = laid.style.copy()
    laid.style[side] = "avoid"
