"""Blocks at a fixed place of the type area, such as the issuer at the foot of a title page.

They take no room: text that reaches down to one is printed under it, and one that is higher than
the type area sticks out at the head.
"""

from collections.abc import Iterator
from typing import Any

#: Class of the section that is a page's type area.
TYPE_AREA = "type-area"
_EPSILON_PX = 0.5


def overprinted(page: Any, lines: list[Any], others: list[Any]) -> Iterator[str]:
    """The words of each such block that lies on other text, or sticks out of the page.

    `lines` are the line boxes of the page, `others` its other boxes.
    """
    if not any(_is_type_area(box) for box in others):
        return
    head, foot = page.content_box_y(), page.content_box_y() + page.height
    for box in others:
        if box.style["position"] != "absolute" or not hasattr(box, "children"):
            continue
        own = [line for line in lines if any(line is inner for inner in box.descendants())]
        if not own:
            continue
        ids = {id(line) for line in own}
        rest = [line for line in lines if id(line) not in ids and line.children]
        out = min(line.position_y for line in own) < head - _EPSILON_PX
        out = out or max(line.position_y + line.height for line in own) > foot + _EPSILON_PX
        if out or any(_meet(a, b) for a in own for b in rest):
            yield "".join(_words(line) for line in own)


def _is_type_area(box: Any) -> bool:
    return box.element is not None and TYPE_AREA in (box.element.get("class") or "").split()


def _meet(one: Any, other: Any) -> bool:
    return all(
        a + size_a > b + _EPSILON_PX and b + size_b > a + _EPSILON_PX
        for a, size_a, b, size_b in (
            (one.position_x, one.width, other.position_x, other.width),
            (one.position_y, one.height, other.position_y, other.height),
        )
    )


def _words(line: Any) -> str:
    return "".join(getattr(box, "text", "") for box in line.descendants())
