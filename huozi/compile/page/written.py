"""What the HTML of a unit says of the boxes made from it."""

from typing import Any


def attribute(box: Any, name: str) -> str:
    """An attribute of the element a box is made from; empty where there is none."""
    return "" if box.element is None else (box.element.get(name) or "")


def source_of(box: Any) -> int:
    """Where what stands in a box was written: a line, or the ordinal of a block below 0 (from -1);
    0 where nobody says.
    """
    return line_of(box) or -1 - int(attribute(box, "data-block") or -1)


def line_of(box: Any) -> int:
    """The line of the manuscript that a block was written on; 0 where nobody says."""
    return int(attribute(box, "data-line") or 0)
