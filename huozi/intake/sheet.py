"""The body of one file: passages, tables and pictures as blocks, with the fates of their atoms."""

import re
from collections.abc import Mapping, Sequence

from huozi.intake.dialect import WrittenText, undressed, write_text
from huozi.intake.escapes import CELL, HEADING, ITEM, PARAGRAPH, TextPlace
from huozi.intake.fates import Changed, Fate, Fated, LeftOut, Set
from huozi.intake.frontmatter import dropped_fates
from huozi.intake.grids import write_table
from huozi.intake.inquiry import Inquiry
from huozi.intake.marks import Mark, joined_marks
from huozi.intake.outcome import ConvertedPicture
from huozi.intake.passages import (
    Flow,
    FlowPassage,
    FlowPicture,
    FlowTable,
    cut,
    parted,
    parting_fates,
)
from huozi.intake.patterns import CAPTION
from huozi.intake.readback import PlacedMark, read_piece
from huozi.intake.sequence import number_form
from huozi.intake.values import AtomKind
from huozi.read.numbering import heading_level
from huozi.values.length import to_mm

#: Numbers behind which a blank stands in print; behind the others comes the text at once.
_SPACED = ("chapter", "section", "article", "figures-2", "figures-3", "figures-4")
_BEHIND_NUMBER = " \u3000\t:：.．、"
_PRINTED = {"jpeg": "jpg", "tiff": "tif", "wmf": "png", "emf": "png", "": "png"}
#: Strong words between plain ones, figures apart: nothing can go wrong there.
_STRONG_ALONE = re.compile(r"(?:[^*\[\]^~<{\\0-9]|[0-9](?!\*)|(?<![0-9])\*\*(?![0-9]))*")


class EntrySheet:
    """A file while it is written."""

    def __init__(
        self, path: str, stem: str, first_line: int, flow: Flow, formats: Mapping[str, str],
        inquiry: Inquiry,
    ) -> None:  # fmt: skip
        self.path, self.stem = path, stem
        self.first_line = first_line  # of the body, in the file
        self.flow = flow
        self.formats = formats  # of pictures, by id
        self.lines: list[str] = []
        self.marks: list[PlacedMark] = []
        self.fates: list[Fated] = []
        self.inquiry = inquiry
        self.notes: dict[str, str] = {}  # id → label
        self.note_marks: dict[str, list[Mark]] = {}
        self.pictures: list[ConvertedPicture] = []

    # ------------------------------------------------------------------------ small steps

    @property
    def line(self) -> int:
        """The line of the file that comes next."""
        return self.first_line + len(self.lines)

    def apart(self) -> None:
        """An empty line, where there is text above."""
        if self.lines:
            self.lines.append("")

    def text(self, passage: FlowPassage, place: TextPlace) -> WrittenText:
        """A passage as Markdown; in plain dress where its emphasis could not be read."""
        made = write_text(passage.bits, place, self.label, self.picture)
        if made.dressed and not _reads(made, place.cell):
            plain = write_text(undressed(passage.bits), place, self.label, self.picture)
            self.inquiry.tell("look-dropped", passage.words[:60], passage.spot)
            made = plain
            if not _reads(made, place.cell):
                bare = TextPlace(place.line_end, place.cell, False, place.heading, place.item)
                made = write_text(passage.bits, bare, self.label, self.picture)
        return made

    def put(self, written: WrittenText, before: Sequence[Mark] = (), sign: str = "") -> None:
        """Lines of text at the end of the file."""
        line = self.line
        self.marks += (PlacedMark(mark, line) for mark in (*before, *written.marks))
        self.settle(written, line)
        self.lines += f"{sign}{written.markdown}".split("\n")

    def settle(self, written: WrittenText, line: int) -> None:
        """Note the fates of a text that begins on a line."""
        for atom, start, stop, below, fate in written.fates:
            self.fates.append(Fated(atom, start, stop, self.placed(fate, line + below)))

    def placed(self, fate: Fate | None, line: int) -> Fate:
        """A fate with the place where it is met."""
        if fate is None:
            return Set(self.path, line)
        if isinstance(fate, Changed):
            return Changed(fate.before, fate.after, fate.rule, self.path, line)
        return fate

    def label(self, note: str) -> str:
        """The label of a note, by the order of calls."""
        return self.notes.setdefault(note, str(len(self.notes) + 1))

    def picture(self, picture: str) -> str:
        """The path of a picture, and a note of it."""
        found = next((p.path for p in self.pictures if p.picture == picture), "")
        if found:
            return found
        kind = self.formats.get(picture, "")
        path = f"图/{self.stem}-{len(self.pictures) + 1}.{_PRINTED.get(kind, kind)}"
        self.pictures.append(ConvertedPicture(path, picture))
        return path

    # ------------------------------------------------------------------------ blocks

    def heading(self, passage: FlowPassage, level: int) -> None:
        """A heading: by its number alone where that says the same."""
        self.apart()
        written = self.text(passage, _behind_number(passage, HEADING))
        words = "".join(m.words for m in written.marks if m.kind == "t")
        plain = heading_level(written.markdown) == level and not _marked(written.markdown)
        sign = "" if plain and heading_level(words) == level else f"{'#' * (level + 1)} "
        if sign and written.markdown.endswith("#"):
            markdown = f"{written.markdown[:-1]}\\#"
            written = WrittenText(markdown, written.marks, written.fates)
        self.put(written, (Mark("h", str(level)),), sign)

    def paragraph(self, passage: FlowPassage) -> None:
        """A paragraph of text; several where soft returns were said to part them."""
        own: tuple[FlowPassage, ...] = (passage,)
        if "\n" in passage.words.strip():
            if (
                self.inquiry.ask("lines", passage.spot, passage.words, ("lines", "paragraphs"))
                == "paragraphs"
            ):
                self.fates += parting_fates(passage)
                own = parted(passage)
        for one in own:
            self.apart()
            self.put(self.text(one, _behind_number(one, PARAGRAPH)), (Mark("b"),))

    def items(self, passages: Sequence[FlowPassage]) -> None:
        """Short lines that count, one below the other."""
        self.apart()
        for passage in passages:
            self.put(self.text(passage, ITEM), (Mark("b"),))

    def box(self, name: str, passages: Sequence[FlowPassage]) -> None:
        """Lines between `:::`. Soft returns part lines there."""
        self.apart()
        self.lines.append(f"::: {name}")
        first = True
        for passage in passages:
            written = self.text(passage, TextPlace(line_end="\n", item=True))
            marks = [Mark("b"), *written.marks]
            if name == "主送":
                marks[0] = Mark("b" if first else "l")
            else:
                marks = [Mark("b") if m.kind == "l" else m for m in marks]
            made = WrittenText(written.markdown, tuple(marks), written.fates)
            self.put(made)
            first = False
        self.lines.append(":::")

    def table(self, table: FlowTable, caption: FlowPassage | None) -> None:
        """A table below its title."""
        caption = self.caption(caption) if caption else None
        line = self.line + bool(self.lines)
        texts: list[WrittenText] = []

        def write(passages: Sequence[FlowPassage]) -> WrittenText:
            parts = [self.text(p, _behind_number(p, CELL)) for p in passages]
            texts.extend(parts)
            parts = [p for p in parts if p.markdown]
            joined = "<br>".join(p.markdown for p in parts)
            return WrittenText(joined, tuple(m for p in parts for m in p.marks), ())

        made = write_table(table, write)
        head = f' {{head="{made.heads}"}}' if made.heads > 1 else ""
        self.apart()
        if caption:
            written = self.text(caption, ITEM)
            words = written.markdown
            sign = "" if words.startswith(("表：", "表:")) else "表："
            self.marks.append(PlacedMark(Mark("k"), line))
            marks = written.marks if sign else _without(written.marks, 2)
            self.marks += (PlacedMark(mark, line) for mark in marks)
            self.settle(written, line)
            self.lines += [f"{sign}{words}{head}", ""]
        elif head and not any("^" in row for row in made.lines):
            self.lines += [f"表：{head}", ""]
        at = self.line
        self.marks += (PlacedMark(mark, at) for mark in made.marks)
        rows = [text for row in table.rows for cell in row if cell.rows for text in cell.passages]
        for passage, text in zip(rows, texts, strict=False):
            self.settle(text, at + _row_of(table, passage) + (_row_of(table, passage) > 0))
        self.lines += made.lines
        spot = table.spot
        cells = [cell for row in table.rows[made.heads :] for cell in row if cell.rows]
        if blank := sum(not cell.passages for cell in cells):
            self.inquiry.tell("blank-cells", "", spot, blank)
        if made.cut:
            self.inquiry.tell("merge-cut", "", spot, made.cut)

    def figure(self, item: FlowPicture, caption: FlowPassage | None) -> None:
        """A picture by itself, with the words below it."""
        path = self.picture(item.picture.id)
        caption = self.caption(caption) if caption else None
        self.apart()
        line = self.line
        words = ""
        self.marks.append(PlacedMark(Mark("p", path), line))
        if caption:
            written = self.text(caption, ITEM)
            words = written.markdown
            self.marks.append(PlacedMark(Mark("k"), line))
            self.marks += (PlacedMark(mark, line) for mark in written.marks)
            self.settle(written, line)
        width = to_mm(item.picture.width_pt)
        size = f"{{width={min(width, 400):.0f}mm}}" if width >= 1 else ""
        self.lines.append(f"![{words}]({path}){size}")
        self.fates.append(Fated(item.atom.number, 0, item.atom.size, Set(self.path, line)))

    def caption(self, passage: FlowPassage) -> FlowPassage | None:
        """The title of a table or picture; without its own number where the press is to count."""
        number = CAPTION.match(passage.words)
        words = passage.words[number.end() :] if number else ""
        if not number or not words.strip():
            return passage
        asked = self.inquiry.ask("caption", passage.spot, passage.words, ("keep", "renumber"))
        if asked != "renumber":
            return passage
        end = number.end() + len(words) - len(words.lstrip(_BEHIND_NUMBER))
        head, rest = cut(passage, end)
        self.fates += dropped_fates([head], "caption-number")
        return rest

    def notes_below(self) -> None:
        """The texts of the notes that were called, in order; a note may not call another."""
        done = 0
        while done < len(self.notes):
            note, label = list(self.notes.items())[done]
            done += 1
            passages = self.flow.notes.get(note, ())
            marks: list[Mark] = []
            for at, passage in enumerate(passages):
                calls = [b for b in passage.bits if b.atom.kind is AtomKind.NOTE_CALL]
                bits = tuple(b for b in passage.bits if b not in calls)
                self.fates += (
                    Fated(b.atom.number, b.start, b.stop, LeftOut("note-mark", b.text))
                    for b in calls
                )
                own = FlowPassage(passage.paragraph, bits, passage.home)
                written = self.text(own, TextPlace(line_end="", item=True))
                self.apart()
                sign = "    " if at else f"[^{label}]: "
                line = self.line
                self.settle(written, line)
                marks += written.marks
                self.lines.append(f"{sign}{written.markdown}")
            if not passages:
                self.apart()
                self.lines.append(f"[^{label}]: —")
                marks.append(Mark("t", "—"))
            self.note_marks[label] = marks


def _behind_number(passage: FlowPassage, place: TextPlace) -> TextPlace:
    """The place with the blank that is to stand behind an automatic number."""
    first = passage.bits[0].atom
    if first.kind is not AtomKind.NUMBER:
        return place
    form = number_form(f"{first.text} ")
    after = passage.words[len(first.text) : len(first.text) + 1]
    closed = first.text.endswith(tuple("、．.）)，：:")) or not form
    suffix = passage.paragraph.label.suffix if passage.paragraph.label else "nothing"
    if after in (" ", "\u3000", "\t", "\n", "") or suffix == "nothing":
        return place
    if form and form.form in _SPACED and not closed or form and form.form in _SPACED[:3]:
        return TextPlace(
            place.line_end, place.cell, place.dress, place.heading, place.item, "\u3000"
        )
    return place


def _marked(markdown: str) -> bool:
    """Whether a line begins with a sign of markup, or as an item of Markdown does."""
    return bool(re.match(r"[\\*\[{]|[0-9]{1,9}[.)](?:\s|\Z)", markdown))


def _reads(written: WrittenText, cell: bool) -> bool:
    """Whether a dressed text is read as it was meant, by itself. `|` has a backslash in tables."""
    if _STRONG_ALONE.fullmatch(written.markdown) and "***" not in written.markdown:
        return True
    markdown = written.markdown.replace("\\|", "|") if cell else written.markdown
    wanted = (Mark("t", "。"), *written.marks)
    found = read_piece(f"。{markdown}")
    both = (joined_marks(m for m in marks if m.kind != "l") for marks in (wanted, found))
    return next(both) == next(both)


def _without(marks: Sequence[Mark], count: int) -> tuple[Mark, ...]:
    """Marks without the first characters of their text."""
    made: list[Mark] = []
    for mark in marks:
        if mark.kind == "t" and count:
            mark, count = Mark("t", mark.words[count:]), max(0, count - len(mark.words))
        made.append(mark)
    return tuple(made)


def _row_of(table: FlowTable, passage: FlowPassage) -> int:
    """The row a passage of a table stands in."""
    for at, row in enumerate(table.rows):
        if any(passage is own for cell in row for own in cell.passages):
            return at
    return 0
