"""The text that can be read out of the file is the text that was to be set.

Paragraph by paragraph, in order; a paragraph may run over pages, where running heads, folios and
notes stand between its pieces. The first place where they part is shown.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import accumulate

from huozi.preflight.document import DocumentPage, strings
from huozi.preflight.job import PlacedFinding, PreflightJob, fault

_PIECES = 4  # pages that one paragraph may touch
_BEGIN = 8  # characters that tell where a paragraph begins
_FOOT = 60  # characters of folio and running head that may follow the last line of a page
_HEAD = 3  # strings of folio and running head that may stand before its first line
_SHOWN = 12


def text(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Paragraphs that are not there."""
    if not job.wanted.text:
        return
    pages = [page.text for page in job.document.pages]
    starts = [_starts(page) for page in job.document.pages]
    current = 0
    for paragraph in job.wanted.text.splitlines():
        wanted = "".join(paragraph.split())
        if not wanted:
            continue
        at, missing = _look(pages, starts, wanted, current)
        if missing:
            yield fault("preflight-text", at + 1, begin=wanted[:_SHOWN], missing=missing[:_SHOWN])
        else:
            current = at


def _starts(page: DocumentPage) -> list[int]:
    """Where the body of a page may begin: at once, or after its first strings."""
    lengths = [len(string) for string in strings(page.on_trim[:40])][:_HEAD]
    return [0, *accumulate(lengths)]


def _look(pages: list[str], starts: list[list[int]], wanted: str, current: int) -> tuple[int, str]:
    """The page where a paragraph ends and nothing, or where it breaks off and what is missing.

    The page is −1 where not even its beginning was found.
    """
    best = (-1, wanted)
    for first in (*range(current, len(pages)), *range(current)):
        text = pages[first]
        if wanted[:_BEGIN] not in text and not _begins_at_foot(text, wanted):
            continue
        page, rest = first, wanted[_prefix(text, wanted) :]
        while rest and page + 1 < len(pages) and page + 1 - first < _PIECES:
            piece = max(_common(pages[page + 1], start, rest) for start in starts[page + 1])
            if not piece:
                break
            page, rest = page + 1, rest[piece:]
        if not rest:
            return page, ""
        if len(rest) < len(best[1]):
            best = (page, rest)
    return best


def _common(page: str, start: int, wanted: str) -> int:
    """How many characters of the paragraph stand on the page from `start` on."""
    return _most(len(wanted), lambda count: page.startswith(wanted[:count], start))


def _prefix(page: str, wanted: str) -> int:
    """How many characters of the paragraph stand together on the page, from its first on."""
    return _most(len(wanted), lambda count: wanted[:count] in page)


def _most(limit: int, holds: Callable[[int], bool]) -> int:
    """The largest count that holds, where each smaller one does."""
    return bisect_left(range(1, limit + 1), True, key=lambda count: not holds(count))


def _begins_at_foot(page: str, wanted: str) -> bool:
    """Fewer characters than would tell stand at the foot of the page."""
    return any(wanted[:count] in page[-_FOOT:] for count in range(1, _BEGIN))
