"""The values that flow between the stages of the press.

All are frozen and slotted, hold tuples instead of lists and digests instead of absolute paths,
and give lengths in points. The order below is the order of the flow:

    Manuscript ──▶ Unit ──▶ Galley ──▶ PageMap ──▶ Book
"""

from dataclasses import dataclass
from enum import StrEnum

# ---------------------------------------------------------------------------- places, findings


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in the manuscript something stands: a path relative to the book, and a 1-based line."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"  # the book is not made
    WARNING = "warning"  # the book is made; an editor should look
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an editor has to know: a stable code, a place, and the parameters of its message.

    The words stand in `huozi/messages/*.toml` under the code; `params` fill them.
    """

    code: str
    place: Place | None = None
    params: tuple[tuple[str, str], ...] = ()
    severity: Severity = Severity.ERROR


def finding(
    code: str,
    place: Place | None = None,
    severity: Severity = Severity.ERROR,
    **params: object,
) -> Finding:
    """Make a Finding from keyword parameters."""
    return Finding(code, place, tuple(sorted((k, str(v)) for k, v in params.items())), severity)


# ---------------------------------------------------------------------------- styles as data


class Punctuation(StrEnum):
    """Width scheme of marks (标点挤压方案)."""

    QUANJIAO = "quanjiao"  # 全角式: 1 em, adjacent marks squeezed (CLREQ default)
    KAIMING = "kaiming"  # 开明式: 。！？ 1 em, all other marks half an em
    BANJIAO = "banjiao"  # 半角式: all marks half an em
    PLAIN = "plain"  # 原样: nothing is squeezed


class Kinsoku(StrEnum):
    """Which line-edge prohibitions hold (禁则)."""

    BASIC = "basic"
    STRICT = "strict"


class Prefer(StrEnum):
    """What is tried first when a line does not come out even."""

    PUSH_IN = "push-in"  # 推入: squeeze
    PUSH_OUT = "push-out"  # 推出: carry down and stretch
    BALANCED = "balanced"


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How lines are composed; chosen in `book.yaml` under `line:` or by CSS class."""

    punctuation: Punctuation = Punctuation.QUANJIAO
    kinsoku: Kinsoku = Kinsoku.BASIC
    prefer: Prefer = Prefer.PUSH_OUT
    gap_em: float = 0.25  # between Han and Latin or digits
    hanging: bool = False  # 行尾点号悬挂


@dataclass(frozen=True, slots=True)
class PageFormat:
    """Trim size and type area (版心). Lengths in points."""

    trim_width_pt: float
    trim_height_pt: float
    body_size_pt: float
    leading_pt: float  # baseline to baseline
    measure_chars: int  # characters to the line
    lines: int  # lines to the page
    inner_margin_pt: float
    head_margin_pt: float

    @property
    def measure_pt(self) -> float:
        """Width of the type area."""
        return self.measure_chars * self.body_size_pt

    @property
    def type_height_pt(self) -> float:
        """Height of the type area: a whole number of lines."""
        return self.lines * self.leading_pt

    @property
    def outer_margin_pt(self) -> float:
        """Fore-edge margin 切口: what trim, measure and inner margin leave."""
        return self.trim_width_pt - self.measure_pt - self.inner_margin_pt

    @property
    def foot_margin_pt(self) -> float:
        """Foot margin 地脚: what trim, head and lines leave."""
        return self.trim_height_pt - self.type_height_pt - self.head_margin_pt


@dataclass(frozen=True, slots=True)
class FontRoles:
    """Font families by role. `latin` sets Latin letters and digits beside the Song face."""

    song: str = "Noto Serif CJK SC"
    hei: str = "Noto Sans CJK SC"
    kai: str = "LXGW WenKai"
    latin: str = "Noto Serif CJK SC"


class UnitKind(StrEnum):
    """What is set by itself and starts a new page. The value names its template and CSS class."""

    HALF_TITLE = "half-title"
    TITLE_PAGE = "title-page"
    COPYRIGHT = "copyright"
    PREFACE = "preface"
    CONTENTS = "contents"
    PART = "part"
    ARTICLE = "article"
    DOCUMENT = "document"
    AFTERWORD = "afterword"
    COLOPHON = "colophon"
    BOOKLET_COVER = "booklet-cover"
    FURNITURE = "furniture"  # running heads and folios: never a page of its own


class Start(StrEnum):
    """On which side a unit may begin: 另面 (any) or 另页 (recto)."""

    ANY = "any"
    RECTO = "recto"
    VERSO = "verso"


class Run(StrEnum):
    """The sequence of folios a page belongs to."""

    FRONT = "front"
    BODY = "body"


class FolioStyle(StrEnum):
    """Numerals of a run."""

    ARABIC = "arabic"
    ROMAN = "roman"  # i, ii, iii
    NONE = "none"  # counted but never printed


@dataclass(frozen=True, slots=True)
class PageRule:
    """How the pages of a kind of unit are placed and numbered; see `pages:` in `book.yaml`."""

    starts: Start
    run: Run
    counted: bool = True  # False: stands outside the count
    folio: bool = True  # False: 暗码, counted but not printed
    folio_on_opening: bool = True
    head: bool = True  # running heads, never on opening pages
    leaf: bool = False  # takes a whole leaf: the back stays blank


# ---------------------------------------------------------------------------- manuscript


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
    ADDRESSEE = "addressee"  # 主送机关
    SIGNATURE = "signature"  # 落款: one child paragraph per line
    ATTACHMENTS = "attachments"  # 附件说明
    SOURCE = "source"  # （据…刊印）
    CENTERED = "centered"
    VERSE = "verse"
    BREAK = "break"  # a blank line that means something


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
    IMAGE = "image"
    DOTS = "dots"  # 着重号
    NAME = "name"  # 专名号
    WAVY = "wavy"  # 书名号甲式
    UNDERLINE = "underline"
    RUN_IN = "run-in"  # first sentence of a paragraph numbered （一）
    RUBY = "ruby"  # `target` is the reading


@dataclass(frozen=True, slots=True)
class Inline:
    """A node of running text."""

    kind: InlineKind
    text: str = ""
    children: tuple["Inline", ...] = ()
    target: str = ""


@dataclass(frozen=True, slots=True)
class Block:
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


@dataclass(frozen=True, slots=True)
class Note:
    """The text of a note."""

    label: str
    place: Place
    blocks: tuple[Block, ...]


class Status(StrEnum):
    """How far an entry's manuscript has come in."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Entry:
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
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part (编、篇) of the book. A book without parts has one, untitled."""

    title: str
    place: Place
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """A piece of front or back matter. Pieces made from `book.yaml` alone have no body."""

    kind: UnitKind
    place: Place
    title: str = ""
    body: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class BookInfo:
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
    isbn: str = ""
    copyright_lines: tuple[str, ...] = ()
    front_folios: FolioStyle = FolioStyle.ROMAN
    body_folios: FolioStyle = FolioStyle.ARABIC


@dataclass(frozen=True, slots=True)
class Manuscript:
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
    name: str = ""  # of a booklet; empty for the book itself
    numbers: tuple[int, ...] = ()  # of the entries, where they are not 1, 2, 3, …

    def rule(self, kind: UnitKind) -> PageRule:
        """The page rule of a kind of unit."""
        return dict(self.rules)[kind]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries in the order of the book."""
        return tuple(entry for part in self.parts for entry in part.entries)
