"""How lines and pages are to be set, as data: what `book.yaml` and the house rules choose from."""

from enum import StrEnum

from msgspec import Struct

from huozi.values.length import TRIMS_MM, Side, to_mm


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
    ONE_MORE = "one-more"  # a line more than is natural, and
    ONE_LESS = "one-less"  # a line less: asked for where pages are made up, one paragraph at a time


#: Not for a whole book to choose.
OF_ONE_PARAGRAPH = (Prefer.ONE_MORE, Prefer.ONE_LESS)


class LineStyle(Struct, frozen=True):
    """How lines are composed; chosen in `book.yaml` under `line:` or by CSS class."""

    punctuation: Punctuation = Punctuation.QUANJIAO
    kinsoku: Kinsoku = Kinsoku.BASIC
    prefer: Prefer = Prefer.PUSH_OUT
    gap_em: float = 0.25  # between Han and Latin or digits
    hanging: bool = False  # 行尾点号悬挂
    hyphens: bool = True  # of Latin words, in lines that are justified
    turned: bool = False  # code: as typed, and what is too long turned with a mark


#: Trims this near to one with a name are that one.
_SAME_MM = 0.05


class PageFormat(Struct, frozen=True):
    """Trim size and type area (版心). Lengths in points."""

    trim_width_pt: float
    trim_height_pt: float
    body_size_pt: float
    leading_pt: float  # baseline to baseline
    measure_chars: int  # characters to the line
    lines: int  # lines to the page
    inner_margin_pt: float
    head_margin_pt: float
    head_size_pt: float = 8.0  # running heads 书眉
    folio_size_pt: float = 10.0

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

    def aside_pt(self, side: Side) -> float:
        """How far the content of a page is moved: versos have their inner margin on the right."""
        return self.outer_margin_pt - self.inner_margin_pt if side is Side.VERSO else 0.0

    @property
    def foot_margin_pt(self) -> float:
        """Foot margin 地脚: what trim, head and lines leave."""
        return self.trim_height_pt - self.type_height_pt - self.head_margin_pt

    @property
    def trade_name(self) -> str:
        """The trim by the name of the trade 开本, or nothing."""
        own = to_mm(self.trim_width_pt), to_mm(self.trim_height_pt)
        for name, size in TRIMS_MM.items():
            if all(abs(one - other) <= _SAME_MM for one, other in zip(own, size, strict=True)):
                return name
        return ""


#: Font families in order: a character is set in the first that has it.
Families = tuple[str, ...]
#: The house's 仿宋: set-up brings it, and where it is missing 宋 stands for it.
HOUSE_FANG: Families = ("FandolFang",)
_MONO: Families = ("Noto Sans Mono CJK SC",)


class FontRoles(Struct, frozen=True):
    """Font families by role. Style sheets name a role as `var(--song)`, `var(--latin-sans)`.

    `latin` sets Latin letters and digits beside 宋, 楷 and 仿宋, `latin_sans` beside 黑. `fallback`
    stands at the end of every role: signs and rare characters. `own` are roles of the book's own.
    """

    song: Families = ("Noto Serif CJK SC",)
    hei: Families = ("Noto Sans CJK SC",)
    kai: Families = ("LXGW WenKai",)
    latin: Families = ("Noto Serif CJK SC",)
    mono: Families = _MONO  # code
    fang: Families = ()  # 仿宋: official documents; empty: as `song`
    latin_sans: Families = ()  # empty: as `hei`
    fallback: Families = ()
    own: tuple[tuple[str, Families], ...] = ()
    unchosen: Families = ()  # the house's choice: what is missing of it is told, and set in `song`

    @property
    def stacks(self) -> dict[str, Families]:
        """The families of each role, by its name in style sheets, with the fallback at the end."""
        fang = (*self.unchosen, *self.song) if self.unchosen else self.fang or self.song
        roles = {
            "song": self.song, "hei": self.hei, "kai": self.kai, "fang": fang,
            "latin": self.latin, "latin-sans": self.latin_sans or self.hei, "mono": self.mono,
            **dict(self.own),
        }  # fmt: skip
        return {
            name: tuple(dict.fromkeys((*families, *self.fallback)))
            for name, families in roles.items()
        }

    @property
    def families(self) -> Families:
        """All families, each once."""
        return tuple(dict.fromkeys(name for stack in self.stacks.values() for name in stack))

    @property
    def optional(self) -> Families:
        """Families that nobody chose: they may be missing."""
        return (*self.unchosen, *(self.mono if self.mono == _MONO else ()))


class NotePlace(StrEnum):
    """Where the texts of notes stand; chosen in `book.yaml` under `notes:`."""

    FOOT = "foot"  # 页末注: ① afresh on every page
    END = "end"  # 篇末注: numbered through the entry
    PARAGRAPH = "paragraph"  # 段末注: behind what they belong to, numbered as those at the end


class Scope(StrEnum):
    """How far the numbers of captions run; `captions:` in `book.yaml`."""

    ENTRY = "entry"
    BOOK = "book"
    NONE = "none"


class Captions(Struct, frozen=True):
    """Numbers of tables, figures and programs. One that is typed is left alone."""

    tables: Scope = Scope.ENTRY
    figures: Scope = Scope.ENTRY
    code: Scope = Scope.ENTRY


class ContentsNumbers(StrEnum):
    """Page numbers of the contents and of lists of tables and figures."""

    PLAIN = "plain"  # 46, right-aligned
    PADDED = "padded"  # (046)


class ContentsStyle(Struct, frozen=True):
    """How contents are set; `contents:` in `book.yaml`."""

    numbers: ContentsNumbers = ContentsNumbers.PLAIN
    depth: int = 1  # of what is listed: entries, their headings of the first level, of the second
    columns: int = 1
    parts: bool = False  # the headings of parts bear page numbers, too


class UnitKind(StrEnum):
    """What is set by itself and starts a new page. The value names its template and CSS class."""

    HALF_TITLE = "half-title"
    TITLE_PAGE = "title-page"
    COPYRIGHT = "copyright"
    EPIGRAPH = "epigraph"  # 题词
    EDITORS = "editors"  # 编委会
    FOREWORD = "foreword"  # 序
    PREFACE = "preface"
    EDITORIAL_NOTES = "editorial-notes"  # 凡例
    CONTENTS = "contents"
    LIST_OF_TABLES = "list-of-tables"
    LIST_OF_FIGURES = "list-of-figures"
    PART = "part"
    ARTICLE = "article"
    DOCUMENT = "document"
    ANNEX = "annex"  # 附件 of an entry
    APPENDIX = "appendix"  # 附录 of the book
    INDEX = "index"
    AFTERWORD = "afterword"
    ACKNOWLEDGEMENTS = "acknowledgements"
    COLOPHON = "colophon"
    BOOKLET_COVER = "booklet-cover"
    COVER = "cover"  # one sheet: back, spine and front. Not a page of the book
    PRINT_ORDER = "print-order"  # 印制说明: a sheet for the printer
    PROOF_SHEET = "proof-sheet"  # 审校单: the rate of errors of a proof, to be signed
    FURNITURE = "furniture"  # running heads and folios: never a page of its own


#: What an entry may be, by the word for it.
ENTRY_KINDS = {kind.value: kind for kind in (UnitKind.ARTICLE, UnitKind.DOCUMENT)}


class Status(StrEnum):
    """How far an entry's manuscript has come in."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    PENDING = "pending"


class Start(StrEnum):
    """On which side a unit may begin: 另面 (any) or 另页 (recto)."""

    ANY = "any"
    RECTO = "recto"
    VERSO = "verso"


class FolioRun(StrEnum):
    """The sequence of folios a page belongs to."""

    FRONT = "front"
    BODY = "body"


class FolioStyle(StrEnum):
    """Numerals of a run."""

    ARABIC = "arabic"
    ROMAN = "roman"  # i, ii, iii
    NONE = "none"  # counted but never printed


#: How a folio is printed: its number alone. A book may put marks around it: `— {} —`.
BARE_FOLIO = "{}"
#: In a form, the last number of the body: `{}/{last}` is 12/276.
LAST_FOLIO = "{last}"


class FolioPlace(StrEnum):
    """Where folios stand; chosen in `book.yaml` under `folios:`."""

    FOOT_OUTER = "foot-outer"  # 地脚外侧
    FOOT_CENTRE = "foot-centre"  # 地脚居中
    HEAD_OUTER = "head-outer"  # 天头外侧, on the line of the running head


class Folios(StrEnum):
    """Whose folios a booklet bears."""

    OWN = "own"
    BOOK = "book"


class HeadText(StrEnum):
    """What a running head 书眉 tells."""

    BOOK = "book"
    PART = "part"
    ENTRY = "entry"
    HEADING = "heading"  # of the first level: the first on a verso, the last on a recto
    NONE = "none"


class Heads(Struct, frozen=True):
    """Running heads; chosen in `book.yaml` under `heads:`."""

    verso: HeadText = HeadText.BOOK
    recto: HeadText = HeadText.ENTRY

    @property
    def shown(self) -> tuple[HeadText, HeadText]:
        """What both sides tell."""
        return self.verso, self.recto


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman(number: int) -> str:
    """Small roman numerals."""
    letters = []
    for value, letter in _ROMAN:
        count, number = divmod(number, value)
        letters.append(letter * count)
    return "".join(letters)


class PageRule(Struct, frozen=True):
    """How the pages of a kind of unit are placed and numbered; see `pages:` in `book.yaml`."""

    starts: Start
    run: FolioRun
    counted: bool = True  # False: stands outside the count
    folio: bool = True  # False: 暗码, counted but not printed
    folio_on_opening: bool = True
    head: bool = True  # running heads, never on opening pages
    leaf: bool = False  # takes a whole leaf: the back stays blank
