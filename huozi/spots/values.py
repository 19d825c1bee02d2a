"""Places in a source and on a page. The proof room sends them as they are (`huozi.room.values`)."""

from msgspec import Struct


class SourceSpot(Struct, frozen=True):
    """The character of the source that a point of a page shows."""

    file: str
    offset: int
    line: int
    column: int
    char: str


class PageBox(Struct, frozen=True):
    """A box on a page."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
