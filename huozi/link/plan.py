"""The plan of a book: all inputs of its PDF, with every decision made."""

import zlib
from collections.abc import Callable, Mapping

from msgspec import Struct, field

from huozi.fonts.faces import Faces
from huozi.link.fonts import Kept, not_kept
from huozi.link.resolve import Patch
from huozi.values.galley import Galley
from huozi.values.pages import BookPage, PageMap, Spot
from huozi.values.reuse import Standing
from huozi.values.style import FolioPlace, PageFormat


class Bookmark(Struct, frozen=True):
    """A line of the outline: part, entry or heading."""

    level: int  # 0 for parts
    title: str
    unit_id: str
    page: int = 0
    y_pt: float | None = None


def _go_on() -> None:
    """Nobody waits."""


class Means(Struct, frozen=True):
    """What is at hand to link a book and to read it back. All but the faces only saves time."""

    faces: Faces
    kept: Kept = not_kept  # subsets of fonts from earlier runs
    pack: Callable[[bytes], bytes] = zlib.compress  # content streams
    standing: Standing = field(default_factory=Standing)  # what the book before was written of
    read_back: Standing = field(default_factory=Standing)  # what was read of the book before
    pause: Callable[[], None] = _go_on  # called between two pieces of the work


class Plan(Struct, frozen=True):
    """All inputs of a book's PDF, with every decision made."""

    title: str
    author: str
    language: str
    date: str  # D:20100401… or empty
    producer: str
    format: PageFormat
    page_map: PageMap
    galleys: Mapping[str, Galley]
    furniture: Galley
    spots: Mapping[str, Spot]
    patches: Mapping[str, Mapping[str, Patch]]
    outline: tuple[Bookmark, ...]
    means: Means
    folio_place: FolioPlace = FolioPlace.FOOT_OUTER
    tagged: bool = False  # for those who have it read to them

    def aside_pt(self, page: BookPage) -> float:
        """How far the content of a page is moved: versos have their inner margin on the right."""
        return self.format.aside_pt(page.side)
