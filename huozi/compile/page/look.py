"""Reads a laid document: where notes, tables and figures stand, and how full the pages are."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from huozi.compile.engine.library import boxes
from huozi.compile.page.again import is_apart
from huozi.compile.page.flow import looseness_of
from huozi.compile.page.foot import MOST_WHITE, lower_edge
from huozi.compile.page.grid import pitch_px
from huozi.compile.page.heads import FURNITURE
from huozi.compile.page.placed import overprinted
from huozi.compile.page.turned import is_turned
from huozi.compile.page.written import attribute, line_of
from huozi.compile.proofs import Figure, Hole, LineFault, Look, Overflow, PlacedRow
from huozi.values.length import PT_PER_CSS_PX

#: How far something may stick out: rounding of sums.
_EPSILON_PX = 0.05
#: … of a cell, whose padding is wider: figures differ a little in width from the nought.
_CELL_EPSILON_PX = 0.5
_EPSILON_LINES = 0.05
#: White at the foot of a page without notes that is not told, in lines: a heading, what stands
#: around it and the two lines it is kept with.
MOST_UNNOTED = 5.0


def look(document: Any, levelled: bool = False) -> Look:
    """Read the pages of a laid document, except its page of furniture.

    Whether paragraphs could level the pages is not asked when they are `levelled`.
    """
    pages = [page._page_box for page in document.pages]
    text = [page for page in pages if page.page_type.name != FURNITURE]
    loose, short = looseness_of(text, levelled)
    shown = [_shown(page) for page in text]
    calls = tuple(tuple(_calls(page.others)) for page in shown)
    return Look(
        calls=calls,
        notes=tuple(tuple(_notes(page)) for page in text),
        holes=tuple(_holes(text)),
        heads=tuple(name for page in shown for name in _heads(page.others)),
        figures=tuple(figure for page in shown for figure in _figures(page.others)),
        overflows=tuple(
            found
            for page, its in zip(text, shown, strict=True)
            for found in _overflows(page, its.others)
        ),
        overprinted=tuple(
            words
            for page, its in zip(text, shown, strict=True)
            for words in overprinted(page, its.lines, its.others)
        ),
        tables=tuple(line for page in shown for line in _tables(page.others)),
        rows=tuple(row for at, page in enumerate(shown) for row in _rows(page.others, at)),
        fills=tuple(_fill(page, its.lines) for page, its in zip(text, shown, strict=True)),
        ends=tuple(_last_line(page.others) for page in shown),
        loose=loose,
        short=short,
        apart=is_apart(document),
    )


def faulty(faults: Iterable[tuple[str, str, int]], document: Any) -> tuple[LineFault, ...]:
    """The lines with faults, each with the page that shows it."""
    faults = tuple(faults)
    if not faults:
        return ()
    pages: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for box in _descend(page._page_box.children):
            if isinstance(box, boxes.LineBox):
                pages.setdefault(_solid(_words(box)), number)
    return tuple(LineFault(*fault, pages.get(_solid(fault[1]), 0)) for fault in faults)


def _words(line: Any) -> str:
    return "".join(box.text for box in line.descendants() if isinstance(box, boxes.TextBox))


def _solid(text: str) -> str:
    """A text without blanks and object signs."""
    return "".join(text.replace("\ufffc", "").split())


class _Shown(NamedTuple):
    """The boxes of a page outside its notes: its lines, and the boxes that hold no text."""

    lines: list[Any]
    others: list[Any]


def _shown(page: Any) -> _Shown:
    lines, others = [], []
    for box in _descend(_areas(page)[0]):
        if isinstance(box, boxes.LineBox):
            lines.append(box)
        elif not isinstance(box, boxes.TextBox):
            others.append(box)
    return _Shown(lines, others)


def _areas(page: Any) -> tuple[list[Any], list[Any]]:
    """The boxes of a page's text, and those of its notes."""
    notes = [child for child in page.children if isinstance(child, boxes.FootnoteAreaBox)]
    return [child for child in page.children if child not in notes], notes


def _descend(children: list[Any]) -> Iterator[Any]:
    for child in children:
        yield from (d for d in child.descendants(placeholders=True) if isinstance(d, boxes.Box))


def _calls(shown: Iterable[Any]) -> Iterator[str]:
    """The names of the notes called on a page, in order."""
    for box in shown:
        if box.footnote is not None and (box.element_tag or "").endswith("::footnote-call"):
            yield attribute(box, "data-note")


def _notes(page: Any) -> Iterator[str]:
    """The names of the notes of which lines stand at the foot of a page."""
    for area in _areas(page)[1]:
        yield from (attribute(note, "data-note") for note in area.children)


def _holes(pages: list[Any]) -> Iterator[Hole]:
    """White at the foot of pages whose text continues unforced: above the notes, or at the foot of
    the page before one whose first paragraph has notes. Without notes only a larger one counts.
    """
    for number, (page, following) in enumerate(pairwise(pages), 1):
        (text, *_), notes = _areas(page)
        end = lower_edge(text)
        foot = notes[0].position_y if notes else page.content_box_y() + page.height
        lines = (foot - end) / pitch_px(text)
        if end == page.content_box_y() or lines <= MOST_WHITE + _EPSILON_LINES:
            continue
        blocks = list(_blocks(_areas(following)[0]))
        if not blocks or _is_broken(text, following):
            continue
        noted = bool(notes) or any(_calls(_descend(blocks[:1])))
        if not noted and any(map(is_turned, _descend([text]))):
            continue
        if noted or lines > MOST_UNNOTED + _EPSILON_LINES:
            written = map(line_of, _descend(_areas(following)[0]))
            yield Hole(number, round(lines, 1), next(filter(None, written), 0), noted)


def _is_broken(text: Any, following: Any) -> bool:
    """Whether a style sheet or an editor breaks the page here."""
    last: list[Any] = [text]
    first: list[Any] = [_areas(following)[0][0]]
    for edge, at in ((last, -1), (first, 0)):
        while isinstance(edge[-1], boxes.ParentBox) and edge[-1].children:
            edge.append(edge[-1].children[at])
    sides = [*(box.style["break_after"] for box in last), *(b.style["break_before"] for b in first)]
    return any(side not in ("auto", "avoid", "avoid-page", "avoid-column") for side in sides)


def _blocks(areas: list[Any]) -> Iterator[Any]:
    """The paragraphs of a page with running text."""
    for box in _descend(areas):
        if is_turned(box):  # on a page of its own, whatever room there was
            return
        if box.children and isinstance(box.children[0], boxes.LineBox):
            yield box


def _heads(shown: list[Any]) -> Iterator[str]:
    for box in shown:
        if isinstance(box, boxes.BlockBox) and (name := attribute(box, "data-head")):
            yield name


def _last_line(shown: list[Any]) -> int:
    return next(filter(None, map(line_of, reversed(shown))), 0)


def _figures(shown: list[Any]) -> Iterator[Figure]:
    for box in shown:
        if isinstance(box, boxes.ReplacedBox) and attribute(box, "data-src"):
            width, height = (side * PT_PER_CSS_PX for side in _shown_size(box))
            yield Figure(
                attribute(box, "data-src"), line_of(box), round(width, 3), round(height, 3)
            )


def _shown_size(box: Any) -> tuple[float, float]:
    """The size in CSS pixels of a picture in its box, which it fills undistorted."""
    ratio = box.replacement.get_intrinsic_size(1, 16)[2]
    if not ratio:
        return box.width, box.height
    return min(box.width, box.height * ratio), min(box.height, box.width / ratio)


def _overflows(page: Any, shown: list[Any]) -> Iterator[Overflow]:
    """Tables that are wider than the measure, and cells whose text overflows."""
    for table in shown:
        if not isinstance(table, boxes.TableBox):
            continue
        line = line_of(table)
        turned = "turned" in attribute(table, "class").split()
        excess = table.border_width() - (page.height if turned else page.width)
        if excess > _EPSILON_PX:
            yield Overflow(line, "", round(excess * PT_PER_CSS_PX, 1))
            continue
        bottom = table.position_y + table.margin_height() - page.content_box_y()
        if turned and bottom - page.width > _EPSILON_PX:
            yield Overflow(line, "", round((bottom - page.width) * PT_PER_CSS_PX, 1), high=True)
        for row in (row for group in table.children for row in group.children):
            for cell in row.children:
                yield from _sticking_out(cell, line_of(row) or line)


def _tables(shown: list[Any]) -> Iterator[int]:
    """The line on which each table was written of which a page shows rows."""
    for box in shown:
        if isinstance(box, boxes.TableBox) and any(group.children for group in box.children):
            yield line_of(box)


def _rows(shown: list[Any], page: int) -> Iterator[PlacedRow]:
    """The rows of a page, as high as their lowest cell; a cell merged down may belong to others."""
    for box in shown:
        if isinstance(box, boxes.TableRowBox) and (line := line_of(box)):
            height = min((cell.border_height() for cell in box.children), default=0.0)
            yield PlacedRow(line, page, round(height * PT_PER_CSS_PX, 3))


def _sticking_out(cell: Any, line: int) -> Iterator[Overflow]:
    edge = cell.content_box_x() + cell.width
    for box in _descend(list(cell.children)):
        if isinstance(box, boxes.LineBox):
            excess = box.position_x + box.width - edge
            if excess > _CELL_EPSILON_PX:
                yield Overflow(line, _words(box), round(excess * PT_PER_CSS_PX, 1))
                return


def _fill(page: Any, lines: list[Any]) -> float:
    """How many lines of the grid the text of a page reaches down; 0 for notes alone."""
    root = page.children[0]
    pitch = pitch_px(root)
    origin = page.content_box_y()
    ends = (line.position_y + line.height for line in lines if line.children)
    bottom = max(ends, default=origin)
    return round((bottom - origin) / pitch, 2)
