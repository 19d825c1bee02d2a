"""Where Markdown that comes in addresses something: pictures, other texts. Pure."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

#: `](path`, `](<a path>`, `<img src="path"`, `[name]: path`.
_ADDRESS = re.compile(
    r"(?P<before>\]\(<)(?P<held>[^<>\n]+)(?=>)"
    r"|(?P<bare>\]\(|^[ ]{0,3}\[[^\[\]\n]+\]:[ \t]+)(?P<plain>[^()\s<>\"]+)(?=[)\s]|$)"
    r"|(?P<image><img\s(?:[^<>]*?\s)?src=(?P<mark>[\"']))(?P<source>[^<>\"'\n]+)(?=(?P=mark))",
    re.MULTILINE,
)
_LONGEST_WORDS = 400  # in the brackets of a picture
#: An address of the web, or a point of the text itself.
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#")


class Address(Struct, frozen=True):
    """What is addressed, as it is written, and whether it is shown as a picture."""

    written: str
    picture: bool


def addresses(markdown: str) -> Iterator[Address]:
    """All addresses of a text that may be those of files, in order."""
    for match in _ADDRESS.finditer(markdown):
        if not _ELSEWHERE.match(_written(match)):
            yield Address(
                _written(match), bool(match["image"]) or _is_shown(markdown, match.start())
            )


def _is_shown(markdown: str, at: int) -> bool:
    """Whether the bracket that closes here is that of a picture."""
    opens = markdown.rfind("[", max(0, at - _LONGEST_WORDS), at) if markdown[at] == "]" else 0
    return opens > 0 and markdown[opens - 1] == "!" and "]" not in markdown[opens:at]


def readdressed(markdown: str, renamed: Mapping[str, str]) -> str:
    """The text with other addresses, each wherever it is written."""

    def put(match: re.Match[str]) -> str:
        before = match["before"] or match["bare"] or match["image"]
        return before + renamed.get(_written(match), _written(match))

    return _ADDRESS.sub(put, markdown) if renamed else markdown


def _written(match: re.Match[str]) -> str:
    return match["held"] or match["plain"] or match["source"]
