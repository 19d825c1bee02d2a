"""Pages of a book: openings on the right side, blanks that are blank, folios and bookmarks that
agree.
"""

from collections.abc import Iterator
from itertools import pairwise

from huozi.pdf.boxes import union
from huozi.pdf.marks import Mark
from huozi.preflight.document import DocumentPage
from huozi.preflight.job import PlacedFinding, PreflightJob, fault, warning
from huozi.preflight.lines import GlyphLine, letters
from huozi.preflight.outline import bookmarks
from huozi.preflight.recorded import folios as recorded_folios
from huozi.preflight.recorded import openings
from huozi.values.style import UnitKind

_RECTO = (UnitKind.HALF_TITLE.value, UnitKind.TITLE_PAGE.value, UnitKind.PART.value)
_TOUCHES_PT = 0.1
_SAME_LINE_PT = 1.0


def part_pages(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Part pages and the title page are rectos 单码面.

    A reader opens a part on the right. Known from the record of the build; of a stranger's book the
    outline is asked, where a bookmark with others below it is a part.
    """
    units = openings(job.wanted.record)
    for unit in units:
        if unit.kind in _RECTO and unit.page % 2 == 0:
            yield fault("preflight-part-verso", unit.page, title=unit.title or unit.kind)
    if units or not job.profile.press:
        return
    for line, below in pairwise(bookmarks(job.document.pdf)):
        if line.level == 0 and below.level > 0 and line.page and line.page % 2 == 0:
            yield warning("preflight-part-verso", line.page, title=line.title)


def blank_pages(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Blank pages are truly blank, and no other page is; what stands in the slug is on none.

    White rectangles and invisible text on a blank page come out of some proofing systems as ink; an
    empty page in a chapter is a page that was lost. Without a record, only what looks blank and is
    not is told.
    """
    units = openings(job.wanted.record)
    filled = {unit.page + i for unit in units for i in range(min(unit.pages, 10_000))}
    for page in job.document.pages:
        if page.unjudged or page.damaged:
            continue
        inked = [mark.box for mark in page.ink if _inside(mark, page)]
        if not inked and (held := [mark.box for mark in page.marks if _inside(mark, page)]):
            yield warning("preflight-blank-marks", page, union(held))
        if units and inked and page.number not in filled:
            yield fault("preflight-blank-inked", page, union(inked))
        if units and not inked and page.number in filled:
            yield fault("preflight-page-empty", page)


def _inside(mark: Mark, page: DocumentPage) -> bool:
    """On the page as cut, not in the slug; a crop mark may touch the trim."""
    return not mark.box.cut(page.trim.grown(-_TOUCHES_PT)).empty


def folios(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Printed folios, page labels and the page map of the record agree; odd folios stand on rectos.

    What is printed is believed: the topmost and the bottommost line of a page are searched for a
    number that stands alone.
    """
    expected = recorded_folios(job.wanted.record)
    last: tuple[int, int] | None = None  # page and folio
    for page in job.document.pages:
        told = expected.get(page.number)
        if told and page.label and page.label != told:
            yield fault("preflight-label", page, found=page.label, expected=told)
        line, wanted = printed(page), told or page.label
        if line is None:
            continue
        found = line.folio.lstrip("0")
        if wanted and found != wanted:
            yield fault("preflight-folio", page, line.box, found=found, expected=wanted)
        if not found.isdecimal():
            continue
        number = int(found)
        if number % 2 != page.number % 2:
            yield warning("preflight-folio-side", page, line.box)
        # Pages outside the count make a folio lag behind the page; it never runs ahead or back.
        # A new run begins with 1.
        if last and number != 1 and not 0 < number - last[1] <= page.number - last[0]:
            yield fault("preflight-folio-sequence", page, line.box, found=found, before=last[1])
        last = page.number, number


def printed(page: DocumentPage) -> GlyphLine | None:
    """The line of a page that is its folio: at the foot, else at the head."""
    if not page.lines:
        return None
    for edge in (page.lines[-1].y, page.lines[0].y):
        for line in page.lines:
            if abs(line.y - edge) <= _SAME_LINE_PT and line.folio:
                return line
    return None


def outline_titles(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Every bookmark leads to a page, and its title stands there.

    An outline that leads astray is the first thing an editor notices on the screen. Pages without
    text (pictures, scans) can't be asked.
    """
    for line in bookmarks(job.document.pdf):
        if not 0 < line.page <= len(job.document.pages):
            yield warning("preflight-outline-nowhere", title=line.title)
            continue
        page = job.document.pages[line.page - 1]
        if page.text and letters(line.title) not in page.letters:
            yield warning("preflight-outline-title", page, title=line.title)
