"""Widths of columns: short words stay on one line where a long text stands beside them.

WeasyPrint gives every column its least width and then shares the rest by what each would like, so
that one long text takes all, and names and heads break into single characters. Here a column asks
for what it would like, up to a width that all can have.
"""

from collections.abc import Callable, Sequence
from typing import Any

#: No column asks for more than so many characters.
MOST_CHARS = 9
_STEPS = 24


def preferred_widths(
    original: Callable[..., Any], context: Any, wrapper: Any, *rest: Any, **named: Any
) -> Any:
    """The preferred widths of a table and its columns, the least ones as wide as can be."""
    found = list(original(context, wrapper, *rest, **named))
    table = wrapper.get_wrapped_table()
    if isinstance(table.width, int | float):
        spacing = found[6]
        most = MOST_CHARS * table.style["font_size"]
        found[2] = least_widths(found[2], found[3], table.width - spacing, most)
    return tuple(found)


def least_widths(
    least: Sequence[float], wished: Sequence[float], room: float, most: float
) -> list[float]:
    """Least widths of columns, raised to what is wished up to one width for all that fits."""
    if sum(wished) <= room or sum(least) >= room:
        return list(least)

    def raised(to: float) -> list[float]:
        return [max(a, min(b, to)) for a, b in zip(least, wished, strict=True)]

    low, high = 0.0, most
    if sum(raised(high)) <= room:
        return raised(high)
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(raised(middle)) <= room else (low, middle)
    return raised(low)
