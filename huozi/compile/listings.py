"""Fenced code as it is set: words told apart by weight where the language is known.

Pygments reads the language; keywords and comments are all that styles can tell apart. It is loaded
for the first piece of code that names a language.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from huozi.values.manuscript import Block, plain

#: Kinds of Pygments that are told apart → class; of a kind within a kind the inner one counts.
_CLASSES = {
    "Token.Keyword": "k",
    "Token.Operator.Word": "k",
    "Token.Comment": "c",
    "Token.Literal.String.Doc": "c",
}
#: Lines that are laid out as one paragraph: the time for a paragraph grows with its pages.
_TOGETHER = 32


class Stretch(NamedTuple):
    """A stretch of code: the number of the line it begins, its text, the class that styles it."""

    number: str  # empty inside a line, and where lines have none
    text: str
    css: str


def listing(block: Block) -> tuple[tuple[Stretch, ...], ...]:
    """A block of code in stretches of some lines, each in pieces, ready to be written."""
    text = "\n".join(plain(line.inlines) for line in block.children)
    pieces = _joined(_told_apart(text, block.label) if block.label else [("", text)])
    made: list[list[Stretch]] = [[]]
    numbered = "numbered" in block.classes
    number, begins = 0, True
    for words, css in pieces:
        for line in words.splitlines(keepends=True):
            number += begins
            if begins and number % _TOGETHER == 1 and 1 < number < len(block.children):
                made.append([])
            shown = str(number) if begins and numbered else ""
            if made[-1] and not shown and made[-1][-1].css == css:
                made[-1][-1] = made[-1][-1]._replace(text=made[-1][-1].text + line)
            else:
                made[-1].append(Stretch(shown, line, css))
            begins = line.endswith("\n")
    return tuple(map(tuple, made))


def _told_apart(text: str, language: str) -> list[tuple[str, str]]:
    """Class and text of what is in code; all of it as one where the language is not known."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return [("", text)]
    made = [(_css(kind), words) for kind, words in lexer.get_tokens(text)]
    return made if "".join(words for _, words in made) == text else [("", text)]


@cache
def _css(kind: object) -> str:
    name = str(kind)
    return next((css for begins, css in _CLASSES.items() if name.startswith(begins)), "")


def _joined(pieces: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Text and class of stretches of one class. Blanks go with what is beside them."""
    text, css = "", ""
    for its, words in pieces:
        inked = bool(words.strip())
        if inked and its != css and text.strip():
            yield text, css
            text = ""
        text, css = text + words, its if inked else css
    if text:
        yield text, css
