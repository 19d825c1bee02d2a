"""Lines of type, and the line of the source in which each begins: for the margin of a proof.

What is only repeated has none, and is mended where it was written: running heads, the lines of
contents and of an index.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from huozi.read.whereabouts import NOWHERE
from huozi.spots.printed import Home, PrintedStretch
from huozi.spots.spots import Spots
from huozi.spots.unitspots import UnitSpots
from huozi.values.pages import BookPage

#: What stands above or beside its line, and what repeats what was written elsewhere.
_ASIDE = frozenset(("reading", "call", "link"))
#: How far baselines of one line may lie apart, in sizes of its larger type.
_ONE_LINE = 0.5


class SourceLine(NamedTuple):
    """A line of a file, counted from 1."""

    file: str
    line: int


class NumberedLine(NamedTuple):
    """A line of type, and the line of the source in which it begins, if the line above does not.

    Where table cells or columns stand side by side there may be more, from left to right.

    `place_pt` is the height of its baseline above the foot of the page; of turned type (横排表) its
    distance from the left edge.
    """

    turned: bool
    place_pt: float
    sources: tuple[SourceLine, ...]


class _LinePiece(NamedTuple):
    """Letters of a line: how far down the page they stand as they are read, and how far along."""

    turned: bool
    down: float
    along: float
    size: float
    home: Home
    source: SourceLine


def numbered_lines(spots: Spots, page: BookPage) -> Iterator[NumberedLine]:
    """The lines of a page that begin otherwise than the line above them, from head to foot."""
    if page.page is None:
        return
    unit = spots.unit(page.unit_id)
    aside = spots.forme.manuscript.format.aside_pt(page.side)
    pieces = sorted(_pieces(spots, unit, unit.printed.pages[page.page]))
    above: frozenset[SourceLine] = frozenset()
    for line in _lines(pieces):
        begins: dict[Home, SourceLine] = {}
        for piece in sorted(line, key=lambda one: one.along):
            begins.setdefault(piece.home, piece.source)
        sources = dict.fromkeys(begins.values())
        new = tuple(source for source in sources if source not in above)
        above = frozenset(sources)
        if new:
            first = max(line, key=lambda one: (one.size, -one.along))
            place = first.down + aside if first.turned else -first.down
            yield NumberedLine(first.turned, place, new)


def _pieces(
    spots: Spots, unit: UnitSpots, stretches: Iterable[PrintedStretch]
) -> Iterator[_LinePiece]:
    """What is shown of the unit's own files, each piece with the line of its first letter."""
    for one in stretches:
        if one.home.kind in _ASIDE:
            continue
        told = unit.told(one.home)
        end = one.at + len(one.letters.text)
        at = next((n for n in range(one.at, end) if told.offsets[n] != NOWHERE), None)
        if at is None or told.files[at] not in unit.written.files:
            continue
        line, _ = spots.file(told.files[at]).line_and_column(told.offsets[at])
        source, shown = SourceLine(told.files[at], line), one.letters.piece
        if abs(shown.up_y) >= abs(shown.up_x):
            yield _LinePiece(False, -shown.y, shown.x, shown.size, one.home, source)
        else:  # turned to the left: it is read from the foot of the page
            yield _LinePiece(True, shown.x, shown.y, shown.size, one.home, source)


def _lines(pieces: Iterable[_LinePiece]) -> Iterator[list[_LinePiece]]:
    """Pieces that stand side by side."""
    line: list[_LinePiece] = []
    for piece in pieces:
        if line:
            apart = piece.down - line[0].down
            size = max(piece.size, line[0].size)
            if piece.turned != line[0].turned or apart > _ONE_LINE * size:
                yield line
                line = []
        line.append(piece)
    if line:
        yield line
