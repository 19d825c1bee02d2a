"""Shortcuts: values that WeasyPrint computes for every box, computed once for each style.

Each returns the very values of the function that it replaces; where the style alone does not decide
them, the original is called. Results are kept in the `__dict__` of a style: a copy of the style,
which WeasyPrint makes before it changes one, does not have them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from huozi.compile.engine.library import boxes
from huozi.compile.page import session as pages
from huozi.compile.setting import session

#: Where a style remembers what was worked out from it.
USED, STRUT, BARE = "_huozi_used", "_huozi_strut", "_huozi_bare"

_SIDES = ("top", "right", "bottom", "left")
_LENGTHS = (
    *(f"margin_{side}" for side in _SIDES),
    *(f"padding_{side}" for side in _SIDES),
    *(f"{bound}{axis}" for axis in ("width", "height") for bound in ("", "min_", "max_")),
)
_USED = (*_LENGTHS, *(f"border_{side}_width" for side in _SIDES))
#: Values of `position` that leave a box in the flow.
_IN_FLOW = frozenset(("static", "relative"))


def html_metadata(original: Callable[[Any], Any], html: Any) -> dict[str, Any]:
    """Skip title, authors and the like: the linker writes those of the book."""
    return original(html) if session.current() is None else {}


def make_margin_boxes(
    original: Callable[..., Iterable[Any]], context: Any, page_box: Any, state: Any
) -> Iterable[Any]:
    """Make no margin boxes: furniture replaces them, and `house` refuses their rules."""
    return () if pages.in_force() else original(context, page_box, state)


def descendants(box: Any, placeholders: bool = False) -> Iterator[Any]:
    """A box and all in it, in the order of the original, without a generator for each level."""
    yield box
    levels = [iter(box.children)]
    while levels:
        for child in levels[-1]:
            if isinstance(child, boxes.Box):
                yield child
                if child.children:
                    levels.append(iter(child.children))
                    break
            elif placeholders:
                yield from child.descendants(placeholders)
            else:
                yield child
        else:
            levels.pop()


def resolve_percentages(original: Callable[..., None], box: Any, containing_block: Any) -> None:
    """Set the used lengths of a box to those of its style, where none is relative.

    Border widths are left alone where they may be those of a table.
    """
    style = box.style
    used = style.__dict__.get(USED)
    if used:
        vars(getattr(box, "_box", box)).update(used)  # a placeholder pretends to be its box
        return
    original(box, containing_block)
    if used is None:
        style.__dict__[USED] = _absolute(style) and {name: getattr(box, name) for name in _USED}


def _absolute(style: Any) -> bool:
    """Whether all lengths of a style are absolute or `auto`."""
    if style["border_collapse"] == "collapse":
        return False
    values = [style[name] for name in _LENGTHS]
    return all(value == "auto" or getattr(value, "unit", "%") != "%" for value in values)


def strut(original: Callable[[Any], Any], style: Any) -> Any:
    """The line height and baseline of a style, which the original looks up by a text key."""
    known = style.__dict__.get(STRUT)
    if known is None:
        known = style.__dict__[STRUT] = original(style)
    return known


def collapse_margin(margins: Sequence[float]) -> float:
    """The sum of the greatest and the least of adjoining margins."""
    return max(0, *margins) + min(0, *margins) if margins else 0


_is_in_normal_flow = boxes.Box.is_in_normal_flow
_establishes_formatting_context = boxes.Box.establishes_formatting_context


def is_in_normal_flow(box: Any) -> bool:
    """Whether a box is neither floated nor positioned, as most are."""
    style = box.style
    return (style["float"] == "none" and style["position"] in _IN_FLOW) or _is_in_normal_flow(box)


def establishes_formatting_context(box: Any) -> bool:
    """Whether a box establishes a formatting context; fast for blocks."""
    if not isinstance(box, boxes.BlockBox) or not is_in_normal_flow(box):
        return _establishes_formatting_context(box)
    style = box.style
    return box.is_column or style["overflow"] != "visible" or "flow-root" in style["display"]


def page_values(box: Any) -> tuple[Any, Any]:
    """The page names with which a box begins and ends: those of its first and last child.

    The original asks all children whether they are in the flow.
    """
    start = end = box.style["page"]
    first = next(filter(_bears_page, box.children), None)
    if first is None:
        return start, end
    first_start, last_end = first.page_values()
    last = next(filter(_bears_page, reversed(box.children)))
    if last is not first:  # an only child is asked once: twice at each level is 2ⁿ times
        _, last_end = last.page_values()
    return first_start or start, last_end or end


def _bears_page(box: Any) -> bool:
    """Whether a box takes part in the choice of the page name."""
    return bool(box.is_in_normal_flow() or box.is_floated())


def page_styles(original: Callable[..., None], page_type: Any, html: Any, style_for: Any) -> None:
    """Compute the styles of a page, or copy those of an earlier page of the same kind.

    What `make_page` changes in them has the same values on every page. A rule that counts pages
    (`:nth`) turns the copying off.
    """
    pages = style_for.__dict__.setdefault("_huozi_pages", {})
    kind = page_type.side, page_type.blank, page_type.name, page_type.index == 0
    computed = style_for.get_computed_styles()
    if session.current() is None or (kind in pages and pages[kind] is None):
        original(page_type, html, style_for)
    elif kind in pages:
        computed.update(((page_type, pseudo), style) for pseudo, style in pages[kind])
    else:
        original(page_type, html, style_for)
        found = [(pseudo, style) for (of, pseudo), style in computed.items() if of == page_type]
        pages[kind] = None if _counts_pages(style_for) else found


def _counts_pages(style_for: Any) -> bool:
    rules = (rule for sheet, *_ in style_for._sheets for rule in sheet.page_rules)
    return any(selector[2].index is not None for _, selectors, _ in rules for selector in selectors)


#: Used values of a box that has no background and no rounded corner.
_BARE_BOX = {
    f"border_{corner}_radius": (0, 0)
    for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
} | {"background": None}


def layout_box_backgrounds(
    original: Callable[..., None],
    page: Any,
    box: Any,
    get_image: Any,
    layout_children: bool = True,
    style: Any = None,
) -> None:
    """Lay out the backgrounds of a page, where a box has one at all."""
    if style is not None or box is page or not _is_bare(box.style):
        original(page, box, get_image, layout_children, style)
        return
    vars(getattr(box, "_box", box)).update(_BARE_BOX)  # a placeholder pretends to be its box
    if layout_children:
        for child in box.all_children():
            layout_box_backgrounds(original, page, child, get_image)


def _is_bare(style: Any) -> bool:
    """Whether a style has neither background, border image, shadow nor rounded corner."""
    bare: bool | None = style.__dict__.get(BARE)
    if bare is None:
        color = style["background_color"]
        if color == "currentcolor":
            color = style["color"]
        bare = style.__dict__[BARE] = (
            all((0, "px") in style[name] for name in _BARE_BOX if name != "background")
            and style["border_image_source"][0] == style["mask_border_source"][0] == "none"
            and all(kind == "none" for kind, _ in style["background_image"])
            and color.alpha == 0
            and not style["box_shadow"]
        )
    return bare
