"""What is compiled and linked: units, and the galleys made of them.

The manuscript's own types stand in `manuscript.py`, the book's pages in `pages.py`; these are the
half-made things of the press.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from huozi.values.length import Side
from huozi.values.manuscript import Block, BookInfo, Entry, Finding, Matter, Note, Place, Shows
from huozi.values.nested import all_blocks
from huozi.values.style import FolioPlace, FontRoles, LineStyle, NotePlace, PageFormat, UnitKind

# ---------------------------------------------------------------------------- units


class Setting(Struct, frozen=True):
    """What all units of a book share: type area, line style and font roles."""

    format: PageFormat
    line: LineStyle
    fonts: FontRoles
    language: str
    one_colour: bool = True  # pictures are turned to grey
    notes: NotePlace = NotePlace.FOOT
    formed_folios: bool = False  # with more than figures in them
    folio_place: FolioPlace = FolioPlace.FOOT_OUTER
    drawn: tuple[str, ...] = ()  # what the characters of the book's own stand for


class ContentsLine(Struct, frozen=True):
    """One entry as the contents show it; its page number is a relocation to `target`."""

    number: int  # 0: back matter, which bears none
    title: str
    details: tuple[str, ...]  # documents: date, 发文字号
    target: str  # a unit id
    below: bool = False  # an annex, below its entry
    level: int = 1  # of a heading of the entry: 2 or 3
    turns: tuple[str, ...] = ()  # the title as it turns over, by sense


class ContentsPart(Struct, frozen=True):
    """A part of the contents: its heading (empty in a book without parts) and its lines."""

    title: str
    lines: tuple[ContentsLine, ...]
    target: str = ""  # of the part's page number, where it bears one


class CaptionLine(Struct, frozen=True):
    """A table or figure in its list; the page number is a relocation to `target`."""

    number: str  # 表3
    title: str
    target: str


class IndexPages(Struct, frozen=True):
    """A page of an index row, or several that follow one another: 3–5. Linked to a point."""

    text: str
    target: str


class IndexRow(Struct, frozen=True):
    """A term of the index."""

    term: str
    pages: tuple[IndexPages, ...]
    see: tuple[str, ...] = ()


class IndexGroup(Struct, frozen=True):
    """The terms below a letter."""

    letter: str
    rows: tuple[IndexRow, ...]


class Known(Struct, frozen=True):
    """What is known of the book's pages while its units are cut: guessed first, then settled.

    All of it may move lines, so all of it is an input of the units that show it.
    """

    digits: int = 3  # width of a page number in the contents
    pages: tuple[tuple[str, str], ...] = ()  # target of a cross-reference → its folio
    outside: tuple["Reference", ...] = ()  # what those of a booklet show in the book
    index: tuple[IndexGroup, ...] = ()
    wider: tuple[tuple[str, int], ...] = ()  # target of a list → its width: viii of a preface


class Reference(Struct, frozen=True):
    """What a cross-reference of a unit shows."""

    target: str
    shows: Shows
    text: str
    outside: str = ""  # 原书: the word that says that the number is the book's, in a booklet

    def led_by(self, before: str) -> str:
        """The words before the number, with a mark that it is the book's: 见第 → 见原书第."""
        if not self.outside:
            return before
        stem, behind = (before[:-1], "第") if before.endswith("第") else (before, "")
        return f"{stem}{self.outside}{behind}"


class EntryText(Struct, frozen=True):
    """An article or a document. Its annexes are units of their own."""

    entry: Entry


class MatterText(Struct, frozen=True):
    """Front or back matter with a text of its own, or an annex. `title` is the default one, too."""

    matter: Matter
    title: str


class ContentsList(Struct, frozen=True):
    """The contents 目录."""

    parts: tuple[ContentsPart, ...]
    digits: int  # width of a page number
    title: str
    padded: bool = False  # (046) for 46
    columns: int = 1
    wider: tuple[tuple[str, int], ...] = ()  # targets whose number is wider


class CaptionList(Struct, frozen=True):
    """The list of tables or of figures."""

    lines: tuple[CaptionLine, ...]
    digits: int  # width of a page number
    title: str
    padded: bool = False  # (046) for 46
    wider: tuple[tuple[str, int], ...] = ()  # targets whose number is wider


class IndexList(Struct, frozen=True):
    """The index 索引."""

    groups: tuple[IndexGroup, ...]
    title: str


class BookFacts(Struct, frozen=True):
    """What `book.yaml` says of the book: half title, title page, copyright page, booklet cover."""

    book: BookInfo
    format: PageFormat


class TitleOnly(Struct, frozen=True):
    """A title and no text: a part's leaf 篇章页, the furniture of the whole book."""

    title: str


class SheetText(Struct, frozen=True):
    """A text of a sheet: it stands there once, inside its box."""

    name: str  # of the field that a template shows
    text: str
    keys: str = ""  # of `book.yaml`, where it is written
    box: tuple[float, float, float, float] | None = None  # left, bottom, right, top, in points


class SheetFacts(Struct, frozen=True):
    """What a sheet outside the book's pages shows; the job that sets it defines the fields."""

    @property
    def told(self) -> tuple[SheetText, ...]:
        """The texts that have to stand on it."""
        return ()


#: What a unit shows: one type for each kind of it.
Content = (
    EntryText | MatterText | ContentsList | CaptionList | IndexList
    | BookFacts | TitleOnly | SheetFacts
)  # fmt: skip


class RunningHead(Struct, frozen=True):
    """A running head 书眉 of a unit, for pages of one side.

    Where heads change inside a unit, each holds from the place of its name on: a heading
    (`groups.heading_name`) or an anchor; the first, without a name, before them all.
    """

    side: Side
    text: str
    begins: str = ""


class Unit(Struct, frozen=True):
    """What is set by itself and starts a new page.

    `content` is all that its template may look at, so it is also what the unit's key digests. It
    holds no folio and no number that depends on where the unit stands.
    """

    id: str
    kind: UnitKind
    place: Place
    content: Content
    title: str = ""  # for outlines and reports
    heads: tuple[RunningHead, ...] = ()  # none on sides that bear what is common to the book
    reserve_pages: int = 0  # least number of pages: a place held for text that has not come in
    images: tuple[tuple[str, str], ...] = ()  # path in the book → SHA-256
    references: tuple[Reference, ...] = ()
    run_on: tuple[tuple[str, str], ...] = ()  # ids and titles of further entries 接排 in it

    @property
    def head(self) -> str:
        """The running head of its rectos, where there is but one: templates may name it."""
        return next((head.text for head in self.heads if head.side is Side.RECTO), "")

    @property
    def text(self) -> Entry | Matter | None:
        """The written text that the unit shows; None for what the press makes."""
        match self.content:
            case EntryText(text) | MatterText(text, _):
                return text
        return None

    def where(self, line: int) -> Place:
        """The place of a line of its text, or of a block by its ordinal below 0 (from -1). Of
        several files that are one text it is the first where more than one has such a line.
        """
        if line < 0:
            return (*self.numbered, self)[~max(line, ~len(self.numbered))].place
        if line:
            files = {block.place.file for block in self.blocks if block.place.line == line}
            if len(files) == 1:
                return Place(files.pop(), line)
        return Place(self.place.file, line or self.place.line)

    @property
    def weight(self) -> int:
        """A measure of the time it takes: the characters of its text or of the list it shows."""
        if self.text is None:
            return 200 + len(repr(self.content))
        return 200 + sum(block.chars for block in self.text.body)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the written text, and then those of its notes."""
        text = self.text
        if text is None:
            return ()
        return (*text.body, *(block for note in text.notes for block in note.blocks))

    @property
    def numbered(self) -> tuple[Block | Note, ...]:
        """The blocks of the written text and all that stand in them, in order; then its notes. The
        elements of a galley name what they show by its place here (`Element.block`).
        """
        text = self.text
        return (*all_blocks(text.body), *text.notes) if text else ()


# ---------------------------------------------------------------------------- galleys


class Anchor(Struct, frozen=True):
    """A point that links and numbers may aim at. Points from the page's lower left corner."""

    name: str
    page: int
    x_pt: float
    y_pt: float


class Heading(Struct, frozen=True):
    """A bookmark inside the unit."""

    level: int
    text: str
    page: int
    y_pt: float


class Link(Struct, frozen=True):
    """A clickable rectangle (x0, y0, x1, y1 in points) to an anchor of any unit, or to a URL."""

    page: int
    target: str
    box_pt: tuple[float, float, float, float]
    external: bool = False


class Relocation(Struct, frozen=True):
    """A number the linker has to put in: a slot of `digits` figures in a page's content.

    `name` marks the slot in the content stream. `target` is a unit id, an anchor, or "" for the
    folio of the page itself. `pad` fills the slot with zeros; otherwise it is aligned.
    """

    name: str
    target: str
    digits: int
    pad: bool = False
    align: str = "right"
    place: Place | None = None


#: A page has no running head of its unit's own.
NO_HEAD = -1

#: Name of the slot for the page's own folio on furniture; the linker aligns it to the fore-edge.
FOLIO_SLOT = "folio"


#: A glyph that is shown: its id, its width in 1/1000 em, the text it stands for.
GlyphRow = tuple[int, int, str]


def pack_glyphs(rows: Iterable[GlyphRow]) -> bytes:
    """Glyphs as lines: `0a1f 1000 4e00`, the text in UTF-16.

    The galleys of 2,000 pages show some 300,000. As lines they are stored, sent and united without
    being made into objects.
    """
    return "\n".join(map(_glyph_line, rows)).encode()


@lru_cache(maxsize=1 << 17)  # glyphs of a font come back in every unit
def _glyph_line(row: GlyphRow) -> str:
    glyph, width, text = row
    return f"{glyph:04x} {width} {text.encode('utf-16-be').hex()}"


def glyph_rows(lines: Iterable[bytes]) -> Iterator[GlyphRow]:
    """Lines as glyphs."""
    for line in lines:
        glyph, width, text = line.decode().split(" ")
        yield int(glyph, 16), int(width), bytes.fromhex(text).decode("utf-16-be")


class FontUse(Struct, frozen=True):
    """A font file as a galley uses it. Glyph ids are those of the file, never renumbered."""

    resource: str  # name in the content streams
    digest: str  # SHA-256 of the font file
    face_index: int  # face in a collection
    name: str  # PostScript-like name for the PDF
    ascent: int
    descent: int
    flags: int
    glyphs: bytes  # what it shows: see `pack_glyphs`

    @property
    def rows(self) -> tuple[GlyphRow, ...]:
        """The glyphs, one by one."""
        return tuple(glyph_rows(self.glyphs.splitlines()))


class Galley(Struct, frozen=True):
    """长条样: a unit set into pages, without fonts, folios, running heads or dates.

    `contents` are PDF content streams, one a page, set as rectos with their origin at the lower
    left corner of the trimmed page; `furniture` are those of the unit's running heads, and `heads`
    say for each page which of them it bears on a recto, and which on a verso (`NO_HEAD`: none).
    `resources` is a one-page PDF that carries images and graphic states, empty when there are none.
    """

    unit_id: str
    contents: tuple[bytes, ...]
    furniture: tuple[bytes, ...] = ()
    resources: bytes = b""
    fonts: tuple[FontUse, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    relocations: tuple[Relocation, ...] = ()
    structure: bytes = b""  # packed; see `huozi.values.structure`
    findings: tuple[Finding, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()  # paragraphs, lines, fallbacks
    heads: tuple[tuple[int, int], ...] = ()
    sources: tuple[tuple[int, Place], ...] = ()  # pages, and where their first words were written

    def head_on(self, page: int, side: Side) -> bytes:
        """The furniture of a page with a running head of the unit's own; empty without one."""
        at = self.heads[page][side is Side.VERSO] if self.heads else NO_HEAD
        return b"" if at == NO_HEAD else self.furniture[at]
