"""Pagination as arithmetic: how many pages each unit has → which leaf side bears which folio.

Rules come as data (`PageRule`): where a unit may start (另面、另页), whether its pages are counted,
whether the folio is printed (暗码), whether it takes a whole leaf. Blanks follow from them.

Beyond this stage no page moves.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from huozi.values.length import Side
from huozi.values.manuscript import Finding, finding
from huozi.values.pages import BookPage, PageMap
from huozi.values.style import BARE_FOLIO, LAST_FOLIO, FolioRun, FolioStyle, PageRule, Start, roman


class Extent(Struct, frozen=True):
    """A unit as pagination sees it."""

    unit_id: str
    rule: PageRule
    pages: int
    number: int | None = None  # the folio of its first page, where a booklet keeps the book's


def numeral(number: int, style: FolioStyle) -> str:
    """A folio as it is printed; empty for runs without numerals."""
    if style is FolioStyle.NONE:
        return ""
    if style is FolioStyle.ARABIC:
        return str(number)
    return roman(number)


class _Make:
    """The pages placed so far."""

    def __init__(self, styles: dict[FolioRun, FolioStyle]) -> None:
        self.styles = styles
        self.pages: list[BookPage] = []
        self.numbers = dict.fromkeys(FolioRun, 0)

    @property
    def side(self) -> Side:
        """The side of the next page."""
        return Side.VERSO if len(self.pages) % 2 else Side.RECTO

    def add(self, unit_id: str, page: int | None, rule: PageRule) -> None:
        number, folio = None, ""
        if rule.counted:
            self.numbers[rule.run] += 1
            number = self.numbers[rule.run]
            folio = numeral(number, self.styles[rule.run])
        printed = page is not None and rule.folio and (page > 0 or rule.folio_on_opening)
        self.pages.append(
            BookPage(
                index=len(self.pages),
                side=self.side,
                unit_id=unit_id,
                page=page,
                run=rule.run,
                number=number,
                folio=folio,
                shows_folio=bool(printed and folio),
                head=page is not None and page > 0 and rule.head,
            )
        )

    def blank(self, unit_id: str, rule: PageRule) -> None:
        self.add(unit_id, None, rule)


def paginate(
    extents: Sequence[Extent],
    front: FolioStyle = FolioStyle.ROMAN,
    body: FolioStyle = FolioStyle.ARABIC,
    form: str = BARE_FOLIO,
) -> PageMap:
    """Place every page of every unit.

    A blank belongs to the unit before it and is counted as that unit is. A new run starts on a
    recto, so that its folio 1 is odd on the right-hand page; a leaf is never left half.
    """
    make = _Make({FolioRun.FRONT: front, FolioRun.BODY: body})
    before: Extent | None = None
    for extent in extents:
        starts = extent.rule.starts
        if extent.number is not None:
            starts = Start.RECTO if extent.number % 2 else Start.VERSO
        if before and before.rule.run is not extent.rule.run and starts is Start.ANY:
            starts = Start.RECTO
        if starts is not Start.ANY and make.side != starts.value:
            owner = before or extent
            kept = extent.number is not None
            make.blank(owner.unit_id, replace(owner.rule, counted=False) if kept else owner.rule)
        if extent.number is not None:
            make.numbers[extent.rule.run] = extent.number - 1
        for page in range(extent.pages):
            make.add(extent.unit_id, page, extent.rule)
        if extent.rule.leaf and make.side is Side.VERSO:
            make.blank(extent.unit_id, extent.rule)
        before = extent
    if before and make.side is Side.VERSO:
        make.blank(before.unit_id, replace(before.rule, counted=False))
    last = numeral(make.numbers[FolioRun.BODY], body)
    return PageMap(tuple(make.pages), form.replace(LAST_FOLIO, last))


def check(page_map: PageMap) -> Iterable[Finding]:
    """Odd folios are rectos (单码在右). Anything else means that the rules of a book clash."""
    for page in page_map.pages:
        if page.number and (page.number % 2 == 1) is not (page.side is Side.RECTO):
            yield finding("folio-parity", folio=page.folio, side=page.side.value, unit=page.unit_id)
            return
