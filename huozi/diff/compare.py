"""Compare two files: which pages say or show something else, and which entries moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from huozi.diff.align import Pair, align
from huozi.diff.look import Mark, OpenedFile, opened
from huozi.diff.page import ComparedPage, TextLine
from huozi.webpage import data_uri

if TYPE_CHECKING:
    from PIL.Image import Image

_COMPARED_DPI = (72.0, 144.0)
_SHOWN_DPI = 100.0
_SHOWN_GREYS = 16
_MOST_SHOWN = 150  # changed pages with pictures
_DIFFERENT = 48  # of 255: what is less is an edge drawn otherwise
_SAME_SIDE_PT = 0.5
_SAME_SIZE_PT = 0.5


class Kind(StrEnum):
    """What happened to a page."""

    TEXT = "text"
    PICTURE = "picture"  # the same words, set or drawn otherwise
    SIZE = "size"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class PageShown:
    """A page in one of the files: name, where it differs (top and bottom, 0 to 1), picture."""

    name: str
    spots: tuple[tuple[float, float], ...] = ()
    picture: str = ""  # a data URI


@dataclass(frozen=True, slots=True)
class Change:
    """A page that has to be read again."""

    kind: Kind
    old: PageShown | None
    new: PageShown | None


@dataclass(frozen=True, slots=True)
class Move:
    """An entry that opens on another page; an empty name: it is not there."""

    title: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed."""

    old_pages: int
    new_pages: int
    pages: tuple[Change, ...]
    moves: tuple[Move, ...]
    outlined: bool  # both files have an outline


def compare(old_path: Path, new_path: Path, pictures: bool) -> Changes:
    """Compare two files. Raises InputError where one of them can't be read."""
    with opened(old_path) as old, opened(new_path) as new:
        pairs = align(old.pages, new.pages)
        desk = _Comparison(old, new, pictures)
        found = [change for pair in pairs if (change := desk.judge(pair))]
        before, after = old.marks(), new.marks()
        return Changes(
            len(old.pages), len(new.pages), tuple(found), tuple(moves(before, after)),
            bool(before and after),
        )  # fmt: skip


def moves(before: Sequence[Mark], after: Sequence[Mark]) -> list[Move]:
    """Entries by title; the second of one name is told from the first."""
    old, new = _numbered(before), _numbered(after)
    found = [
        Move(title, old[title, nth], label)
        for (title, nth), label in new.items()
        if (title, nth) in old and old[title, nth] != label
    ]
    found += [
        Move(title, "", label) for (title, nth), label in new.items() if (title, nth) not in old
    ]
    found += [
        Move(title, label, "") for (title, nth), label in old.items() if (title, nth) not in new
    ]
    return found


def _numbered(marks: Sequence[Mark]) -> dict[tuple[str, int], str]:
    seen: dict[str, int] = {}
    found = {}
    for title, label in marks:
        seen[title] = seen.get(title, 0) + 1
        found[title, seen[title]] = label
    return found


class _Comparison:
    """Two files side by side."""

    def __init__(self, old: OpenedFile, new: OpenedFile, pictures: bool) -> None:
        self.old, self.new = old, new
        self.shown = _MOST_SHOWN if pictures else 0

    def judge(self, pair: Pair) -> Change | None:
        """What happened to a page; None when nothing did."""
        i, j = pair
        if i is None or j is None:
            old = self._side(self.old, i) if i is not None else None
            new = self._side(self.new, j) if j is not None else None
            self.shown -= 1
            return Change(Kind.GONE if j is None else Kind.NEW, old, new)
        one, other = self.old.pages[i], self.new.pages[j]
        kind, old_spots, new_spots = self._difference(one, other)
        if kind is None:
            return None
        change = Change(
            kind, self._side(self.old, i, old_spots), self._side(self.new, j, new_spots)
        )
        self.shown -= 1
        return change

    def _side(
        self, look: OpenedFile, index: int, spots: Sequence[tuple[float, float]] = ()
    ) -> PageShown:
        page = look.pages[index]
        picture = data_uri(look.draw(index, _SHOWN_DPI), _SHOWN_GREYS) if self.shown > 0 else ""
        return PageShown(page.name, tuple(spots), picture)

    def _difference(
        self, one: ComparedPage, other: ComparedPage
    ) -> tuple[Kind | None, list[tuple[float, float]], list[tuple[float, float]]]:
        sizes = abs(one.width_pt - other.width_pt), abs(one.height_pt - other.height_pt)
        if max(sizes) > _SAME_SIZE_PT:
            return Kind.SIZE, [], []
        dx_pt = other.left_pt - one.left_pt
        stayed = one.label == other.label and abs(dx_pt) < _SAME_SIDE_PT
        lines = (one.lines, other.lines) if stayed else (one.body, other.body)
        old_spots, new_spots = _spots(lines[0], one), _spots(lines[1], other)
        differing = _differing([x.text for x in lines[0]], [x.text for x in lines[1]])
        if differing[0] or differing[1]:
            return (
                Kind.TEXT, [old_spots[i] for i in differing[0]],
                [new_spots[j] for j in differing[1]],
            )  # fmt: skip
        moved, dx_pt = ((), 0.0) if stayed else ((one, other), dx_pt)
        for dots_per_inch in _COMPARED_DPI:  # a finer look where the first finds something
            pictures = (
                self.old.draw(one.index, dots_per_inch),
                self.new.draw(other.index, dots_per_inch, dx_pt),
            )
            spot = _different(*pictures, moved, dx_pt)
            if spot is None:
                return None, [], []
            old_spots = new_spots = [spot]
        return Kind.PICTURE, old_spots, new_spots


def _spots(lines: Sequence[TextLine], page: ComparedPage) -> list[tuple[float, float]]:
    """Where lines stand, top and bottom, as parts of the page's height."""
    high = 12.0
    return [
        (max(0.0, (line.y_pt - high) / page.height_pt), min(1.0, (line.y_pt + 4) / page.height_pt))
        for line in lines
    ]


def _differing(old: list[str], new: list[str]) -> tuple[list[int], list[int]]:
    """Indices of lines that the other page has not."""
    gone: list[int] = []
    added: list[int] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            gone += range(a, b)
            added += range(c, d)
    return gone, added


def _different(
    one: "Image", other: "Image", furnished: tuple[ComparedPage, ...], dx_pt: float
) -> tuple[float, float] | None:
    """Where two pictures differ, top and bottom.

    Of pages that moved, furniture is left out, and what one of them has beyond the other's edge.
    """
    from PIL import ImageChops, ImageDraw

    if one.size != other.size:
        other = other.resize(one.size)
    if one.tobytes() == other.tobytes():
        return None
    gap = ImageChops.lighter(_beyond(one, other), _beyond(other, one))
    gap = gap.point(lambda value: 255 if value > _DIFFERENT else 0)
    width, height = gap.size
    brush = ImageDraw.Draw(gap)
    for page in furnished:
        scale = height / page.height_pt
        reach = width - abs(dx_pt) * scale - 1
        brush.rectangle(
            (reach, 0, width, height) if dx_pt > 0 else (0, 0, width - reach, height), 0
        )
        if page.head:
            brush.rectangle((0, 0, width, (page.head.y_pt + 6) * scale), 0)
        if page.foot:
            brush.rectangle((0, (page.foot.y_pt - 12) * scale, width, height), 0)
    box = gap.getbbox()
    return (box[1] / height, box[3] / height) if box else None


def _beyond(one: "Image", other: "Image") -> "Image":
    """How far each dot is darker or lighter than all dots around its place in the other picture.

    Glyphs are drawn on whole dots: a page that moved by part of a dot has some of them one aside.
    """
    from PIL import ImageChops, ImageFilter

    darkest = other.filter(ImageFilter.MinFilter(3))
    lightest = other.filter(ImageFilter.MaxFilter(3))
    return ImageChops.lighter(ImageChops.subtract(darkest, one), ImageChops.subtract(one, lightest))
