"""印制说明: one page that tells the printer what to make, filled from `book.yaml` and the files."""

from dataclasses import dataclass

from huozi.compositor import Compositor
from huozi.cover.panels import Panels
from huozi.galley import Unit
from huozi.length import ISO_MM, mm, to_mm
from huozi.model import Manuscript, Place
from huozi.printing import signatures
from huozi.profile import BLEED_PT
from huozi.sheet import set_sheet
from huozi.style import UnitKind

_A4_PT = (mm(ISO_MM["A4"][0]), mm(ISO_MM["A4"][1]))


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file of the hand-over, as the order names it."""

    name: str
    pages: int
    digest: str  # the first figures of its SHA-256


@dataclass(frozen=True, slots=True)
class Sizes:
    """Measures of body and cover in millimetres, as they are read."""

    trim: str
    bleed: str
    cover: str
    spine: str
    flaps: str
    leaf: str


def set_print_order(
    manuscript: Manuscript,
    pages: int,
    panels: Panels,
    profile: str,
    sent: tuple[SentFile, ...],
    compositor: Compositor,
) -> bytes:
    """The order as a PDF of one page."""
    unit = order_unit(manuscript, pages, panels, profile, sent)
    return set_sheet(unit, f"{manuscript.book.title}　印制说明", _A4_PT, manuscript, compositor)


def order_unit(
    manuscript: Manuscript,
    pages: int,
    panels: Panels,
    profile: str,
    sent: tuple[SentFile, ...],
) -> Unit:
    """The order as a unit: all its figures are reckoned here, all its words are in the template."""
    page, printing = manuscript.format, manuscript.printing
    whole, rest = signatures(pages, printing.signature)
    sizes = Sizes(
        trim=f"{to_mm(page.trim_width_pt):.0f} × {to_mm(page.trim_height_pt):.0f}",
        bleed=f"{to_mm(BLEED_PT):.0f}",
        cover=f"{to_mm(panels.trim_width_pt):.1f} × {to_mm(panels.page_height_pt):.0f}",
        spine=f"{panels.spine_mm:.1f}",
        flaps=f"{panels.flaps_mm:g}",
        leaf=f"{printing.stock.leaf_mm:.3f}".rstrip("0"),
    )
    data: tuple[tuple[str, object], ...] = (
        ("book", manuscript.book),
        ("printing", printing),
        ("cover", manuscript.cover),
        ("pages", pages),
        ("leaves", (pages + 1) // 2),
        ("sections", whole),
        ("rest", rest),
        ("sizes", sizes),
        ("profile", profile),
        ("sent", sent),
    )
    place = Place(manuscript.book.place.file, manuscript.book.place.line)
    return Unit("print-order", UnitKind.PRINT_ORDER, place, data)
