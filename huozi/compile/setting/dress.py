"""The dress of a text: what it inherits from the elements around it beside its computed style."""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from huozi.compile.engine.library import boxes

#: Classes of inline elements that put marks on characters; see `marks`.
MARKS = frozenset({"dots", "name", "wavy"})


class Dress(Struct, frozen=True):
    """The dress of a stretch of text, from all elements around it."""

    marks: tuple[str, ...] = ()
    slot: str = ""
    raised: str = ""  # the class of what stands raised or lowered: `F`, a note call; `f`, x² H₂O


NAKED = Dress()


def dressed(dress: Dress, box: Any) -> Dress:
    """The dress of a box's content: that of the box, and what the box adds."""
    if box.footnote is not None or not isinstance(box, boxes.LineBox) and is_raised(box):
        dress = replace(dress, raised="f" if box.element_tag in ("sup", "sub") else "F")
    element = box.element
    if element is None or "::" in box.element_tag:
        return dress
    if names := element.get("class"):
        if marks := tuple(name for name in names.split() if name in MARKS):
            dress = replace(dress, marks=marks)
    if slot := element.get("data-slot"):
        dress = replace(dress, slot=slot)
    return dress


def is_raised(box: Any) -> bool:
    """Whether a text is a superscript or subscript: nothing is widened before one."""
    return box.style["vertical_align"] not in ("baseline", "middle", "top", "bottom")
