"""Whether a document is paginated by our rules."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_in_force: ContextVar[bool] = ContextVar("huozi-page", default=False)


def in_force() -> bool:
    """Whether our pagination is in force; where it is not, WeasyPrint paginates by itself."""
    return _in_force.get()


@contextmanager
def document(ours: bool) -> Iterator[None]:
    """Paginate all documents that are laid out inside the block by our rules, where `ours`."""
    token = _in_force.set(ours)
    try:
        yield
    finally:
        _in_force.reset(token)
