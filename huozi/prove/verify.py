"""Read the finished book back, and believe only what it says.

With a reader that shares nothing with the library that wrote it: every page's label and printed
folio are those of the page map, each title stands on its opening page, and every number in the
contents is the folio of that page. This runs in every build, before the last good book is replaced.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from types import MappingProxyType

from huozi.prove.readback import ReadBack
from huozi.values.galley import ContentsPart
from huozi.values.manuscript import Finding, Place, finding
from huozi.values.pages import BookPage, Lookup, PageMap, Spot
from huozi.values.reuse import Standing

#: What reading raises over a file that is not what it should be.
_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
_SPACE = re.compile(r"\s+")
_TO_NUMBER = re.compile(r"[.…·]*[（(]?")  # a leader, and what stands before the number
_NUMBER = re.compile(r"\w+")


def squeezed(text: str) -> str:
    """Text without any white space, as titles are compared."""
    return _SPACE.sub("", text)


def verify(
    book: bytes,
    page_map: PageMap,
    contents: tuple[ContentsPart, ...],
    contents_pages: range,
    titles: Mapping[str, str],
    lookups: Sequence[Lookup] = (),
    standing: Standing | None = None,
    spots: Mapping[str, Spot] = MappingProxyType({}),
    places: Mapping[str, Place] = MappingProxyType({}),
) -> Iterator[Finding]:
    """Findings where the finished PDF departs from the page map. None means that it agrees.

    `titles` are the titles as printed on the opening pages, by unit id; `lookups` what else sends
    the reader to a page; `standing` is what was read of the book before; `spots` are where lines of
    the contents lead that lead to no opening page; `places` are where titles were written, by what
    they open.
    """
    try:
        read = ReadBack(book, standing)
        yield from _judge(read, page_map, contents, contents_pages, titles, spots, places)
        if lookups and len(read.pages) == len(page_map.pages):
            yield from _look_up(read, page_map, lookups)
    except _UNREADABLE as error:
        yield finding("verify-unreadable", reason=error)


def _judge(
    book: ReadBack,
    page_map: PageMap,
    contents: tuple[ContentsPart, ...],
    contents_pages: range,
    titles: Mapping[str, str],
    spots: Mapping[str, Spot],
    places: Mapping[str, Place],
) -> Iterator[Finding]:
    if len(book.pages) != len(page_map.pages):
        yield finding("verify-pages", found=len(book.pages), expected=len(page_map.pages))
        return
    for page in page_map.pages:
        if (label := book.labels[page.index]) != page.folio:
            yield finding("verify-label", page=page.index + 1, found=label, expected=page.folio)
        printed = squeezed(page_map.printed(page))
        if printed and (folio := squeezed(book.last_run(page.index))) != printed:
            # Furniture is drawn last, and the folio is the last of it.
            yield finding("verify-folio", page=page.index + 1, found=folio, expected=printed)
    for unit_id, title in titles.items():
        opening = page_map.opening(unit_id) or _page_of(spots, unit_id)
        if opening is None:
            yield finding("verify-opening", places.get(unit_id), title=title, page="-")
        elif not _shows(book.runs(opening.index), squeezed(title)):
            yield finding(
                "verify-opening", places.get(unit_id), title=title, page=opening.index + 1
            )
    if contents_pages:
        listing = _Listing.of(map(book.runs, contents_pages))
        yield from _contents(listing, page_map, spots, contents, places)


def _page_of(spots: Mapping[str, Spot], name: str) -> BookPage | None:
    """The page of a place: an entry that runs on opens no page."""
    return spots[name].page if name in spots else None


def _shows(runs: Iterable[str], wanted: str) -> bool:
    """Whether a page says what is wanted; a title stands near its top."""
    said = ""
    for run in runs:
        said += squeezed(run)
        if wanted in said:
            return True
    return False


def _contents(
    listing: "_Listing",
    page_map: PageMap,
    spots: Mapping[str, Spot],
    contents: tuple[ContentsPart, ...],
    places: Mapping[str, Place],
) -> Iterator[Finding]:
    """Each line of the contents, in order: number, title, detail, leader, page number."""
    start = 0
    for number, title, said, target in _lines(contents):
        match = next(listing.numbers_after(squeezed(said), start), None)
        page = _page_of(spots, target) or page_map.opening(target)
        if match is None or page is None:
            yield finding("verify-contents-line", places.get(target), number=number, title=title)
            continue
        start = match.end()
        if match[0].lstrip("0") != page.folio:
            yield finding(
                "verify-contents-number", places.get(target), number=number, title=title,
                found=match[0], expected=page.folio,
            )  # fmt: skip


def _lines(contents: tuple[ContentsPart, ...]) -> Iterator[tuple[int, str, str, str]]:
    """The lines with a page number: number, title, all that is said before it, and its target."""
    for part in contents:
        if part.target:
            yield 0, part.title, part.title, part.target
        for line in part.lines:
            number = f"{line.number}." if line.number else ""
            said = f"{number}{line.title}{'·'.join(line.details)}"
            yield line.number, line.title, said, line.target


@dataclass(frozen=True, slots=True)
class _Listing:
    """What the pages of the contents say, and where their runs end.

    A page number ends where its run does: 46 at the end of a line and 2. at the head of the next
    are not 462.
    """

    text: str
    ends: tuple[int, ...]

    @classmethod
    def of(cls, texts: Iterable[Iterable[str]]) -> "_Listing":
        """The listing of some pages, each in its runs."""
        runs = [squeezed(run) for page in texts for run in page]
        return cls("".join(runs), tuple(accumulate(map(len, runs))))

    def numbers_after(self, wanted: str, start: int) -> Iterator[re.Match[str]]:
        """The page numbers behind the places where the listing says what is wanted."""
        while (at := self.text.find(wanted, start)) >= 0:
            leader = _TO_NUMBER.match(self.text, at + len(wanted))
            begins = leader.end() if leader else at
            end = self.ends[min(bisect_right(self.ends, begins), len(self.ends) - 1)]
            if match := _NUMBER.match(self.text, begins, end):
                yield match
            start = at + 1

    def says(self, claim: Lookup) -> bool:
        """Whether a claim is printed here, with its folio where that is listed."""
        if claim.listed:
            found = self.numbers_after(squeezed(claim.text), 0)
            return any(number[0].lstrip("0") == claim.folio for number in found)
        return squeezed(claim.text) in self.text


def _look_up(book: ReadBack, page_map: PageMap, lookups: Sequence[Lookup]) -> Iterator[Finding]:
    """Each claim: it is printed where it was set, and what it promises stands on its page.

    What stands there may begin at the foot of the page and end on the next.
    """
    texts: dict[int, str] = {}
    printed: dict[str, _Listing] = {}

    def text_of(index: int) -> str:
        if index not in texts:
            texts[index] = squeezed("".join(book.runs(index)))
        return texts[index]

    def pages_of(unit: str) -> _Listing:
        if unit not in printed:
            pages = (page for page in page_map.pages if page.unit_id == unit and not page.blank)
            printed[unit] = _Listing.of(book.runs(page.index) for page in pages)
        return printed[unit]

    for claim in lookups:
        if not pages_of(claim.unit).says(claim):
            yield finding("verify-reference", claim.place, text=claim.text)
        if not claim.folio or not claim.words:
            continue
        there = [index for index, label in enumerate(book.labels) if label == claim.folio]
        if not any(_stands(words, text_of, i) for words in claim.words for i in there):
            words = claim.words[0]
            yield finding(
                "verify-lookup", claim.place, text=claim.text, folio=claim.folio, words=words
            )


def _stands(words: str, text_of: Callable[[int], str], index: int) -> bool:
    """Whether a page holds words, or the beginning of them and the next page the rest."""
    wanted, here = squeezed(words), text_of(index)
    if wanted in here:
        return True
    try:
        following = text_of(index + 1)
    except LookupError:
        return False
    return any(wanted[:at] in here and wanted[at:] in following for at in range(1, len(wanted)))
