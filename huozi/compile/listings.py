"""Fenced code as it is set: tokens differ in weight where the language is known.

Pygments tokenises the code; style sheets tell keywords and comments apart. It is loaded for the
first piece of code that names a language.
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
    """Some lines of code: the number of the first line, its text, and the class that styles it."""

    number: str  # empty inside a line, and where lines have none
    text: str
    css: str


def listing(block: Block) -> tuple[tuple[Stretch, ...], ...]:
    """A block of code as stretches of some lines, each split into styled pieces."""
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
    """The class and text of each token; one token in all where the language is unknown."""
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
    """Adjoining tokens of one class, joined. Blanks are joined to what stands beside them."""
    text, css = "", ""
    for its, words in pieces:
        inked = bool(words.strip())
        if inked and its != css and text.strip():
            yield text, css
            text = ""
        text, css = text + words, its if inked else css
    if text:
        yield text, css
