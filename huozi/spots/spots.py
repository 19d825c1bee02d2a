"""Spots: from a point of a page to the character of the source that it shows, and back.

Galleys say where each character stands and which block it is of; texts say where the characters of
a block were written. Both are looked up for the units that somebody points at, and kept as long as
galley and texts are what they were.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from huozi.read.whereabouts import NOWHERE
from huozi.spots.laid import LaidText, laid
from huozi.spots.letters import Letters
from huozi.spots.printed import Home, PrintedGalley, PrintedStretch
from huozi.spots.titles import Titles
from huozi.spots.unitspots import UnitSpots
from huozi.spots.values import PageBox, SourceSpot
from huozi.spots.written import TypedFile, TypedText, WrittenUnit
from huozi.values.galley import Unit
from huozi.values.length import Side
from huozi.values.pages import BookPage, Forme

#: How far from a character a point may lie and mean it, in sizes of its type: beside it, above it.
_BESIDE, _ABOVE = 2.0, 0.7
#: Letters with less between them are shown in one box, in sizes of their type.
_TOGETHER = 1.0
#: How much of its size two letters of one line may stand apart in height.
_SAME_LINE = 0.4


class _KeptUnit(NamedTuple):
    """What the next edition may use of a unit."""

    printed: PrintedGalley
    unit: Unit
    own: dict[int, TypedText] | None
    files: tuple[TypedFile, ...]


class Spots:
    """The characters of an edition. `before` is what is known of the edition before it."""

    def __init__(
        self, forme: Forme, read_text: Callable[[str], str], before: "Spots | None" = None
    ) -> None:
        self.forme = forme
        self._read_text = read_text
        self._files: dict[str, TypedFile] = {}
        self._units: dict[str, UnitSpots] = {}
        self._furniture: PrintedGalley | None = None
        self._kept = before.kept() if before else {}
        self._files_before: dict[str, TypedFile] = {}
        if before is not None:
            self._files_before = {**before._files_before, **before._files}
        written = {unit.id: WrittenUnit(unit, self.file) for unit in forme.units if unit.text}
        self._written = written
        self.titles = Titles(forme.manuscript, written, self.file)

    # ---------------------------------------------------------------- asked

    def spot(self, page: int, x_pt: float, y_pt: float) -> SourceSpot | None:
        """What stands at a point of a page, measured from its top left; None where nothing does."""
        if not 0 <= page < len(self.forme.page_map.pages):
            return None
        at = self.forme.page_map.pages[page]
        form = self.forme.manuscript.format
        height = form.trim_height_pt - y_pt
        if at.page is not None:
            unit = self.unit(at.unit_id)
            here = x_pt - form.aside_pt(at.side), height
            for picture, place in unit.pictures:
                if picture.page == at.page and picture.holds(*here):
                    return self._spot_at(place.file, place.begins)
            stretches = unit.printed.pages[at.page]
            for one, letter in _nearest(stretches, *here):
                if (found := self._told(unit.told(one.home), one.at + letter)) is not None:
                    return found
        return self._head_spot(at, x_pt, height)

    def where(self, file: str, offset: int, length: int = 1) -> list[PageBox]:
        """Where characters of a file are shown; of what is not, the letter nearest before it."""
        units = [self.unit(unit_id) for unit_id in self._showing.get(file, ())]
        length = max(length, 1)
        found = [(unit, unit.shown(file, offset, length)) for unit in units]
        if not any(places for _, places in found):
            if pictures := [box for unit in units for box in self._seen(unit, file, offset)]:
                return pictures
        if not any(places for _, places in found):
            found = [(unit, unit.near(file, offset)) for unit in units][:1]
        return [box for unit, places in found for box in self._boxes(unit, places)]

    def unit(self, unit_id: str) -> UnitSpots:
        """The letters of a unit."""
        found = self._units.get(unit_id)
        if found is None:
            unit = next(unit for unit in self.forme.units if unit.id == unit_id)
            galley, kept = self.forme.galleys[unit_id], self._kept.get(unit_id)
            same = kept is not None and kept.printed.galley == galley
            printed = kept.printed if kept and same else PrintedGalley(galley)
            written = self._written.get(unit_id) or WrittenUnit(unit, self.file)
            if kept and kept.own is not None and kept.unit == unit:
                if all(self.file(file.name) is file for file in kept.files):
                    written.take(kept.own)
            found = self._units[unit_id] = UnitSpots(unit, printed, written, self.titles, self.file)
        return found

    # ---------------------------------------------------------------- looked up

    def file(self, name: str) -> TypedFile:
        """A text of the book."""
        found = self._files.get(name)
        if found is None:
            typed = self._read_text(name)
            before = self._files_before.get(name)
            found = (
                before if before is not None and before.typed == typed else TypedFile(name, typed)
            )
            self._files[name] = found
        return found

    def kept(self) -> dict[str, _KeptUnit]:
        """What the next edition may use. Nothing in it holds on to this one."""
        known = {
            name: _KeptUnit(
                one.printed, one.unit, one.written.found, tuple(map(self.file, one.written.files))
            )
            for name, one in self._units.items()
        }
        ids = {unit.id for unit in self.forme.units}
        return {name: one for name, one in {**self._kept, **known}.items() if name in ids}

    def _told(self, text: LaidText, at: int) -> SourceSpot | None:
        file, offset = text.files[at], text.offsets[at]
        if offset == NOWHERE:
            return None
        return self._spot_at(file, offset)

    def _spot_at(self, file: str, offset: int) -> SourceSpot:
        typed = self.file(file)
        line, column = typed.line_and_column(offset)
        return SourceSpot(file, offset, line, column, typed.typed[offset : offset + 1])

    @cached_property
    def _showing(self) -> dict[str, list[str]]:
        """By file, the units that show it."""
        found: dict[str, list[str]] = {}
        for unit in self.forme.units:
            written = self._written.get(unit.id)
            for name in written.files if written else (unit.place.file,):
                found.setdefault(name, []).append(unit.id)
        return found

    def _seen(self, unit: UnitSpots, file: str, offset: int) -> Iterator[PageBox]:
        """The pictures that were typed where a character of a file stands."""
        form = self.forme.manuscript.format
        for picture, place in unit.pictures:
            if place.file == file and place.begins <= offset < place.ends:
                at = self.forme.page_map.at(unit.unit.id, picture.page)
                (x0, y0, x1, y1), aside = picture.box_pt, form.aside_pt(at.side)
                height = form.trim_height_pt
                yield PageBox(at.index, x0 + aside, height - y1, x1 + aside, height - y0)

    def _boxes(self, unit: UnitSpots, found: Iterable[tuple[Home, int]]) -> list[PageBox]:
        """The boxes of some letters of a unit, those of a line in one."""
        made: list[PageBox] = []
        form = self.forme.manuscript.format
        for letters, first, last in unit.stretches(found):
            at = self.forme.page_map.at(unit.unit.id, letters.piece.page)
            x0, y0, x1, y1 = letters.box(first, last)
            aside, height = form.aside_pt(at.side), form.trim_height_pt
            box = PageBox(at.index, x0 + aside, height - y1, x1 + aside, height - y0)
            if made and (one := _united(made[-1], box)) is not None:
                made[-1] = one
            else:
                made.append(box)
        return made

    # ---------------------------------------------------------------- running heads

    def _head_spot(self, page: BookPage, x_pt: float, y_pt: float) -> SourceSpot | None:
        """What a running head says at a point."""
        if not page.head:
            return None
        unit = self.unit(page.unit_id)
        heads, galley, written = unit.printed.heads, unit.printed.galley, self.titles.of_book()
        if page.page is not None and galley.head_on(page.page, page.side):
            number = galley.heads[page.page][page.side is Side.VERSO]
            shown = heads[number]
            own = unit.unit.heads[number] if number < len(unit.unit.heads) else None
            found = self.titles.of_head(unit.unit, own) if own else None
            if found is None:
                return None
            written = found
        elif page.side is Side.VERSO:
            if self._furniture is None:
                self._furniture = PrintedGalley(self.forme.furniture)
            shown = [one.letters for one in self._furniture.pages[0]]
        else:
            return None
        text, stretches = "", []
        for letters in shown:
            stretches.append(PrintedStretch(letters, Home("artifact", 0), len(text)))
            text += letters.text
        told = laid(text, written)
        for one, letter in _nearest(stretches, x_pt, y_pt):
            if told.own[one.at + letter] or "…" in one.letters.text:
                return self._told(told, one.at + letter)
        return None


def _nearest(
    stretches: Sequence[PrintedStretch], x: float, y: float
) -> Iterator[tuple[PrintedStretch, int]]:
    """Letters about a point, the nearest first, one of each stretch."""
    found: list[tuple[float, int, int]] = []
    for number, one in enumerate(stretches):
        letters, size = one.letters, one.letters.piece.size or 1.0
        x0, y0, x1, y1 = letters.box(0, len(letters.text) - 1)
        upright = abs(letters.piece.up_y) >= abs(letters.piece.up_x)
        beside, above = (_BESIDE, _ABOVE) if upright else (_ABOVE, _BESIDE)
        dx, dy = max(x0 - x, 0.0, x - x1) / size, max(y0 - y, 0.0, y - y1) / size
        if dx <= beside and dy <= above:
            found.append((dx + 2 * dy, number, _letter(letters, x, y)))
    for _, number, letter in sorted(found):
        yield stretches[number], letter


def _letter(letters: Letters, x: float, y: float) -> int:
    """The letter of a stretch that stands nearest to a point."""

    def off(at: int) -> tuple[float, float]:
        x0, y0, x1, y1 = letters.box(at, at)  # cells of marks that are squeezed overlap
        outside = max(x0 - x, 0.0, x - x1) + max(y0 - y, 0.0, y - y1)
        return outside, abs(x0 + x1 - 2 * x) + abs(y0 + y1 - 2 * y)

    return min(range(len(letters.text)), key=off)


def _united(one: PageBox, other: PageBox) -> PageBox | None:
    """Two boxes of one line that stand side by side, as one."""
    size = one.y1 - one.y0
    apart = max(other.x0 - one.x1, one.x0 - other.x1)
    if one.page != other.page or abs(one.y0 - other.y0) > _SAME_LINE * size:
        return None
    if apart > _TOGETHER * size:
        return None
    return PageBox(
        one.page, min(one.x0, other.x0), min(one.y0, other.y0), max(one.x1, other.x1),
        max(one.y1, other.y1),
    )  # fmt: skip
