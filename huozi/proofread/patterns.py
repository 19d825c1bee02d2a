"""Regular expressions that are compiled when they are first used, and rules that are no more.

Classes of Han take a millisecond to compile, and a hundred forms as long as an entry takes to be
proofread; most texts have no sign that would call for most of them.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, cast

from huozi.proofread.values import Hit, OfPassage, Passage

#: What to write in the place of a match: the same for all, or made from the match.
Instead = str | Callable[[re.Match[str]], str] | None


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


def matches(
    form: re.Pattern[str], instead: Instead = None, group: str | int = 0, named: bool = False
) -> OfPassage:
    """A search that hits every match of a pattern, or a group of it.

    Where it is `named`, the words that were found are the key of an exception.
    """

    def find(passage: Passage) -> Iterator[Hit]:
        for match in form.finditer(passage.text):
            said = instead(match) if callable(instead) else instead
            yield Hit(*match.span(group), said, match[group] if named else "")

    return find
