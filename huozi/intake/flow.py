"""A manuscript as one sequence of passages, tables and pictures, in the order of reading.

Revisions are decided here, hidden text is left out, boxes and pictures stand behind the paragraph
or table that holds them, and tables that only lay out a page are opened.
"""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from huozi.intake.fates import Fated, LeftOut
from huozi.intake.inquiry import Inquiry
from huozi.intake.passages import (
    Bit,
    Flow,
    FlowCell,
    FlowItem,
    FlowPassage,
    FlowPicture,
    FlowTable,
    PassageHome,
    atoms_of,
    cut,
    has_words,
    heads_contents,
    shows,
    words_of,
)
from huozi.intake.policy import Policy
from huozi.intake.values import (
    AtomKind,
    WordAtom,
    WordBlock,
    WordCell,
    WordParagraph,
    WordRow,
    WordTable,
    WordText,
)

#: Part of a text that one table has to hold to be a layout.
MOST_OF_TEXT = 0.8
#: Height in points up to which a picture in a line of text stays in it.
INLINE_PICTURE_PT = 30.0
_NEW_PAGES = ("nextPage", "evenPage", "oddPage")
_BREAKS = (AtomKind.PAGE_BREAK, AtomKind.COLUMN_BREAK)


def flow(text: WordText, policy: Policy, inquiry: Inquiry) -> Flow:
    """Go through a manuscript once; what a person may decide is asked on the way."""
    return _Flow(text, policy, inquiry).run()


def is_own_mark(call: WordAtom, atom: WordAtom) -> bool:
    """Whether an atom is the sign that was typed for a note instead of its number."""
    if atom.kind is AtomKind.SYMBOL:
        return atom.spot.run == call.spot.run
    raised = bool(atom.look.raised) and 0 < len(atom.text) < 4
    return atom.kind is AtomKind.TEXT and (raised or atom.source == "own-mark")


class _Flow:
    """One method for each kind of block."""

    def __init__(self, text: WordText, policy: Policy, inquiry: Inquiry) -> None:
        self.text = text
        self.policy = policy
        self.inquiry = inquiry
        self.boxes = {box.id: box for box in text.boxes}
        self.pictures = {picture.id: picture for picture in text.pictures}
        self.left: list[Fated] = []
        self.new_page = self.gap = False
        self.own_marks: dict[str, str] = {}  # typed signs of notes, by note
        self.behind: list[FlowItem] = []  # what a table's cells held, for behind it
        self.whole = max(1, sum(len(words_of(block)) for block in text.blocks))

    def run(self) -> Flow:
        """All of it."""
        items = tuple(self.blocks(self.text.blocks, PassageHome.BODY))
        notes = {n.id: tuple(self.note(n.blocks)) for n in self.text.notes if n.called}
        for id, mark in self.own_marks.items():
            notes[id] = self.without_mark(notes.get(id, ()), mark)
        if ends := [note for note in self.text.notes if note.end and note.called]:
            words = "".join(map(words_of, ends[0].blocks))[:80]
            spot = ends[0].blocks[0].spot if ends[0].blocks else None
            self.inquiry.tell("notes-of-end", words, spot, len(ends))
        for atom in self.text.atoms:
            if atom.kind is AtomKind.NOTE_CALL and not notes.get(atom.refers):
                self.inquiry.tell("note-without-text", f"[{atom.source}]", atom.spot)
        for note in self.text.notes:
            if not note.called:
                self.drop(note.blocks, "note-uncalled")
        for comment in self.text.comments:
            self.drop(comment.blocks, "comment")
        for head in self.text.heads:
            self.drop(head.blocks, "footer" if head.foot else "header")
        return Flow(items, notes, tuple(self.left))

    # ------------------------------------------------------------------------ blocks

    def blocks(self, blocks: Sequence[WordBlock], home: PassageHome) -> Iterator[FlowItem]:
        """Items in order; a paragraph whose mark is gone runs on into the next."""
        carried: tuple[WordAtom, ...] = ()
        for at, block in enumerate(blocks):
            if isinstance(block, WordTable):
                yield from self.table(block, home)
                continue
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            block = replace(block, atoms=(*carried, *block.atoms)) if carried else block
            carried = ()
            if heads_contents(block, blocks[at + 1 :]):
                self.drop((block,), "contents")
                continue
            joins = block.mark_revisions and not self.policy.keeps(block.mark_revisions)
            joins = joins or block.drop_cap
            if joins and isinstance(following, WordParagraph):
                carried = block.atoms
                continue
            yield from self.paragraph(block, home)

    def paragraph(self, block: WordParagraph, home: PassageHome) -> Iterator[FlowItem]:
        """A paragraph, parted where a page ends in it; behind it what is anchored in it."""
        self.new_page |= block.page_break_before
        if block.framed and not block.drop_cap and has_words(block):
            self.inquiry.tell("framed", words_of(block)[:80], block.spot)
        if block.contents:
            self.drop((block,), "contents")
            return
        anchored: list[WordAtom] = []
        made: list[FlowItem] = []
        bits: list[Bit] = []
        inline = has_words(block)
        called: WordAtom | None = None  # a call whose sign is typed, right before
        for atom in block.atoms:
            if not self.is_there(atom):
                continue
            if called and is_own_mark(called, atom):
                self.own_marks[called.refers] = atom.text
                self.leave(atom, "note-mark")
                continue
            own = atom.kind is AtomKind.NOTE_CALL and atom.source == "own-mark"
            called = atom if own else None
            if atom.kind is AtomKind.BOX or atom.kind is AtomKind.PICTURE:
                if atom.kind is AtomKind.PICTURE and inline and self.stays(atom):
                    bits.append(Bit(atom, 0, 1))
                else:
                    anchored.append(atom)
            elif atom.kind in _BREAKS:
                made += self.passage(block, bits, home)
                bits = []
                self.new_page |= atom.kind is AtomKind.PAGE_BREAK
                self.leave(atom, str(atom.kind))
            elif atom.kind is AtomKind.COMMENT_CALL:
                self.leave(atom, "comment-call")
            elif atom.text or atom.kind is AtomKind.NOTE_CALL:
                bits.append(Bit(atom, 0, atom.size))
            else:
                bits += self.unknown(atom)
        made += self.passage(block, bits, home)
        for atom in anchored:
            before, items = self.anchored(atom, inline, home)
            made = [*items, *made] if before else [*made, *items]
        yield from made
        if block.section_end in _NEW_PAGES:
            self.new_page = True

    def passage(
        self, block: WordParagraph, bits: Sequence[Bit], home: PassageHome
    ) -> Iterator[FlowPassage]:
        """A passage, unless it shows nothing."""
        if not shows(bits):
            self.gap |= not bits
            for bit in bits:
                self.leave(bit.atom, "blank")
            return
        yield FlowPassage(block, tuple(bits), home, self.new_page, self.gap)
        self.new_page = self.gap = False

    def is_there(self, atom: WordAtom) -> bool:
        """Whether an atom stands in the text once all is decided."""
        if not self.policy.keeps(atom.revisions):
            self.leave_whole(atom, "revision")
            return False
        if atom.place_holder:
            self.leave_whole(atom, "place-holder")
            return False
        if atom.look.hidden and atom.kind not in (AtomKind.BOX, AtomKind.PICTURE):
            self.leave(atom, "hidden")
            return False
        return True

    def unknown(self, atom: WordAtom) -> Iterator[Bit]:
        """An atom without words: a sign nobody knows, which may be told, or one that shows
        nothing.
        """
        if atom.kind is AtomKind.SYMBOL:
            self.inquiry.tell("symbol-unknown", atom.source, atom.spot)
            said = self.inquiry.ask("symbol", atom.spot, atom.source, ("leave-out",))
            if said != "leave-out" and len(said) == 1:
                yield Bit(replace(atom, text=said), 0, 1)
                return
        self.leave(atom, "no-words")

    # ------------------------------------------------------------------------ anchored

    def stays(self, atom: WordAtom) -> bool:
        """Whether a picture is a sign in a line of text."""
        picture = self.pictures.get(atom.refers)
        return bool(picture and not picture.floating and 0 < picture.height_pt <= INLINE_PICTURE_PT)

    def anchored(
        self, atom: WordAtom, inline: bool, home: PassageHome
    ) -> tuple[bool, list[FlowItem]]:
        """A box or picture that stands by itself, and whether before what held it."""
        where = ("behind", "drop") if home is PassageHome.CELL else ("behind", "before", "drop")
        if atom.kind is AtomKind.PICTURE:
            picture = self.pictures.get(atom.refers)
            if picture is None:
                self.leave(atom, "picture-missing")
                return False, []
            moved = inline or home is PassageHome.CELL or picture.floating
            said = "behind"
            if moved and home is not PassageHome.NOTE:
                words = picture.description or picture.member or picture.id
                self.inquiry.tell("picture-moved", picture.member or picture.id, atom.spot)
                said = self.inquiry.ask("place", atom.spot, words, where, "place-picture")
            if said == "drop":
                self.leave(atom, "dropped")
                return False, []
            return said == "before", [FlowPicture(picture, atom)]
        box = self.boxes.get(atom.refers)
        self.leave(atom, "box-anchor")
        if box is None:
            return False, []
        words, said = "".join(map(words_of, box.blocks))[:80], "behind"
        self.inquiry.tell("box-moved", words, atom.spot)
        if words:
            said = self.inquiry.ask("place", atom.spot, words, where, "place-box")
        if said == "drop":
            self.drop(box.blocks, "dropped")
            return False, []
        return said == "before", list(self.blocks(box.blocks, PassageHome.BOX))

    # ------------------------------------------------------------------------ tables

    def table(self, table: WordTable, home: PassageHome) -> Iterator[FlowItem]:
        """A table, or what stood in one that only lays out."""
        nested = home is PassageHome.CELL
        if nested:
            words = words_of(table)[:80]
            self.inquiry.tell("table-lifted", words, table.spot)
            if words and self.inquiry.ask(
                "place", table.spot, words, ("behind", "drop"), "place-table"
            ) == "drop":  # fmt: skip
                self.drop((table,), "dropped")
                return
        elif self.opens(table):
            for row in self.rows_there(table):
                for cell in row.cells:
                    yield from self.blocks(cell.blocks, PassageHome.OPENED)
            return
        self.new_page = False
        outer, self.behind = self.behind, []
        rows = [tuple(map(self.cell, row.cells)) for row in self.rows_there(table)]
        behind, self.behind = self.behind, outer
        if rows:
            yield FlowTable(table, tuple(rows))
        yield from behind

    def rows_there(self, table: WordTable) -> Iterator[WordRow]:
        """The rows that are neither hidden nor taken away by a revision."""
        for row in table.rows:
            kept = self.policy.keeps(row.revisions)
            if kept and not row.hidden:
                yield row
                continue
            for cell in row.cells:
                self.drop(cell.blocks, "hidden" if kept else "revision")

    def cell(self, cell: WordCell) -> FlowCell:
        """The passages of a cell; what is none goes behind the table."""
        passages: list[FlowPassage] = []
        if cell.continued:
            self.drop(cell.blocks, "hidden-cell")
            return FlowCell(cell.column, cell.columns, 0, ())
        for item in self.blocks(cell.blocks, PassageHome.CELL):
            if isinstance(item, FlowPassage) and item.home is PassageHome.CELL:
                passages.append(item)
            else:
                self.behind.append(item)
        return FlowCell(cell.column, cell.columns, cell.rows, tuple(passages))

    def opens(self, table: WordTable) -> bool:
        """Whether a table only lays out: one cell, or most of the text in one column."""
        if table.spot.paragraph in self.policy.closed:
            return False
        shown = [[cell for cell in row.cells if cell.rows] for row in table.rows]
        if sum(map(len, shown)) == 1:
            self.inquiry.tell("table-opened", words_of(table)[:80], table.spot)
            return True
        words = [[sum(map(len, map(words_of, cell.blocks))) for cell in row] for row in shown]
        narrow = all(len(row) <= 1 for row in shown)
        if not table.ruled:  # beside them number and signer, or the two sides of an imprint
            alone = sum(max(row, default=0) for row in words if sum(map(bool, row)) == 1)
            narrow = alone > MOST_OF_TEXT * sum(map(sum, words))
        opened = narrow and sum(map(sum, words)) > MOST_OF_TEXT * self.whole
        if opened:
            self.inquiry.tell("layout-opened", words_of(table)[:80], table.spot)
        return opened

    # ------------------------------------------------------------------------ the rest

    def note(self, blocks: Sequence[WordBlock]) -> Iterator[FlowPassage]:
        """The passages of a note; those of a table in it, cell by cell."""
        for item in self.blocks(blocks, PassageHome.NOTE):
            if isinstance(item, FlowPassage):
                yield item
            elif isinstance(item, FlowTable):
                self.inquiry.tell("table-in-note", words_of(item.table)[:80], item.spot)
                yield from (p for row in item.rows for cell in row for p in cell.passages)
            else:
                self.leave(item.atom, "picture-in-note")

    def without_mark(self, passages: tuple[FlowPassage, ...], mark: str) -> tuple[FlowPassage, ...]:
        """The passages of a note whose typed sign the number of a footnote replaces."""
        if not passages or not passages[0].words.lstrip().startswith(mark):
            return passages
        first = passages[0]
        sign, rest = cut(first, first.words.index(mark) + len(mark))
        for bit in sign.bits:
            left = LeftOut("note-mark", bit.text)
            self.left.append(Fated(bit.atom.number, bit.start, bit.stop, left))
        return (rest, *passages[1:])

    def drop(self, blocks: Sequence[WordBlock], reason: str) -> None:
        """Leave out all that stands in some blocks."""
        for atom in atoms_of(blocks):
            self.leave_whole(atom, reason)

    def leave_whole(self, atom: WordAtom, reason: str) -> None:
        """Leave out an atom, and what stands in its box."""
        self.leave(atom, reason)
        if atom.kind is AtomKind.BOX and (box := self.boxes.get(atom.refers)):
            self.drop(box.blocks, reason)

    def leave(self, atom: WordAtom, reason: str) -> None:
        self.left.append(Fated(atom.number, 0, atom.size, LeftOut(reason, atom.text)))
