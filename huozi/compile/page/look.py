"""What came out: where notes, tables and figures stand, and how the pages are filled."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from huozi.compile.engine.library import boxes
from huozi.compile.page.again import is_apart
from huozi.compile.page.flow import loosened
from huozi.compile.page.grid import pitch_px
from huozi.compile.page.heads import FURNITURE
from huozi.compile.page.placed import overprinted
from huozi.compile.page.written import attribute, line_of
from huozi.compile.proofs import Figure, Look, Overflow
from huozi.values.length import PT_PER_CSS_PX

#: How far something may stick out: rounding of sums.
_EPSILON_PX = 0.05
#: … of a cell, whose padding is wider: figures differ a little in width from the nought.
_CELL_EPSILON_PX = 0.5


def look(document: Any, levelled: bool = False) -> Look:
    """Read the pages of a laid document. The page of furniture is none of them.

    What would level them is not asked when they are `levelled`.
    """
    pages = [page._page_box for page in document.pages]
    furniture = [page for page in pages if page.page_type.name == FURNITURE]
    text = [page for page in pages if page.page_type.name != FURNITURE]
    loose, short = loosened(text, levelled)
    shown = [_shown(page) for page in text]
    return Look(
        calls=tuple(tuple(_calls(page.others)) for page in shown),
        notes=tuple(tuple(_notes(page)) for page in text),
        strays=sum(len(area.children) for page in furniture for area in _areas(page)[1]),
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
        fills=tuple(_fill(page, its.lines) for page, its in zip(text, shown, strict=True)),
        loose=loose,
        short=short,
        apart=is_apart(document),
    )


class _Shown(NamedTuple):
    """The boxes of a page but for those of its notes: its lines, and all that holds no text."""

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
    """What a page shows: its text, and its notes."""
    notes = [child for child in page.children if isinstance(child, boxes.FootnoteAreaBox)]
    return [child for child in page.children if child not in notes], notes


def _descend(children: list[Any]) -> Iterator[Any]:
    for child in children:
        yield from (d for d in child.descendants(placeholders=True) if isinstance(d, boxes.Box))


def _calls(shown: list[Any]) -> Iterator[str]:
    """Notes called on a page, in their order."""
    for box in shown:
        if box.footnote is not None and (box.element_tag or "").endswith("::footnote-call"):
            if not _is_carrier(box):
                yield attribute(box, "data-note")


def _is_carrier(box: Any) -> bool:
    return not any(isinstance(child, boxes.TextBox) for child in box.children)


def _notes(page: Any) -> Iterator[str]:
    """Notes of which some lines stand at the foot of a page."""
    seen = []
    for area in _areas(page)[1]:
        for note in area.children:
            name = attribute(note, "data-note")
            if name not in seen and any(child.children for child in note.children):
                seen.append(name)
                yield name


def _heads(shown: list[Any]) -> Iterator[str]:
    for box in shown:
        if isinstance(box, boxes.BlockBox) and (name := attribute(box, "data-head")):
            yield name


def _figures(shown: list[Any]) -> Iterator[Figure]:
    for box in shown:
        if isinstance(box, boxes.ReplacedBox) and attribute(box, "data-src"):
            yield Figure(
                attribute(box, "data-src"),
                line_of(box),
                round(box.width * PT_PER_CSS_PX, 3),
                round(box.height * PT_PER_CSS_PX, 3),
            )


def _overflows(page: Any, shown: list[Any]) -> Iterator[Overflow]:
    """Tables wider than the measure, and cells whose text sticks out of them."""
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
    """Tables of which a page shows some rows, by the line they were written on."""
    for box in shown:
        if isinstance(box, boxes.TableBox) and any(group.children for group in box.children):
            yield line_of(box)


def _sticking_out(cell: Any, line: int) -> Iterator[Overflow]:
    edge = cell.content_box_x() + cell.width
    for box in _descend(list(cell.children)):
        if isinstance(box, boxes.LineBox):
            excess = box.position_x + box.width - edge
            if excess > _CELL_EPSILON_PX:
                text = "".join(t.text for t in box.descendants() if isinstance(t, boxes.TextBox))
                yield Overflow(line, text, round(excess * PT_PER_CSS_PX, 1))
                return


def _fill(page: Any, lines: list[Any]) -> float:
    """How far the text of a page reaches down, in lines of the grid; 0 where notes stand alone."""
    root = page.children[0]
    pitch = pitch_px(root)
    origin = page.content_box_y()
    ends = (line.position_y + line.height for line in lines if line.children)
    bottom = max(ends, default=origin)
    return round((bottom - origin) / pitch, 2)
