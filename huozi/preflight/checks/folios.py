"""Printed folios, page labels and the page map of the record agree; odd folios stand on rectos.

What is printed is believed: the topmost and the bottommost line of a page are searched for a number
that stands alone.
"""

from collections.abc import Iterator

from huozi.preflight.document import DocumentPage
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.preflight.lines import GlyphLine
from huozi.preflight.recorded import folios
from huozi.values.manuscript import Severity, finding
from huozi.values.style import BARE_FOLIO

_SAME_LINE_PT = 1.0


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Page by page, then the sequence."""
    expected = folios(job.wanted.record)
    form = str(job.wanted.record.get("folio_form", BARE_FOLIO))
    last: tuple[int, int] | None = None  # page and folio
    for page in job.document.pages:
        line = printed(page, form)
        wanted = expected.get(page.number) or page.label
        if expected.get(page.number) and page.label and page.label != expected[page.number]:
            yield PlacedFinding(
                finding("preflight-label", found=page.label, expected=expected[page.number]),
                page.number,
            )
        if line is None:
            continue
        found = line.folio_as(form).lstrip("0")
        if wanted and found != wanted:
            yield PlacedFinding(
                finding("preflight-folio", found=found, expected=wanted), page.number, line.box
            )
        if not found.isdecimal():
            continue
        number = int(found)
        if number % 2 != page.number % 2:
            yield PlacedFinding(
                finding("preflight-folio-side", severity=Severity.WARNING),
                page.number, line.box,
            )  # fmt: skip
        # Pages outside the count make a folio lag behind the page; it never runs ahead or back.
        # A new run begins with 1.
        if last and number != 1 and not 0 < number - last[1] <= page.number - last[0]:
            yield PlacedFinding(
                finding("preflight-folio-sequence", found=found, before=last[1]),
                page.number, line.box,
            )  # fmt: skip
        last = page.number, number


def printed(page: DocumentPage, form: str = BARE_FOLIO) -> GlyphLine | None:
    """The line of a page that is its folio: at the foot, else at the head.

    `form` is what the record of the build says is printed around the number.
    """
    if not page.lines:
        return None
    for edge in (page.lines[-1].y, page.lines[0].y):
        for line in page.lines:
            if abs(line.y - edge) <= _SAME_LINE_PT and line.folio_as(form):
                return line
    return None
