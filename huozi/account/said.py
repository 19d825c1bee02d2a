"""What a unit says: its characters in the order of reading, each with the place it was written at.

It follows from the manuscript alone. What the press adds to it is named here with its rule, and so
is what it leaves out: nothing else may stand on a page, and nothing else may be missing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from huozi.account.pieces import SLOT
from huozi.values.galley import (
    BookFacts,
    CaptionList,
    ContentsList,
    EntryText,
    IndexList,
    MatterText,
    Reference,
    TitleOnly,
    Unit,
)
from huozi.values.length import to_mm
from huozi.values.manuscript import (
    Block,
    BlockKind,
    BookInfo,
    Entry,
    Inline,
    InlineKind,
    Matter,
    Note,
    Place,
    Shows,
    words,
)
from huozi.values.rules import GOES_ON, HYPHEN, TURNS
from huozi.values.script import words_of_house
from huozi.values.style import NotePlace, PageFormat, Status, UnitKind

#: Classes of cells that are merged into another: they say nothing of their own.
_MERGED = frozenset(("merge-left", "merge-up"))
_ALL = 1 << 30


#: Keys of `book.yaml` that are called otherwise than the fields that show them.
_KEYS = {"date_display": "date", "trim_width_pt": "format", "whole": "title"}


class Atom(NamedTuple):
    """A text that was written at one place. `name` is that of a field a template may leave out; of
    a note that stands apart from the others, "apart".
    """

    text: str
    place: Place
    name: str = ""


@dataclass(slots=True)
class Said:
    """All that a unit has to show."""

    text: list[Atom] = field(default_factory=list)
    notes: list[Atom] = field(default_factory=list)  # by the order of their calls
    readings: list[Atom] = field(default_factory=list)  # of ruby
    pictures: list[Atom] = field(default_factory=list)  # their paths
    #: What may be shown beside: hyphens, heads of tables where they go on.
    repeated: list[str] = field(default_factory=lambda: [HYPHEN])
    leaders: bool = False  # dots lead from titles to numbers


class _Teller:
    """Goes through a unit in the order of reading."""

    def __init__(
        self, unit: Unit, notes: Sequence[Note], place: NotePlace, in_place: int, language: str
    ) -> None:
        self.said = Said()
        self.late = Said()  # what stands in notes at the end of the entry
        self.unit = unit
        self.notes = {note.label: note for note in notes}
        self.notes_at = place
        self.language = language
        self.place = unit.place
        self.in_place = in_place  # turned tables that stand where they were written
        self.behind: list[Block] = []  # … and those that stand behind the text
        self.turned = False  # a turned table is being told
        self.shown = {(told.target, told.shows): told for told in unit.references}

    def put(self, text: str, name: str = "") -> None:
        """A text of the place that is being told."""
        if text:
            place = self.place
            if name and not place.line:  # a unit knows no lines of `book.yaml`
                place = Place(place.file, keys=f"{_KEYS.get(name, name)} {place.keys}")
            self.said.text.append(Atom(text, place, name))

    # ---------------------------------------------------------------- running text

    def inlines(self, nodes: Sequence[Inline], into: list[str] | None = None) -> None:
        """Running text; into a note of its own where there is one."""
        texts: list[str] = [] if into is None else into
        self._inlines(nodes, texts)
        if into is None:
            self.put("".join(texts))

    def _inlines(self, nodes: Sequence[Inline], into: list[str]) -> None:
        for at, node in enumerate(nodes):
            following = nodes[at + 1] if at + 1 < len(nodes) else None
            match node.kind:
                case InlineKind.TEXT if following and following.shows:
                    into.append(self._reference(following).led_by(node.text))
                case InlineKind.TEXT | InlineKind.DRAWN:
                    into.append(node.text)
                case InlineKind.REFERENCE:
                    told = self._reference(node)
                    led = at and nodes[at - 1].kind is InlineKind.TEXT
                    into.append(f"{'' if led else told.led_by('')}{told.text}")
                case InlineKind.NOTE:
                    self._note(self.notes[node.target])
                case InlineKind.IMAGE:
                    self.said.pictures.append(Atom(node.target, self.place))
                case InlineKind.RUBY:
                    self._inlines(node.children, into)
                    if not node.children:
                        into.append(node.text)
                    self.said.readings.append(Atom(node.target, self.place))
                case InlineKind.CODE if not node.children:
                    into.append(node.text)
                case _:
                    self._inlines(node.children, into)

    def _reference(self, node: Inline) -> Reference:
        return self.shown[node.target, node.shows or Shows.PAGE]

    def _note(self, note: Note) -> None:
        """Its text; the mark is the press's, and is held against that of its call."""
        said, place = self.said, self.place
        at = len(said.notes)
        name = "apart" if self.turned else ""
        said.notes.append(Atom("", note.place, name))
        texts: list[str] = []
        self.said, self.place = (
            self.late if self.notes_at is not NotePlace.FOOT else said,
            note.place,
        )
        for block in note.blocks:
            self._inlines(block.inlines, texts)
        self.said, self.place = said, place
        said.notes[at] = Atom("".join(texts), note.place, name)

    def house(self, words: str) -> str:
        return words_of_house(words, self.language)

    # ---------------------------------------------------------------- blocks

    def blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            self.block(block)

    def block(self, block: Block) -> None:
        """A block and all in it, in the order it is read in."""
        before, self.place = self.place, block.place
        match block.kind:
            case BlockKind.TABLE if is_turned(block) and not self.in_place:
                self.behind.append(block)
            case BlockKind.TABLE:
                self.turned = is_turned(block)
                self.in_place -= self.turned
                self._table(block)
                self.turned = False
            case BlockKind.FIGURE:
                self.said.pictures.append(Atom(block.src, block.place))
                self._caption(block)
            case BlockKind.CODE:
                self._caption(block)
                self.said.repeated += TURNS
                if "numbered" in block.classes:
                    self.said.repeated += (str(at) for at in range(1, len(block.children) + 1))
                self.blocks(block.children)
            case BlockKind.LIST:
                for item in block.children:
                    self.place = item.place
                    self.put(item.label)
                    self.blocks(item.children)
            case BlockKind.ATTACHMENTS:
                for line in block.children:
                    self.place = line.place
                    self.inlines(_full_width(line.inlines))
            case BlockKind.ROSTER:
                for row in block.children:
                    self.place = row.place
                    self.put(f"{row.label}：")
                    self.blocks(row.children)
            case _:
                self.inlines(block.inlines)
                self.blocks(block.children)
        self.place = before

    def _caption(self, block: Block) -> None:
        """表3 is the press's, counted through the entry or the book; `read` has put it there."""
        if block.inlines:
            self.put(block.number)
            self.inlines(block.inlines)

    def _table(self, block: Block) -> None:
        self._caption(block)
        self.said.repeated += (
            f"{self.house('续')}{block.number or '表'}",
            self.house(GOES_ON),
        )  # where it goes on (CY/T 170, 9)
        heads = next((int(c[5:]) for c in block.classes if c.startswith("head-")), 1)
        for number, row in enumerate(block.children):
            self.place = row.place
            for cell in row.children:
                if not _MERGED.isdisjoint(cell.classes):
                    continue
                texts: list[str] = []
                self._cell(cell, texts)
                text = "".join(texts)
                self.put(text)
                # Without the labels of lists.
                going_on = f"{words(cell) if cell.children else text}{self.house(GOES_ON)}"
                self.said.repeated.append(text if number < heads else going_on)

    def _cell(self, block: Block, into: list[str]) -> None:
        """The words of a cell, with the labels of lists in it."""
        if block.kind is BlockKind.ITEM:
            into.append(block.label)
        self._inlines(block.inlines, into)
        for child in block.children:
            self._cell(child, into)

    # ---------------------------------------------------------------- kinds of unit

    def entry(self, entry: Entry) -> None:
        for line in entry.title_lines:
            self.put(line, "title")
        if entry.title_note:
            # At the foot of its page, wherever other notes stand.
            name = "" if self.notes_at is NotePlace.FOOT else "apart"
            self.said.notes.append(Atom(entry.title_note, entry.place, name))
        if entry.kind is UnitKind.DOCUMENT:
            self.put(entry.docno, "docno")
            if entry.date_display:
                self.put(f"（{entry.date_display}）", "date_display")
        if entry.status is Status.PENDING:
            self.put(self.house(f"本篇书稿待收预留{self.unit.reserve_pages}页"), "status")
            return
        self.blocks(entry.body)
        if entry.status is Status.PARTIAL:
            self.put(self.house("〔以下书稿待收〕"), "status")
        if entry.contributor:
            self.put(f"（供稿：{entry.contributor}）", "contributor")
        self._endnotes(star=bool(entry.title_note))

    def matter(self, matter: Matter, title: str) -> None:
        if matter.kind is UnitKind.ANNEX:
            self.put(matter.label, "label")
        if matter.kind is not UnitKind.EPIGRAPH:
            several = len(matter.title_lines) > 1 or matter.kind is UnitKind.ANNEX
            for line in matter.title_lines if several else (title,):
                self.put(line, "title")
        self.blocks(matter.body)
        self._endnotes()

    def _endnotes(self, star: bool = False) -> None:
        if self.notes_at is NotePlace.END and len(self.said.notes) > star:
            self.put(self.house("注释"), "endnotes")
        self.said.readings += self.late.readings
        self.said.pictures += self.late.pictures

    def contents(self, made: ContentsList) -> None:
        self.put(made.title, "title")
        self.said.leaders = True
        for part in made.parts:
            self.put(f"{part.title}{_page(made.padded) if part.target else ''}")
            for line in part.lines:
                number = f"{line.number}." if line.number else ""
                self.put(f"{number}{line.title}{'·'.join(line.details)}{_page(made.padded)}")

    def captions(self, made: CaptionList) -> None:
        self.put(made.title, "title")
        self.said.leaders = True
        for line in made.lines:
            self.put(f"{line.number}{line.title}{_page(made.padded)}")

    def index(self, made: IndexList) -> None:
        self.put(made.title, "title")
        for group in made.groups:
            self.put(group.letter)
            for row in group.rows:
                pages = "，".join(page.text for page in row.pages)
                see = f"{self.house('见')}{'、'.join(row.see)}" if row.see else ""
                self.put(f"{row.term}{pages}{'，' if pages and see else ''}{see}")

    def facts(self, book: BookInfo, form: PageFormat) -> None:
        match self.unit.kind:
            case UnitKind.HALF_TITLE:
                self.put(book.title, "title")
            case UnitKind.TITLE_PAGE:
                self.put(book.title, "title")
                self.put(book.subtitle, "subtitle")
                if book.editor:
                    self.put(f"{book.editor}{book.editor_role}", "editor")
                self.put(book.issuer, "issuer")
            case UnitKind.BOOKLET_COVER:
                self.put(book.whole, "whole")
                self.put(book.title, "title")
                self.put(book.subtitle, "subtitle")
                self.put(book.issuer, "issuer")
                self.put(book.date_display, "date_display")
            case UnitKind.COPYRIGHT | UnitKind.COLOPHON:
                self._record(book, form)

    def _record(self, book: BookInfo, form: PageFormat) -> None:
        """The copyright page of internal material: what `book.yaml` says, below fixed words."""
        self.put(book.title, "title")
        if book.editor:
            self.put(f"{book.editor_role}{book.editor}", "editor")
        internal = book.material == "internal"
        for name, before, after in _RECORDS:
            if value := getattr(book, name):
                before = "编印单位" if name == "issuer" and internal else before
                self.put(f"{self.house(before)}{value}{self.house(after)}", name)
            if name == "date_display":
                size = f"{to_mm(form.trim_width_pt):.0f}mm×{to_mm(form.trim_height_pt):.0f}mm"
                trade = form.trade_name
                words = f"开本{trade}（{size}）" if trade else f"成品尺寸{size}"
                self.put(self.house(words), "trim_width_pt")
        for line in book.copyright_lines:
            self.put(line, "copyright_lines")
        if internal:
            self.put(self.house("内部资料，免费交流"), "material")


def _page(padded: bool) -> str:
    """The page number of a line of the contents: a slot."""
    return f"({SLOT})" if padded else SLOT


#: Words of the copyright page, before and behind a field of the book.
_RECORDS = (
    ("issuer", "编者", ""), ("date_display", "时间", ""), ("permit", "准印证号", ""),
    ("recipients", "发送对象", ""), ("printer", "印刷单位", ""), ("print_date", "印刷日期", ""),
    ("copies", "印数", "册"), ("isbn", "书号", ""),
)  # fmt: skip


def is_turned(block: Block) -> bool:
    """Is this a table on a page of its own?"""
    return block.kind is BlockKind.TABLE and "turned" in block.classes


def said(unit: Unit, notes_at: NotePlace, in_place: int = _ALL, language: str = "zh-CN") -> Said:
    """All that a unit says. Turned tables beyond the first few that are `in_place` stand behind the
    text: they found no next page.
    """
    text = unit.text
    teller = _Teller(unit, text.notes if text else (), notes_at, in_place, language)
    match unit.content:
        case EntryText(entry):
            teller.entry(entry)
        case MatterText(matter, title):
            teller.matter(matter, title)
        case ContentsList() as made:
            teller.contents(made)
        case CaptionList() as made:
            teller.captions(made)
        case IndexList() as made:
            teller.index(made)
        case BookFacts(book, form):
            teller.facts(book, form)
        case TitleOnly(title) if unit.kind is UnitKind.FURNITURE:
            teller.put(f"{title}{SLOT * 3}")  # the head of versos, and folios alone
        case TitleOnly(title):
            teller.put(title, "title")
    teller.in_place = _ALL
    teller.blocks(teller.behind)
    return teller.said


def _full_width(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """附件： bears a full-width colon, whichever was typed (GB/T 9704-2012, 7.3.4)."""
    if nodes and nodes[0].kind is InlineKind.TEXT and nodes[0].text.startswith("附件:"):
        return (Inline(InlineKind.TEXT, f"附件：{nodes[0].text[3:]}"), *nodes[1:])
    return nodes
