"""Regular expressions that are compiled when they are first used.

Classes of Han take a millisecond to compile, and a hundred forms as long as an entry takes to be
proofread; most texts have no sign that would call for most of them.
"""

import re
from typing import Any, cast


class _Pattern:
    def __init__(self, source: str) -> None:
        self._source = source

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._source), name)
        setattr(self, name, found)
        return found


def pattern(source: str) -> re.Pattern[str]:
    """A regular expression by its source."""
    return cast("re.Pattern[str]", _Pattern(source))
