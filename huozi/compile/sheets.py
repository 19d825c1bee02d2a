"""Style sheets joined into one text, and the way back from it to the file and line of each rule.

The engine is given one sheet and counts its lines. So the joined text says of itself where each
stretch came from, in comments that the engine passes over, as the `#line` of a C preprocessor does.
"""

import re
from collections.abc import Iterator, Mapping

from huozi.values.manuscript import Finding, Place, finding

#: An import by plain name. Comments and strings are matched first: what stands in them is no rule.
_IMPORT = re.compile(
    r"""/\*.*?(?:\*/|\Z)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|"""
    r"""^@import\s+["'](?P<sheet>[^"'/]+\.css)["']\s*;[ \t]*$""",
    re.MULTILINE | re.DOTALL,
)
_MARK = re.compile(r"/\*@ (\S.*?):(\d+) @\*/")
_MARGIN_BOX = re.compile(r"@(?:top|bottom|left|right)-[a-z-]+")
_FOREIGN = re.compile(r"@import|url\(", re.IGNORECASE)

#: Where the engine says it is, and the selector it quotes when it does not say.
_AT = re.compile(r" at (\d+):(\d+)")
_SELECTOR = re.compile(r"selector, '(.*?)'(?:,|$)", re.DOTALL)


def marked(name: str, text: str, line: int = 1) -> str:
    """A text with a mark before it: its first line is this line of a sheet."""
    return f"/*@ {name}:{line} @*/{text}"


def flat(
    name: str, sheets: Mapping[str, str], findings: list[Finding], above: tuple[str, ...] = ()
) -> str:
    """A sheet with those it imports put in place; imports that can't be are added to `findings`."""
    text = sheets[name]

    def put(match: re.Match[str]) -> str:
        wanted = match["sheet"]
        if wanted is None:
            return match[0]
        if wanted not in sheets or wanted in (*above, name):
            place = Place(f"styles/{name}", _line(text, match.start()))
            findings.append(finding("style-import", place, found=wanted))
            return ""
        imported = marked(wanted, flat(wanted, sheets, findings, (*above, name)))
        return imported + marked(name, "", _line(text, match.end()))

    return _IMPORT.sub(put, text)


def foreign(name: str, text: str) -> Iterator[Finding]:
    """What a sheet may not say: it may not load anything, no address, no file outside the book.

    Nor may it fill margin boxes: a galley does not know its place in the book, so a counter there
    would print a wrong page number. Running heads and folios are furniture.
    """
    rest = _IMPORT.sub(lambda match: " " * len(match[0]) if match["sheet"] else match[0], text)
    for code, pattern in (("style-foreign", _FOREIGN), ("style-margin-box", _MARGIN_BOX)):
        for match in pattern.finditer(rest):
            place = Place(f"styles/{name}", _line(text, match.start()))
            yield finding(code, place, found=match[0])


def stacked(*sheets: str) -> tuple[str, ...]:
    """Sheets to be parsed one by one, as lines of one text: above each, the lines of those before.

    Most of what styles a unit is the same for all kinds of unit, and is parsed once.
    """
    above = 0
    stack = []
    for sheet in sheets:
        stack.append("\n" * above + sheet)
        above += sheet.count("\n") + 1
    return tuple(stack)


def unstacked(stack: tuple[str, ...]) -> str:
    """The one text whose lines the sheets of a stack are."""
    first, *others = stack
    return "\n".join((first, *(sheet.lstrip("\n") for sheet in others)))


def origin(css: str, complaint: str) -> tuple[Place | None, str]:
    """Where in `styles/` the rule stands that the engine complains of, and its words without place.

    No place when the words don't tell.
    """
    words, at = complaint, -1
    if found := list(_AT.finditer(complaint)):
        line, column = int(found[-1][1]), int(found[-1][2])
        at = sum(len(before) + 1 for before in css.split("\n")[: line - 1]) + column - 1
        words = complaint[: found[-1].start()] + complaint[found[-1].end() :]
    elif quoted := _SELECTOR.search(complaint):
        at = css.find(quoted[1])
    place = place_at(css, at)
    return place, words if place else complaint


def place_at(css: str, at: int) -> Place | None:
    """Where in `styles/` what stands at an offset was written; None where nothing says so."""
    marks = list(_MARK.finditer(css[: max(at, 0)]))
    if not marks:
        return None
    name, first = marks[-1].groups()
    return Place(f"styles/{name}", int(first) + css.count("\n", marks[-1].end(), at))


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
