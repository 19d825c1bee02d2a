"""The manuscript as values: places and findings, blocks and inlines, entries, the book.

Values are frozen, hold tuples and digests, not lists and absolute paths, and lengths in points.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from huozi.values.printing import Cover, Printing
from huozi.values.style import (
    BARE_FOLIO,
    ContentsStyle,
    FolioPlace,
    Folios,
    FolioStyle,
    FontRoles,
    Heads,
    LineStyle,
    NotePlace,
    PageFormat,
    PageRule,
    Status,
    UnitKind,
)


class Place(Struct, frozen=True, order=True):
    """A path relative to the book, line and column, counted from 1; 0 where they are not known."""

    file: str
    line: int = 0
    column: int = 0
    keys: str = ""  # of a YAML file, parted by blanks: the line is that of the first that is there

    def __str__(self) -> str:
        return ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"  # the book is not made
    WARNING = "warning"  # the book is made; an editor should look
    INFO = "info"


class Finding(Struct, frozen=True):
    """Something an editor has to know: a stable code, a place, and the parameters of its message.

    The words stand in `huozi/messages/*.toml` under the code; `params` fill them.
    """

    code: str
    place: Place | None = None
    params: tuple[tuple[str, str], ...] = ()
    severity: Severity = Severity.ERROR


#: Stands between the items of a list among the parameters; a language puts its own mark there.
BETWEEN = "\x1f"
#: The parameter that tells the page of the finished file.
IN_BOOK = "page_of_book"


def finding(
    code: str,
    place: Place | None = None,
    severity: Severity = Severity.ERROR,
    **params: object,
) -> Finding:
    """Make a Finding from keyword parameters; a tuple is a list of names."""
    texts = {
        key: BETWEEN.join(map(str, value)) if isinstance(value, tuple) else str(value)
        for key, value in params.items()
    }
    return Finding(code, place, tuple(sorted(texts.items())), severity)


class BlockKind(StrEnum):
    """Block elements of an entry's body. The value names the macro that sets it."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    LIST = "list"
    ITEM = "item"
    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    FIGURE = "figure"
    ABREAST = "abreast"  # figures side by side
    CODE = "code"  # one child a line; its label is the language
    CODE_LINE = "code-line"
    ASIDE = "aside"  # a box with a title: 提示, 警告
    DEFINITIONS = "definitions"  # terms, each with its definitions behind it
    TERM = "term"
    DEFINITION = "definition"
    NEW_PAGE = "new-page"
    ADDRESSEE = "addressee"  # 主送机关
    SIGNATURE = "signature"  # 落款: one child paragraph per line
    ATTACHMENTS = "attachments"  # 附件说明
    SOURCE = "source"  # （据…刊印）
    CENTERED = "centered"
    VERSE = "verse"
    ROSTER = "roster"  # 名单: one child a line, its label the role, its children the names
    BREAK = "break"  # a blank line that means something
    OPENING = "opening"  # the title of an entry that runs on; its label is the entry's id


class InlineKind(StrEnum):
    """Inline elements. TEXT is the only leaf with `text`; IMAGE and NOTE use `target`."""

    TEXT = "text"
    STRONG = "strong"
    EM = "em"
    LINK = "link"
    NOTE = "note"  # a note call; `target` is the label
    SUP = "sup"
    SUB = "sub"
    NEWLINE = "newline"  # a forced line break
    CODE = "code"
    DRAWN = "drawn"  # a character of the book's own; `text` is what it stands for
    IMAGE = "image"
    DOTS = "dots"  # 着重号
    NAME = "name"  # 专名号
    WAVY = "wavy"  # 书名号甲式
    UNDERLINE = "underline"
    STRUCK = "struck"  # a line through the words
    REMARK = "remark"  # 夹批
    DOUBLE = "double"  # 双行夹注
    RUN_IN = "run-in"  # first sentence of a paragraph numbered （一）
    RUBY = "ruby"  # `target` is the reading
    ANCHOR = "anchor"  # a point that references aim at: `target`, its name, begins with @
    REFERENCE = "reference"  # `target` as links have it; `shows` says what stands here
    INDEX = "index"  # a marked term; `target` is the name of its point


class Shows(StrEnum):
    """What a cross-reference shows of its target. The value is the word between braces."""

    PAGE = "page"
    NUMBER = "number"  # of an entry: 16; of a table or figure: 表3, as its caption has it
    TITLE = "title"


class Inline(Struct, frozen=True):
    """A node of running text."""

    kind: InlineKind
    text: str = ""
    children: tuple["Inline", ...] = ()
    target: str = ""
    shows: Shows | None = None  # references


def plain(nodes: Iterable[Inline], newline: str = "") -> str:
    """The characters of running text, without notes; `newline` stands for a forced line break."""
    return "".join(
        newline if node.kind is InlineKind.NEWLINE else node.text + plain(node.children, newline)
        for node in nodes
    )


class Block(Struct, frozen=True):
    """A block of the body, with the place it was written at."""

    kind: BlockKind
    place: Place
    inlines: tuple[Inline, ...] = ()
    children: tuple["Block", ...] = ()
    level: int = 0  # headings: 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）
    label: str = ""  # items: the number as printed; cells: alignment
    ordered: bool = False
    src: str = ""  # figures: path relative to the book
    classes: tuple[str, ...] = ()
    number: str = ""  # tables and figures with a caption: 表1, 图2, as printed
    height: str = ""  # of a figure, as CSS has it
    alt: str = ""  # of a figure: what is read to those who don't see it; else its caption is

    @property
    def chars(self) -> int:
        """About how many characters it shows, with all that stands in it."""
        own = 0
        for inline in self.inlines:  # most have no others in them, nor have blocks
            own += len(inline.text)
            for below in inline.children:
                own += len(below.text)
        return own + sum(block.chars for block in self.children) if self.children else own


def words(block: Block) -> str:
    """The characters of a block and of all that stands in it, without labels and notes."""
    return plain(block.inlines) + "".join(map(words, block.children))


class CrossReference(Struct, frozen=True):
    """A reference in running text: who asks, where, for what; `around` is the text it stands in."""

    unit: str
    place: Place
    target: str  # a unit's id, or a point
    shows: Shows
    around: tuple[str, str] = ("", "")


class Point(Struct, frozen=True):
    """A point that links and references may aim at: a heading, a table, a place in the text."""

    name: str
    place: Place


class IndexMark(Struct, frozen=True):
    """A term marked for the index. `key` sorts it by pinyin below `letter`."""

    term: str
    letter: str
    key: tuple[str, ...]
    unit: str
    point: str
    place: Place
    shown: str = ""  # the words that stand in the text, if any do
    see: str = ""  # a term to look under instead; such a mark has no page
    read: bool = False  # the manuscript says how it is read


class Pointers(Struct, frozen=True):
    """What a text aims at, and what others may aim at in it."""

    references: tuple[CrossReference, ...] = ()
    aims: tuple[Point, ...] = ()  # points that links lead to, each where it was written
    points: tuple[Point, ...] = ()
    marks: tuple[IndexMark, ...] = ()


class Note(Struct, frozen=True):
    """The text of a note."""

    label: str
    place: Place
    blocks: tuple[Block, ...]


class Entry(Struct, frozen=True):
    """One article or official document. Its number is not here: it follows from the order."""

    id: str  # stable, ASCII, from the file name
    place: Place
    kind: UnitKind  # ARTICLE or DOCUMENT
    title: str
    title_lines: tuple[str, ...]  # the title as broken by sense on the opening page; never empty
    toc_title: str
    short_title: str  # running head
    status: Status = Status.COMPLETE
    reserve_pages: int = 0
    contributor: str = ""  # 供稿
    issuers: tuple[str, ...] = ()
    docno: str = ""  # 发文字号
    date: str = ""  # ISO
    date_display: str = ""
    body: tuple[Block, ...] = ()
    title_note: str = ""  # marked with a star on the opening page, and nowhere else
    notes: tuple[Note, ...] = ()
    pointers: Pointers = Pointers()
    annexes: tuple["Matter", ...] = ()


class Part(Struct, frozen=True):
    """A part (编、篇) of the book. A book without parts has one, untitled."""

    title: str
    place: Place
    entries: tuple[Entry, ...]
    run_on: bool = False  # 接排: see `huozi.values.groups`


class Matter(Struct, frozen=True):
    """A piece of front or back matter, or an annex. Those made from `book.yaml` have no body."""

    kind: UnitKind
    place: Place
    title: str = ""
    body: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()
    id: str = ""  # its kind, and a number from the second of a kind on
    title_lines: tuple[str, ...] = ()  # the title as broken by sense; never empty
    label: str = ""  # of an annex: 附件1
    in_contents: bool = False
    pointers: Pointers = Pointers()


_Text = TypeVar("_Text", Entry, Matter)


class BookInfo(Struct, frozen=True):
    """What `book.yaml` says of the book as a whole."""

    title: str
    place: Place
    subtitle: str = ""
    editor: str = ""
    editor_role: str = "主编"
    issuer: str = ""
    date: str = ""  # ISO, as far as known: 2010, 2010-04 or 2010-04-30
    date_display: str = ""
    language: str = "zh-CN"
    material: str = "internal"  # 内部资料: internal | none
    permit: str = ""  # 准印证号
    recipients: str = ""  # 发送对象
    printer: str = ""  # 印刷单位
    print_date: str = ""  # 印刷日期, as printed
    copies: int = 0  # 印数, as `printing:` has it; 0: not settled
    isbn: str = ""
    copyright_lines: tuple[str, ...] = ()
    front_folios: FolioStyle = FolioStyle.ROMAN
    body_folios: FolioStyle = FolioStyle.ARABIC
    folio_form: str = BARE_FOLIO  # what is printed around the number
    folio_place: FolioPlace = FolioPlace.FOOT_OUTER
    whole: str = ""  # of a booklet: the title of the book it is from


class Booklet(Struct, frozen=True):
    """A booklet 单行本 to be made. `name` names its file, and keeps what is made for it apart.

    `front` is what stands behind its cover; None means contents of more than one entry. Where there
    is no title, `huozi/jobs/booklets.py` gives one.
    """

    name: str
    title: str
    numbers: tuple[int, ...]  # of its entries in the book
    folios: Folios = Folios.OWN
    subtitle: str = ""
    front: tuple[UnitKind, ...] | None = None
    counted: Place | None = None  # where its entries are named by number, which may move


class Manuscript(Struct, frozen=True):
    """Everything that was read, checked, with nothing left to look up in files but images."""

    book: BookInfo
    format: PageFormat
    line: LineStyle
    fonts: FontRoles
    rules: tuple[tuple[UnitKind, PageRule], ...]
    front: tuple[Matter, ...]
    parts: tuple[Part, ...]
    back: tuple[Matter, ...]
    images: tuple[tuple[str, str], ...] = ()  # path relative to the book → SHA-256
    notes: NotePlace = NotePlace.FOOT
    heads: Heads = Heads()
    contents: ContentsStyle = ContentsStyle()
    name: str = ""  # of a booklet; empty for the book itself
    numbers: tuple[int, ...] = ()  # of the entries, where they are not 1, 2, 3, …
    printing: Printing = Printing()
    cover: Cover = Cover()
    drawn: tuple[tuple[str, str], ...] = ()  # characters of its own, and the drawing of each
    booklets: tuple[Booklet, ...] = ()  # that `book.yaml` names
    style: str = ""  # the house style by name: `styles/NAME/`

    def rule(self, kind: UnitKind) -> PageRule:
        """The page rule of a kind of unit."""
        return dict(self.rules)[kind]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries in the order of the book."""
        return tuple(entry for part in self.parts for entry in part.entries)

    def rewritten(self, body: Callable[[Entry | Matter], tuple[Block, ...]]) -> "Manuscript":
        """The manuscript with another body for each of its texts, asked for in their order."""

        def of(text: _Text) -> _Text:
            made = body(text)
            return text if made is text.body else replace(text, body=made)

        return self.mapped(of)

    def mapped(self, of: Callable[[Any], Any]) -> "Manuscript":
        """The manuscript with each of its texts changed, in their order."""

        def entry(one: Entry) -> Entry:
            made = of(one)
            return replace(made, annexes=tuple(map(of, one.annexes))) if one.annexes else made

        front = tuple(map(of, self.front))
        parts = tuple(replace(p, entries=tuple(map(entry, p.entries))) for p in self.parts)
        return replace(self, front=front, parts=parts, back=tuple(map(of, self.back)))

    @property
    def texts(self) -> tuple[Entry | Matter, ...]:
        """Everything that is set as a unit but part pages, in the order of the book."""
        entries: list[Entry | Matter] = []
        for entry in self.entries:
            entries += (entry, *entry.annexes)
        return (*self.front, *entries, *self.back)
