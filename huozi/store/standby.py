"""Standby: a guess at how much there will be to set, before anything is read.

Loading the engine takes as long as reading the book and can be done at the same time. A wrong guess
costs time and changes nothing, because keys decide what has to be set.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from huozi.store.hands import Hands, processors

_FOLDERS = ("content", "templates", "styles")


def standby(book_dir: Path, record: Path, jobs: int | None) -> Hands:
    """Workers that stand by, if the book was never made or was saved after its record; else none.

    `record` is the file that every build writes.
    """
    jobs = jobs or processors()
    if jobs == 1:
        return Hands()
    try:
        made = record.stat().st_mtime_ns
    except OSError:
        return Hands(jobs)
    return Hands(jobs if any(saved > made for saved in _times(book_dir)) else 0)


def _times(book_dir: Path) -> Iterator[int]:
    for folder in _FOLDERS:
        for above, _, names in os.walk(book_dir / folder):
            for name in names:
                with suppress(OSError):
                    yield Path(above, name).stat().st_mtime_ns
