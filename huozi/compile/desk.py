"""What a round of proofs changes in the HTML of a unit: marks, places of figures, lines."""

from dataclasses import dataclass, field

from markupsafe import Markup

from huozi.compile.notes import STAR, mark
from huozi.compile.proofs import AS_WRITTEN, WAYS, Corrections
from huozi.values.manuscript import Block, BlockKind, Place
from huozi.values.style import NotePlace

#: Classes of figures and tables that wait for the head of the next page.
HEAD, TURNED = "at-head", "turned"

_NONE = Markup("")  # attributes


@dataclass(slots=True)
class Desk:
    """Writes, for one round of one unit, what pages decide. Every note is written once."""

    corrections: Corrections = AS_WRITTEN
    place: NotePlace = NotePlace.FOOT
    waiting: list[str] = field(default_factory=list)  # blocks for the head of the next page
    endnotes: list[tuple[str, Markup]] = field(default_factory=list)
    footnotes: list[tuple[str, Place]] = field(default_factory=list)  # name, where it is written
    under: list[tuple[str, Markup]] | None = None  # notes of the turned table that is written
    behind: list[Markup] = field(default_factory=list)  # turned tables behind the text
    notes: int = 0
    blocks: int = 0

    def note(
        self, text: Markup, place: Place, star: bool = False, attributes: Markup = _NONE
    ) -> Markup:
        """The call of a note, and at the foot of the page its text."""
        if self.under is not None:
            shown = mark(len(self.under) + 1)
            self.under.append((shown, text))
            return Markup('<span class="note-call"{}>{}</span>').format(attributes, shown)
        self.notes += not star
        if self.place is not NotePlace.FOOT and not star:
            shown = mark(self.notes)
            self.endnotes.append((shown, text))
            return Markup('<span class="note-call"{}>{}</span>').format(attributes, shown)
        name = STAR if star else f"n{self.notes}"
        shown = STAR if star else dict(self.corrections.marks).get(name, mark(self.notes))
        self.footnotes.append((name, place))
        css = " star" if star else ""
        return Markup('<span class="note{}" data-note="{}" data-mark="{}"{}>{}</span>').format(
            css, name, shown, attributes, text
        )

    def behind_block(self) -> list[tuple[str, Markup]]:
        """Marks and texts of the notes that stand behind what was just written 段末注."""
        if self.place is not NotePlace.PARAGRAPH:
            return []
        notes, self.endnotes = self.endnotes, []
        return notes

    def head(self, block: Block) -> Markup:
        """Attributes of a figure or table that waits for the head of the next page."""
        if not {HEAD, TURNED} & set(block.classes):
            return Markup("")
        self.blocks += 1
        name = f"h{self.blocks}"
        if name in self.corrections.in_place:
            return Markup(' data-in-place=""')
        self.waiting.append(name)
        return Markup(' data-head="{}"').format(name)

    def begin_sheet(self, block: Block) -> None:
        """Gather the notes of a turned table: they stand below it, turned as it is."""
        if TURNED in block.classes:
            self.under = []

    def end_sheet(self) -> list[tuple[str, Markup]]:
        """Marks and texts of the notes that stand below a table."""
        notes, self.under = self.under or [], None
        return notes

    def placed(self, block: Block, text: Markup) -> Markup:
        """A table where it is written; a turned one that finds no next page, behind the text."""
        if TURNED not in block.classes or "data-in-place" not in text:
            return text
        self.behind.append(text)
        return Markup("")

    def loose(self, block: Block) -> Markup:
        """Attributes of a paragraph that is set in a line more or less than it would be."""
        if block.kind is not BlockKind.PARAGRAPH:
            return Markup("")
        change = dict(self.corrections.loose).get(block.place.line, 0)
        said = f' style="--huozi-line: {WAYS[change]}"' if change else ""
        return Markup(' data-line="{}"{}').format(block.place.line, Markup(said))
