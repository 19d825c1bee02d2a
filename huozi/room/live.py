"""Events for the browsers of a book: told from any thread, sent to each that listens."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from huozi.room.news import edition_news
from huozi.room.values import RoomEdition, to_json

_MOST_WAITING = 64  # events that a browser is behind before it is let go; it asks anew then
_MOST_LISTENERS = 200  # of all; how many one person has, the office says (`Office.living`)


class Listeners:
    """The browsers that listen to a book. An event is written out once for all of them.

    `shown` is the edition that they were told last: of the next they are told what is new.
    """

    def __init__(self) -> None:
        self.shown: RoomEdition | None = None
        self._queues: dict[asyncio.Queue[bytes | None], str] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    def tell(self, event: dict[str, Any]) -> None:
        """Tell all who listen. May be called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._put, event)

    @contextmanager
    def listening(self, who: str) -> Iterator["asyncio.Queue[bytes | None] | None"]:
        """A queue of events, at whose end stands None; none where too many listen already."""
        if len(self._queues) >= _MOST_LISTENERS:
            yield None
            return
        self._loop = asyncio.get_running_loop()
        queue: asyncio.Queue[bytes | None] = asyncio.Queue(_MOST_WAITING)
        self._queues[queue] = who
        try:
            yield queue
        finally:
            self._queues.pop(queue, None)

    def close(self, who: str | None = None) -> None:
        """Let go of somebody's browsers, or of all."""
        for queue, name in list(self._queues.items()):
            if who in (None, name):
                self._let_go(queue)

    def _put(self, event: dict[str, Any]) -> None:
        news = self._news(event)
        written = to_json(news) if self._queues else b""
        for queue in list(self._queues):
            try:
                queue.put_nowait(written)
            except asyncio.QueueFull:
                self._let_go(queue)

    def _news(self, event: dict[str, Any]) -> dict[str, Any]:
        edition = event.get("edition")
        if edition is None:
            return event
        before, self.shown = self.shown, edition
        return event | {"edition": edition_news(before, edition)}

    def _let_go(self, queue: "asyncio.Queue[bytes | None]") -> None:
        self._queues.pop(queue, None)
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait(None)
