"""What a round of proofs changes in the HTML of a unit: marks of notes, figures, lines."""

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
    """Writes those parts of a unit's HTML that depend on its pages, for one round of one unit."""

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
        """The call of a note and, for a footnote 页末注, its text. Each note is written once."""
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
        """The marks and texts of the notes behind the block just written 段末注."""
        if self.place is not NotePlace.PARAGRAPH:
            return []
        notes, self.endnotes = self.endnotes, []
        return notes

    def head(self, block: Block) -> Markup:
        """The attributes of a figure or table that waits for the head of the next page."""
        if not {HEAD, TURNED} & set(block.classes):
            return Markup("")
        self.blocks += 1
        name = f"h{self.blocks}"
        if name in self.corrections.in_place:
            return Markup(' data-in-place=""')
        self.waiting.append(name)
        return Markup(' data-head="{}"').format(name)

    def begin_sheet(self, block: Block) -> None:
        """Begin to gather the notes of a turned table, which stand below it, turned with it."""
        if TURNED in block.classes:
            self.under = []

    def end_sheet(self) -> list[tuple[str, Markup]]:
        """The marks and texts of the notes that were gathered for the turned table."""
        notes, self.under = self.under or [], None
        return notes

    def placed(self, block: Block, text: Markup) -> Markup:
        """A table at its place in the text, or none where a turned one is put behind the text."""
        if TURNED not in block.classes or "data-in-place" not in text:
            return text
        self.behind.append(text)
        return Markup("")

    def loose(self, block: Block) -> Markup:
        """The attributes of a paragraph that is set one line longer or shorter than its best
        setting.
        """
        if block.kind is not BlockKind.PARAGRAPH:
            return Markup("")
        change = dict(self.corrections.loose).get(block.place.line, 0)
        said = f' style="--huozi-line: {WAYS[change]}"' if change else ""
        return Markup(' data-line="{}"{}').format(block.place.line, Markup(said))
