"""Hands computed styles on from document to document.

Units of a kind have the same style sheets and elements of the same names; half of the time of a
short unit went into computing the same values again. A style is identified by the declarations that
apply to it and by its parent; its values are taken from the document before.
"""

from collections.abc import Callable
from typing import Any

from huozi.compile.setting import session

#: Values WeasyPrint changes in place, or works out with more than the declarations.
_OWN = frozenset(
    {"anchor", "bookmark_label", "bookmark_level", "content", "counter_increment", "counter_reset",
     "counter_set", "display", "float", "lang", "link", "overflow", "page", "position",
     "string_set", "white_space"}
)  # fmt: skip
#: Kinds of box whose paddings and margins stay as declared: no table, no part of one.
_PLAIN = frozenset({("block", "flow"), ("inline", "flow")})
_MARGIN_BOXES = ("@top-", "@bottom-", "@left-", "@right-")
#: Styles remembered; a book has some hundred, inline styles could make any number.
_MOST = 4_000


class _Known:
    """A style of an earlier document."""

    __slots__ = ("alive", "last", "size", "values")

    def __init__(self, alive: Any) -> None:
        self.alive = alive  # what its key names by identity
        self.values: dict[str, Any] = {}
        self.size = 0
        self.last: Any = None

    def hand_over(self, style: Any) -> None:
        """Give a new style the values of the last one, which has been used through its document."""
        last, self.last = self.last, style
        if last is not None and len(last) > self.size and last.get("display") in _PLAIN:
            self.size = len(last)
            self.values = {name: last[name] for name in last.keys() - _OWN}
        style.update(self.values)


#: Attribute of a sheet, and of what styles a document: the styles met with it, by key. They live as
#: long as the last sheet of a kind of unit, which the engine forgets when the style is saved anew.
KNOWN = "_huozi_known"


def _remembered(style_for: Any) -> dict[Any, _Known]:
    """The styles known under the sheets of a document, by key."""
    sheets = [sheet for sheet, *_ in style_for._sheets]
    before, known = sheets[-1].__dict__.get(KNOWN, (None, {}))
    if before != sheets or len(known) > _MOST:
        known = {}
    sheets[-1].__dict__[KNOWN] = sheets, known
    style_for.__dict__[KNOWN] = known
    return known


def set_computed_styles(
    original: Callable[..., None],
    style_for: Any,
    element: Any,
    parent: Any,
    root: Any = None,
    pseudo_type: str | None = None,
    base_url: str | None = None,
    target_collector: Any = None,
) -> None:
    """Replaces the engine's function: a new style starts with the known values."""
    if session.current() is None:
        original(style_for, element, parent, root, pseudo_type, base_url, target_collector)
        return
    if pseudo_type and pseudo_type.startswith(_MARGIN_BOXES):
        return  # `shortcuts.make_margin_boxes`: there are none
    if pseudo_type in _OF_FEW and _is_idle(style_for, element, pseudo_type):
        return
    original(style_for, element, parent, root, pseudo_type, base_url)
    style = style_for.get_computed_styles()[element, pseudo_type]
    if style.parent_style is None:
        above: Any = tuple(sheet for sheet, *_ in style_for._sheets)
    else:
        above = style.parent_style.known
    declared = style.cascaded.items()
    key = (
        tuple(map(id, above)) if style.parent_style is None else id(above),
        pseudo_type,
        base_url,
        tuple(
            [(name, _mark(value), *weight[:2], *weight[2]) for name, (value, weight) in declared]
        ),
    )
    met = style_for.__dict__.get(KNOWN)
    if met is None:
        met = _remembered(style_for)
    known = met.get(key)
    if known is None:
        known = met[key] = _Known((above, [value for _, (value, _) in declared]))
    style.known = known
    known.hand_over(style)
    if target_collector and (pseudo_type is None or "anchor" in style.cascaded) and style["anchor"]:
        target_collector.collect_anchor(style["anchor"])


#: Pseudo-elements that few elements have: property and value. WeasyPrint's own style sheet has a
#: rule for each of them that meets every element, and nobody asks for the style of the others.
_OF_FEW = {
    "marker": ("display", "list-item"),
    "footnote-call": ("float", "footnote"),
    "footnote-marker": ("float", "footnote"),
    "note-call": ("position", "note()"),
    "note-marker": ("position", "note()"),
    "note-callback": ("position", "note()"),
}


def _is_idle(style_for: Any, element: Any, pseudo_type: str) -> bool:
    """Whether a pseudo-element is not generated and bears no anchor either."""
    name, value = _OF_FEW[pseudo_type]
    found = style_for.get_computed_styles()[element, None][name]
    if value == found or isinstance(found, tuple) and value in found:
        return False
    return "anchor" not in style_for.get_cascaded_styles()[element, pseudo_type]


def _mark(value: Any) -> Any:
    """What identifies a declared value: the value, or its object where it can't be hashed."""
    try:
        hash(value)
    except TypeError:
        return id(value)
    return value
