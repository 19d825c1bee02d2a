"""The font families of a style: their names, those without bold, those for Latin letters."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from huozi.values.script import HAN

#: Custom property that names the families of Latin letters and figures (`--huozi-latin: "Times"`).
LATIN_PROPERTY = "__huozi_latin"
_LETTER, _HAN = re.compile("[A-Za-z]"), re.compile(f"[{HAN}]")


class FontNames(NamedTuple):
    """The names of a book's fonts, and which of them have no bold or italic."""

    names: Mapping[str, frozenset[str]] = {}  # a family as the book names it → all its names
    without_bold: frozenset[str] = frozenset()
    bold_stand_in: str = ""  # whose regular is set instead
    without_italic: frozenset[str] = frozenset()

    def all_of(self, families: Iterable[str]) -> frozenset[str]:
        """All names of some families, in lower case."""
        known = (self.names.get(family, frozenset((family,))) for family in families)
        return frozenset(name.casefold() for names in known for name in names)


def font_names(font_config: Any, names: FontNames | None = None) -> FontNames:
    """The names that belong to an engine's fonts; given `names`, it sets them."""
    kept: FontNames = font_config.__dict__.setdefault("_huozi_names", names or FontNames())
    return kept


def latin_families(style: Any) -> tuple[str, ...]:
    """The families that `--huozi-latin` names."""
    written = "".join(token.serialize() for token in style[LATIN_PROPERTY] or ())
    return tuple(name for part in written.split(",") if (name := part.strip(" \"'")))


def never_slanted(
    style: Any, families: tuple[str, ...], book: FontNames
) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The families without italic where a style asks for one, and the characters that they set:
    Latin, Han.
    """
    if style["font_style"] == "normal":
        return ()
    first = (latin_families(style) or families)[0], families[0]
    return tuple(
        (family, letters)
        for family, letters in zip(first, (_LETTER, _HAN), strict=True)
        if family in book.without_italic
    )
