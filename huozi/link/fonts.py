"""One shared subset per font file, and the font dictionaries of the book.

Galleys name glyphs by their ids in the font file. The linker unites the glyphs of all galleys,
subsets each file once so that those ids still find them (`faces.py`), and writes one font
dictionary per face. Glyphs that stand for several code points (⼀ U+2F00 and 一 U+4E00 share one in
Noto Serif CJK) would extract wrongly through one shared ToUnicode map: galleys that disagree get a
variant of the dictionary, over the same font file.
"""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

import pikepdf
from pikepdf import Array, Dictionary, Name

from huozi.fonts.faces import RECIPE, Faces, OpenedFace
from huozi.values.galley import FontUse, glyph_rows
from huozi.values.reuse import Same, Standing

_FULL_WIDTH = 1000

_Key = tuple[str, int]  # of a face: SHA-256 of its file, number in it

#: Gives what was kept under a key, or else makes it and may keep it.
Kept = Callable[[str, Callable[[], bytes]], bytes]


def not_kept(key: str, make: Callable[[], bytes]) -> bytes:
    """Make it anew."""
    return make()


@dataclass(slots=True)
class _Variant:
    """One font dictionary: a ToUnicode map without contradictions."""

    rows: set[bytes] = field(default_factory=set)  # as galleys have them
    texts: dict[int, str] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)

    def take(self, rows: frozenset[bytes]) -> bool:
        """Add glyphs, if none of them stands for another text already."""
        if not (fresh := rows - self.rows):
            return True
        glyphs = list(glyph_rows(fresh))
        if any(glyph in self.texts for glyph, _, _ in glyphs):
            return False
        self.rows |= fresh
        self.texts.update((glyph, text) for glyph, _, text in glyphs)
        self.widths.update((glyph, width) for glyph, width, _ in glyphs)
        return True


@dataclass(slots=True)
class _Stock:
    """All that the book shows of one font resource."""

    use: FontUse
    face: OpenedFace
    variants: list[_Variant] = field(default_factory=list)

    def take(self, rows: frozenset[bytes]) -> int:
        """Add what a galley shows. Returns the number of the variant it is to use."""
        for number, variant in enumerate(self.variants):
            if variant.take(rows):
                return number
        self.variants.append(_Variant())
        self.variants[-1].take(rows)
        return len(self.variants) - 1

    @property
    def widths(self) -> dict[int, int]:
        """Width of each glyph that is shown."""
        return {
            glyph: width for variant in self.variants for glyph, width in variant.widths.items()
        }


class FontStock:
    """Gathers the glyphs of all galleys, then writes each font once."""

    def __init__(
        self,
        faces: Faces,
        kept: Kept = not_kept,
        standing: Standing | None = None,
        *,
        packed: bool = True,
    ) -> None:
        """`kept` and `standing` are what earlier runs, and earlier books of this run, made. What is
        thrown away soon need not be `packed`.
        """
        self.faces = faces
        self._kept = kept
        self._packed = packed
        self._standing = Standing() if standing is None else standing
        self._stocks: dict[str, _Stock] = {}
        #: Lines that are equal are one: to compare them costs most of what is done here.
        self._lines: dict[bytes, bytes] = self._standing.of(FontStock, dict)

    def take(self, uses: Iterable[FontUse]) -> tuple[tuple[str, int], ...]:
        """Add what a galley shows. Returns which variant of each resource it is to use."""
        chosen = []
        for use in uses:
            stock = self._stocks.get(use.resource)
            if stock is None:
                stock = self._stocks[use.resource] = _Stock(use, self.faces.of(use))
            rows = self._standing.of(Same(use), partial(self._shown, use))
            chosen.append((use.resource, stock.take(rows)))
        return tuple(chosen)

    def _shown(self, use: FontUse) -> frozenset[bytes]:
        return frozenset(self._lines.setdefault(line, line) for line in use.glyphs.splitlines())

    def write(self, pdf: pikepdf.Pdf) -> dict[tuple[str, int], pikepdf.Object]:
        """Write all fonts. Returns font dictionaries by resource name and variant."""
        glyphs: dict[_Key, set[int]] = {}
        faces: dict[_Key, OpenedFace] = {}
        widths = {resource: stock.widths for resource, stock in self._stocks.items()}
        for resource, stock in self._stocks.items():
            key = (stock.use.digest, stock.use.face_index)
            glyphs.setdefault(key, {0}).update(widths[resource])
            faces[key] = stock.face
        files = {
            key: self._file(pdf, key, faces[key], sorted(glyphs[key])) for key in sorted(glyphs)
        }
        fonts: dict[tuple[str, int], pikepdf.Object] = {}
        for resource, stock in sorted(self._stocks.items()):
            file = files[stock.use.digest, stock.use.face_index]
            descendant = pdf.make_indirect(_descendant(pdf, stock, widths[resource], file))
            for number, variant in enumerate(stock.variants):
                fonts[resource, number] = pdf.make_indirect(
                    Dictionary(
                        Type=Name.Font,
                        Subtype=Name.Type0,
                        BaseFont=_base_font(stock.use),
                        Encoding=Name("/Identity-H"),
                        DescendantFonts=Array([descendant]),
                        ToUnicode=pdf.make_stream(self._map(variant), Filter=Name.FlateDecode),
                    )
                )
        return fonts

    def _map(self, variant: _Variant) -> bytes:
        """The compressed ToUnicode map."""
        rows = frozenset(variant.rows)
        return self._standing.of(rows, lambda: zlib.compress(to_unicode(variant.texts)))

    def _file(
        self, pdf: pikepdf.Pdf, key: _Key, face: OpenedFace, glyphs: list[int]
    ) -> pikepdf.Object:
        """The subset of a face as a stream. Making and packing it takes longer than the rest of a
        link, and after most edits it is the same: so it is kept, packed.
        """
        if not self._packed:
            plain = self._standing.of((key, tuple(glyphs), ""), partial(face.subset, glyphs))
            if face.is_cff:
                return pdf.make_stream(plain, Subtype=Name.CIDFontType0C)
            return pdf.make_stream(plain, Length1=len(plain))

        def find() -> bytes:
            name = hashlib.sha256(repr((RECIPE, *key, glyphs)).encode()).hexdigest()
            return self._kept(name, partial(_packed, face, glyphs))

        data = self._standing.of((key, tuple(glyphs)), find)
        if face.is_cff:
            return pdf.make_stream(data, Subtype=Name.CIDFontType0C, Filter=Name.FlateDecode)
        length = len(zlib.decompress(data))
        return pdf.make_stream(data, Length1=length, Filter=Name.FlateDecode)


def _packed(face: OpenedFace, glyphs: list[int]) -> bytes:
    return zlib.compress(face.subset(glyphs))


def _base_font(use: FontUse) -> Name:
    """Subset tag and name. The resource name is six capitals made of the font's description."""
    return Name(f"/{use.resource}+{use.name}")


def _descendant(
    pdf: pikepdf.Pdf, stock: _Stock, widths: Mapping[int, int], file: pikepdf.Object
) -> Dictionary:
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
        W=_widths(widths),
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
