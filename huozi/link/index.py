"""The index: marked terms and the pages they stand on → rows of page numbers. Pure.

A page counts once, however often a term stands on it; three and more that follow one another are a
range: 3–5，12.
"""

from collections.abc import Iterable, Mapping, Sequence

from huozi.values.galley import IndexGroup, IndexPages, IndexRow
from huozi.values.manuscript import IndexMark
from huozi.values.pages import BookPage, Spot

DASH = "–"
COMMA = "，"
_LEAST_RANGE = 3


def index(marks: Iterable[IndexMark], spots: Mapping[str, Spot]) -> tuple[IndexGroup, ...]:
    """The groups of an index, sorted. `spots` says where the point of a mark stands.

    A term whose reading is given somewhere is sorted by it everywhere.
    """
    terms: dict[str, list[IndexMark]] = {}
    for mark in sorted(marks, key=lambda mark: not mark.read):
        terms.setdefault(mark.term, []).append(mark)
    groups: dict[str, list[IndexRow]] = {}
    for first, *others in sorted(terms.values(), key=lambda m: (m[0].letter, m[0].key, m[0].term)):
        row = _row((first, *others), spots)
        groups.setdefault(first.letter, []).append(row)
    return tuple(IndexGroup(letter, tuple(rows)) for letter, rows in groups.items())


def _row(marks: Sequence[IndexMark], spots: Mapping[str, Spot]) -> IndexRow:
    pages: dict[BookPage, str] = {}
    for mark in marks:
        spot = spots.get(mark.point)
        if spot is not None and spot.page.folio and not mark.see:
            pages.setdefault(spot.page, mark.point)
    see = dict.fromkeys(mark.see for mark in marks if mark.see)
    return IndexRow(marks[0].term, tuple(_ranges(pages)), tuple(see))


def _ranges(pages: Mapping[BookPage, str]) -> Iterable[IndexPages]:
    """Page numbers in the order of the book, with consecutive ones joined to ranges."""
    runs: list[list[BookPage]] = []
    for page in sorted(pages, key=lambda page: page.index):
        if runs and _follows(page, runs[-1][-1]):
            runs[-1].append(page)
        else:
            runs.append([page])
    for run in runs:
        if len(run) < _LEAST_RANGE:
            yield from (IndexPages(page.folio, pages[page]) for page in run)
        else:
            yield IndexPages(f"{run[0].folio}{DASH}{run[-1].folio}", pages[run[0]])


def _follows(page: BookPage, before: BookPage) -> bool:
    """Whether a page follows another in the count; uncounted pages between them do not matter."""
    if page.run is not before.run or page.number is None or before.number is None:
        return False
    return page.number == before.number + 1
