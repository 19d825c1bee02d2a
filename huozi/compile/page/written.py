"""Reads from boxes what the HTML of their unit says of them."""

from typing import Any


def attribute(box: Any, name: str) -> str:
    """An attribute of the element from which a box is made; empty where there is none."""
    return "" if box.element is None else (box.element.get(name) or "")


def source_of(box: Any) -> int:
    """Where the content of a box was written: a line or, below 0, the ordinal of a block (from -1);
    0 where it is unknown.
    """
    return line_of(box) or -1 - int(attribute(box, "data-block") or -1)


def line_of(box: Any) -> int:
    """The line of the manuscript on which a block was written; 0 where it is unknown."""
    return int(attribute(box, "data-line") or 0)
