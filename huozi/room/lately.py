"""What was opened lately: browsers that are a moment behind still ask for it."""

from collections.abc import Iterator
from typing import Generic, TypeVar

_T = TypeVar("_T")
_EDITIONS = 2


class Lately(Generic[_T]):
    """The last two editions, and what was pulled of them and since."""

    def __init__(self) -> None:
        self._opened: list[tuple[bool, _T]] = []

    def add(self, one: _T, *, whole: bool) -> list[_T]:
        """Take an edition, or a pull of one. Returns what is let go."""
        self._opened.append((whole, one))
        places = [place for place, (is_whole, _) in enumerate(self._opened) if is_whole]
        if len(places) < _EDITIONS:
            return []
        first = places[-_EDITIONS]
        gone, self._opened = self._opened[:first], self._opened[first:]
        return [one for _, one in gone]

    def __iter__(self) -> Iterator[_T]:
        return iter([one for _, one in self._opened])
