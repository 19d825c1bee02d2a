"""Ways to spoil the clean book, and some that only look like it."""

from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from huozi.preflight.job import Wanted
from huozi.values.manuscript import Severity
from tests.preflight.sample import (
    CHARS,
    LEADING,
    LEFT,
    LINE,
    RECORD,
    TITLES,
    TOP,
    Book,
    code,
    show,
    to_unicode,
)

Spoil = Callable[[Book], None]

CROP_MARK = b"0 G 5 20 m 10 20 l S\n"
BLACK_LINE = b"0 G 1 w 50 100 m 100 100 l S\n"
RECORDED = Wanted(record=RECORD)
ERROR, WARNING = Severity.ERROR, Severity.WARNING
BODY_TEXT = "\n".join([TITLES[5], LINE * 6])


def adding(page: int, content: bytes) -> Spoil:
    return lambda book: book.add(page, content)


def setting(page: int, **keys: object) -> Spoil:
    def spoil(book: Book) -> None:
        for key, value in keys.items():
            book.page(page)["/" + key] = value

    return spoil


def info(key: str, value: object) -> Spoil:
    def spoil(book: Book) -> None:
        if value is None:
            del book.pdf.trailer.Info["/" + key]
        else:
            book.pdf.trailer.Info["/" + key] = value

    return spoil


def root(**keys: object) -> Spoil:
    def spoil(book: Book) -> None:
        for key, value in keys.items():
            if value is None:
                del book.pdf.Root["/" + key]
            else:
                book.pdf.Root["/" + key] = value

    return spoil


def with_image(content: bytes, **more: object) -> Spoil:
    def spoil(book: Book) -> None:
        book.image("I", **more)
        book.add(6, content)

    return spoil


def with_state(content: bytes, **keys: object) -> Spoil:
    def spoil(book: Book) -> None:
        book.resources.ExtGState["/G"] = Dictionary(**keys)
        book.add(6, content)

    return spoil


def with_space(content: bytes, space: object) -> Spoil:
    def spoil(book: Book) -> None:
        book.resources.ColorSpace["/C"] = space
        book.add(6, content)

    return spoil


def separation(name: str) -> Array:
    """A colour of one plate, or of all of them (ISO 32000-1, 8.6.6.4)."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)
    return Array([Name.Separation, Name("/" + name), Name.DeviceCMYK, tint])


def white_over(colour: bytes, **state: object) -> Spoil:
    """White letters on a black area, printed over it instead of left out of it."""
    keys = {"OP": True, "OPM": 1} | state
    return with_state(
        b"q 0 0 0 1 k 60 60 80 40 re f /G gs " + colour + show("活字", 70, 70, 14) + b"Q\n", **keys
    )


def layers(book: Book) -> None:
    layer = book.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("草稿")))
    book.pdf.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer]))
    )


def descriptor(book: Book) -> pikepdf.Object:
    return book.font.DescendantFonts[0].FontDescriptor


def unembed(book: Book) -> None:
    del descriptor(book)["/FontFile2"]


def protect(book: Book) -> None:
    """Anyone may read it, nobody may change it."""
    book.save_options["encryption"] = pikepdf.Encryption(
        owner="a", user="", allow=pikepdf.Permissions(modify_assembly=False)
    )


def whole_font(book: Book) -> None:
    book.font.BaseFont = Name.HuoziTest


def type3(book: Book) -> None:
    glyph = Stream(book.pdf, b"500 0 d0 0 0 100 100 re f")
    book.resources.Font["/T"] = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 500, 500],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0], CharProcs=Dictionary(a=glyph), FirstChar=97,
        LastChar=97, Widths=[500], Encoding=Dictionary(Differences=[97, Name.a]),
    )  # fmt: skip
    book.add(6, b"BT /T 10 Tf 60 100 Td (a) Tj ET\n")


def slug_in_another_font(book: Book) -> None:
    other = book.make_font()
    other.BaseFont = Name("/AAAAAA+Slug")
    book.resources.Font["/S"] = other
    book.add(6, show("书籍", 30, 5, font="S"))


def unmap(book: Book) -> None:
    del book.font["/ToUnicode"]


def code_zero(book: Book) -> None:
    book.font.ToUnicode = Stream(
        book.pdf, to_unicode() + b"\n1 beginbfchar\n<0000> <9f98>\nendbfchar"
    )
    book.add(6, b"BT /F 10 Tf 60 100 Td <0000> Tj ET\n")


def differing(book: Book) -> None:
    """A simple font whose encoding sends a code to .notdef."""
    book.resources.Font["/S"] = Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/AAAAAB+Simple"), FirstChar=65,
        Widths=[500], FontDescriptor=descriptor(book),
        Encoding=Dictionary(BaseEncoding=Name.WinAnsiEncoding, Differences=[65, Name("/.notdef")]),
    )  # fmt: skip
    book.add(6, b"BT /S 10 Tf 60 100 Td (A) Tj ET\n")


def group(space: Name) -> Spoil:
    held = Dictionary(S=Name.Transparency, CS=space)
    return setting(6, Group=held)


def link(book: Book) -> None:
    book.page(6).Annots = Array([
        book.pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[50, 60, 90, 70])
        )
    ])  # fmt: skip


def paint(page: int, content: bytes) -> Spoil:
    """Behind all that is tagged."""

    def spoil(book: Book) -> None:
        held = book.page(page).Contents
        held.write(held.read_bytes() + content)

    return spoil


def tree(book: Book) -> pikepdf.Object:
    return book.pdf.Root.StructTreeRoot


def silent_figure(book: Book) -> None:
    (figure,) = [kid for kid in tree(book).K if str(kid.S) == "/Figure"]
    del figure["/Alt"]


def changed_link(key: str) -> Spoil:
    return lambda book: book.page(6).Annots[0].__delitem__(key)


def crossed(book: Book) -> None:
    """The content of two pages given to each other's elements."""
    nums = tree(book).ParentTree.Kids[0].Nums
    nums[1], nums[3] = nums[3], nums[1]


def form(book: Book) -> None:
    field_ = book.pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("a")))
    book.pdf.Root.AcroForm = Dictionary(Fields=[field_])


def script(book: Book) -> None:
    book.pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def move(page: int, to: int) -> Spoil:
    def spoil(book: Book) -> None:
        held = book.pdf.pages[page - 1]
        del book.pdf.pages[page - 1]
        book.pdf.pages.insert(to - 1, held)

    return spoil


def labels(first: int) -> Spoil:
    return root(PageLabels=Dictionary(Nums=[0, Dictionary(S=Name.D, St=first)]))


def contents_line(old: str, new: str) -> Spoil:
    def spoil(book: Book) -> None:
        before, after = (show(s, 0, 0).split(b"<")[1].split(b">")[0] for s in (old, new))
        assert before in book.contents[3]
        book.contents[3] = book.contents[3].replace(before, after)

    return spoil


def two_lines(book: Book) -> None:
    """Break a line of the contents over two lines, with spaces in it."""
    for old, new in (
        (
            show("3.排印书籍……（013）", LEFT, TOP - 3 * LEADING),
            show("3.排印书籍……（013）", LEFT, TOP - 4 * LEADING),
        ),
        (
            show("2.印刷工匠……（009）", LEFT, TOP - 2 * LEADING),
            show("2.印 刷\u3000工", LEFT, TOP - 2 * LEADING)
            + show("匠……（009）", LEFT + 20, TOP - 3 * LEADING),
        ),
    ):
        assert old in book.contents[3]
        book.contents[3] = book.contents[3].replace(old, new)


def retitled(page: int, new: str) -> Spoil:
    def spoil(book: Book) -> None:
        old = show(TITLES[page], LEFT, TOP, 14)
        assert old in book.contents[page]
        book.contents[page] = book.contents[page].replace(old, show(new, LEFT, TOP, 14))

    return spoil


def off_grid(book: Book) -> None:
    for page in (6, 7):
        for i in range(6, 9):
            book.add(page, show(LINE, LEFT, TOP - i * LEADING + 3))


def below_title(middle: float, string: str, lines: int) -> Spoil:
    """On pages 6 to 8 a title that is no whole lines high, and lines right below it."""

    def spoil(book: Book) -> None:
        for page in (6, 7, 8):
            book.add(page, show("活字", LEFT + 41, TOP - 6 * LEADING, 14))
            for i in range(1, lines + 1):
                x = middle - len(string) * 10 / 2
                book.add(page, show(string, x, TOP - (6 + i) * LEADING + 4))

    return spoil


def silent(book: Book, char: str, rows: str = "1 beginbfchar\n<{:04x}> <>\nendbfchar") -> None:
    """Have a character stand for no text."""
    shown = f"{code(char):04x}".encode()
    said = b"\n".join(r for r in to_unicode().split(b"\n") if not r.startswith(b"<%b>" % shown))
    said = said.replace(str(len(CHARS)).encode(), str(len(CHARS) - 1).encode(), 1)
    # First in the map: whoever overlooks the empty text reads all that follows for another's.
    book.font.ToUnicode = Stream(book.pdf, rows.format(code(char)).encode() + b"\n" + said)


def without_width(book: Book) -> None:
    silent(book, "空", "1 beginbfchar\n<{:04x}> <200b>\nendbfchar")


def silent_range(book: Book) -> None:
    silent(book, "空", "1 beginbfrange\n<{0:04x}> <{0:04x}> <>\nendbfrange")


def no_grid(book: Book) -> None:
    for page in range(5, 17):
        for i in range(6, 13):
            book.add(page, show(LINE, LEFT, TOP - i * LEADING + page % 7 + i))


def bad_bookmark(title: str, page: int) -> Spoil:
    return lambda book: book.outline((0, title, page))


def part_in_outline(book: Book) -> None:
    del book.pdf.Root["/Outlines"]
    book.outline((0, "活字印刷", 6), (1, "活字之母", 5))


def broken_stream(book: Book) -> None:
    book.contents[6] += b"q 1 0 0 1 cm BOGUS Q Q\n"


FILLED = adding(6, show("活空字", LEFT, 100))
