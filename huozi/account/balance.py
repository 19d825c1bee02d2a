"""What a unit says against what its galley shows. An account that does not balance stops the build.

The order is that of reading: the galley says to which element each text belongs, and elements stand
in it as in the manuscript. That they also stand so on the page is looked at in `stands`.
"""

import re
from collections.abc import Collection, Iterator
from itertools import zip_longest

from msgspec import Struct

from huozi.account.allowed import HOUSE, Declared
from huozi.account.column import CountedText, Difference, squeezed
from huozi.account.geometry import Box
from huozi.account.pieces import SLOT, ShownPicture
from huozi.account.reading import Reading, reading
from huozi.account.said import Said, is_turned, said
from huozi.account.sheets import sheet
from huozi.account.stands import (
    Areas,
    areas,
    backwards,
    crossed,
    disordered,
    out,
    outside,
    overlaps,
    quoted,
)
from huozi.account.streams import UnreadableError
from huozi.values.galley import Galley, Setting, SheetFacts, Unit
from huozi.values.manuscript import Finding, Place, finding
from huozi.values.structure import Structure, unpacked
from huozi.values.style import UnitKind

_MOST = 8  # findings of one unit
_DOTS = re.compile(r"[.·…]+")
_MARKS = r"[①-⑳㉑-㉟㊱-㊿*]|\[\d+\]"
_MARK = re.compile(_MARKS)


def account(
    unit: Unit, galley: Galley, setting: Setting, declared: Declared = HOUSE,
    structure: Structure | None = None,
) -> tuple[Finding, ...]:  # fmt: skip
    """Every difference between a unit and its galley; none when the account balances."""
    return accounted(unit, galley, setting, declared, structure).findings


class Accounted(Struct, frozen=True):
    """What an account found, and where the first words of each page were written."""

    findings: tuple[Finding, ...] = ()
    sources: tuple[tuple[int, Place], ...] = ()


def accounted(
    unit: Unit, galley: Galley, setting: Setting, declared: Declared = HOUSE,
    structure: Structure | None = None,
) -> Accounted:  # fmt: skip
    """The account of a unit and its galley."""
    try:
        shown = reading(galley, structure or unpacked(galley.structure))
        if isinstance(unit.content, SheetFacts):  # no pages of the book
            pieces = [*shown.text, *shown.artifacts]
            return Accounted(tuple(sheet(unit, unit.content.told, pieces, declared))[:_MOST])
        furniture = unit.kind is UnitKind.FURNITURE
        if furniture:  # it stands in the margins, and nobody has it read to them
            shown.blocks, shown.artifacts = {0: shown.artifacts}, []
        allowed = areas(setting.format, setting.line, furniture or declared.pages)
        made = _Account(unit, said(unit, setting.notes, language=setting.language), shown, declared)
        if not made.text.balances and (turned := sum(map(is_turned, unit.blocks))):
            others = (
                _Account(unit, said(unit, setting.notes, number, setting.language), shown, declared)
                for number in range(turned)
            )
            made = next((other for other in others if other.text.balances), made)
        found = made.differences(allowed)
        sources = tuple(made.text.first_places()) if unit.text is not None else ()
        return Accounted(tuple(dict.fromkeys(found))[:_MOST], sources)
    except (UnreadableError, LookupError, ValueError, ArithmeticError) as error:
        return Accounted((finding("account-unreadable", unit.place, reason=error),))


class _Account:
    """Both sides of one unit."""

    def __init__(self, unit: Unit, told: Said, shown: Reading, declared: Declared) -> None:
        self.unit, self.told, self.shown = unit, told, shown
        self.added = sorted(filter(None, map(squeezed, declared.added)), key=len, reverse=True)
        self.anywhere = declared.fields is not None
        atoms = told.text
        if declared.fields is not None:
            atoms = [a for a in atoms if not a.name or a.name in declared.fields]
        self.text = CountedText(atoms, shown.text, unit.place)
        self.readings = CountedText(told.readings, shown.readings, unit.place)
        self.notes = [
            CountedText([atom], pieces, atom.place)
            for atom, pieces in zip(told.notes, shown.notes.values(), strict=False)
        ]

    def differences(self, allowed: Areas) -> Iterator[Finding]:
        """All that is found."""
        columns = (self.text, self.readings, *self.notes)
        for column in columns:
            if not column.balances:
                yield from self._differences(column)
                continue
            for words, place, page in column.lost_blanks():
                yield finding("account-blank", place, text=words, page=page + 1)
        yield from self._calls()
        yield from self._pictures(allowed)
        yield from self._artifacts()
        yield from self._furniture(allowed)
        for column in columns:
            yield from _hidden(column)
            yield from outside(column, allowed)
            if self.unit.kind is not UnitKind.FURNITURE:  # a folio may stand before its head
                yield from backwards(column)
        if self.unit.text is not None:
            yield from disordered(self.text, self.shown.paragraphs)
        yield from overlaps((self.text, *self.notes))
        yield from crossed((self.text, *self.notes), self.shown.rules)

    # ---------------------------------------------------------------- texts

    def _differences(self, column: CountedText) -> Iterator[Finding]:
        if self.anywhere and column is self.text:
            column = self._without_fields(column)
        found = [d for d in column.differences() if d.said or not self._is_added(d.shown)]
        gone = {d.said for d in found if d.said}
        come = {d.shown for d in found if d.shown}
        for one in found:
            yield _told(one, gone & come)

    def _without_fields(self, column: CountedText) -> CountedText:
        """The text without the fields that a book's own template shows in an order of its own."""
        shown, atoms = column.shown, []
        for atom in column.atoms:
            words = squeezed(atom.text)
            if atom.name and words in shown:
                shown = shown.replace(words, "", 1)
            else:
                atoms.append(atom)
        rest = CountedText(atoms, column.pieces, self.unit.place)
        rest.shown = shown
        return rest

    def _is_added(self, text: str) -> bool:
        """Is a text made of words that the book's own templates and styles add?"""
        for words in self.added:
            text = text.replace(words, "")
        return not text

    # ---------------------------------------------------------------- notes

    def _calls(self) -> Iterator[Finding]:
        """Each note bears the mark of its call, and stands on its page or on a later one."""
        calls, notes = list(self.shown.calls.values()), list(self.shown.notes)
        above = (-1, 0.0)  # where the note before begins
        pages = [call[0].page if call else 0 for call in calls]
        pages += [0] * (len(self.told.notes) - len(calls))
        # A row that goes on overleaf is read by cells: a later one may call on an earlier page.
        for number in sorted(range(len(self.told.notes)), key=pages.__getitem__):
            atom = self.told.notes[number]
            call = calls[number] if number < len(calls) else []
            note = notes[number] if number < len(notes) else -1
            pieces = self.shown.notes.get(note, [])
            if not call or not pieces:
                page = next((p.page + 1 for p in (*call, *pieces)), "?")
                code = "account-note" if call else "account-call"
                yield finding(code, atom.place, text=quoted(atom.text), page=page)
                continue
            marks = squeezed("".join(p.text for p in self.shown.marks.get(note, [])))
            calling = squeezed("".join(p.text for p in call))
            first, page = pieces[0].page, call[0].page
            here = (first, -pieces[0].y)
            if atom.name != "apart" and not pieces[0].up_x:
                if here < above:
                    yield finding(
                        "account-order", atom.place, text=quoted(atom.text), page=first + 1
                    )
                above = here
            if marks != calling or first < page:
                yield finding(
                    "account-mark", atom.place, text=quoted(atom.text), call=calling, mark=marks,
                    page=page + 1, other=first + 1,
                )  # fmt: skip
        extra = len(self.shown.notes) - len(self.told.notes)
        if extra > 0:
            yield finding("account-note-added", self.unit.place, count=extra)

    # ---------------------------------------------------------------- pictures

    def _pictures(self, allowed: Areas) -> Iterator[Finding]:
        """Each picture stands whole on one page, inside the type area."""
        figures = [(at, its) for at, its in self.shown.pictures.items()]
        figures.sort()
        for number, atom in enumerate(self.told.pictures):
            shown = figures[number][1] if number < len(figures) else []
            if not shown:
                yield finding("account-picture", atom.place, path=atom.text)
                continue
            for picture in shown:
                if picture.hidden:
                    yield finding(
                        f"account-{picture.hidden}", atom.place, text=atom.text,
                        page=picture.page + 1,
                    )  # fmt: skip
                elif (beyond := _beyond(picture, allowed.type_area)) > 1:
                    yield finding(
                        "account-picture-outside", atom.place, path=atom.text,
                        page=picture.page + 1, beyond=round(beyond, 1),
                    )  # fmt: skip

    # ---------------------------------------------------------------- what is not read

    def _artifacts(self) -> Iterator[Finding]:
        """What is shown and not read: leaders, heads of tables that go on, what is declared."""
        pages: dict[int, str] = {}
        for piece in self.shown.artifacts:
            pages[piece.page] = pages.get(piece.page, "") + piece.text
        if not pages:
            return
        allowed = {squeezed(text) for text in (*self.told.repeated, *self.added)} - {""}
        words = "|".join([*map(re.escape, sorted(allowed, key=len, reverse=True)), _MARKS])
        for page, text in pages.items():
            said = squeezed(_DOTS.sub("", text) if self.told.leaders else text)
            if not _is_made_of(said, allowed):
                rest = re.sub(words, "", said) or said
                yield finding("account-added", self.unit.place, text=quoted(rest), page=page + 1)

    def _furniture(self, allowed: Areas) -> Iterator[Finding]:
        """The running heads, and the place of the folio."""
        for head, pieces in zip_longest(self.unit.heads, self.shown.furniture):
            wanted = squeezed(head.text) + SLOT if head else ""
            found = squeezed("".join(piece.text for piece in pieces or ()))
            if found != wanted and not self._is_added(found.replace(wanted, "")):
                place = self.unit.place
                yield finding("account-head", place, text=quoted(found), said=quoted(wanted))
            for piece in pieces or ():
                if piece.hidden or out(piece.box, allowed.trim) > 0:
                    said_, text = quoted(wanted), quoted(piece.text)
                    yield finding("account-head", self.unit.place, text=text, said=said_)


def _is_made_of(text: str, words: Collection[str]) -> bool:
    """Whether a text is some of the words, or marks of notes, on end: 99100 is 99 and 100."""
    lengths = sorted({len(word) for word in words})
    ends = {0}
    for at in range(len(text)):
        if at in ends:
            ends |= {at + n for n in lengths if text[at : at + n] in words}
            if mark := _MARK.match(text, at):
                ends.add(mark.end())
    return len(text) in ends


def _told(difference: Difference, moved: set[str]) -> Finding:
    said_, shown_, place, page = difference
    if said_ and said_ in moved:
        return finding("account-order", place, text=quoted(said_), page=page + 1)
    if not shown_:
        return finding("account-lost", place, text=quoted(said_), page=page + 1)
    if not said_:
        return finding("account-added", place, text=quoted(shown_), page=page + 1)
    return finding(
        "account-changed", place, text=quoted(said_), found=quoted(shown_), page=page + 1
    )


def _hidden(column: CountedText) -> Iterator[Finding]:
    """Text that stands in the stream and is not seen."""
    for number, piece in enumerate(column.pieces):
        if piece.hidden:
            yield finding(
                f"account-{piece.hidden}", column.place_of(number), text=quoted(piece.text),
                page=piece.page + 1,
            )  # fmt: skip


def _beyond(picture: ShownPicture, area: Box) -> float:
    return out(picture.box, area)
