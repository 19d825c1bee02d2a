"""Joins style sheets into one text, and finds the file and line of each rule in it.

The engine is given one sheet and counts its lines. The joined text therefore holds comments that
say where each stretch came from, like the `#line` of a C preprocessor.
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
#: What a sheet may not say, by the finding. The engine could fetch nothing anyway, and where a
#: number of pages stands on a page the account would not know it: here is told what to do instead.
_REFUSED = (
    ("style-foreign", r"@import|@font-face|(?:url|src|image-set|(?:-\w+-)?cross-fade)\("),
    ("style-margin-box", r"@(?:top|bottom|left|right)-[a-z-]+"),
    ("style-page-number", r"(?:target-)?counters?\([^;{}]*?\bpages?\b|string(?:-set)?\s*[(:]"
                          r"|counter-(?:reset|increment|set)\s*:[^;}]*\bpages?\b"),
)  # fmt: skip
_PATTERNS = tuple((code, re.compile(text, re.IGNORECASE)) for code, text in _REFUSED)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
#: A character by its number (`\\69 mport`), or as itself.
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n]?|([^\n]))")

#: Where the engine says it is, and the selector it quotes when it does not say.
_AT = re.compile(r" at (\d+):(\d+)")
_SELECTOR = re.compile(r"selector, '(.*?)'(?:,|$)", re.DOTALL)


def marked(name: str, text: str, line: int = 1) -> str:
    """A text behind a mark that says: the first line is line `line` of the sheet `name`."""
    return f"/*@ {name}:{line} @*/{text}"


#: What makes up a sheet, from below: where below `styles/` it was written, and its text.
Layers = tuple[tuple[str, str], ...]


def flat(
    name: str, sheets: Mapping[str, Layers], findings: list[Finding], above: tuple[str, ...] = ()
) -> str:
    """A sheet with its imports put in place; imports that can't be are added to `findings`.

    What a style adds to a sheet of the house stands behind it.
    """
    made: list[str] = []
    for path, text in sheets[name]:

        def put(match: re.Match[str], path: str = path, text: str = text) -> str:
            wanted = match["sheet"]
            if wanted is None:
                return match[0]
            if wanted not in sheets or wanted in (*above, name):
                place = Place(f"styles/{path}", _line(text, match.start()))
                findings.append(finding("style-import", place, found=wanted))
                return ""
            imported = marked(wanted, flat(wanted, sheets, findings, (*above, name)))
            return imported + marked(path, "", _line(text, match.end()))

        whole = _IMPORT.sub(put, text)
        made.append(marked(path, whole) if made else whole)
    return "\n".join(made)


def foreign(name: str, text: str) -> Iterator[Finding]:
    """Findings for what a sheet must not say: it may load no address and no file outside the book.

    It may not fill margin boxes or count pages either: a galley does not know its place in the
    book, so a counter would print a wrong number. Running heads and folios are furniture.
    """
    rest = _IMPORT.sub(lambda match: " " * len(match[0]) if match["sheet"] else match[0], text)
    plain = _ESCAPE.sub(_unescaped, _COMMENT.sub(lambda match: _lines_of(match[0]), rest))
    for code, pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            place = Place(f"styles/{name}", _line(plain, match.start()))
            yield finding(code, place, found=match[0])


def _lines_of(text: str) -> str:
    """A blank, and the line ends of a text: what a comment is replaced by."""
    return " " + "\n" * text.count("\n")


def _unescaped(match: re.Match[str]) -> str:
    """The character that a CSS escape stands for, with the line end that the escape swallows."""
    number = int(match[1], 16) if match[1] else ord(match[2])
    letter = chr(number) if 32 <= number < 127 else "\ufffd"
    return letter + "\n" * match[0].count("\n")


def stacked(*sheets: str) -> tuple[str, ...]:
    """Sheets that are parsed one by one and counted as lines of one text: each is preceded by as
    many empty lines as the sheets above it have.

    Most of what styles a unit is the same for all kinds of unit, and is parsed once.
    """
    above = 0
    stack = []
    for sheet in sheets:
        stack.append("\n" * above + sheet)
        above += sheet.count("\n") + 1
    return tuple(stack)


def unstacked(stack: tuple[str, ...]) -> str:
    """The joined text of a stack."""
    first, *others = stack
    return "\n".join((first, *(sheet.lstrip("\n") for sheet in others)))


def origin(css: str, complaint: str) -> tuple[Place | None, str]:
    """The place in `styles/` of the rule that the engine complains of, and the complaint without
    it. The place is None where the complaint names no line.
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
    """The place in `styles/` at which the text at an offset was written; None where unmarked."""
    marks = list(_MARK.finditer(css[: max(at, 0)]))
    if not marks:
        return None
    name, first = marks[-1].groups()
    return Place(f"styles/{name}", int(first) + css.count("\n", marks[-1].end(), at))


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
