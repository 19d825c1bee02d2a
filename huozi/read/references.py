"""Cross-references: gathered while each text is read, checked when all are read.

`{#名字}` names a point: a heading, a table, a figure, a place in the text. A link leads to a file
of the book or to a point; inside it `{页}`, `{号}` and `{题}` stand for page, number and title of
what it leads to. Names hold for the whole book.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from huozi.read.report import Reporter
from huozi.values.galley import Known, Reference
from huozi.values.groups import headings
from huozi.values.manuscript import (
    Block,
    BlockKind,
    CrossReference,
    Entry,
    IndexMark,
    Inline,
    InlineKind,
    Manuscript,
    Matter,
    Point,
    Pointers,
    Shows,
    plain,
)
from huozi.values.nested import all_inlines
from huozi.values.script import words_of_house

#: What stands between the braces of a reference.
SHOWS = {"页": Shows.PAGE, "号": Shows.NUMBER, "题": Shows.TITLE} | {s.value: s for s in Shows}

#: Names of points and marks begin with it; no id of a unit does.
SIGN = "@"

#: Leads a number that a booklet shows of the book it is from.
_OUTSIDE = "原书"

_GUESS = "000"  # about as wide as a page number of a book

_TYPED_NUMBER = re.compile(
    r"((?:附?[图圖表]|代[码碼]|Fig\.|Table)[ ]?(?:[0-9]+(?:[-–.][0-9]+)*"
    r"|[一二三四五六七八九十]{1,3}(?=[ \u3000]|\Z)))[ \u3000]*"
)
#: Blocks that have titles which a reference may show.
_TITLED = (BlockKind.HEADING, BlockKind.TABLE, BlockKind.FIGURE, BlockKind.CODE)


class Register(Struct, frozen=True):
    """The references, points and marks met in a file so far."""

    references: list[CrossReference] = field(default_factory=list)
    aims: list[Point] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    marks: list[IndexMark] = field(default_factory=list)

    def pointers(self) -> Pointers:
        """All of them, as a frozen value."""
        return Pointers(
            tuple(self.references), tuple(self.aims), tuple(self.points), tuple(self.marks)
        )


class Names(Struct, frozen=True):
    """The numbers and titles of the targets of references, where they have them."""

    numbers: Mapping[str, str]
    titles: Mapping[str, str]

    def of(self, target: str, shows: Shows) -> str:
        """The number or title of a target; empty where it has none."""
        known = self.numbers if shows is Shows.NUMBER else self.titles
        return known.get(target, "")


def names(manuscript: Manuscript) -> Names:
    """Numbers and titles of all units and points."""
    numbers: dict[str, str] = {}
    titles: dict[str, str] = {}
    counted = manuscript.numbers or range(1, len(manuscript.entries) + 1)
    for number, entry in zip(counted, manuscript.entries, strict=True):
        numbers[entry.id] = str(number)
        titles[entry.id] = entry.toc_title
    for text in manuscript.texts:
        if isinstance(text, Matter):
            numbers[text.id] = text.label
            titles[text.id] = text.title
        for block in _named(text.body):
            label, title = caption(block)
            for name in points_of(block.inlines):
                numbers[name] = label
                titles[name] = title
    return Names(numbers, titles)


def caption(block: Block) -> tuple[str, str]:
    """Number and words of a table, figure or heading. The number may be typed: `图2　会场`."""
    words = plain(block.inlines).strip()
    if block.kind is BlockKind.HEADING:
        return "", words
    typed = _TYPED_NUMBER.match(words)
    if typed and not block.number:
        return typed[1], words[typed.end() :]
    return block.number, words


def points_of(nodes: Iterable[Inline]) -> Iterator[str]:
    """Names of the points in running text."""
    return (node.target for node in all_inlines(nodes) if node.kind is InlineKind.ANCHOR)


def _named(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks that have a title, wherever they stand."""
    for block in blocks:
        if block.kind in _TITLED:
            yield block
        elif block.children:
            yield from _named(block.children)


def resolved(
    text: Entry | Matter, manuscript: Manuscript, known: Known, all_names: Names
) -> tuple[Reference, ...]:
    """What the references of a text show. Pages that are not known yet are guessed.

    What a booklet leaves out shows the number it has in the book, and is marked as such.
    """
    pages = dict(known.pages)
    elsewhere = {(told.target, told.shows): told for told in known.outside}
    inside = {other.id for other in manuscript.texts} | {
        point.name for other in manuscript.texts for point in other.pointers.points
    }
    shown: dict[tuple[str, Shows], Reference] = {}
    for asked in text.pointers.references:
        what = asked.target, asked.shows
        if asked.target not in inside and what in elsewhere:
            numbered = asked.shows is not Shows.TITLE
            marked = words_of_house(_OUTSIDE, manuscript.book.language) if numbered else ""
            shown[what] = replace(elsewhere[what], outside=marked)
        elif asked.shows is Shows.PAGE:
            shown[what] = Reference(*what, pages.get(asked.target, _GUESS))
        else:
            shown[what] = Reference(*what, all_names.of(*what))
    return tuple(shown.values())


def check(manuscript: Manuscript, report: Reporter) -> None:
    """Report references without a target and those to a number or title that is missing."""
    pointers = [text.pointers for text in manuscript.texts]
    points = _unique([point for found in pointers for point in found.points], report)
    ids = [text.id for text in manuscript.texts if text.id]
    # A heading that something leads to has a name of ours, with a full stop; its words are known.
    given = [name.removeprefix(SIGN) for name in points if "." not in name]
    texts = {text.id: text for text in manuscript.texts}
    for text in manuscript.texts:
        for aim in (aim for aim in text.pointers.aims if aim.name not in points):
            unit, _, name = aim.name.removeprefix(SIGN).rpartition("#")
            known = (plain(block.inlines) for block in headings(texts.get(unit, text).body))
            told = report.on(aim.place.file)
            told.unknown("unknown-point", aim.place.line, name, dict.fromkeys([*known, *given]))
    references = (asked for found in pointers for asked in found.references)
    if asked := [reference for reference in references if reference.shows is not Shows.PAGE]:
        _check_shown(
            [a for a in asked if a.target in points or a.target in ids], manuscript, report
        )
    _check_marks([mark for found in pointers for mark in found.marks], report)


def _unique(points: Iterable[Point], report: Reporter) -> dict[str, Point]:
    """The points by name. A name holds for the whole book and is reported when used twice."""
    seen: dict[str, Point] = {}
    for point in points:
        if first := seen.get(point.name):
            name = point.name.removeprefix(SIGN)
            told = report.on(point.place.file)
            told.error("point-twice", point.place.line, name=name, first=first.place)
        seen.setdefault(point.name, point)
    return seen


def _check_shown(
    references: Iterable[CrossReference], manuscript: Manuscript, report: Reporter
) -> None:
    shown = names(manuscript)
    for asked in references:
        told, target = report.on(asked.place.file), asked.target.removeprefix(SIGN)
        if shown.of(asked.target, asked.shows):
            continue
        if asked.shows is Shows.NUMBER:
            told.error("reference-number", asked.place.line, target=target)
        else:
            told.error("reference-title", asked.place.line, target=target)


def _check_marks(marks: Iterable[IndexMark], report: Reporter) -> None:
    """Report `see` references to terms that are not in the index with pages."""
    terms = dict.fromkeys(mark.term for mark in marks if not mark.see)
    for mark in marks:
        told = report.on(mark.place.file)
        if mark.see and mark.see == mark.term:
            told.error("index-see-self", mark.place.line, term=mark.term)
        elif mark.see and mark.see not in terms:
            told.unknown("index-see", mark.place.line, mark.see, terms)
