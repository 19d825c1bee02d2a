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
_MIN_LINES = 3  # with a leader, from which on a page is the first of a contents
_ENTRIES = (UnitKind.ARTICLE.value, UnitKind.DOCUMENT.value)

#: Between a document's title and its number stand its date and 发文字号.
_DETAIL = r".{0,120}?(?:[.…·‥⋯]{2,}\n?[（(]?0*(\d{1,4})|[（(]0*(\d{1,4})[）)](?!\d*号))"


def contents(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Against the record, or line by line."""
    if openings(job.wanted.record):
        known = _known(job)
        if pages := [page for page in job.document.pages if page.number in known]:
            yield from _recorded(job, pages)
        return
    by_folio: dict[str, list[DocumentPage]] = {}
    for page in job.document.pages:
        line = printed(page)
        by_folio.setdefault(page.label or (line.folio.lstrip("0") if line else ""), []).append(page)
    for page, rows in _listing(job):
        for title, number, box in rows:
            targets = by_folio.get(number.lstrip("0"), [])
            if not any(_stands(title, target) for target in targets):
                code = "preflight-contents" if targets else "preflight-contents-page"
                yield fault(code, page, box, title=title, found=number)


def _stands(title: str, page: DocumentPage) -> bool:
    """Whether a line of the contents, or a part of it (date · 发文字号), stands on the page."""
    return any(letters(part) in page.letters for part in title.split("·") if letters(part))


def _known(job: PreflightJob) -> set[int]:
    """The pages of the contents, as the record tells them."""
    lists = [unit for unit in openings(job.wanted.record) if unit.kind == UnitKind.CONTENTS.value]
    return {unit.page + i for unit in lists for i in range(min(unit.pages, 10_000))}


def _listing(job: PreflightJob) -> Iterator[tuple[DocumentPage, list[tuple[str, str, Box]]]]:
    """Pages that look like contents: many lines with a leader, or any behind such a page."""
    within = False
    for page in job.document.pages:
        rows = leaders(page)
        within = len(rows) >= (1 if within else _MIN_LINES)
        if within:
            yield page, rows


def leaders(page: DocumentPage) -> list[tuple[str, str, Box]]:
    """Title, number and place of lines with a leader."""
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
    return rows


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
    # Lines are kept apart: 46 at the end of one and 2. at the head of the next are not 462.
    text = "\n".join(line.string for page in pages for line in page.lines)
    first, start = pages[0], 0
    for unit in openings(job.wanted.record):
        if unit.kind not in _ENTRIES:
            continue
        title = "".join(unit.title.split())
        match = _row(title, unit.folio, text, start)
        if match is None:
            yield fault("preflight-contents-lacks", first, title=unit.title)
            continue
        start = match.end()
        if (found := _led_to(match)) != unit.folio:
            yield fault("preflight-contents-number", first, title=unit.title, found=found,
                        expected=unit.folio)  # fmt: skip


def _row(title: str, folio: str, text: str, start: int) -> re.Match[str] | None:
    """Where the contents name a title with its folio; else where they name it first.

    A part may be called as an entry is, or the book, whose title is the head of the page: behind
    such a line comes the number of another.
    """
    row = re.compile(r"\n?".join(map(re.escape, title)) + _DETAIL, re.DOTALL)
    match = first = row.search(text, start)
    while match and _led_to(match) != folio:
        match = row.search(text, match.start() + 1)
    return match or first


def _led_to(match: re.Match[str]) -> str:
    return match[1] or match[2]
