"""Standing type 存版: what one book was made of, kept for the next in the same process.

A piece is kept under all that it was made from, and compared with that whole: to have it at hand
saves time and changes no book. `turn` parts two books: what was not asked for since the last one is
forgotten, so that what is kept is never more than two books.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

_T = TypeVar("_T")


class Same:
    """A value known by what it is, not by what it holds: to compare large ones would take long.

    It holds the value, so that no other can take its place.
    """

    __slots__ = ("it",)

    def __init__(self, it: object) -> None:
        self.it = it

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.it is other.it


class Standing:
    """Pieces by what they were made from."""

    def __init__(self) -> None:
        self._before: dict[Hashable, Any] = {}
        self._now: dict[Hashable, Any] = {}

    def turn(self) -> None:
        """Another book begins."""
        self._before, self._now = self._now, {}

    def of(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What is kept under a key, or else made now. It may not be None."""
        found: _T | None = self._now.get(key)
        if found is None:
            found = self._before.get(key)
            self._now[key] = found = make() if found is None else found
        return found
