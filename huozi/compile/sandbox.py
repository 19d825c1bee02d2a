"""The Jinja environment of templates, which bounds what a book's own templates may compute.

It refuses what could take for ever within one step of the interpreter, and what gives other bytes
in each build. The bounds of the unit (`bounds.py`) end everything else.
"""

from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

#: The longest text or list, and the most bits of a number, that multiplication makes.
_MOST_ITEMS, _MOST_BITS = 1_000_000, 10_000
#: Made anew by chance in each build.
_BY_CHANCE_GLOBALS, _BY_CHANCE_FILTERS = ("lipsum",), ("random",)


class HouseEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, without random filters and without unbounded arithmetic."""

    intercepted_binops = frozenset(("*", "**"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for name in _BY_CHANCE_GLOBALS:
            self.globals.pop(name, None)
        for name in _BY_CHANCE_FILTERS:
            self.filters.pop(name, None)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute a product or power. Raises SecurityError where the result would be too large."""
        if _measure(operator, left, right):
            return super().call_binop(context, operator, left, right)
        raise SecurityError(f"{operator}: too much")


def _measure(operator: str, left: Any, right: Any) -> bool:
    """Whether the result of a product or power has a bounded size."""
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length(), right.bit_length()
        most = bits[0] * right if operator == "**" else sum(bits)
        return most <= _MOST_BITS
    if operator == "*":
        for items, times in ((left, right), (right, left)):
            if isinstance(times, int) and hasattr(items, "__len__"):
                return len(items) * times <= _MOST_ITEMS
    return True
