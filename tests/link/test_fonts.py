"""Fonts: one subset a file, with the glyphs that are shown and the text that was written."""

import io
import re

import pikepdf
import pypdfium2
import pytest
import uharfbuzz as hb
from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from huozi.fonts.faces import Faces
from huozi.link.fonts import FontStock, _widths, to_unicode
from huozi.values.errors import HuoziError
from tests.link.proofs import faces, font, glyphs, line, opened, use

SERIF = "Noto Serif CJK SC"
KAI = "LXGW WenKai"
RADICAL, HAN = "\u2f00", "\u4e00"  # ⼀ and 一 share a glyph in Noto Serif CJK


def book(*pages: tuple[str, tuple]) -> tuple[bytes, list[tuple[tuple[str, int], ...]]]:
    """A PDF of pages, each with the fonts it says it uses; and the variants they were given."""
    fonts = FontStock(faces())
    chosen = [fonts.take(uses) for _, uses in pages]
    with pikepdf.new() as pdf:
        written = fonts.write(pdf)
        for (content, _), variants in zip(pages, chosen, strict=True):
            page = pdf.add_blank_page(page_size=(400, 600))
            page.Resources = pikepdf.Dictionary(
                Font=pikepdf.Dictionary({f"/{name}": written[name, v] for name, v in variants})
            )
            page.Contents = pdf.make_stream(content.encode())
        buffer = io.BytesIO()
        pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue(), chosen


def texts(data: bytes) -> list[str]:
    """The text of all pages, as two readers make it out."""
    pypdf = [page.extract_text().strip() for page in PdfReader(io.BytesIO(data)).pages]
    with pypdfium2.PdfDocument(data) as document:
        pdfium = [page.get_textpage().get_text_bounded().strip() for page in document]
    assert pypdf == pdfium
    return pypdf


def font_files(data: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [
            object_.read_bytes()
            for object_ in pdf.objects
            if isinstance(object_, pikepdf.Stream)
            and (object_.get("/Subtype") == "/CIDFontType0C" or "/Length1" in object_)
        ]


def test_the_premise_that_one_glyph_stands_for_two_characters() -> None:
    assert glyphs(RADICAL)[0][0] == glyphs(HAN)[0][0]


def test_characters_that_share_a_glyph_are_extracted_as_written() -> None:
    """Two galleys that disagree get a ToUnicode map each, over one font file."""
    data, chosen = book(
        (line("第一篇"), (use("第一篇"),)),
        (line("部首⼀"), (use("部首⼀"),)),
        (line("又一篇"), (use("又一篇"),)),
    )
    assert texts(data) == ["第一篇", "部首⼀", "又一篇"]
    assert [variant for ((_, variant),) in chosen] == [0, 1, 0]
    assert len(font_files(data)) == 1


def test_one_file_a_face_however_many_galleys_use_it() -> None:
    data, _ = book(
        (line("甲") + line("楷", family=KAI), (use("甲"), use("楷", KAI))),
        (line("乙"), (use("乙"),)),
        (line("体", family=KAI), (use("体", KAI),)),
    )
    assert len(font_files(data)) == 2
    assert texts(data) == ["甲楷", "乙", "体"]


def test_an_astral_character_is_extracted() -> None:
    data, _ = book((line("𠮟字"), (use("𠮟字"),)))
    assert texts(data) == ["𠮟字"]


def test_to_unicode_batches_stay_within_the_limit() -> None:
    """PDF 32000-1, 9.10.3: at most 100 entries a block."""
    cmap = to_unicode({glyph: chr(0x4E00 + glyph) for glyph in range(250)}).decode()
    cmap = cmap.partition("endcodespacerange")[2]
    assert [int(count) for count in re.findall(r"(\d+) beginbfchar", cmap)] == [100, 100, 50]
    assert cmap.count("endbfchar") == 3
    assert len(re.findall(r"^<[0-9a-f]{4}> <[0-9a-f]{4}>$", cmap, re.MULTILINE)) == 250


def test_a_glyph_that_stands_for_no_text_says_so() -> None:
    """Where a map says nothing, Firefox takes the number of the glyph for a letter."""
    assert b"<0007> <200b>\n<0008> <7532>\n" in to_unicode({8: "甲", 7: ""})


# ---------------------------------------------------------------------------- widths, outlines


def widths(data: bytes) -> dict[int, float]:
    """The widths of the one font of a PDF, as a viewer reads them (PDF 32000-1, 9.7.4.3)."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (resources,) = {id(p.Resources): p.Resources for p in pdf.pages}.values()
        (dictionary,) = (dict(resources.Font.items())).values()
        array = list(dictionary.DescendantFonts[0].W)
        found = {}
        while array:
            start, row, *array = array
            found.update({int(start) + at: float(width) for at, width in enumerate(row)})
    return found


def test_widths_are_those_of_the_font() -> None:
    text = "0123456789iixvAWm.，甲一"
    data, _ = book((line(text), (use(text),)))
    listed = widths(data)
    for glyph, width, char in glyphs(text):
        assert listed.get(glyph, 1000) == width, char
    assert all(width != 1000 for width in listed.values()), "the em is the default width"


@pytest.mark.parametrize("text", ["一二三中国书册", "0123456789", "，。（）"])
def test_the_outlines_of_a_truetype_subset_are_those_of_the_font(text: str) -> None:
    """Glyph ids are retained, so each id has to show the very same curves."""
    small = hb.Font(hb.Face(opened(KAI).subset([glyph for glyph, _, _ in glyphs(text, KAI)])))
    for glyph, _, char in glyphs(text, KAI):
        assert _outline(small, glyph) == _outline(opened(KAI).font, glyph) != [], char


@pytest.mark.slow
@pytest.mark.parametrize("text", ["一二三中国书册", "0123456789", "，。（）"])
def test_the_outlines_of_a_cff_subset_are_those_of_the_font(text: str) -> None:
    """The bare CFF of the book, glyphs called by their CIDs as a viewer calls them, against the
    font file's own; both read by fontTools."""
    bare = CFFFontSet()
    bare.decompile(io.BytesIO(opened().subset([glyph for glyph, _, _ in glyphs(text)])), None)
    small = bare[0]
    with TTFont(font()[1].path, fontNumber=0, lazy=True) as file:
        whole = file.getGlyphSet()
        for glyph, _, char in glyphs(text):
            subset, original = RecordingPen(), RecordingPen()
            small.CharStrings[f"cid{glyph:05}"].draw(subset)
            whole[file.getGlyphName(glyph)].draw(original)
            assert subset.value == original.value != [], char


def _outline(font: hb.Font, glyph: int) -> list:
    calls: list = []
    funcs = hb.DrawFuncs()
    for name, arity in (("move_to", 2), ("line_to", 2), ("quadratic_to", 4), ("cubic_to", 6)):
        getattr(funcs, f"set_{name}_func")(
            lambda *args, name=name, arity=arity: calls.append((name, *args[:arity]))
        )
    funcs.set_close_path_func(lambda *_: calls.append(("close",)))
    font.draw_glyph(glyph, funcs)
    return calls


def test_a_subset_holds_no_other_glyph() -> None:
    ((shown, _, _), (other, _, _)) = glyphs("中国", KAI)
    small = hb.Font(hb.Face(opened(KAI).subset([shown])))
    assert _outline(small, shown) != []
    assert _outline(small, other) == []


@pytest.mark.slow
@pytest.mark.parametrize("family", [SERIF, KAI])
def test_pages_look_as_the_whole_font_would_show_them(family: str) -> None:
    """Rasterised with the subset and with the whole file, the pages are the same."""
    text = "一二三中国书册01289，（）"
    content = line(text, 20, 20, family)
    data, _ = book((content, (use(text, family),)))
    whole = _with_whole_file(data, family)
    assert _picture(data) == _picture(whole)
    assert len(whole) > 20 * len(data)


def _with_whole_file(data: bytes, family: str) -> bytes:
    face = opened(family)
    full = bytes(face.face.reference_table("CFF ").data) if face.is_cff else None
    full = full or font(family)[1].path.read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for object_ in pdf.objects:
            if isinstance(object_, pikepdf.Stream) and (
                object_.get("/Subtype") == "/CIDFontType0C" or "/Length1" in object_
            ):
                object_.write(full)
        buffer = io.BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


def _picture(data: bytes) -> bytes:
    with pypdfium2.PdfDocument(data) as document:
        return bytes(document[0].render(scale=2).buffer)


# ---------------------------------------------------------------------------- failures, order


def test_a_font_file_that_has_gone_is_reported() -> None:
    with pytest.raises(HuoziError) as raised:
        FontStock(Faces({})).take((use("甲"),))
    (found,) = raised.value.findings
    assert found.code == "font-vanished"


def test_a_character_without_a_glyph_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        opened().glyphs("\U000e0100")


def test_the_same_galleys_give_the_same_bytes() -> None:
    pages = [(line("甲一0"), (use("甲一0"), use("楷", KAI))), (line("⼀"), (use("⼀"),))]
    assert book(*pages)[0] == book(*pages)[0]


def test_a_font_is_described_as_composite_fonts_are() -> None:
    """ISO 32000-1, tables 117, 121, 122: glyphs by their number, in 1/1000 em."""
    shown = use("甲a")
    with pikepdf.new() as pdf:
        stock = FontStock(faces())
        stock.take([shown])
        (font,) = stock.write(pdf).values()
        name = f"/{shown.resource}+{shown.name}"
        assert (font.Subtype, font.Encoding, font.BaseFont) == ("/Type0", "/Identity-H", name)
        (below,) = font.DescendantFonts
        system = below.CIDSystemInfo
        assert (bytes(system.Registry), bytes(system.Ordering), int(system.Supplement)) == (
            b"Adobe", b"Identity", 0,
        )  # fmt: skip
        assert (below.BaseFont, int(below.DW)) == (name, 1000)
        described = below.FontDescriptor
        assert described.FontName == name
        figures = [
            int(described[f"/{key}"]) for key in ("Flags", "ItalicAngle", "Ascent", "Descent")
        ]
        assert figures == [shown.flags, 0, shown.ascent, shown.descent]
        assert [int(v) for v in described.FontBBox] == [0, shown.descent, 1000, shown.ascent]
        assert int(described.CapHeight) == shown.ascent


def test_widths_other_than_the_em_stand_in_runs() -> None:
    found = _widths({1: 500, 2: 510, 3: 1000, 4: 520, 9: 530, 8: 1000})
    told = [[int(w) for w in item] if isinstance(item, pikepdf.Array) else int(item)
            for item in found]  # fmt: skip
    assert told == [1, [500, 510], 4, [520], 9, [530]]
