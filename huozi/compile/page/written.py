"""What the HTML of a unit says of the boxes made from it."""

from typing import Any


def attribute(box: Any, name: str) -> str:
    """An attribute of the element a box is made from; empty where there is none."""
    return "" if box.element is None else (box.element.get(name) or "")


def line_of(box: Any) -> int:
    """The line of the manuscript that a block was written on; 0 where nobody says."""
    return int(attribute(box, "data-line") or 0)
