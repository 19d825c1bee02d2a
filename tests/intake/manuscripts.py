"""Manuscripts made for tests, as the reader of packages would give them."""

from collections.abc import Sequence

from huozi.intake.values import (
    AtomKind,
    Indents,
    Label,
    Origin,
    Revision,
    WordAtom,
    WordBlock,
    WordBox,
    WordCell,
    WordLook,
    WordNote,
    WordParagraph,
    WordPicture,
    WordRow,
    WordSpot,
    WordTable,
    WordText,
)

PART = "word/document.xml"
#: A run of text: its words, or words and look, or a whole atom's kind, words and more.
Run = str | tuple[str, WordLook] | dict


class Maker:
    """Makes a manuscript piece by piece; atoms are numbered in the order they are made."""

    def __init__(self) -> None:
        self.atoms: list[WordAtom] = []
        self.blocks: list[WordBlock] = []
        self.notes: list[WordNote] = []
        self.boxes: list[WordBox] = []
        self.pictures: list[WordPicture] = []
        self.paragraphs = 0

    def atom(self, run: Run, spot: WordSpot) -> WordAtom:
        if isinstance(run, str):
            run = {"text": run}
        elif isinstance(run, tuple):
            run = {"text": run[0], "look": run[1]}
        kind = run.get("kind", AtomKind.TEXT)
        values = {"kind": kind, "text": "", **run}
        made = WordAtom(len(self.atoms), spot=spot, **values)
        self.atoms.append(made)
        return made

    def paragraph(self, *runs: Run, **keys) -> WordParagraph:
        """A paragraph that is put nowhere."""
        self.paragraphs += 1
        spot = WordSpot(PART, self.paragraphs)
        return WordParagraph(spot, tuple(self.atom(run, spot) for run in runs), **keys)

    def add(self, *runs: Run, **keys) -> "Maker":
        """A paragraph of the text."""
        self.blocks.append(self.paragraph(*runs, **keys))
        return self

    def numbered(self, number: str, *runs: Run, suffix: str = "nothing", **keys) -> "Maker":
        """A paragraph with an automatic number."""
        label = Label(number, "decimal", "%1", suffix)
        look = keys.pop("look", WordLook())
        first = {"text": number, "kind": AtomKind.NUMBER, "raw": "", "look": look}
        return self.add(first, *runs, label=label, **keys)

    def cell(self, words: str | Sequence[WordBlock], column: int, columns=1, rows=1) -> WordCell:
        if isinstance(words, str):
            blocks = tuple(self.paragraph(line) if line else self.paragraph()
                           for line in words.split("\n"))  # fmt: skip
        else:
            blocks = tuple(words)
        return WordCell(blocks, column, columns, rows)

    def table(self, *rows: Sequence[str], header: int = 0, **keys) -> "Maker":
        """A table; `<` and `^` are cells merged into their neighbours."""
        self.blocks.append(self.grid(*rows, header=header, **keys))
        return self

    def grid(self, *rows: Sequence[str], header: int = 0, **keys) -> WordTable:
        made = []
        for at, row in enumerate(rows):
            cells = []
            for column, words in enumerate(row):
                if words == "<":
                    continue
                width = 1
                while column + width < len(row) and row[column + width] == "<":
                    width += 1
                if words == "^":
                    if row[column - 1] == "^" and column and rows[at - 1][column] == "<":
                        continue  # of a cell that spans columns, too
                    while column + width < len(row) and rows[at - 1][column + width] == "<":
                        width += 1
                    cells.append(self.cell("", column, width, 0))
                    continue
                height = 1
                while at + height < len(rows) and rows[at + height][column] == "^":
                    height += 1
                cells.append(self.cell(words, column, width, height))
            made.append(WordRow(tuple(cells), header=at < header))
        return WordTable(WordSpot(PART, self.paragraphs), tuple(made), **keys)

    def note(self, words: str, id: str = "footnote:1") -> dict:
        """A note; what calls it."""
        self.notes.append(WordNote(id, (self.paragraph(words),)))
        return {"kind": AtomKind.NOTE_CALL, "refers": id}

    def picture(self, id: str = "picture:1", **keys) -> dict:
        spot = WordSpot(PART, self.paragraphs + 1)
        keys = {"member": f"word/media/{id[-1]}.png", "format": "png", **keys}
        self.pictures.append(WordPicture(id, spot, **keys))
        return {"kind": AtomKind.PICTURE, "refers": id}

    def box(self, *blocks: WordBlock, id: str = "box:1") -> dict:
        self.boxes.append(WordBox(id, WordSpot(PART, self.paragraphs + 1), blocks))
        return {"kind": AtomKind.BOX, "refers": id}

    def text(self, name: str = "稿.docx") -> WordText:
        """All of it."""
        return WordText(
            Origin(name, "docx", ""),
            tuple(self.blocks),
            tuple(self.atoms),
            notes=tuple(self.notes),
            boxes=tuple(self.boxes),
            pictures=tuple(self.pictures),
        )


BOLD = WordLook(bold=True)
UNDERLINED = WordLook(underline="single")
TITLE = WordLook(size_pt=22, east_asian="方正小标宋简体")
CENTRED = {"alignment": "center"}
INDENTED = {"indents": Indents(first_chars=2)}
RIGHT = {"alignment": "right"}
RED = WordLook(size_pt=36, colour="FF0000")


def revised(words: str, revision: Revision) -> dict:
    return {"text": words, "revisions": (revision,)}
