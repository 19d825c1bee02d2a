"""A small clean book for the press, made object by object, so that tests can spoil it."""

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name, Stream, String

from huozi.values.length import mm

CHARS = "活字印刷之母工匠排书籍是的精神，。（）“”….0123456789ABC \u3000空"
EMPTY = "空 \u3000"  # glyphs without outline; the first of them should have one
NOTDEF = 0
MARGIN = 20.0
WIDTH, HEIGHT = 200.0, 280.0
BLEED = mm(3)
TRIM = (MARGIN, MARGIN, MARGIN + WIDTH, MARGIN + HEIGHT)
MEDIA = (0, 0, WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN)
LEFT, TOP, LEADING = 50.0, 270.0, 16.0
LINE = "活字印刷是书籍之母工匠"
TITLES = {5: "活字之母", 9: "印刷工匠", 13: "排印书籍"}
RECORD = {
    "pages": 16,
    "entries": [
        {"kind": "part", "title": "印刷", "folio": "", "page": 1, "pages": 1},
        {"kind": "contents", "title": "书", "folio": "3", "page": 3, "pages": 1},
        *(
            {"kind": "article", "title": title, "folio": str(page), "page": page, "pages": 4}
            for page, title in TITLES.items()
        ),
    ],
    "fonts": [{"family": "Huozi Test"}],
}


def code(char: str) -> int:
    return CHARS.index(char) + 1


def show(string: str, x: float, y: float, size: float = 10.0, font: str = "F") -> bytes:
    codes = "".join(f"{code(char):04x}" for char in string)
    return f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET\n".encode()


def folio(number: int) -> bytes:
    return show(str(number), 118, 45, 8)


@cache
def font_program() -> bytes:
    """A font of squares, narrow for ASCII."""
    names = [".notdef", *(f"g{i}" for i in range(len(CHARS)))]
    glyphs = {}
    for i, name in enumerate(names):
        pen = TTGlyphPen(None)
        if i == 0 or CHARS[i - 1] not in EMPTY:
            for x, y in ((0, 0), (0, 800), (400, 800), (400, 0)):
                (pen.moveTo if (x, y) == (0, 0) else pen.lineTo)((x + 50, y))
            pen.closePath()
        glyphs[name] = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(char): f"g{i}" for i, char in enumerate(CHARS)})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Huozi Test", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    buffer = io.BytesIO()
    builder.save(buffer)
    return buffer.getvalue()


def to_unicode() -> bytes:
    rows = "".join(f"<{code(c):04x}> <{ord(c):04x}>\n" for c in CHARS)
    return f"{len(CHARS)} beginbfchar\n{rows}endbfchar".encode()


class Book:
    """A PDF being made. `contents` are changed before, `pdf` after `laid`."""

    def __init__(self, pages: int = 16) -> None:
        self.pdf = pikepdf.new()
        self.contents: dict[int, bytes] = dict.fromkeys(range(1, pages + 1), b"")
        self.save_options: dict[str, object] = {"min_version": "1.4"}
        self.font = self.make_font()
        self.resources = self.pdf.make_indirect(
            Dictionary(Font=Dictionary(F=self.font), XObject=Dictionary(),
                       ExtGState=Dictionary(), ColorSpace=Dictionary(), Pattern=Dictionary(),
                       Shading=Dictionary())
        )  # fmt: skip

    def make_font(self) -> pikepdf.Object:
        program = Stream(self.pdf, font_program())
        widths = Array([1, Array([500 if c.isascii() else 1000 for c in CHARS])])
        name = Name("/AAAAAA+HuoziTest")
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=name, Flags=4, FontBBox=[0, -120, 1000, 880],
            ItalicAngle=0, Ascent=880, Descent=-120, CapHeight=880, StemV=80, FontFile2=program,
        )  # fmt: skip
        inner = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=name, W=widths, DW=1000,
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            CIDToGIDMap=Name.Identity, FontDescriptor=self.pdf.make_indirect(descriptor),
        )  # fmt: skip
        return self.pdf.make_indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.Type0, BaseFont=name, Encoding=Name("/Identity-H"),
                DescendantFonts=[self.pdf.make_indirect(inner)],
                ToUnicode=Stream(self.pdf, to_unicode()),
            )
        )  # fmt: skip

    def add(self, page: int, content: bytes) -> None:
        self.contents[page] += content

    def page(self, number: int) -> pikepdf.Object:
        return self.pdf.pages[number - 1].obj

    def lay(self) -> "Book":
        """Make the pages from their contents."""
        bleed = [MARGIN - BLEED, MARGIN - BLEED, MARGIN + WIDTH + BLEED, MARGIN + HEIGHT + BLEED]
        for content in self.contents.values():
            self.pdf.add_blank_page()
            page = self.pdf.pages[-1].obj
            page.MediaBox, page.TrimBox, page.BleedBox = list(MEDIA), list(TRIM), bleed
            page.Contents = Stream(self.pdf, content)
            page.Resources = self.resources
        self.pdf.Root.PageLabels = Dictionary(Nums=[0, Dictionary(S=Name.D)])
        self.pdf.Root.Lang = String("zh-CN")
        self.pdf.trailer.Info = self.pdf.make_indirect(
            Dictionary(Title=String("书"), CreationDate="D:20100401000000Z",
                       ModDate="D:20100401000000Z")
        )  # fmt: skip
        self.pdf.trailer.Info.Trapped = Name("/False")
        return self

    def image(self, name: str, **more: object) -> None:
        """A grey image of 100 × 100 pixels, for `Do`."""
        options = {"Width": 100, "Height": 100, "BitsPerComponent": 8,
                   "ColorSpace": Name.DeviceGray, **more}  # fmt: skip
        self.resources.XObject["/" + name] = self.pdf.make_indirect(
            Stream(self.pdf, b"\0" * 10_000, Type=Name.XObject, Subtype=Name.Image, **options)
        )

    def outline(self, *lines: tuple[int, str, int]) -> None:
        """Bookmarks: level, title, page."""
        with self.pdf.open_outline() as outline:
            parents = [outline.root]
            for level, title, page in lines:
                item = pikepdf.OutlineItem(title, page - 1 if page else None)
                parents[level : level + 1] = [parents[level]]
                parents[level].append(item)
                parents[level + 1 :] = [item.children]

    def save(self, folder: Path, name: str = "book.pdf") -> Path:
        path = folder / name
        self.pdf.save(path, **self.save_options)  # type: ignore[arg-type]
        return path


def fill(book: Book) -> None:
    """Text, folios, contents and titles of the clean book; pages 2 and 4 are blank."""
    for page in book.contents:
        if page in (1, 2, 4):
            continue
        book.add(page, b"0 g\n" + folio(page))
        if page == 3:
            for i, (target, title) in enumerate(TITLES.items(), 1):
                line = f"{i}.{title}……（{target:03}）"
                book.add(3, show(line, LEFT, TOP - i * LEADING))
            continue
        start = 0
        if page in TITLES:
            book.add(page, show(TITLES[page], LEFT, TOP, 14))
            start = 2
        for i in range(start, start + 6):
            book.add(page, show(LINE, LEFT, TOP - i * LEADING))
    book.add(1, show("印刷", 100, 180, 24))


def icc(space: bytes = b"CMYK", kind: bytes = b"prtr", version: int = 2) -> bytes:
    header = bytearray(132)
    header[8] = version
    header[:4], header[36:40] = len(header).to_bytes(4), b"acsp"
    header[12:16], header[16:20] = kind, space
    return bytes(header)


def xmp(book: Book, **values: str) -> None:
    with book.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for key, value in values.items():
            metadata[key.replace("__", ":")] = value


def intent(book: Book, kind: str, data: bytes, parts: int) -> None:
    profile = Stream(book.pdf, data, N=parts)
    book.pdf.Root.OutputIntents = Array([
        Dictionary(Type=Name.OutputIntent, S=Name("/" + kind),
                   OutputConditionIdentifier=String("X"), DestOutputProfile=profile)
    ])  # fmt: skip


def for_x4(book: Book) -> None:
    intent(book, "GTS_PDFX", icc(), 4)
    xmp(book, **{"{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion": "PDF/X-4"})


def for_x1a(book: Book) -> None:
    intent(book, "GTS_PDFX", icc(), 4)
    book.pdf.trailer.Info["/GTS_PDFXVersion"] = String("PDF/X-1a:2003")


def for_archive(book: Book) -> None:
    intent(book, "GTS_PDFA1", icc(b"GRAY"), 1)
    xmp(book, **{"{http://www.aiim.org/pdfa/ns/id/}part": "2",
                 "{http://www.aiim.org/pdfa/ns/id/}conformance": "U",
                 "{http://purl.org/dc/elements/1.1/}title": "书"})  # fmt: skip


def for_screen(book: Book) -> None:
    """A paragraph a page, a figure without content, a link."""
    pdf = book.pdf
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    kids, parents = Array(), Array()
    for index, page in enumerate(pdf.pages):
        if content := page.Contents.read_bytes():
            page.Contents = Stream(pdf, b"/P <</MCID 0>> BDC\n" + content + b"EMC\n")
            page.obj.StructParents = index
            kids.append(pdf.make_indirect(Dictionary(S=Name.P, P=root, K=0, Pg=page.obj)))
            parents.extend([index, Array([kids[-1]])])
    kids.append(pdf.make_indirect(Dictionary(S=Name.Figure, P=root, Alt=String("图"))))
    kids.append(pdf.make_indirect(Dictionary(S=Name("/Pointer"), P=root)))
    page = pdf.pages[5].obj
    page.Annots = Array([
        pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[50, 60, 90, 70], F=4,
                       Contents=String("往后"), StructParent=len(pdf.pages))
        )
    ])  # fmt: skip
    parents.extend([len(pdf.pages), kids[-1]])
    kids[-1].K = Dictionary(Type=Name.OBJR, Obj=page.Annots[0], Pg=page)
    root.K, root.ParentTree = kids, Dictionary(Kids=[Dictionary(Nums=parents)])
    root.RoleMap = Dictionary(Pointer=Name.Link)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.StructTreeRoot = root


FINISH: dict[str, Callable[[Book], None]] = {
    "plain-k": lambda book: None,
    "x4": for_x4,
    "x1a": for_x1a,
    "proof": lambda book: None,
    "screen": for_screen,
    "archive": for_archive,
}


def made(
    profile: str = "plain-k",
    before: Callable[[Book], None] | None = None,
    after: Callable[[Book], None] | None = None,
    pages: int = 16,
) -> Book:
    """The clean book for a profile, spoilt before its pages are made or after."""
    book = Book(pages)
    fill(book)
    if before:
        before(book)
    book.lay()
    FINISH[profile](book)
    if profile != "proof":
        book.outline((0, "印刷", 1), (1, "活字之母", 5))
    if after:
        after(book)
    return book
