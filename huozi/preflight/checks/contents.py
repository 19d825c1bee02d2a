"""Every line of the contents leads to the page where that title stands.

With the record of a build each of its entries is looked up in the contents; of a stranger's book
every line with a leader is believed and its page looked at. Long titles take several lines: the
last one, which has the number, is compared.
"""

import re
from collections.abc import Iterator

from huozi.pdf.boxes import Box
from huozi.preflight.checks.book import printed
from huozi.preflight.document import DocumentPage
from huozi.preflight.job import PlacedFinding, PreflightJob, fault
from huozi.preflight.lines import letters
from huozi.preflight.recorded import openings
from huozi.values.style import UnitKind

_DOTS = ".…·‥⋯"
_PAGE = re.compile(r"[（(]?(\d{1,4}|[ivxlc]{1,6})[）)]?\Z")
_PAGE_CHARS = 8  # that it may have
_NUMBER = re.compile(r"^(?:\d{1,3}[.．、]|[一二三四五六七八九十百]+、)")
_ROW_PT = 1.0
_MIN_LINES = 3
_ENTRIES = (UnitKind.ARTICLE.value, UnitKind.DOCUMENT.value)

#: Between a document's title and its number stand its date and 发文字号.
_DETAIL = r".{0,120}?(?:[.…·‥⋯]{2,}[（(]?0*(\d{1,4})|[（(]0*(\d{1,4})[）)](?!\d*号))"


def contents(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Against the record, or line by line."""
    listing = [(page, rows) for page in job.document.pages if (rows := leaders(page))]
    if not listing:
        return
    if openings(job.wanted.record):
        yield from _recorded(job, [page for page, _ in listing])
        return
    by_folio: dict[str, list[DocumentPage]] = {}
    for page in job.document.pages:
        line = printed(page)
        by_folio.setdefault(page.label or (line.folio.lstrip("0") if line else ""), []).append(page)
    for page, rows in listing:
        for title, number, box in rows:
            targets = by_folio.get(number.lstrip("0"), [])
            if not any(_stands(title, target) for target in targets):
                code = "preflight-contents" if targets else "preflight-contents-page"
                yield fault(code, page, box, title=title, found=number)


def _stands(title: str, page: DocumentPage) -> bool:
    """Whether a line of the contents, or a part of it (date · 发文字号), stands on the page."""
    return any(letters(part) in page.letters for part in title.split("·") if letters(part))


def leaders(page: DocumentPage) -> list[tuple[str, str, Box]]:
    """Title, number and place of lines with a leader; nothing where they are too few."""
    rows, before, lines = [], "", page.lines
    for i, line in enumerate(lines):
        # A leader of wide dots may part a line into columns: join what stands beside.
        string = line.string
        if i + 1 < len(lines) and abs(lines[i + 1].y - line.y) < _ROW_PT:
            string += lines[i + 1].string
        if found := leader(string):
            title = _NUMBER.sub("", found[0]) or _NUMBER.sub("", before)
            if title:
                rows.append((title, found[1], line.box))
        before = line.string
    return rows if len(rows) >= _MIN_LINES else []


def leader(string: str) -> tuple[str, str] | None:
    """What stands before the leader of a line and the number behind it; None without a leader."""
    match = _PAGE.search(string[-_PAGE_CHARS:])
    if match is None:
        return None
    led = string[: len(string) - len(match[0])]
    title = led.rstrip(_DOTS)
    return (title, match[1]) if len(led) - len(title) > 1 else None


def _recorded(job: PreflightJob, pages: list[DocumentPage]) -> Iterator[PlacedFinding]:
    """Each entry of the record, in order, with its folio."""
    text = "".join(line.string for page in pages for line in page.lines)
    first, start = pages[0], 0
    for unit in openings(job.wanted.record):
        if unit.kind not in _ENTRIES:
            continue
        title = "".join(unit.title.split())
        match = re.compile(re.escape(title) + _DETAIL, re.DOTALL).search(text, start)
        if match is None:
            yield fault("preflight-contents-lacks", first, title=unit.title)
            continue
        start = match.end()
        if (found := match[1] or match[2]) != unit.folio:
            yield fault("preflight-contents-number", first, title=unit.title, found=found,
                        expected=unit.folio)  # fmt: skip
