"""A manuscript as it was received: its text after reading.

All lengths are in points unless a name says otherwise; indents in characters are those of Word
(`w:firstLineChars`), in characters, not hundredths. The unit of the account is the `WordAtom`: it
has a number, and every fate (`fates`) names atoms by theirs.
"""

from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct


class WordSpot(Struct, frozen=True, gc=False):
    """Where something stands in a package: the part, and the n-th paragraph and run of that part in
    document order, counted from 1; 0 where there is none. A text file has lines for paragraphs.
    """

    part: str
    paragraph: int = 0
    run: int = 0

    def __str__(self) -> str:
        return f"{self.part}¶{self.paragraph}" if self.paragraph else self.part


class AtomKind(StrEnum):
    """What an atom is. Word shows the kinds marked °, and the file does not hold their text."""

    TEXT = "text"
    NUMBER = "number"  # ° an automatic number, as Word shows it, without what follows it
    BULLET = "bullet"  # ° the mark of an automatic list without numbers
    SYMBOL = "symbol"  # w:sym: `source` is font and code; its text is empty where we know no sign
    FORMULA = "formula"  # m:oMath: its text is linear, `raw` the m:t alone, `source` the OMML
    WORD_ART = "word-art"  # v:textpath
    ENCLOSED = "enclosed"  # ° what a field shows of its instruction (`source`): EQ \o\ac(○,21), ㉑
    CHECKBOX = "checkbox"  # ° a form field or content control: ☑ or □
    TAB = "tab"  # "\t"
    LINE_BREAK = "line-break"  # "\n": a soft return
    PAGE_BREAK = "page-break"  # "\f"
    COLUMN_BREAK = "column-break"  # "\v"
    HYPHEN = "hyphen"  # w:noBreakHyphen, a "-" (`raw` U+2011); of w:softHyphen nothing is shown
    RUBY = "ruby"  # the reading; the atoms it belongs to bear the same number `ruby`
    NOTE_CALL = "note-call"  # `refers` to a WordNote
    COMMENT_CALL = "comment-call"  # `refers` to a WordComment
    PICTURE = "picture"  # `refers` to a WordPicture
    BOX = "box"  # `refers` to a WordBox, anchored here
    DRAWN = "drawn"  # a:t: words in a diagram, chart or drawing


class UncarriedLook(Struct, frozen=True, gc=False):
    """What letters, a paragraph, table or page show that is not carried (`properties`)."""

    code: str
    detail: str = ""


class WordLook(Struct, frozen=True, gc=False):
    """How letters look, with styles, defaults and theme worked in."""

    bold: bool = False
    italic: bool = False
    underline: str = ""  # the kind Word names (single, wave, dotted, …); empty: none
    strike: bool = False  # single or double
    hidden: bool = False  # w:vanish
    emphasis: str = ""  # w:em: dot, comma, circle, underDot; empty: none
    raised: str = ""  # superscript or subscript
    east_asian: str = ""  # the face of Han
    latin: str = ""
    size_pt: float = 10.5
    colour: str = ""  # RRGGBB; empty: automatic
    highlight: str = ""  # a name Word has for it, or RRGGBB of a shading; empty: none
    bordered: bool = False
    combined: bool = False  # two lines in one, or several characters in the room of one
    caps: str = ""  # all or small: letters shown as capitals; the text keeps those of the file
    style: str = ""  # the name of the character style
    told: tuple["UncarriedLook", ...] = ()  # what is not carried (`properties`)


PLAIN = WordLook()


class RevisionKind(StrEnum):
    """What a revision does."""

    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_HERE = "moved-here"
    MOVED_AWAY = "moved-away"


class Revision(Struct, frozen=True, gc=False):
    """A change that was tracked and neither accepted nor rejected."""

    change: RevisionKind
    author: str = ""
    date: str = ""

    @property
    def gone(self) -> bool:
        """Whether the text is not there once the change is accepted."""
        return self.change in (RevisionKind.DELETED, RevisionKind.MOVED_AWAY)


class WordField(Struct, frozen=True, gc=False):
    """The field whose result an atom belongs to; of nested ones the innermost."""

    name: str  # TOC, PAGEREF, REF, HYPERLINK, SEQ, PAGE, …, in capitals
    instruction: str
    number: int  # counted from 1; the atoms of one field have one number


class WordAtom(Struct, frozen=True, gc=False):
    """A piece of the text in one look: what has a fate."""

    number: int  # its index in `WordText.atoms`
    kind: AtomKind
    text: str  # what a reader sees; may be empty
    spot: WordSpot
    look: WordLook = PLAIN
    revisions: tuple[Revision, ...] = ()  # the outermost first; text may be inserted and deleted
    field: WordField | None = None
    link: str = ""  # where it leads: an address, or # and a bookmark
    ruby: int = 0  # base and reading of one ruby bear the same number, from 1
    refers: str = ""  # the id of a note, comment, picture or box
    source: str = ""  # how the file says it, where `text` is not that
    raw: str | None = None  # the characters that the package holds for it, where not `text`
    place_holder: bool = False  # the prompt of a content control that nobody filled in

    @property
    def counted(self) -> str:
        """The characters of the package that this atom answers for."""
        return self.text if self.raw is None else self.raw

    @property
    def size(self) -> int:
        """How much of it fates have to cover: its characters, or 1 where it has none."""
        return len(self.text) or 1


# ---------------------------------------------------------------------------- blocks


class Indents(Struct, frozen=True, gc=False):
    """Indents of a paragraph; `first` is negative where the first line hangs."""

    left_pt: float = 0.0
    first_pt: float = 0.0
    left_chars: float = 0.0
    first_chars: float = 0.0


class Label(Struct, frozen=True):
    """Where an automatic number comes from. The number itself is the paragraph's first atom."""

    text: str  # without the suffix
    format: str  # w:numFmt: chineseCounting, decimal, bullet, …
    template: str  # w:lvlText: 第%1条
    suffix: str  # tab, space or nothing

    @property
    def bullet(self) -> bool:
        """Whether it is a mark and no number."""
        return self.format == "bullet"


class WordParagraph(Struct, frozen=True, tag=True):
    """A paragraph. Numbers and bullets that Word makes are its first atom."""

    spot: WordSpot
    atoms: tuple[WordAtom, ...] = ()
    style: str = ""  # its name, as Word stores it: heading 1, toc 2, WPSOffice手动目录 1
    outline: int | None = None  # level from 0, by style or by itself; None: body text
    alignment: str = "left"  # left, center, right, both, distribute
    indents: Indents = Indents()
    page_break_before: bool = False
    section_end: str = ""  # nextPage, continuous, evenPage, oddPage, nextColumn; empty: none here
    label: Label | None = None
    contents: bool = False  # of a table of contents: by field, style or gallery
    framed: bool = False  # w:framePr: it floats
    drop_cap: bool = False
    mark_revisions: tuple[Revision, ...] = ()  # of its mark: two paragraphs that become one

    @property
    def text(self) -> str:
        """What a reader sees of it, readings of ruby apart, revisions undecided."""
        return "".join(a.text for a in self.atoms if a.kind is not AtomKind.RUBY)


class WordCell(Struct, frozen=True):
    """A cell of a table."""

    blocks: tuple["WordBlock", ...]
    column: int  # from 0, in the grid
    columns: int = 1
    rows: int = 1  # how many it spans downwards; 0: it continues the one above
    joined: int = 1  # how many cells of the file it is: old files join them side by side

    @property
    def continued(self) -> bool:
        """Whether it belongs to the cell above it. It may still hold blocks: hidden by Word."""
        return self.rows == 0


class WordRow(Struct, frozen=True):
    """A row of a table."""

    cells: tuple[WordCell, ...]
    header: bool = False  # repeated on each page
    hidden: bool = False
    revisions: tuple[Revision, ...] = ()


class WordTable(Struct, frozen=True, tag=True):
    """A table; nested ones are blocks of a cell."""

    spot: WordSpot  # of its first paragraph
    rows: tuple[WordRow, ...]
    ruled: bool = True  # whether rules are drawn, by itself or its style

    @property
    def header_rows(self) -> int:
        """How many rows from the first on are repeated."""
        count = 0
        for row in self.rows:
            if not row.header:
                break
            count += 1
        return count


WordBlock: TypeAlias = WordParagraph | WordTable


class WordNote(Struct, frozen=True):
    """A footnote or an endnote."""

    id: str  # footnote:2, endnote:1
    blocks: tuple[WordBlock, ...]
    end: bool = False
    called: bool = True  # False: no call in the text leads to it


class WordComment(Struct, frozen=True):
    """A comment, with the words that it is about."""

    id: str
    blocks: tuple[WordBlock, ...]
    author: str = ""
    date: str = ""
    about: str = ""


class WordBox(Struct, frozen=True):
    """A text box; its anchor is an atom of kind BOX, `spot` is that one's."""

    id: str
    spot: WordSpot
    blocks: tuple[WordBlock, ...]


class Crop(Struct, frozen=True, gc=False):
    """What is cut off of each side of a picture, as a share of its width or height."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


class WordPicture(Struct, frozen=True):
    """A picture: where its bytes are, and how it is shown."""

    id: str
    spot: WordSpot
    member: str = ""  # in the package; empty: it is not there
    external: str = ""  # where else it is said to be; never fetched
    format: str = ""  # by its bytes: png, jpeg, gif, bmp, tiff, wmf, emf, svg, webp; empty: unknown
    width_pt: float = 0.0  # as shown
    height_pt: float = 0.0
    crop: Crop = Crop()
    floating: bool = False
    description: str = ""


class HeadFoot(Struct, frozen=True):
    """A header or footer."""

    part: str
    blocks: tuple[WordBlock, ...]
    foot: bool = False


class Named(Struct, frozen=True):
    """What stands in the package and is not followed: it is told, nothing of it is read."""

    what: str  # ole, macros, alt-chunk, external, template, sub-document, active-x, embedded, ink
    target: str  # a member of the package, or an address
    spot: WordSpot | None = None


class Unshown(Struct, frozen=True):
    """Text that stands in the package and that Word shows nowhere: counted, and left out."""

    #: alternate: a branch for older or newer programs, with the words of the one that is read;
    #: alternate-other: such a branch with words of its own; instruction: of a field; separator:
    #: above notes; blank: blanks that Word trims; ignorable: of a namespace that may be ignored;
    #: glossary, orphan-part: of a part that no shown part names; chart-data: its labels and
    #: numbers; diagram-copy; ornament: pictures of bullets, themes and backgrounds.
    reason: str
    text: str
    spot: WordSpot
    pictures: int = 0  # how many pictures, calls of notes, and cells stand in it
    notes: int = 0
    cells: int = 0


class Origin(Struct, frozen=True):
    """What was received, and how it was read."""

    name: str  # the file's name, without its folder
    form: str  # docx, doc, wps, rtf, txt, md
    digest: str  # sha256 of the file as received
    encoding: str = ""  # of a text file
    guessed: bool = False  # whether the encoding has to be confirmed
    application: str = ""  # docProps/app.xml


class WordText(Struct, frozen=True):
    """All of a manuscript after reading."""

    origin: Origin
    blocks: tuple[WordBlock, ...]
    atoms: tuple[WordAtom, ...]  # all of them, boxes, notes, comments, heads included, by number
    notes: tuple[WordNote, ...] = ()
    comments: tuple[WordComment, ...] = ()
    boxes: tuple[WordBox, ...] = ()
    heads: tuple[HeadFoot, ...] = ()
    pictures: tuple[WordPicture, ...] = ()
    named: tuple[Named, ...] = ()
    told: tuple[tuple[UncarriedLook, WordSpot], ...] = ()  # of paragraphs, tables and pages
    unshown: tuple[Unshown, ...] = ()
