"""The letters of a unit: each home laid beside what it was written from, when it is asked for."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from huozi.read.whereabouts import NOWHERE
from huozi.spots.laid import LaidText, at_point, laid, nowhere
from huozi.spots.letters import Letters
from huozi.spots.pictures import PicturePlace, SpotPicture, typed_place
from huozi.spots.printed import Home, PrintedGalley
from huozi.spots.titles import Titles
from huozi.spots.written import Files, TypedText, WrittenUnit, joined, readings
from huozi.values.galley import Unit
from huozi.values.manuscript import Block, BlockKind, Entry, Note
from huozi.values.rules import GOES_ON
from huozi.values.style import Status


class UnitSpots:
    """The letters of a unit, each home laid beside its source when it is asked for."""

    def __init__(
        self, unit: Unit, printed: PrintedGalley, written: WrittenUnit, titles: Titles, files: Files
    ) -> None:
        self.unit, self.printed, self.written = unit, printed, written
        self._titles, self._files = titles, files
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

    @cached_property
    def pictures(self) -> tuple[tuple[SpotPicture, PicturePlace], ...]:
        """The pictures, each with where it was typed."""
        found = ((one, typed_place(one, self.unit, self._files)) for one in self.printed.pictures)
        return tuple((one, place) for one, place in found if place is not None)

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
                return _contained(shown, list(self._titles.of_target(target)))
            case "note":
                return laid(shown, self._notes.get(home) or TypedText("", "", ()))
            case "artifact":
                return self._repeated(home.key, shown)
        return self._plain(home, shown)

    def _block(self, ordinal: int, shown: str) -> LaidText:
        """What the elements of a block show: its text, and that of what has no element."""
        parts = [self.written.own[at] for at in self._gathered.get(ordinal, ())]
        own = joined([part for part in parts if part.text])
        if own.begins == NOWHERE:  # words of the press's own, as 说明 above a box
            place = self.written.numbered[ordinal].place
            return at_point(shown, place.file, self._files(place.file).start_of(place.line))
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
        return laid(shown, readings(inlines, own, self._files(own.file).typed))

    def _label(self, ordinal: int, shown: str) -> LaidText:
        """The label of an item: as it was typed, or where the item begins."""
        block = self.written.numbered[ordinal]
        file = self._files(block.place.file)
        start = file.start_of(block.place.line)
        line = file.typed[start:].partition("\n")[0]
        at = line.find(shown)
        if at >= 0:
            offsets = tuple(range(start + at, start + at + len(shown)))
            return laid(shown, TypedText(file.name, shown, offsets))
        return at_point(shown, file.name, start + len(line) - len(line.lstrip()))

    def _call(self, ordinal: int, shown: str) -> LaidText:
        """The call of a note: where it is typed."""
        note = self.written.numbered[ordinal] if ordinal >= 0 else None
        if not isinstance(note, Note):  # the star of a title
            own = next(iter(self._notes.values()), None)
            return at_point(shown, own.file, own.begins) if own else nowhere(shown)
        file = self._files(note.place.file)
        for label in (note.label, note.label.rpartition(":")[2]):
            at = file.typed.find(f"[^{label}]")
            if at >= 0 and file.typed[at + len(label) + 3 : at + len(label) + 4] != ":":
                return at_point(shown, file.name, at)
        own = self.written.own.get(ordinal)
        return at_point(shown, own.file, own.begins) if own else nowhere(shown)

    @cached_property
    def _notes(self) -> dict[Home, TypedText]:
        """Notes that do not say which they are: by their words, in the order of their calls."""
        shown = {home.key for home in self.printed.texts if home.kind == "block"}
        calls = dict.fromkeys(one.block for one in self.printed.elements if one.role == "Reference")
        left = [self.written.own[at] for at in calls if at not in shown and at in self.written.own]
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
        files: list[str] = []
        offsets: list[int] = []
        own = bytearray()
        for one in self.printed.stretches[Home("artifact", page)]:
            text = one.letters.text
            words = text.partition("（")[0] if GOES_ON in text else text
            cell = next((cell for cell in cells if words and words in cell.text), None)
            told = _contained(text, [cell], words) if cell else nowhere(text)
            files += told.files
            offsets += told.offsets
            own += told.own
        return LaidText(tuple(files), tuple(offsets), bytes(own))

    def _cells(self, page: int) -> Iterator[TypedText]:
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
    def _fields(self) -> list[TypedText]:
        return [one for one in self._titles.of_unit(self.unit) if one.begins != NOWHERE]

    def _plain(self, home: Home, shown: str) -> LaidText:
        told = _contained(shown, self._fields)
        if told.offsets and told.offsets[0] != NOWHERE:
            return told
        text = self.unit.text
        if (
            home not in self._pool
            and isinstance(text, Entry)
            and text.status is not Status.COMPLETE
        ):
            status = self._titles.status(text)
            return at_point(shown, status.file, status.begins)
        if home not in self._pool and text is not None and self._fields:  # 附件1 is the press's
            return at_point(shown, self._fields[0].file, self._fields[0].begins)
        return self._pool.get(home, told)

    @cached_property
    def _pool(self) -> dict[Home, LaidText]:
        """Where a book's own templates say of no element which block it shows: all in order."""
        left = [
            self.written.own[at] for at in self._gathered.get(-1, ())
            if isinstance(self.written.numbered[at], Block)
        ]  # fmt: skip
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


def _contained(shown: str, fields: Sequence[TypedText], words: str = "") -> LaidText:
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
