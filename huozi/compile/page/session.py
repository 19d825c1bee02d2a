"""The page in force while a document is laid out."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from msgspec import Struct


class PageSession(Struct, frozen=True):
    """What pagination has to know of the page before the first one is made."""

    measure_pt: float


_current: ContextVar[PageSession | None] = ContextVar("huozi-page", default=None)


def current() -> PageSession | None:
    """The session in force; outside of one WeasyPrint makes its pages as it always does."""
    return _current.get()


@contextmanager
def document(measure_pt: float) -> Iterator[None]:
    """Make the pages of all documents laid out inside the block as ours."""
    token = _current.set(PageSession(measure_pt))
    try:
        yield
    finally:
        _current.reset(token)
