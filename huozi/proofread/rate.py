"""The rate of errors 编校差错率: errors that people have accepted, weighed, to 10,000 characters.

Source: 图书质量管理规定 (2004, the GAPP's order no. 26) and its annex 图书编校质量差错率计算方法.
Since 2023-08-01 the trade standard CY/T 266—2023 governs how errors are judged and counted.

Read in reprints of the annex: characters are those of full pages (2), blank pages out, the title
page half; a wrong character 1, once a page and at most 4 times a book (3.1.1, 3.1.2); knowledge,
logic, grammar 2 (3.1.4); mixed forms 0.5, in more than 3 places 1.5 (3.1.7). A book passes with up
to 1 in 10,000.

Not confirmed: marks, figures (at most 1 a book) and layout at 0.1 are as the trade reports them
(annex, 3.1.9, 3.2, 3.3); the text of CY/T 266—2023 itself was not to be had, so that whatever it
changes is not here. Left out on purpose, since they only add characters and would make the rate
look better: heads and folios as lines, long notes in small type, blank and unnumbered pages.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from huozi.values.rulings import AcceptedError, ErrorKind

#: What an error of a kind counts.
WEIGHTS: Mapping[ErrorKind, Decimal] = {
    ErrorKind.CHARACTER: Decimal(1),
    ErrorKind.KNOWLEDGE: Decimal(2),
    ErrorKind.LOGIC: Decimal(2),
    ErrorKind.GRAMMAR: Decimal(2),
    ErrorKind.MIXED: Decimal("0.5"),
    ErrorKind.FIGURE: Decimal("0.1"),
    ErrorKind.MARK: Decimal("0.1"),
    ErrorKind.LAYOUT: Decimal("0.1"),
}
#: Whose weights were not read in the text of the annex itself.
UNCONFIRMED = (ErrorKind.FIGURE, ErrorKind.MARK, ErrorKind.LAYOUT)

#: Up to so many errors in 10,000 characters a book passes (图书质量管理规定, 5).
PASSES = Decimal(1)

_MOST_OF_A_CHARACTER = 4  # the same wrong character, in a book
_MOST_MIXED = Decimal("1.5")  # the same form
_MANY_MIXED = 3  # places beyond which it counts that much
_MOST_FIGURES = Decimal(1)  # all of a book
_HALF = Decimal("0.5")


class PageCount(Struct, frozen=True):
    """The pages of a book by how they count."""

    full: int  # text, contents, what stands before and behind; the copyright page
    titles: int = 0  # title pages: half a page each
    unset: int = 0  # blank, or kept for texts that have not come in: they count nothing


class CountedKind(Struct, frozen=True):
    """Errors of a kind: how many were accepted, how many count, and what they count together."""

    kind: ErrorKind
    accepted: int
    counted: int
    errors: Decimal


class Rate(Struct, frozen=True):
    """The errors of a proof to its characters."""

    characters: int
    kinds: tuple[CountedKind, ...]

    @property
    def errors(self) -> Decimal:
        """What all errors count."""
        return sum((kind.errors for kind in self.kinds), Decimal())

    @property
    def in_10_000(self) -> Decimal:
        """Errors in 10,000 characters, to a hundredth; rounding makes no book better."""
        return self._exact.quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def passes(self) -> bool:
        """Whether the book is fit: judged by the exact figure."""
        return self._exact <= PASSES

    @property
    def _exact(self) -> Decimal:
        return self.errors * 10_000 / self.characters


def characters(per_line: int, lines: int, pages: PageCount) -> int:
    """The characters of full pages: to the line × lines × pages (annex, 2)."""
    return int(per_line * lines * (pages.full + pages.titles * _HALF))


def rate(errors: Iterable[AcceptedError], characters: int) -> Rate:
    """The rate of a book of so many characters. Raises ValueError where it has none."""
    if characters <= 0:
        raise ValueError("a book without characters has no rate")
    by_kind: dict[ErrorKind, list[AcceptedError]] = {}
    for error in errors:
        by_kind.setdefault(error.kind, []).append(error)
    kinds = (_counted(kind, by_kind[kind]) for kind in ErrorKind if kind in by_kind)
    return Rate(characters, tuple(kinds))


def _counted(kind: ErrorKind, errors: list[AcceptedError]) -> CountedKind:
    """What errors of a kind count together."""
    weight, counted = WEIGHTS[kind], len(errors)
    sum_of = weight * counted
    if kind is ErrorKind.CHARACTER:
        pages = {(error.wrong, error.right, error.page) for error in errors}
        same = Counter((wrong, right) for wrong, right, _ in pages)
        counted = sum(min(count, _MOST_OF_A_CHARACTER) for count in same.values())
        sum_of = weight * counted
    elif kind is ErrorKind.MIXED:
        places = Counter((error.wrong, error.right) for error in errors)
        sum_of = sum((_mixed(count) for count in places.values()), Decimal())
    elif kind is ErrorKind.FIGURE:
        sum_of = min(sum_of, _MOST_FIGURES)
    return CountedKind(kind, len(errors), counted, sum_of)


def _mixed(places: int) -> Decimal:
    """What a form counts in so many places."""
    return _MOST_MIXED if places > _MANY_MIXED else WEIGHTS[ErrorKind.MIXED] * places
