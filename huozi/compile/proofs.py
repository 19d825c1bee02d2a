"""Proofs 校样: a unit is laid out, looked at, corrected, and laid out again where it must be.

Some facts are known only when pages are made: which notes share a page, whether a figure found a
next page to stand at the head of. They become corrections, with which the next round is rendered.
Most units need none. All circled figures are one em wide, so that numbering notes moves nothing and
a second round settles. What has not settled after `MOST_ROUNDS` is told with its place.
"""

from msgspec import Struct
from msgspec.structs import replace

from huozi.compile.notes import by_page
from huozi.values.style import Prefer

MOST_ROUNDS = 4
#: How a paragraph is set in a line more, or in a line less.
WAYS = {1: Prefer.ONE_MORE, -1: Prefer.ONE_LESS}


class Figure(Struct, frozen=True):
    """A picture as it was placed, in points."""

    src: str
    line: int
    width_pt: float
    height_pt: float


class Overflow(Struct, frozen=True):
    """A table that is wider than the measure or, with its text, a cell that overflows."""

    line: int
    text: str
    excess_pt: float
    high: bool = False  # a turned table that is higher than the page is wide


class PlacedRow(Struct, frozen=True):
    """A row of a table as it was placed; counted from 0."""

    line: int
    page: int
    height_pt: float


class LineFault(Struct, frozen=True):
    """A line that could not be set without a fault."""

    code: str
    text: str
    line: int  # where its block was written, as `source_of` says it
    page: int  # of the unit, from 1; 0 where it was not found again


class Hole(Struct, frozen=True):
    """White at the foot of a page, or above its notes."""

    page: int  # of the unit, from 1
    lines: float
    line: int  # where the block was written that found no room; 0 where nobody says
    noted: bool = True  # is it for the sake of notes?


class Look(Struct, frozen=True):
    """What a layout shows, page by page."""

    calls: tuple[tuple[str, ...], ...] = ()
    notes: tuple[tuple[str, ...], ...] = ()  # of which some lines stand at the foot
    holes: tuple[Hole, ...] = ()
    heads: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    overflows: tuple[Overflow, ...] = ()
    overprinted: tuple[str, ...] = ()  # words at a fixed place that lie on others
    tables: tuple[int, ...] = ()
    rows: tuple[PlacedRow, ...] = ()
    fills: tuple[float, ...] = ()  # how far the text of each page reaches down, in lines
    loose: tuple[tuple[int, int], ...] = ()  # what would level the pages
    ends: tuple[int, ...] = ()  # line of the last block that begins on each page; 0: none does
    short: tuple[int, ...] = ()  # pages that end early, though no heading was kept
    apart: bool = False  # nothing goes from page to page but the text: pages may be made by one


class Corrections(Struct, frozen=True):
    """What a round is rendered with beyond the manuscript."""

    marks: tuple[tuple[str, str], ...] = ()  # note → its mark, where that is not by the order
    in_place: tuple[str, ...] = ()  # blocks that find no next page to stand at the head of
    loose: tuple[tuple[int, int], ...] = ()  # line of a paragraph → lines more or less


#: The first round.
AS_WRITTEN = Corrections()


def correct(look: Look, made_with: Corrections, waiting: tuple[str, ...]) -> Corrections:
    """The corrections for the next round; equal to `made_with` when nothing has to change.

    `waiting` are the blocks that were to stand at the head of the next page.
    """
    missed = [name for name in waiting if name not in look.heads]
    return replace(
        made_with,
        marks=by_page(look.calls),
        in_place=(*made_with.in_place, *missed),
        loose=made_with.loose or look.loose,
    )
