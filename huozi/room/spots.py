"""Spots: from a point of a page to the character of the source that it shows, and back.

Galleys say where each character stands and which block it is of; texts say where the characters of
a block were written. Both are looked up for the units that somebody points at, and kept as long as
galley and texts are what they were.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from huozi.account.letters import Letters
from huozi.read.whereabouts import NOWHERE
from huozi.room.laid import LaidText, at_point, laid, nowhere
from huozi.room.printed import Home, PrintedGalley, Stretch
from huozi.room.titles import Titles
from huozi.room.values import PageBox, SourceSpot
from huozi.room.written import File, Passage, WrittenUnit, joined, readings
from huozi.values.galley import Galley, Unit
from huozi.values.length import Side
from huozi.values.manuscript import Block, BlockKind, Entry, Note
from huozi.values.pages import BookPage, Forme
from huozi.values.rules import GOES_ON
from huozi.values.style import Status

#: How far from a character a point may lie and mean it, in sizes of its type: beside it, above it.
_BESIDE, _ABOVE = 2.0, 0.7
#: Letters with less between them are shown in one box, in sizes of their type.
_TOGETHER = 1.0
#: How much of its size two letters of one line may stand apart in height.
_SAME_LINE = 0.4


class Spots:
    """The characters of an edition. `before` is what is known of the edition before it."""

    def __init__(
        self, forme: Forme, read_text: Callable[[str], str], before: "Spots | None" = None
    ) -> None:
        self.forme = forme
        self._read_text = read_text
        self._files: dict[str, File] = {}
        self._units: dict[str, _UnitSpots] = {}
        self._furniture: PrintedGalley | None = None
        self._before = {} if before is None else before._units
        self._files_before = {} if before is None else before._files
        written = {unit.id: WrittenUnit(unit, self._file) for unit in forme.units if unit.text}
        self._written = written
        self.titles = Titles(forme.manuscript, written, self._file)

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
            stretches = unit.printed.pages[at.page]
            for one, letter in _nearest(stretches, *here):
                if (found := self._told(unit.told(one.home), one.at + letter)) is not None:
                    return found
        return self._head_spot(at, x_pt, height)

    def where(self, file: str, offset: int, length: int = 1) -> list[PageBox]:
        """Where characters of a file are shown; of what is not, the letter nearest before it."""
        units = [self.unit(unit_id) for unit_id in self._showing.get(file, ())]
        found = [(unit, unit.shown(file, offset, max(length, 1))) for unit in units]
        if not any(places for _, places in found):
            found = [(unit, unit.near(file, offset)) for unit in units][:1]
        return [box for unit, places in found for box in self._boxes(unit, places)]

    def unit(self, unit_id: str) -> "_UnitSpots":
        """The letters of a unit."""
        found = self._units.get(unit_id)
        if found is None:
            unit = next(unit for unit in self.forme.units if unit.id == unit_id)
            galley, before = self.forme.galleys[unit_id], self._before.get(unit_id)
            same = before is not None and before.printed.galley == galley
            printed = before.printed if before and same else PrintedGalley(galley)
            written = self._written.get(unit_id) or WrittenUnit(unit, self._file)
            if before and same and before.unit == unit and self._unchanged(before.written):
                written.__dict__.update(
                    {name: value for name, value in before.written.__dict__.items()
                     if name in ("own", "parents")}
                )  # fmt: skip
            found = self._units[unit_id] = _UnitSpots(unit, printed, written, self)
        return found

    # ---------------------------------------------------------------- looked up

    def _file(self, name: str) -> File:
        found = self._files.get(name)
        if found is None:
            typed = self._read_text(name)
            before = self._files_before.get(name)
            found = before if before is not None and before.typed == typed else File(name, typed)
            self._files[name] = found
        return found

    file = _file

    def _unchanged(self, written: WrittenUnit) -> bool:
        return all(
            name in self._files_before and self._file(name) is self._files_before[name]
            for name in written.files
        )

    def _told(self, text: LaidText, at: int) -> SourceSpot | None:
        file, offset = text.files[at], text.offsets[at]
        if offset == NOWHERE:
            return None
        typed = self._file(file)
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

    def _boxes(
        self, unit: "_UnitSpots", found: Iterable[tuple[Home, int]]
    ) -> list[PageBox]:
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
            stretches.append(Stretch(letters, Home("artifact", 0), len(text)))
            text += letters.text
        told = laid(text, written)
        for one, letter in _nearest(stretches, x_pt, y_pt):
            if told.own[one.at + letter] or "…" in one.letters.text:
                return self._told(told, one.at + letter)
        return None


class _UnitSpots:
    """The letters of a unit, each home laid beside its source when it is asked for."""

    def __init__(
        self, unit: Unit, printed: PrintedGalley, written: WrittenUnit, spots: Spots
    ) -> None:
        self.unit, self.printed, self.written = unit, printed, written
        self._spots = spots
        self._laid: dict[Home, LaidText] = {}

    def told(self, home: Home) -> LaidText:
        """Where the letters of a home were written."""
        if home not in self._laid:
            self._laid[home] = self._lay(home, self.printed.texts[home])
        return self._laid[home]

    def shown(self, file: str, offset: int, length: int) -> list[tuple[Home, int]]:
        """The letters that show some characters of a file."""
        there = self._reverse.get(file, [])
        return [(home, at) for where, home, at in there if offset <= where < offset + length]

    def near(self, file: str, offset: int) -> list[tuple[Home, int]]:
        """The letter that shows what stands nearest before a character of a file, or behind it."""
        there = self._reverse.get(file, [])
        if not there:
            return []
        return [min(there, key=lambda one: (one[0] > offset, abs(one[0] - offset)))[1:]]

    def stretches(self, found: Iterable[tuple[Home, int]]) -> Iterator[tuple[Letters, int, int]]:
        """Letters as stretches of their pages: what they stand in, the first and the last."""
        wanted: dict[Home, list[int]] = {}
        for home, at in found:
            wanted.setdefault(home, []).append(at)
        for home, places in wanted.items():
            for one in self.printed.stretches[home]:
                end = one.at + len(one.letters.text)
                within = [at - one.at for at in sorted(places) if one.at <= at < end]
                for first, last in _runs(within):
                    yield one.letters, first, last

    @cached_property
    def _reverse(self) -> dict[str, list[tuple[int, Home, int]]]:
        """By file, the characters that this unit shows of it: offset, home, place in the home."""
        found: dict[str, list[tuple[int, Home, int]]] = {}
        for home in self.printed.texts:
            if home.kind in ("link", "artifact", "label", "mark", "call"):
                continue
            text = self.told(home)
            for at, (file, offset) in enumerate(zip(text.files, text.offsets, strict=True)):
                if text.own[at]:
                    found.setdefault(file, []).append((offset, home, at))
        return found

    # ---------------------------------------------------------------- homes

    def _lay(self, home: Home, shown: str) -> LaidText:
        match home.kind:
            case "block":
                return self._block(home.key, shown)
            case "reading":
                return self._reading(home.key, shown)
            case "label":
                return self._label(home.key, shown)
            case "call":
                return self._call(home.key, shown)
            case "mark":
                note = self._notes.get(Home("note", -1 - home.key))
                own = self.written.own.get(home.key) if home.key >= 0 else note
                return at_point(shown, own.file, own.begins) if own else nowhere(shown)
            case "link":
                target = self.printed.targets[home.key]
                return _contained(shown, list(self._spots.titles.of_target(target)))
            case "note":
                return laid(shown, self._notes.get(home) or Passage("", "", ()))
            case "artifact":
                return self._repeated(home.key, shown)
        return self._plain(home, shown)

    def _block(self, ordinal: int, shown: str) -> LaidText:
        """What the elements of a block show: its text, and that of what has no element."""
        parts = [self.written.own[at] for at in self._gathered.get(ordinal, ())]
        own = joined([part for part in parts if part.text])
        if own.begins == NOWHERE:  # words of the press's own, as 说明 above a box
            place = self.written.numbered[ordinal].place
            return at_point(shown, place.file, self._spots.file(place.file).start_of(place.line))
        return laid(shown, own)

    @cached_property
    def _gathered(self) -> dict[int, list[int]]:
        """By block that has an element, the texts that stand there; those of none below -1."""
        shown = {home.key for home in self.printed.texts if home.kind == "block"}
        found: dict[int, list[int]] = {}
        for at in sorted(self.written.own):
            holder: int | None = at
            while holder is not None and holder not in shown:
                holder = self.written.parents.get(holder)
            found.setdefault(-1 if holder is None else holder, []).append(at)
        return found

    def _reading(self, ordinal: int, shown: str) -> LaidText:
        block, own = self.written.numbered[ordinal], self.written.own.get(ordinal)
        if own is None or not own.text:
            return nowhere(shown)
        blocks = block.blocks if isinstance(block, Note) else (block,)
        inlines = [node for one in blocks for node in one.inlines]
        return laid(shown, readings(inlines, own, self._spots.file(own.file).typed))

    def _label(self, ordinal: int, shown: str) -> LaidText:
        """The label of an item: as it was typed, or where the item begins."""
        block = self.written.numbered[ordinal]
        file = self._spots.file(block.place.file)
        start = file.start_of(block.place.line)
        line = file.typed[start:].partition("\n")[0]
        at = line.find(shown)
        if at >= 0:
            offsets = tuple(range(start + at, start + at + len(shown)))
            return laid(shown, Passage(file.name, shown, offsets))
        return at_point(shown, file.name, start + len(line) - len(line.lstrip()))

    def _call(self, ordinal: int, shown: str) -> LaidText:
        """The call of a note: where it is typed."""
        note = self.written.numbered[ordinal] if ordinal >= 0 else None
        if not isinstance(note, Note):  # the star of a title
            own = next(iter(self._notes.values()), None)
            return at_point(shown, own.file, own.begins) if own else nowhere(shown)
        file = self._spots.file(note.place.file)
        for label in (note.label, note.label.rpartition(":")[2]):
            at = file.typed.find(f"[^{label}]")
            if at >= 0 and file.typed[at + len(label) + 3 : at + len(label) + 4] != ":":
                return at_point(shown, file.name, at)
        own = self.written.own.get(ordinal)
        return at_point(shown, own.file, own.begins) if own else nowhere(shown)

    @cached_property
    def _notes(self) -> dict[Home, Passage]:
        """Notes that do not say which they are: by their words, in order."""
        shown = {home.key for home in self.printed.texts if home.kind == "block"}
        left = [
            self.written.own[at]
            for at, block in enumerate(self.written.numbered)
            if isinstance(block, Note) and at not in shown and at in self.written.own
        ]
        left += [one for one in self._fields if one.text]
        found = {}
        for home in self.printed.notes():
            words = self.printed.texts[home]
            own = next((one for one in left if one.text == words), None)
            own = own or next((one for one in left if one.text[:8] == words[:8]), None)
            if own is not None:
                left.remove(own)
                found[home] = own
        return found

    def _repeated(self, page: int, shown: str) -> LaidText:
        """Heads of tables, and cells, that are shown again where a table goes on."""
        cells = list(self._cells(page))
        files, offsets, own = [], [], bytearray()
        for one in self.printed.stretches[Home("artifact", page)]:
            text = one.letters.text
            words = text.partition("（")[0] if GOES_ON in text else text
            cell = next((cell for cell in cells if words and words in cell.text), None)
            told = _contained(text, [cell], words) if cell else nowhere(text)
            files += told.files
            offsets += told.offsets
            own += told.own
        return LaidText(tuple(files), tuple(offsets), bytes(own))

    def _cells(self, page: int) -> Iterator[Passage]:
        """The cells of the tables that a page shows, those of their heads first."""
        at = [one.home.key for one in self.printed.pages[page] if one.home.kind == "block"]
        tables: dict[int, None] = {}
        for ordinal in at:
            holder: int | None = ordinal
            while holder is not None:
                block = self.written.numbered[holder]
                if isinstance(block, Block) and block.kind is BlockKind.TABLE:
                    tables[holder] = None
                holder = self.written.parents.get(holder)
        for table in tables:
            block = self.written.numbered[table]
            assert isinstance(block, Block)
            for cell in (cell for row in block.children for cell in row.children):
                own = self.written.own.get(self.written.ordinal(cell))
                if own is not None and own.text:
                    yield own

    # ---------------------------------------------------------------- what is of no block

    @cached_property
    def _fields(self) -> list[Passage]:
        return [one for one in self._spots.titles.of_unit(self.unit) if one.begins != NOWHERE]

    def _plain(self, home: Home, shown: str) -> LaidText:
        told = _contained(shown, self._fields)
        if told.offsets and told.offsets[0] != NOWHERE:
            return told
        text = self.unit.text
        if home not in self._pool and isinstance(text, Entry) and text.status is not Status.COMPLETE:
            status = self._spots.titles.status(text)
            return at_point(shown, status.file, status.begins)
        if home not in self._pool and text is not None and self._fields:  # 附件1 is the press's
            return at_point(shown, self._fields[0].file, self._fields[0].begins)
        return self._pool.get(home, told)

    @cached_property
    def _pool(self) -> dict[Home, LaidText]:
        """Where a book's own templates say of no element which block it shows: all in order."""
        left = [self.written.own[at] for at in self._gathered.get(-1, ())]
        if not any(part.text for part in left):
            return {}
        homes = [
            home for home in sorted(self.printed.texts, key=lambda home: home.key)
            if home.kind == "plain"
            and not any(_contained(self.printed.texts[home], self._fields).own)
        ]  # fmt: skip
        told = laid("".join(self.printed.texts[home] for home in homes), joined(left))
        found, at = {}, 0
        for home in homes:
            end = at + len(self.printed.texts[home])
            found[home] = LaidText(told.files[at:end], told.offsets[at:end], told.own[at:end])
            at = end
        return found


def _contained(shown: str, fields: Sequence[Passage], words: str = "") -> LaidText:
    """Letters of an element that shows fields among words of the press's own."""
    files, offsets, own = [""] * len(shown), [NOWHERE] * len(shown), bytearray(len(shown))
    for field in sorted(fields, key=lambda field: -len(field.text)):
        text = words or field.text
        skipped = field.text.find(text)
        at = shown.find(text) if text else -1
        while at >= 0 and any(file for file in files[at : at + len(text)]):
            at = shown.find(text, at + 1)
        if at < 0:
            continue
        there = field.offsets[skipped : skipped + len(text)]
        single = len(set(there)) == 1 < len(there)
        for n, offset in enumerate(there):
            files[at + n], offsets[at + n] = field.file, offset
            own[at + n] = offset != NOWHERE and not single
    _spread(files, offsets)
    return LaidText(tuple(files), tuple(offsets), bytes(own))


def _spread(files: list[str], offsets: list[int]) -> None:
    """Words of the press's own stand where those before them do, or those behind."""
    told = [at for at, offset in enumerate(offsets) if offset != NOWHERE]
    if not told:
        return
    before = told[0]
    for at, offset in enumerate(offsets):
        if offset == NOWHERE:
            files[at], offsets[at] = files[before], offsets[before]
        else:
            before = at


def _nearest(stretches: Sequence[Stretch], x: float, y: float) -> Iterator[tuple[Stretch, int]]:
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


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow one another, as first and last."""
    first = last = None
    for at in places:
        if last is not None and at != last + 1:
            assert first is not None
            yield first, last
            first = at
        first = at if first is None else first
        last = at
    if first is not None and last is not None:
        yield first, last


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
