"""Searches that go on beside the press, step by step: one of each person, and a bounded number."""

from collections import deque
from collections.abc import Iterator
from typing import Any

import msgspec

from huozi.room.wire import Answer

_MOST = 40


class SupersededError(Exception):
    """Somebody's search gave way to a newer one, or too many were asked for at once."""


class _Search(msgspec.Struct):
    call: int
    whose: str
    hits: Iterator[Any]
    found: list[Any]


class Searches:
    """The searches that were asked for, the oldest first."""

    def __init__(self) -> None:
        self._waiting: deque[_Search] = deque()

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def add(self, call: int, hits: Iterator[Any], whose: str) -> Iterator[Answer]:
        """One more; those that give way to it are answered."""
        old = [one for one in self._waiting if whose and one.whose == whose]
        if len(self._waiting) - len(old) >= _MOST:
            old.append(self._waiting[0])
        for one in old:
            self._waiting.remove(one)
            yield fault(one.call, SupersededError())
        self._waiting.append(_Search(call, whose, hits, []))

    def step(self) -> Answer | None:
        """One more step of the search that was asked for first; its answer, once it has one."""
        first = self._waiting[0]
        try:
            hit = next(first.hits)
        except StopIteration:
            self._waiting.popleft()
            return Answer(first.call, first.found)
        except Exception as error:
            self._waiting.popleft()
            return fault(first.call, error)
        if hit is not None:
            first.found.append(hit)
        return None


def fault(call: int, error: Exception) -> Answer:
    """That a call could not be answered, and why."""
    return Answer(call, None, type(error).__name__, str(error))
