"""Style sheets: what was parsed for one book holds for the next book of the process.

To parse the house style takes a third of the time of a short book. Rules name no file, so that they
depend on no engine; what an engine notes on a sheet of its own (`styles.py`) is not handed on.
"""

import copy
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

T = TypeVar("T")

#: Sheets that are kept, those used last: several styles with a few changes each.
_MOST = 64


@lru_cache(_MOST)
def _kept(css: str) -> list[Any]:
    """Where what was parsed of a sheet is put."""
    return []


def sheet(css: str, parse: Callable[[], T]) -> T:
    """A style sheet of its own for whoever asks. Whatever `parse` raises is not kept."""
    kept = _kept(css)
    if not kept:
        kept.append(copy.copy(parse()))
    made: T = copy.copy(kept[0])
    return made
