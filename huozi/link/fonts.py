"""One shared subset per font file, and the font dictionaries of the book.

Galleys name glyphs by their ids in the font file. The linker unites the glyphs of all galleys,
subsets each file once with those ids retained, and writes one font dictionary per face. Glyphs that
stand for several code points (⼀ U+2F00 and 一 U+4E00 share one in Noto Serif CJK) would extract
wrongly through one shared ToUnicode map: galleys that disagree get a variant of the dictionary,
over the same font file.
"""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pikepdf
import uharfbuzz as hb
from pikepdf import Array, Dictionary, Name

from huozi.errors import HuoziError
from huozi.galley import FontUse
from huozi.model import finding

_DROP_TABLES = ("GSUB", "GPOS", "BASE", "GDEF", "DSIG", "VORG", "vhea", "vmtx", "name", "post")
_FLAGS = (
    hb.SubsetFlags.RETAIN_GIDS
    | hb.SubsetFlags.NO_HINTING
    | hb.SubsetFlags.DESUBROUTINIZE
    | hb.SubsetFlags.CFF_IDENTITY_CHARSET
    | hb.SubsetFlags.NOTDEF_OUTLINE
)
_FULL_WIDTH = 1000

#: Gives what was kept under a key, or else makes it and may keep it.
Kept = Callable[[str, Callable[[], bytes]], bytes]


def not_kept(key: str, make: Callable[[], bytes]) -> bytes:
    """Make it anew."""
    return make()


class Face:
    """A face of a font file, opened for its figures and for subsetting."""

    def __init__(self, path: Path, index: int) -> None:
        self.face = hb.Face(hb.Blob.from_file_path(str(path)), index)
        self.font = hb.Font(self.face)
        self.is_cff = "CFF " in self.face.table_tags

    def glyphs(self, text: str) -> list[tuple[int, int, str]]:
        """(glyph id, width in 1/1000 em, character) for figures and roman numerals.

        Raises KeyError for a character that the face lacks.
        """
        shown = []
        for char in text:
            glyph = self.font.get_nominal_glyph(ord(char))
            if glyph is None:
                raise KeyError(char)
            advance = self.font.get_glyph_h_advance(glyph)
            shown.append((glyph, round(advance * 1000 / self.face.upem), char))
        return shown

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """The font file with these glyphs alone, their ids retained: bare CFF, or TrueType."""
        keep = hb.SubsetInput()
        keep.sets(hb.SubsetInputSets.GLYPH_INDEX).update(sorted(glyphs))
        keep.flags = _FLAGS
        drop = keep.sets(hb.SubsetInputSets.DROP_TABLE_TAG)
        drop.update(int.from_bytes(tag.encode()) for tag in _DROP_TABLES)
        subset = hb.subset(self.face, keep)
        if self.is_cff:
            return bytes(subset.reference_table("CFF ").data)
        return bytes(subset.blob.data)


@dataclass(slots=True)
class _Variant:
    """One font dictionary: a ToUnicode map without contradictions."""

    texts: dict[int, str] = field(default_factory=dict)

    def accepts(self, glyphs: Mapping[int, str]) -> bool:
        texts = self.texts
        return all(texts.get(glyph, text) == text for glyph, text in glyphs.items())


@dataclass(slots=True)
class _Stock:
    """All that the book shows of one font resource."""

    use: FontUse
    face: Face
    widths: dict[int, int] = field(default_factory=dict)
    variants: list[_Variant] = field(default_factory=list)


class FontStock:
    """Gathers the glyphs of all galleys, then writes each font once."""

    def __init__(self, paths: Mapping[str, Path], kept: Kept = not_kept) -> None:
        self._paths = paths
        self._kept = kept
        self._faces: dict[tuple[str, int], Face] = {}
        self._stocks: dict[str, _Stock] = {}

    def face(self, use: FontUse) -> Face:
        """The opened face behind a font of a galley."""
        key = (use.digest, use.face_index)
        if key not in self._faces:
            if use.digest not in self._paths:
                raise HuoziError([finding("font-vanished", name=use.name, digest=use.digest)])
            self._faces[key] = Face(self._paths[use.digest], use.face_index)
        return self._faces[key]

    def take(self, uses: Iterable[FontUse]) -> tuple[tuple[str, int], ...]:
        """Add what a galley shows. Returns which variant of each resource it is to use."""
        chosen = []
        for use in uses:
            stock = self._stocks.get(use.resource)
            if stock is None:
                stock = self._stocks[use.resource] = _Stock(use, self.face(use))
            texts = {}
            for glyph, width, text in use.glyphs:
                stock.widths[glyph] = width
                texts[glyph] = text
            chosen.append((use.resource, _variant(stock, texts)))
        return tuple(chosen)

    def write(self, pdf: pikepdf.Pdf) -> dict[tuple[str, int], pikepdf.Object]:
        """Write all fonts. Returns font dictionaries by resource name and variant."""
        files: dict[tuple[str, int], pikepdf.Object] = {}
        glyphs: dict[tuple[str, int], set[int]] = {}
        for stock in self._stocks.values():
            key = (stock.use.digest, stock.use.face_index)
            glyphs.setdefault(key, {0}).update(stock.widths)
        for key in sorted(glyphs):
            files[key] = self._file(pdf, key, sorted(glyphs[key]))
        fonts: dict[tuple[str, int], pikepdf.Object] = {}
        for resource, stock in sorted(self._stocks.items()):
            file = files[stock.use.digest, stock.use.face_index]
            descendant = pdf.make_indirect(_descendant(pdf, stock, file))
            for number, variant in enumerate(stock.variants):
                fonts[resource, number] = pdf.make_indirect(
                    Dictionary(
                        Type=Name.Font,
                        Subtype=Name.Type0,
                        BaseFont=_base_font(stock.use),
                        Encoding=Name("/Identity-H"),
                        DescendantFonts=Array([descendant]),
                        ToUnicode=pdf.make_stream(to_unicode(variant.texts)),
                    )
                )
        return fonts

    def _file(self, pdf: pikepdf.Pdf, key: tuple[str, int], glyphs: list[int]) -> pikepdf.Object:
        """The subset of a face as a stream. Making and packing it takes longer than the rest of a
        link, and after most edits it is the same: so it is kept, packed.
        """
        face = self._faces[key]
        recipe = (hb.__version__, hb.version_string(), int(_FLAGS), _DROP_TABLES, *key, glyphs)
        name = hashlib.sha256(repr(recipe).encode()).hexdigest()
        data = self._kept(name, partial(_packed, face, glyphs))
        if face.is_cff:
            return pdf.make_stream(data, Subtype=Name.CIDFontType0C, Filter=Name.FlateDecode)
        length = len(zlib.decompress(data))
        return pdf.make_stream(data, Length1=length, Filter=Name.FlateDecode)


def _packed(face: Face, glyphs: list[int]) -> bytes:
    return zlib.compress(face.subset(glyphs))


def _variant(stock: _Stock, texts: dict[int, str]) -> int:
    for number, variant in enumerate(stock.variants):
        if variant.accepts(texts):
            variant.texts.update(texts)
            return number
    stock.variants.append(_Variant(dict(texts)))
    return len(stock.variants) - 1


def _base_font(use: FontUse) -> Name:
    """Subset tag and name. The resource name is six capitals made of the font's description."""
    return Name(f"/{use.resource}+{use.name}")


def _descendant(pdf: pikepdf.Pdf, stock: _Stock, file: pikepdf.Object) -> Dictionary:
    use = stock.use
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=_base_font(use),
        Flags=use.flags,
        FontBBox=Array([0, use.descent, _FULL_WIDTH, use.ascent]),
        ItalicAngle=0,
        Ascent=use.ascent,
        Descent=use.descent,
        CapHeight=use.ascent,
        StemV=80,
    )
    descriptor[Name.FontFile3 if stock.face.is_cff else Name.FontFile2] = file
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType0 if stock.face.is_cff else Name.CIDFontType2,
        BaseFont=_base_font(use),
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        DW=_FULL_WIDTH,
        W=_widths(stock.widths),
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    if not stock.face.is_cff:
        font[Name.CIDToGIDMap] = Name.Identity
    return font


def _widths(widths: Mapping[int, int]) -> Array:
    """Widths other than the em, in runs of consecutive ids."""
    runs: list[tuple[int, list[int]]] = []
    for glyph in sorted(widths):
        if widths[glyph] == _FULL_WIDTH:
            continue
        if runs and glyph == runs[-1][0] + len(runs[-1][1]):
            runs[-1][1].append(widths[glyph])
        else:
            runs.append((glyph, [widths[glyph]]))
    return Array([item for start, run in runs for item in (start, Array(run))])


_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
_CMAP_TAIL = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
#: What a glyph says that stands for no text: a blank that fills a gap, the second glyph of a
#: character in two. Firefox (pdf.js) shows the glyph's number as a letter where a map says nothing,
#: and passes over a zero width space; PDF/A-2u wants something said (ISO 19005-2, 6.2.11.7).
ZERO_WIDTH_SPACE = "\u200b"
_CMAP_BATCH = 100  # PDF 32000-1, 9.10.3: at most 100 entries a block


def to_unicode(texts: Mapping[int, str]) -> bytes:
    """A ToUnicode CMap (PDF 32000-1, 9.10.3)."""
    lines = [_CMAP_HEAD]
    items = sorted((glyph, text or ZERO_WIDTH_SPACE) for glyph, text in texts.items())
    for start in range(0, len(items), _CMAP_BATCH):
        batch = items[start : start + _CMAP_BATCH]
        lines.append(f"{len(batch)} beginbfchar\n")
        lines += [f"<{g:04x}> <{text.encode('utf-16-be').hex()}>\n" for g, text in batch]
        lines.append("endbfchar\n")
    return "".join([*lines, _CMAP_TAIL]).encode()
