"""The light reader sees what general readers see, and stops at what it does not expect."""

import io
import re
from collections.abc import Callable

import pikepdf
import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from huozi.link.paginate import Extent
from huozi.link.plan import Plan
from huozi.pdf.objects import BrokenError
from huozi.prove.readback import ReadBack
from huozi.prove.verify import verify
from huozi.values.galley import Galley, pack_glyphs
from huozi.values.reuse import Standing
from huozi.values.style import FolioRun, PageRule, Start
from tests.link.proofs import galley, glyphs, plan, write

FRONT = PageRule(Start.RECTO, FolioRun.FRONT)
SILENT = PageRule(Start.RECTO, FolioRun.BODY, counted=False, folio=False, head=False, leaf=True)
BODY = PageRule(Start.ANY, FolioRun.BODY)


def a_plan() -> Plan:
    galleys: list[Galley] = [
        galley("preface", ["前言", "第一面"], ["第二面"], head="前言"),
        galley("part", ["经验篇"]),
        *(galley(f"e{n}", [f"题{n}", "正文，正文。"], ["下页"], head=f"题{n}") for n in range(40)),
    ]
    rules = {"preface": FRONT, "part": SILENT}
    extents = [Extent(g.unit_id, rules.get(g.unit_id, BODY), len(g.contents)) for g in galleys]
    return plan(extents, galleys)


@pytest.fixture(scope="module")
def book() -> bytes:
    return write(a_plan())


def saved(book: bytes, **options: object) -> bytes:
    """The same book as another program might have written it."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(book)) as pdf:
        pdf.save(buffer, **options)
    return buffer.getvalue()


GENERATE = pikepdf.ObjectStreamMode.generate
DISABLE = pikepdf.ObjectStreamMode.disable


@pytest.mark.slow
@pytest.mark.parametrize(
    "options",
    [
        {"object_stream_mode": GENERATE},
        {"object_stream_mode": GENERATE, "compress_streams": False},
        {"object_stream_mode": DISABLE},
        {"object_stream_mode": DISABLE, "force_version": "1.3"},
    ],
    ids=["packed", "uncompressed", "table", "old"],
)
def test_it_reads_what_pypdf_reads(book: bytes, options: dict[str, object]) -> None:
    data = saved(book, **options)
    own, other = ReadBack(data), PdfReader(io.BytesIO(data))
    assert len(own.pages) == len(other.pages) > 80
    assert list(own.labels) == other.page_labels
    for index, page in enumerate(other.pages):
        assert "".join(own.runs(index)) == "".join(page.extract_text().split())
        assert [own.last_run(index)] == (list(own.runs(index))[-1:] or [""])


def test_what_glyphs_stand_for_is_asked_of_every_book(book: bytes) -> None:
    """Streams that show the same glyphs say something else where the fonts do."""
    standing = Standing()
    before = list(ReadBack(book, standing).runs(0)), ReadBack(book, standing).last_run(0)
    with pikepdf.open(io.BytesIO(book)) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            cmap = font.ToUnicode.read_bytes().replace(b"<524d>", b"<540e>")  # 前, 后
            font.ToUnicode.write(cmap)
        buffer = io.BytesIO()
        pdf.save(buffer)
    after = ReadBack(buffer.getvalue(), standing)
    assert list(after.runs(0)) == [run.replace("前", "后") for run in before[0]] != before[0]
    assert after.last_run(0) == before[1]


@pytest.mark.parametrize("kind", [rb"<< /Type /ObjStm /Length \d+ ", b"<< "])
def test_how_a_stream_is_packed_is_asked_of_every_book(book: bytes, kind: bytes) -> None:
    """Bytes that could be read in the book before can't where the file calls them otherwise."""

    def read(data: bytes) -> None:
        found = ReadBack(data, standing)
        for index in range(len(found.pages)):
            list(found.runs(index)), found.last_run(index)

    standing = Standing()
    read(book)
    damaged = re.sub(rb"(\n%b)/Filter /FlateDecode" % kind, rb"\1/Filter /FlateEncode", book)
    assert damaged != book
    with pytest.raises(BrokenError, match="FlateEncode"):
        read(damaged)


def test_a_blank_that_fills_a_gap_is_no_text() -> None:
    blank, width, _ = glyphs("\u2002")[0]
    made = galley("a", ["甲乙"])
    filled = made.contents[0].replace(b"> Tj", b"%04x> Tj" % blank)
    fonts = replace(made.fonts[0], glyphs=pack_glyphs((*made.fonts[0].rows, (blank, width, ""))))
    data = write(plan([Extent("a", BODY, 1)], [replace(made, contents=(filled,), fonts=(fonts,))]))
    assert next(ReadBack(data).runs(0)) == "甲乙"


def test_roman_labels_are_those_of_pypdf() -> None:
    galleys = [galley("preface", *([str(n)] for n in range(90)))]
    data = write(plan([Extent("preface", FRONT, 90)], galleys))
    assert list(ReadBack(data).labels) == PdfReader(io.BytesIO(data)).page_labels


def cut(book: bytes) -> bytes:
    return book[: len(book) // 2]


def without_head(book: bytes) -> bytes:
    return b"x" + book


def moved(book: bytes) -> bytes:
    """Offsets that point a byte beside their objects."""
    return book[:20] + b"\n" + book[20:]


def grown(book: bytes) -> bytes:
    """A second revision at the end."""
    return book + b"\n1 0 obj\n<< >>\nendobj\nstartxref\n9\n%%EOF\n"


def stream_changed(book: bytes) -> bytes:
    at = book.index(b"stream") + 40
    return book[:at] + bytes(byte ^ 0xFF for byte in book[at : at + 40]) + book[at + 40 :]


def encrypted(book: bytes) -> bytes:
    return saved(book, encryption=pikepdf.Encryption(owner="x", user=""))


@pytest.mark.parametrize(
    "damage",
    [cut, without_head, moved, grown, stream_changed, encrypted, lambda _: b""],
    ids=["cut", "headless", "moved", "grown", "stream", "encrypted", "empty"],
)
def test_a_damaged_book_is_not_delivered(book: bytes, damage: Callable[[bytes], bytes]) -> None:
    made = a_plan()
    titles = {f"e{n}": f"题{n}" for n in range(40)}
    assert list(verify(book, made.page_map, (), range(0), titles)) == []
    codes = {f.code for f in verify(damage(book), made.page_map, (), range(0), titles)}
    assert codes
    assert codes <= {"verify-unreadable", "verify-opening", "verify-folio"}
