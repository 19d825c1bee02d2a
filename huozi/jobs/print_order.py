"""印制说明: one page that tells the printer what to make, filled from `book.yaml` and the files."""

import re

from msgspec import Struct

from huozi.jobs.cover.panels import Panels
from huozi.jobs.single_sheet import set_sheet
from huozi.pdf.profile import BLEED_PT, MARGIN_PT, Purpose
from huozi.press import Press
from huozi.values.galley import SheetFacts, SheetText, Unit
from huozi.values.length import ISO_MM, mm, to_mm
from huozi.values.manuscript import BookInfo, Manuscript, Place
from huozi.values.printing import Cover, Printing, signatures
from huozi.values.style import UnitKind

_A4_PT = (mm(ISO_MM["A4"][0]), mm(ISO_MM["A4"][1]))


class SentFile(Struct, frozen=True):
    """A file of the hand-over, as the order names it."""

    name: str
    pages: int
    digest: str  # the first figures of its SHA-256
    errors: int  # that preflight found
    warnings: int


class Sizes(Struct, frozen=True):
    """Measures of body and cover in millimetres, as they are read."""

    trim: str
    trade: str  # 开本, where the trim has a name
    bleed: str
    margin: str
    cover: str
    spine: str
    flaps: str
    leaf: str


class Terms(Struct, frozen=True):
    """What is agreed beside the sizes: files, their standard, who made the cover."""

    purpose: Purpose
    sent: tuple[SentFile, ...]  # body and cover
    own_cover: bool  # made elsewhere
    draft: bool


class OrderFacts(SheetFacts, frozen=True):
    """What `templates/print-order.html` shows, by the names it uses."""

    book: BookInfo
    printing: Printing
    cover: Cover
    pages: int
    leaves: int
    sections: int  # whole 书帖
    rest: int  # pages that fill none
    sheets: str  # 印张
    sizes: Sizes
    standard: str
    version: str
    black: bool
    condition: str  # of the press, by its ICC profile
    sent: tuple[SentFile, ...]
    own_cover: bool
    draft: bool

    @property
    def told(self) -> tuple[SheetText, ...]:
        """What the printer must not miss: of which book, how large, which files, and the notes."""
        book, sizes = self.book, self.sizes
        texts = [
            SheetText("title", book.title + book.subtitle, "title"),
            SheetText("sizes", f"{sizes.trim}mm", "format"),
            SheetText("pages", f"{self.pages}面（{self.leaves}张）"),
            SheetText("cover", f"{sizes.cover}mm", "cover"),
            SheetText("issuer", book.issuer, "issuer"),
        ]
        texts += (SheetText("digest", file.digest) for file in self.sent)
        texts += (SheetText("notes", line, "notes") for line in self.printing.notes)
        return tuple(told for told in texts if told.text)


def set_print_order(press: Press, pages: int, panels: Panels, terms: Terms) -> bytes:
    """The order as a PDF of one page."""
    unit = order_unit(press.manuscript, pages, panels, terms)
    return set_sheet(unit, f"{press.manuscript.book.title}　印制说明", _A4_PT, press)


def order_unit(manuscript: Manuscript, pages: int, panels: Panels, terms: Terms) -> Unit:
    """The order as a unit: all its figures are reckoned here, all its words are in the template."""
    page, printing, profile = manuscript.format, manuscript.printing, terms.purpose.profile
    whole, rest = signatures(pages, printing.signature)
    trade = page.trade_name
    sizes = Sizes(
        trim=_by(to_mm(page.trim_width_pt), to_mm(page.trim_height_pt)),
        trade=trade,
        bleed=_figure(to_mm(BLEED_PT)),
        margin=_figure(to_mm(MARGIN_PT)),
        cover=_by(to_mm(panels.trim_width_pt), to_mm(panels.page_height_pt)),
        spine=_figure(panels.spine_mm),
        flaps=_figure(panels.flaps_mm),
        leaf=f"{printing.stock.leaf_mm:.3g}",
    )
    icc = terms.purpose.icc
    content = OrderFacts(
        book=manuscript.book,
        printing=printing,
        cover=manuscript.cover,
        pages=pages,
        leaves=(pages + 1) // 2,
        sections=whole,
        rest=rest,
        sheets=printed_sheets(pages, trade),
        sizes=sizes,
        standard=profile.standard,
        version=profile.version,
        black=profile.black_only,
        condition=icc.description if icc else "",
        sent=terms.sent,
        own_cover=terms.own_cover,
        draft=terms.draft,
    )
    place = Place(manuscript.book.place.file, manuscript.book.place.line)
    return Unit("print-order", UnitKind.PRINT_ORDER, place, content)


def _figure(value: float) -> str:
    """To a tenth, without a nought behind the point."""
    return f"{round(value, 1):g}"


def _by(width_mm: float, height_mm: float) -> str:
    return f"{_figure(width_mm)} × {_figure(height_mm)}"


def printed_sheets(pages: int, trade: str) -> str:
    """印张: sheets printed on both sides, in halves of a whole sheet; by them paper is reckoned.

    Pages ÷ 开数, to a thousandth, as colophons give it; nothing where the trim has no such name.
    """
    match = re.search(r"(\d+)开", trade)
    return f"{round(pages / int(match[1]), 3):g}" if match else ""
