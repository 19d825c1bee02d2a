"""Keeps parsed style sheets for the next book of the process.

Parsing the house style takes a third of the time of a short book. A parsed sheet depends on no
engine, since its rules name no file; what an engine notes on its copy (`styles.py`) stays there.
"""

import copy
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

#: Sheets that are kept, those used last: several styles with a few changes each.
_MOST = 64


#: By their text; the one used last stands last.
_KEPT: OrderedDict[str, Any] = OrderedDict()


def sheet(css: str, parse: Callable[[], T]) -> T:
    """A copy of the parsed style sheet, which the caller may change. Raises what `parse` raises."""
    kept = _KEPT.pop(css, None)
    if kept is None:
        kept = copy.copy(parse())
    _KEPT[css] = kept
    if len(_KEPT) > _MOST:
        _KEPT.popitem(last=False)
    made: T = copy.copy(kept)
    return made
