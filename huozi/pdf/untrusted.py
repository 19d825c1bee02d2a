"""A stranger's PDF, read with care: what imposition and preflight share."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pikepdf
from pikepdf import settings

_MOST_FILTERS = 4  # one upon the other; two are rare
_TREE_DEPTH = 64


@contextmanager
def bounded_unpacking(stream_bytes: int) -> Iterator[None]:
    """Within, the library refuses to unfold a stream beyond this size.

    The setting belongs to the process, so it is put back afterwards.
    """
    before: dict[str, Any] = settings.set_qpdf_limits(
        max_stream_filters=_MOST_FILTERS,
        flate_max_memory=stream_bytes,
        run_length_max_memory=stream_bytes,
        png_max_memory=stream_bytes,
        tiff_max_memory=stream_bytes,
        dct_max_memory=stream_bytes,
    )
    try:
        yield
    finally:
        settings.set_qpdf_limits(**before)


def too_large(error: BaseException) -> bool:
    """Whether the library refused to unfold a stream for its size, and not for its state."""
    return isinstance(error, MemoryError) or "memory limit" in str(error)


def cut_short(said: Iterable[str]) -> bool:
    """Whether the library complained that a stream ends before its time."""
    return any("decoding" in line or "input stream is complete" in line for line in said)


def inherited(page: Any, key: str) -> Any:
    """An attribute of a page or of the nodes above it (ISO 32000-1, 7.7.3.4); None: it has none.

    The way up may lead in a circle, or to what is no node.
    """
    node = page
    for _ in range(_TREE_DEPTH):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if (value := node.get(key)) is not None:
            return value
        node = node.get("/Parent")
    return None
