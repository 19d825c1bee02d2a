"""How often somebody may try a password: by address, and by name from an address."""

import time
from collections import OrderedDict
from collections.abc import Callable

_SECONDS = 600.0
_MOST_KEYS = 10_000


class Attempts:
    """Counts failures of the last ten minutes. It holds a bounded number of keys: the one that
    failed longest ago goes first.
    """

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit, self._clock = limit, clock
        self._failed: OrderedDict[str, list[float]] = OrderedDict()

    def wait(self, key: str) -> float:
        """For how many seconds this key has to wait; 0 where it may try."""
        times = self._recent(key)
        return times[0] + _SECONDS - self._clock() if len(times) >= self._limit else 0.0

    def failed(self, key: str) -> None:
        """Count a failure."""
        times = [*self._recent(key), self._clock()]
        self._failed[key] = times[-self._limit :]
        self._failed.move_to_end(key)
        while len(self._failed) > _MOST_KEYS:
            self._failed.popitem(last=False)

    def forget(self, key: str) -> None:
        """Somebody got it right."""
        self._failed.pop(key, None)

    def _recent(self, key: str) -> list[float]:
        since = self._clock() - _SECONDS
        return [at for at in self._failed.get(key, ()) if at > since]
