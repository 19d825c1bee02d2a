"""Links to headings by their words, `[见](#节)` and `[见](别篇.md#节)`, as other programs have it.

A name that nobody gave (`{#名字}`) and that is the words of a heading leads to the first one that
has them, in the text itself or in the file that is named. Letters and figures count, nothing else.
"""

from collections.abc import Mapping
from itertools import count
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from huozi.read.references import SIGN
from huozi.values.groups import headings
from huozi.values.manuscript import (
    Block,
    BlockKind,
    Entry,
    Inline,
    InlineKind,
    Manuscript,
    Matter,
    Place,
    Point,
    Pointers,
    plain,
)

#: Between the id of a unit and the words of a heading of it.
BETWEEN = "#"


def aim_of(words: str, unit: str = "") -> str:
    """The name that a link to a heading aims at until the heading is found."""
    return f"{SIGN}{unit}{BETWEEN}{words}" if unit else f"{SIGN}{words}"


_Text = TypeVar("_Text", Entry, Matter)


class _Heading(Struct, frozen=True):
    point: str  # its name as a point
    place: Place


class _Plan(Struct):
    """What changes in one text."""

    renamed: dict[str, str] = {}  # aims → points
    points: dict[str, _Heading] = {}  # of headings that are aimed at


def anchored(manuscript: Manuscript) -> Manuscript:
    """The manuscript with points at the headings that links lead to."""
    given = {point.name for text in manuscript.texts for point in text.pointers.points}
    open_aims = [
        (text.id, aim.name)
        for text in manuscript.texts
        for aim in text.pointers.aims
        if aim.name not in given
    ]
    if not open_aims:
        return manuscript
    headings = {text.id: _headings(text) for text in manuscript.texts if text.id}
    plans: dict[str, _Plan] = {}
    for here, name in open_aims:
        unit, between, words = name.removeprefix(SIGN).partition(BETWEEN)
        there, words = (unit, words) if between else (here, unit)
        if heading := headings.get(there, {}).get(_key(words)):
            plans.setdefault(here, _Plan()).renamed[name] = heading.point
            plans.setdefault(there, _Plan()).points[heading.point] = heading

    def change(text: _Text) -> _Text:
        return _changed(text, plans[text.id]) if text.id in plans else text

    return manuscript.mapped(change)


def _key(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))


def _headings(text: Entry | Matter) -> Mapping[str, _Heading]:
    """The first heading of each wording."""
    found: dict[str, _Heading] = {}
    for number, block in enumerate(headings(text.body), 1):
        # No name that an editor may write holds a full stop.
        heading = _Heading(f"{SIGN}{text.id}.heading.{number}", block.place)
        found.setdefault(_key(plain(block.inlines)), heading)
    return found


def _changed(text: _Text, plan: _Plan) -> _Text:
    names = plan.renamed
    numbers = count(1)

    def inline(node: Inline) -> Inline:
        target = node.target
        if node.kind is InlineKind.LINK and target[1:] in names:
            target = f"#{names[target[1:]]}"
        elif node.kind is InlineKind.REFERENCE:
            target = names.get(target, target)
        return replace(node, target=target, children=tuple(map(inline, node.children)))

    def made(block: Block) -> Block:
        inlines: tuple[Inline, ...] = tuple(map(inline, block.inlines))
        if block.kind is BlockKind.HEADING:
            point = f"{SIGN}{text.id}.heading.{next(numbers)}"
            if point in plan.points:
                inlines = (Inline(InlineKind.ANCHOR, target=point), *inlines)
        return replace(block, inlines=inlines, children=tuple(map(made, block.children)))

    body = tuple(map(made, text.body))
    notes = tuple(replace(n, blocks=tuple(map(made, n.blocks))) for n in text.notes)
    return replace(text, body=body, notes=notes, pointers=_pointers(text.pointers, plan))


def _pointers(pointers: Pointers, plan: _Plan) -> Pointers:
    names = plan.renamed
    asked = (replace(a, target=names.get(a.target, a.target)) for a in pointers.references)
    aims = (replace(aim, name=names.get(aim.name, aim.name)) for aim in pointers.aims)
    points = (Point(heading.point, heading.place) for heading in plan.points.values())
    return replace(
        pointers, references=tuple(asked), aims=tuple(aims), points=(*pointers.points, *points)
    )
