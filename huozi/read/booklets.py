"""`booklets:` of `book.yaml`: booklets 单行本 that have a name, each with what it is to hold.

A book is the same whether it names booklets or not.
"""

import re
import unicodedata
from collections.abc import Iterable

from msgspec import Struct

from huozi.read import schema
from huozi.read.keys import as_written, english_word
from huozi.read.report import Reporter
from huozi.read.schema import Field
from huozi.read.selection import Listing, Selection, Word, choose, is_count
from huozi.read.shapes import line_of_text, one_or_many
from huozi.read.yamlnodes import Node, NodeShape
from huozi.values.manuscript import Booklet
from huozi.values.style import ENTRY_KINDS, Folios, UnitKind

_NAME = re.compile(r"\w[\w-]{0,59}")
LONGEST_TITLE = 100

#: Names of devices: no system that knows them lets a file be called so, whatever its ending.
_DEVICES = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)")


def is_file_name(name: str) -> bool:
    """Whether a booklet may have this name: its PDF has it too, on any system."""
    return bool(_NAME.fullmatch(name)) and not _DEVICES.fullmatch(name)


def is_title(text: str) -> bool:
    """Whether a text can stand on the cover of a booklet: one short line of visible characters."""
    return len(text) <= LONGEST_TITLE and text.replace("\u3000", " ").isprintable()


def same_file(name: str) -> str:
    """The same string for all names that some file system cannot tell apart."""
    return unicodedata.normalize("NFC", name).casefold()


class BookletPlan(Struct, frozen=True):
    """A booklet as written. Its entries are looked up when all of them are read."""

    name: Word
    title: str
    subtitle: str
    selection: Selection
    folios: Folios
    front: tuple[Word, ...] | None


@schema.takes(line_of_text(100))
def _name(node: Node, key: str, report: Reporter) -> Word | None:
    name = schema.verbatim(100)(node, key, report)
    if name is not None and not is_file_name(name):
        report.error("booklet-name", node.line, found=name)
        return None
    return name and Word(name, report.at(node.line))


@schema.takes(one_or_many(line_of_text(400)))
def _words(node: Node, key: str, report: Reporter) -> tuple[Word, ...]:
    """One or many: `part: 2`, `parts: [1, 3]`, `entries: 3-7`."""
    nodes = node.items if node.shape is NodeShape.LIST else (node,)
    texts = [(schema.verbatim(400)(item, key, report), item.line) for item in nodes]
    return tuple(Word(text, report.at(line)) for text, line in texts if text is not None)


_SELECTION = (
    Field("part", _words, default=()),
    Field("parts", _words, default=()),
    Field("entries", _words, default=()),
    Field("kind", schema.choice(ENTRY_KINDS)),
)

_ASKS = [field.name for field in _SELECTION]

_BOOKLET = (
    Field("name", _name, required=True, default=Word("")),
    Field("title", schema.text(LONGEST_TITLE), default=""),
    Field("subtitle", schema.text(LONGEST_TITLE), default=""),
    *_SELECTION,
    Field("folios", schema.choice(schema.words_of(Folios)), default=Folios.OWN),
    Field("front", _words),
)


@schema.takes(schema.shape_of(_BOOKLET))
def booklet(node: Node, key: str, report: Reporter) -> BookletPlan | None:
    """A reader for one of `booklets:`."""
    values = schema.read_fields(node, _BOOKLET, report)
    if node.shape is not NodeShape.MAP:
        return None
    asked = [value for key, value in node.pairs if key.text in _ASKS]
    if all(value.bare for value in asked):
        report.error("booklet-empty", node.line, name=values["name"].text)
    selection = Selection(
        (*values["part"], *values["parts"]), values["entries"], values["kind"], report.at(node.line)
    )
    return BookletPlan(
        values["name"], values["title"], values["subtitle"], selection, values["folios"],
        values["front"],
    )  # fmt: skip


def named(
    plans: Iterable[BookletPlan], book: Listing, front: Iterable[UnitKind], report: Reporter
) -> tuple[Booklet, ...]:
    """The booklets of a book that has these written pieces in front."""
    pieces = tuple(dict.fromkeys((*front, UnitKind.CONTENTS)))
    first: dict[str, int] = {}
    made = []
    for plan in plans:
        name = plan.name.text
        numbers: tuple[int, ...] = ()
        if name:
            file = same_file(name)
            if file in first:
                report.error("booklet-twice", plan.name.line, name=name, first=first[file])
            first.setdefault(file, plan.name.line)
        if plan.selection and book.entries:
            numbers, wrong = choose(book, plan.selection)
            report.add_all(wrong)
        shown = None if plan.front is None else _front(plan.front, pieces, report)
        counted = next(
            (word.place for word in plan.selection.entries if is_count(word, book)), None
        )
        made.append(Booklet(name, plan.title, numbers, plan.folios, plan.subtitle, shown, counted))
    return tuple(made)


def _front(
    words: Iterable[Word], pieces: tuple[UnitKind, ...], report: Reporter
) -> tuple[UnitKind, ...]:
    """What is to stand behind the cover: pieces that the book has, each once."""
    first: dict[UnitKind, int] = {}
    for word in words:
        name = english_word(word.text, pieces)
        kind = next((kind for kind in pieces if kind.value == name), None)
        if kind is None:
            known = as_written(word.text, pieces)
            report.unknown("booklet-front", word.line, word.text, known)
        elif kind in first:
            report.error("matter-twice", word.line, kind=kind, first=first[kind])
        else:
            first[kind] = word.line
    return tuple(first)
