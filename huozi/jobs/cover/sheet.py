"""Set a cover for a body of so many pages, and see whether a cover fits one."""

import io
from collections.abc import Iterator
from functools import partial
from math import inf
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from huozi.jobs.cover.lettering import FrontTitle, SpineText, front_title, spine_text
from huozi.jobs.cover.panels import Panel, Panels
from huozi.jobs.single_sheet import set_sheet
from huozi.press import Press
from huozi.values.errors import InputError
from huozi.values.galley import Galley, SheetFacts, SheetText, Unit
from huozi.values.length import mm, to_mm
from huozi.values.manuscript import BookInfo, Finding, Manuscript, Place, Severity, finding
from huozi.values.printing import Cover, spine_mm
from huozi.values.style import UnitKind

if TYPE_CHECKING:
    from huozi.preflight.job import Wanted

#: What a designer may rely on in styles/cover.css: the band over the folds, margins, and how
#: far down, in the height of the page, the rule runs that the title stands on.
BAND_PT = mm(6)
_INNER_PT, _OUTER_PT = mm(12), mm(13)
_FOLDED_INNER_PT = mm(18)  # without a band
_RULE, _TITLE = 0.382, 0.24  # the title has some white above it, and a subtitle below
_TOLERANCE_MM = 0.5
#: What ends above something else on a panel, what that is, and how it is told when it does not.
_PANELS = (
    ("blurb", "record", "cover-blurb-full"),
    ("crown", "opening", "cover-front-full"),
    ("editor", "imprint", "cover-front-full"),
)
_MOST_SIDES = 2  # of one sheet


class CoverFacts(SheetFacts, frozen=True):
    """What `templates/cover.html` shows, by the names it uses. Distances from the panels' edges."""

    book: BookInfo
    cover: Cover
    panels: Panels
    front_title: FrontTitle
    spine_text: SpineText | None
    band_pt: float
    inner_pt: float
    outer_pt: float
    rule_pt: float

    @property
    def told(self) -> tuple[SheetText, ...]:
        """All texts of the cover, each with the panel it stands on."""
        return tuple(filter(_is_said, (*self._front(), *self._spine(), *self._back())))

    def _front(self) -> Iterator[SheetText]:
        book, box = self.book, self._box(self.panels.front)
        title = "".join(self.front_title.lines)
        yield SheetText("front_title", title, "title_lines title", box)
        yield SheetText("subtitle", book.subtitle, "subtitle", box)
        editor = f"{book.editor}{book.editor_role}" if book.editor else ""
        yield SheetText("editor", editor, "editor", box)
        yield SheetText("issuer", book.issuer, "issuer", box)
        yield SheetText("date_display", book.date_display, "date_display date", box)
        if book.material == "internal":
            yield SheetText("material", "内部资料，免费交流", "material", box)
        yield SheetText("permit", book.permit, "permit", box)

    def _spine(self) -> Iterator[SheetText]:
        spine, box = self.spine_text, self._box(self.panels.spine)
        if spine is not None:
            for name in ("title", "editor", "issuer"):
                if (column := getattr(spine, name)) is not None:
                    keys = f"spine_title {name}" if name == "title" else name
                    yield SheetText("spine_text", "".join(column.cells), keys, box)

    def _back(self) -> Iterator[SheetText]:
        book, box = self.book, self._box(self.panels.back)
        for line in self.cover.blurb:
            yield SheetText("blurb", line, "blurb", box)
        yield SheetText("recipients", book.recipients, "recipients", box)
        yield SheetText("printer", book.printer, "printer", box)
        yield SheetText("print_date", book.print_date, "print_date", box)
        yield SheetText("copies", f"印数：{book.copies}册" if book.copies else "", "run", box)
        yield SheetText("isbn", book.isbn, "isbn", box)

    def _box(self, panel: Panel) -> tuple[float, float, float, float]:
        foot = self.panels.bleed_pt
        return panel.left_pt, foot, panel.right_pt, foot + self.panels.page_height_pt


def _is_said(told: SheetText) -> bool:
    return bool(told.text)


class MadeCover(Struct, frozen=True):
    """A cover as PDF, and what an editor should know of it."""

    pdf: bytes
    panels: Panels
    findings: tuple[Finding, ...]


def panels_for(manuscript: Manuscript, pages: int) -> Panels:
    """The sheet for a body of so many pages.

    Raises InputError when the spine in `book.yaml` was measured for another number.
    """
    cover = manuscript.cover
    if cover.spine_mm and cover.spine_pages != pages:
        reckoned = spine_mm(pages, manuscript.printing, replace(cover, spine_mm=0))
        raise InputError(
            [
                finding(
                    "cover-outdated", cover_place(manuscript), pages=pages,
                    measured=cover.spine_pages, spine=f"{cover.spine_mm:g}",
                    reckoned=f"{reckoned:.1f}",
                )
            ]
        )  # fmt: skip
    page = manuscript.format
    return Panels(
        page.trim_width_pt,
        page.trim_height_pt,
        spine_mm(pages, manuscript.printing, cover),
        cover.flaps_mm,
    )


def cover_place(manuscript: Manuscript) -> Place:
    """Where the cover was written."""
    return Place(manuscript.book.place.file, manuscript.cover.line or 1)


def set_cover(press: Press, pages: int) -> MadeCover:
    """The cover of a body of so many pages. Raises InputError for what is wrong with it."""
    from huozi.finish.finish import Slip, finish
    from huozi.finish.margin import SlugNote
    from huozi.messages import say

    manuscript, purpose = press.manuscript, press.order.purpose
    panels = panels_for(manuscript, pages)
    unit, findings = cover_unit(manuscript, panels)
    title = f"{manuscript.book.title}　封面"
    size = (panels.width_pt, panels.height_pt)
    linked = set_sheet(unit, title, size, press, partial(_full, unit))
    left = "　".join(text for text in (title, manuscript.book.date_display) if text)
    right = say(
        "slug-cover" if panels.spine_mm else "slug-cover-folded", "zh", pages=pages,
        spine=f"{panels.spine_mm:.1f}", profile=purpose.profile.name,
    )  # fmt: skip
    slip = Slip((SlugNote(left, right, unit.id),), None, panels.folds_pt, panels.bleed_pt)
    pdf = finish(linked, purpose.profile, slip, purpose.icc)
    return MadeCover(pdf, panels, tuple(findings))


def cover_unit(manuscript: Manuscript, panels: Panels) -> tuple[Unit, list[Finding]]:
    """The cover as a unit. Raises InputError when the spine can't be lettered as asked."""
    info, cover, place = manuscript.book, manuscript.cover, cover_place(manuscript)
    band, inner = (BAND_PT, _INNER_PT) if panels.spine_mm else (0.0, _FOLDED_INNER_PT)
    room = panels.page_width_pt - band - inner - _OUTER_PT
    title, findings = front_title(info, cover, room, _TITLE * panels.page_height_pt, place)
    spine, found = spine_text(info, cover, panels, place)
    findings += found
    if any(f.severity is Severity.ERROR for f in findings):
        raise InputError(findings)
    content = CoverFacts(
        info, cover, panels, title, spine, band, inner, _OUTER_PT, _RULE * panels.page_height_pt
    )
    return Unit("cover", UnitKind.COVER, place, content), findings


def _full(unit: Unit, galley: Galley) -> Iterator[Finding]:
    """Text of a panel that runs into what stands at its foot. The template marks both by name."""
    heights = {anchor.name: anchor.y_pt for anchor in galley.anchors}
    for text, foot, code in _PANELS:
        if text in heights:  # what is cut off at the edge of the sheet has no height
            end = heights.get(f"{text}-end", -inf)
            if end < heights.get(foot, inf):
                yield finding(code, unit.place)


def cover_wanted(panels: Panels) -> "Wanted":
    """What preflight has to find in a cover."""
    from huozi.preflight.job import Wanted

    return Wanted(trim_pt=(panels.trim_width_pt, panels.page_height_pt))


def prove_fit(cover: bytes, panels: Panels, name: str) -> None:
    """Raise InputError when a cover can't be read, or does not go round its body.

    The trim of each side (the inside may be printed, too) against the sheet that the body asks for.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        pages = PdfReader(io.BytesIO(cover)).pages
        count = len(pages)
        boxes = [pages[index].trimbox for index in range(min(count, _MOST_SIDES))]
        sizes = [(to_mm(float(box.width)), to_mm(float(box.height))) for box in boxes]
    except (
        PyPdfError,
        DependencyError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
    ) as error:
        raise InputError([finding("cover-unreadable", Place(name), reason=error)]) from error
    if not 0 < count <= _MOST_SIDES:
        raise InputError([finding("cover-sides", Place(name), found=count)])
    wanted = to_mm(panels.trim_width_pt), to_mm(panels.page_height_pt)
    for width, height in sizes:
        if abs(width - wanted[0]) > _TOLERANCE_MM or abs(height - wanted[1]) > _TOLERANCE_MM:
            spine = width - wanted[0] + panels.spine_mm
            misfit = finding(
                "cover-misfit", Place(name), width=f"{width:.1f}", height=f"{height:.1f}",
                wanted_width=f"{wanted[0]:.1f}", wanted_height=f"{wanted[1]:.1f}",
                spine=f"{spine:.1f}", wanted_spine=f"{panels.spine_mm:.1f}",
            )  # fmt: skip
            raise InputError([misfit])
