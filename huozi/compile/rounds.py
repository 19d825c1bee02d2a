"""The rounds of a unit: it is rendered, laid out, looked at, and rendered again with
corrections.
"""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from huozi.compile.house import House
from huozi.compile.makeup import Changes
from huozi.compile.markup import UnitMarkup, render
from huozi.compile.proofs import AS_WRITTEN, MOST_ROUNDS, Look, PlacedRow, correct
from huozi.values.galley import Setting, Unit
from huozi.values.manuscript import BlockKind, Finding, Place, Severity, finding, plain, words

#: Lines that the last page of a unit holds at least.
LEAST_LAST_LINES = 2
#: A row that is lower is no row to a reader.
LEAST_ROW_PT = 2.0
#: Characters of a text that a finding quotes.
MOST_QUOTED = 20


class Proofs:
    """The proofs of one unit. `sheet` and `look` are those of the last round."""

    def __init__(self, unit: Unit, house: House, setting: Setting) -> None:
        self.unit = unit
        self.house = house
        self.setting = setting
        self.corrections = AS_WRITTEN
        self.look = Look()
        self.rounds = 1
        self.settled = True
        self.sheet: UnitMarkup = render(unit, house, setting)

    def again(self, look: Look) -> str | Changes | None:
        """The HTML of the next round; None when nothing is left to correct.

        Where pages can be made one by one, the paragraphs to be set longer or shorter are returned
        instead.
        """
        self.look = look
        wanted = correct(look, self.corrections, self.sheet.waiting)
        if wanted == self.corrections:
            return None
        if self.rounds == MOST_ROUNDS:
            self.settled = False
            return None
        if look.apart and wanted == replace(self.corrections, loose=wanted.loose):
            self.corrections = wanted
            self.rounds += 1
            return dict(wanted.loose)
        before = self.sheet.html
        self.corrections = wanted
        self.sheet = render(self.unit, self.house, self.setting, wanted)
        if self.sheet.html == before:  # what was guessed was right
            return None
        self.rounds += 1
        return self.sheet.html

    def findings(self) -> Iterator[Finding]:
        """What an editor has to know of the pages."""
        file = self.unit.place.file
        if not self.settled:
            yield finding("notes-unsettled", self.unit.place, rounds=MOST_ROUNDS)
        yield from late(self.look, dict(self.sheet.notes))
        for hole in self.look.holes:  # much white; the place is of what found no room
            place = Place(file, hole.line or self.unit.place.line)
            code = "notes-hole" if hole.noted else "page-hole"
            yield finding(code, place, Severity.INFO, page=hole.page, lines=hole.lines)
        for found in self.look.overflows:
            place = Place(file, found.line)
            if found.text:
                yield finding("table-cell-wide", place, text=found.text, excess=found.excess_pt)
                continue
            code = "table-tall" if found.high else "table-wide"
            name = _named(self.unit, found.line)
            yield finding(code, place, excess=found.excess_pt, name=name)
        for text in self.look.overprinted:
            yield finding("text-overprinted", self.unit.place, text=_brief(text))
        for line in sorted(_tables(self.unit) - set(self.look.tables)):
            yield finding("table-tall", Place(file, line), excess="?", name=_named(self.unit, line))
        yield from self._lost_rows()
        for page in sorted({*self.look.short} - {hole.page for hole in self.look.holes}):
            yield finding("page-short", self._end_of(page), Severity.INFO, page=page)
        if len(self.look.fills) > 1 and 0 < self.look.fills[-1] < LEAST_LAST_LINES:
            lines = round(self.look.fills[-1])
            page = len(self.look.fills)
            yield finding(
                "short-last-page", self._end_of(page), Severity.WARNING, lines=lines, page=page
            )

    def _end_of(self, page: int) -> Place:
        """The place where the last block of a page, or of one before it, was written."""
        line = next(filter(None, reversed(self.look.ends[:page])), self.unit.place.line)
        return Place(self.unit.place.file, line)

    def _lost_rows(self) -> Iterator[Finding]:
        """Findings for rows that no page shows or that have no height."""
        placed: dict[int, PlacedRow] = {}
        for row in self.look.rows:
            if row.line not in placed or row.height_pt > placed[row.line].height_pt:
                placed[row.line] = row
        if not placed:  # tables of a book's own template, or none
            return
        for line in sorted(_rows(self.unit)):
            found = placed.get(line)
            if found is None or found.height_pt < LEAST_ROW_PT:
                page = found.page + 1 if found else "?"
                yield finding("account-row", Place(self.unit.place.file, line), page=page)


def late(look: Look, written: Mapping[str, Place]) -> Iterator[Finding]:
    """Findings for notes that begin on a later page than their calls; `written` has their places.

    The account checks that every note stands whole and in order.
    """
    begun: dict[str, int] = {}
    for page, names in enumerate(look.notes):
        for name in names:
            begun.setdefault(name, page)
    for page, names in enumerate(look.calls):
        for name in names:
            if begun.get(name, page) > page:
                place = written.get(name, Place(""))
                yield finding("note-late", place, Severity.WARNING, page=page + 1)


def _brief(words: str) -> str:
    return words if len(words) <= MOST_QUOTED else f"{words[:MOST_QUOTED]}…"


def _named(unit: Unit, line: int) -> str:
    """The name of a table: its title, or the first words of its head."""
    for block in unit.blocks:
        if block.kind is BlockKind.TABLE and block.place.line == line:
            head = (cell for row in block.children[:1] for cell in row.children)
            return _brief(plain(block.inlines) or "　".join(map(words, head)))
    return "…"


def _tables(unit: Unit) -> set[int]:
    """The lines of the manuscript on which the tables of a unit begin."""
    body = unit.text.body if unit.text else ()
    return {block.place.line for block in body if block.kind is BlockKind.TABLE}


def _rows(unit: Unit) -> set[int]:
    """The lines of the rows of a unit's tables that have cells of their own."""
    text = unit.text
    tables = [block for block in text.body if block.kind is BlockKind.TABLE] if text else []
    return {
        row.place.line
        for table in tables
        for row in table.children
        if any(not {"merge-left", "merge-up"} & set(cell.classes) for cell in row.children)
    }
