"""Where a piece of running text stands, and where a backslash is wanted in it for that."""

import re
from dataclasses import dataclass

from huozi.read.numbering import heading_level

#: Signs of markup, whatever stands beside them.
_ALWAYS = re.compile(
    r"[\\`\[\]{}<^]|(?<![0-9])\*|\*(?![0-9])|~(?=~)|(?<=~)~|(?<![0-9])~|~(?![0-9])"
)
#: Signs that are markup, or would be told as such, only in company.
_SOMETIMES = re.compile(
    r"&(?=#|[A-Za-z]{2,}[0-9]*;)|(?<![_A-Za-z0-9])_(?=[^_\s])|(?<=[^_\s])_(?![_A-Za-z0-9])"
    r"|=(?==)|(?<==)=|\+(?=\+)|(?<=\+)\+|%(?=%)|(?<=%)%|'(?=')|(?<=')'|\$(?=[^0-9\s])|(?<=[^\s0-9])\$"
    r"|:(?=::)|(?<=::):"
)
_IN_CELL = re.compile(r"\|")
_LINE_START = re.compile(r"[#>+\-=:~|%!\"'?]|\.(?=\.)")
_LIST_START = re.compile(r"[0-9]{1,9}(?=([.)])(?:[ \t\n]|\Z))")
_CELL_START = re.compile("[-+*＊－\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where a piece stands, which decides on line ends, escapes and dress."""

    line_end: str = "\\\n"  # empty: line ends are left out
    cell: bool = False
    dress: bool = True
    heading: bool = False  # its number may make a heading of it
    item: bool = False  # its label stays as it is
    blank: str = ""  # to be put behind the number


PARAGRAPH = TextPlace()
CELL = TextPlace(line_end="<br>", cell=True)
HEADING = TextPlace(line_end="", dress=False, heading=True)
ITEM = TextPlace(line_end="", item=True)


def escaped(text: str, at: int, escapes: frozenset[int]) -> str:
    """A piece of a text from `at` on, with its backslashes."""
    if not escapes:
        return text
    return "".join(f"\\{c}" if at + n in escapes else c for n, c in enumerate(text))


def escapes_of(text: str, place: TextPlace) -> frozenset[int]:
    """Where a backslash is wanted."""
    found = {m.start() for m in _ALWAYS.finditer(text)}
    found |= {m.start() for m in _SOMETIMES.finditer(text)}
    if text.count("$") > 1:
        found |= {at for at, c in enumerate(text) if c == "$"}
    if place.cell or text.count("|") > 1:
        found |= {m.start() for m in _IN_CELL.finditer(text)}
    start = 0
    for line in text.split("\n"):
        if _LINE_START.match(line) or (place.cell and _CELL_START.match(line)):
            found.add(start)
        if not (place.cell or place.heading) and (match := _LIST_START.match(line)):
            found.add(start + match.end())
        start += len(line) + 1
    free = place.heading or place.item or place.cell or "\n" in text
    if not free and heading_level(text.strip()) and not _LIST_START.match(text):
        found.add(0)
    return frozenset(found)
