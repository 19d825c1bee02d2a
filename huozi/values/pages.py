"""The pages of a book: which galley page lies where, what stands there, and the forme they make."""

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from huozi.values.galley import Galley, Unit
from huozi.values.groups import heading_name
from huozi.values.length import Side
from huozi.values.manuscript import Manuscript, Place
from huozi.values.style import BARE_FOLIO, FolioRun


class BookPage(Struct, frozen=True):
    """One side of a leaf in the finished book. A blank (白页) has a unit it belongs to, no page."""

    index: int  # 0-based place in the file
    side: Side
    unit_id: str
    page: int | None  # page of the unit's galley; None on blanks
    run: FolioRun
    number: int | None  # None: outside the count
    folio: str  # the number as it is printed; empty outside the count
    shows_folio: bool  # False: 暗码
    head: bool

    @property
    def blank(self) -> bool:
        """Nothing is printed on this side."""
        return self.page is None


class Spot(Struct, frozen=True):
    """Where a unit opens or an anchor stands: a page, and the height on it."""

    page: BookPage
    y_pt: float | None = None  # None: the top of the page


class PageMap(Struct, frozen=True, dict=True):
    """Which galley page lies on which side of which leaf, and its folio."""

    pages: tuple[BookPage, ...]
    folio_form: str = BARE_FOLIO

    @cached_property
    def _first(self) -> dict[str, BookPage]:
        first: dict[str, BookPage] = {}
        for page in self.pages:
            if page.page == 0:
                first[page.unit_id] = page
        return first

    def printed(self, page: BookPage) -> str:
        """What stands on a page as its folio; empty where it bears none (暗码).

        A form that tells how many pages the body has (12/276) is none for the front matter.
        """
        whole = page.run is FolioRun.FRONT and any(map(str.isdigit, self.folio_form))
        form = BARE_FOLIO if whole else self.folio_form
        return form.format(page.folio) if page.shows_folio else ""

    def opening(self, unit_id: str) -> BookPage | None:
        """The page a unit opens on."""
        return self._first.get(unit_id)

    def at(self, unit_id: str, page: int) -> BookPage:
        """The book page of a unit's galley page. Units are contiguous."""
        return self.pages[self._first[unit_id].index + page]

    def spots(self, galleys: Mapping[str, Galley]) -> dict[str, Spot]:
        """Where each unit opens and each anchor stands, by name: what numbers and links aim at.

        The name of a unit means its opening page. The first anchor of a name counts: one that turns
        over a page has another there.
        """
        units = [(one, self._first[one]) for one in galleys if one in self._first]
        found = {unit_id: Spot(opening) for unit_id, opening in units}
        for unit_id, opening in units:
            for anchor in galleys[unit_id].anchors:
                if anchor.name != unit_id:
                    if anchor.name not in found:
                        found[anchor.name] = Spot(self.at(unit_id, anchor.page), anchor.y_pt)
                elif anchor.page == 0 and found[unit_id].y_pt is None:
                    found[unit_id] = Spot(opening, anchor.y_pt)
            for number, heading in enumerate(galleys[unit_id].headings):
                page = self.at(unit_id, heading.page)
                found[heading_name(unit_id, number)] = Spot(page, heading.y_pt)
        return found


class Forme(Struct, frozen=True):
    """印版: a book made up of its units and their galleys. No page of it moves any more."""

    manuscript: Manuscript
    units: tuple[Unit, ...]  # in the order of their pages
    galleys: dict[str, Galley]  # of the units, in their order
    furniture: Galley  # what is common to all pages, and has none of its own
    page_map: PageMap
    spots: dict[str, Spot]  # see `PageMap.spots`

    @property
    def all_galleys(self) -> tuple[Galley, ...]:
        """The galleys of the units, and the furniture."""
        return (*self.galleys.values(), self.furniture)


class Lookup(Struct, frozen=True):
    """What is printed on some pages of the book, and what stands on the page it leads to."""

    unit: str  # in whose pages it is printed
    text: str
    place: Place
    folio: str = ""  # empty where nothing is to be looked up
    words: tuple[str, ...] = ()  # one of them stands on the page with that folio
    listed: bool = False  # the folio is printed behind it, after a leader
