"""How much one person has under way at once: nobody keeps the others waiting."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class AtOnce:
    """Counts what is under way, by person."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._now: Counter[str] = Counter()

    @contextmanager
    def one_more(self, who: str) -> Iterator[bool]:
        """Whether one more fits, counted while the block lasts. Nobody's (``) are not bounded here:
        each costs little, and passwords have their own bound.
        """
        if not who:
            yield True
            return
        fits = self._now[who] < self._most
        self._now[who] += fits
        try:
            yield fits
        finally:
            self._now[who] -= fits
            if not self._now[who]:
                del self._now[who]
