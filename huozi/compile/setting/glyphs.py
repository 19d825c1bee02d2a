"""Learns through Pango which glyphs a token has in a font style, and keeps them.

Asking Pango makes fallback fonts, kerning and features those that WeasyPrint's own drawing would
show. Advances are those of the PDF: font widths are written there in whole thousandths of the em,
and the composer has to use what is written.
"""

from collections.abc import Container, Iterable
from typing import Any, NamedTuple

from huozi.compile.engine.library import (
    FROM_UNITS,
    INHERITED,
    AnonymousStyle,
    Layout,
    ffi,
    font_style_cache_key,
    line_size,
    pango,
    strut,
)
from huozi.compile.setting.families import LATIN_PROPERTY, font_names, latin_families, never_slanted
from huozi.compile.setting.pdffonts import Metrics, PdfFonts, PlacedGlyph, UsedFont
from huozi.compile.setting.report import SAMPLE_CHARS, SettingReport
from huozi.compose import classify, read
from huozi.compose.classes import EXCLAIMS, PAUSES, STOPS
from huozi.values.length import PT_PER_CSS_PX

#: Stands between the tokens of a learning text: one known glyph that joins with nothing.
_FENCE = "中"
#: Marks that Latin fonts have too, narrow or parted: in Chinese text they come from the Han face
#: (GB/T 15834-2011, 5.1: full-width, dashes and ellipses unbroken).
_WIDE_MARKS = frozenset("“”‘’—…·") | {"——", "……"}
#: Quotation marks fill a cell; less white than this, in thousandths of it, is a matter of taste.
_QUOTES, _NARROW = frozenset("“”‘’"), 100
#: Marks that some faces set in the middle of their cells, and how near to it their ink then is.
_CENTRABLE = frozenset(PAUSES + STOPS + EXCLAIMS)
_CENTRED_EM = 0.1
_REGULAR, _DEMIBOLD = 400, 600  # weights of CSS
_FILLER = "\u2002"  # a blank glyph that is not the space's own
_MEASURED_STYLE = {"letter_spacing": "normal", "word_spacing": 0, "text_decoration_line": "none"}

#: Properties that tell font styles apart. All of them are inherited: a style that sets none has the
#: glyphs of its parent.
_TELLING = {name for name in INHERITED if name.startswith("font_")} | {
    *("lang", "line_height", "letter_spacing", "word_spacing"),
    LATIN_PROPERTY,
}

#: The cell of a Han face reaches from 0.12 em below the baseline to 0.88 em above it. Lines of a
#: given height put this cell in their middle, whatever a face says of itself, so that baselines
#: stay on the grid when the face changes from block to block (CLREQ, "Line gap").
ABOVE_EM, BELOW_EM = 0.88, 0.12


class FallbackError(Exception):
    """The engine has to set this paragraph; the argument gives the reason in a word or two."""


class Glyphs(NamedTuple):
    """The glyphs of a token in one font style. Lengths in points."""

    cls: str
    advance_pt: float
    hex: str  # of the glyph ids, with kerning between: `0041>-12<0042`
    font: int  # index into GlyphTable.fonts
    tail_pt: float  # white after the last glyph, in the advance but not in the PDF's
    glyphs: tuple[tuple[int, int, str], ...]  # glyph id, width in the PDF, text


class GlyphTable:
    """The glyphs of one font style, which includes its letter-spacing."""

    def __init__(self, style: Any) -> None:
        spacing, self.word_spacing = style["letter_spacing"], style["word_spacing"]
        self.spacing_px = 0.0 if spacing == "normal" else spacing
        self.style = style.copy()
        self.style.update(_MEASURED_STYLE)
        self.size_px = style["font_size"]
        self.size_pt = self.size_px * PT_PER_CSS_PX
        self.families = tuple(style["font_family"])
        self.is_chinese = not style["lang"] or style["lang"].startswith("zh")
        self._book = font_names(style.font_config)
        self._not_bold = self._stand_in(style["font_weight"])
        self._upright = never_slanted(style, self.families, self._book)
        self.tokens: dict[str, Glyphs | None] = {
            "\n": Glyphs("X", 0.0, "", 0, 0.0, ()),
            "\u2060": Glyphs("G", 0.0, "", 0, 0.0, ()),
        }
        self.fonts: list[UsedFont] = []
        self.entries: dict[str, list[tuple[int, int, int, str]]] = {}  # font, glyph, width, text
        self.leads: dict[str, float] = {}  # white before the glyphs of a token, in points
        self.has_tails = bool(self.spacing_px)  # white behind them that a line has to make
        self._alive: list[Any] = []  # layouts: Pango's fonts live as long as they
        self._named = self._book.all_of((*self.families, *style["font_family"]))
        self._foreign: set[int] = set()  # fonts of families that the style does not name
        self._lacking: dict[str, list[str]] = {}  # token → its characters that no font has
        self._fillers: dict[int, Glyphs | None] = {}
        self._metrics: Metrics | None = None
        self._pdf: tuple[Any, PdfFonts] | None = None
        self.casts: dict[tuple[str, str, float], Any] = {}  # texts in this style; see `cast`
        layout = self._layout(_FENCE, self.style)
        line, _ = layout.get_first_line()
        _, self.height_px = line_size(line, self.style)
        self.baseline_px = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
        self._han_style = self._find_han_style()
        self._latin_style = self._find_latin_style(latin_families(style))
        self.line_height_px, self.strut_baseline_px = strut(style)
        if style["line_height"] != "normal":
            half = (self.line_height_px - self.size_px) / 2
            self.strut_baseline_px = half + ABOVE_EM * self.size_px

    # ------------------------------------------------------------------------------- learning

    def learn(self, tokens: Iterable[str]) -> None:
        """Ask Pango for the tokens that are not known yet."""
        new = [token for token in dict.fromkeys(tokens) if token not in self.tokens]
        if not new:
            return
        faces: dict[int, tuple[Any, list[str]]] = {}
        for token in new:
            style = self.style
            if token in _WIDE_MARKS:
                style = self._han_style
            elif token.isascii() and not token.isspace():
                style = self._latin_style
            faces.setdefault(id(style), (style, []))[1].append(token)
        for style, some in faces.values():
            self.tokens.update(self._shape(some, style))

    def _find_han_style(self) -> Any:
        """The style without the families that stand before the one with Han characters."""
        if not self.is_chinese:
            return self.style
        ((_, glyph),) = self._glyphs(_FENCE, self.style, (0,))
        family = self.fonts[glyph.font].family.casefold()
        names = [name.casefold() for name in self.families]
        if family not in names[1:]:
            return self.style
        style = self.style.copy()
        style["font_family"] = self.families[names.index(family) :]
        return style

    def _find_latin_style(self, families: tuple[str, ...]) -> Any:
        """The style with the families of Latin letters and figures first, where it asks for some.

        Kai faces have written figures, Song faces sometimes poor ones; the Latin face of the book
        replaces them, while the cell of the Han face still gives the baseline.
        """
        if not families or families[0].casefold() == self.families[0].casefold():
            return self.style
        self._named |= self._book.all_of(families)
        style = self.style.copy()
        style["font_family"] = (*families, *self.families)
        if families[0] not in self._book.without_bold:
            style["font_weight"] = self._weight
        return style

    def _stand_in(self, weight: int) -> str:
        """Replace a family without bold by its stand-in; returns the family that lacks bold.

        Where the stand-in has no bold either, or is the same family, the text stays regular.
        """
        self._weight = weight
        first, other = self.families[0], self._book.bold_stand_in
        if weight < _DEMIBOLD or first not in self._book.without_bold:
            return ""
        if other:
            self.families = (other, *(family for family in self.families if family != other))
            self.style.update({"font_family": self.families, "font_weight": _REGULAR})
        return first

    def _layout(self, text: str, style: Any) -> Layout:
        layout = Layout(style)
        layout.set_text(text)
        self._alive.append(layout)
        return layout

    def _shape(self, tokens: list[str], style: Any) -> dict[str, Glyphs | None]:
        """The glyphs of tokens, shaped side by side in one line with a fence between them."""
        if not tokens:
            return {}
        text = _FENCE + _FENCE.join(tokens) + _FENCE
        owner: dict[int, int] = {}  # byte → which token
        at = len(_FENCE.encode())
        for index, token in enumerate(tokens):
            length = len(token.encode())
            owner.update(dict.fromkeys(range(at, at + length), index))
            at += length + len(_FENCE.encode())
        found: list[list[PlacedGlyph]] = [[] for _ in tokens]
        for byte, glyph in self._glyphs(text, style, owner):
            found[owner[byte]].append(glyph)
        return {token: self._join(token, found[i]) for i, token in enumerate(tokens)}

    def _glyphs(
        self, text: str, style: Any, wanted: Container[int]
    ) -> "Iterable[tuple[int, PlacedGlyph]]":
        """The glyphs whose cluster begins at one of the `wanted` bytes of a text, with
        that byte.
        """
        raw = text.encode()
        line, _ = self._layout(text, style).get_first_line()
        extents = ffi.new("PangoRectangle *")
        run = line.runs[0]
        while run != ffi.NULL:
            item, string = run.data.item, run.data.glyphs
            font, run = item.analysis.font, run.next
            index = self._font_index(font)
            backwards = item.analysis.level % 2
            for i in range(string.num_glyphs):
                info = string.glyphs[i]
                start = string.log_clusters[i]
                if item.offset + start not in wanted:
                    continue
                last = i + 1 == string.num_glyphs
                end = item.length if last else string.log_clusters[i + 1]
                pango.pango_font_get_glyph_extents(font, info.glyph, ffi.NULL, extents)
                yield (
                    item.offset + start,
                    PlacedGlyph(
                        info.glyph,
                        index,
                        round(extents.width * 1000 * FROM_UNITS / self.size_px),
                        info.geometry.width * 1000 * FROM_UNITS / self.size_px,
                        info.geometry.x_offset * 1000 * FROM_UNITS / self.size_px,
                        bool(info.geometry.y_offset) or bool(backwards),
                        raw[item.offset + start : item.offset + end].decode(errors="replace"),
                    ),
                )

    def _font_index(self, font: Any) -> int:
        for index, known in enumerate(self.fonts):
            if known.pango_font == font:
                return index
        description = ffi.gc(
            pango.pango_font_describe_with_absolute_size(font), pango.pango_font_description_free
        )
        family = ffi.string(pango.pango_font_description_get_family(description)).decode()
        if family.casefold() not in self._named:
            self._foreign.add(len(self.fonts))
        self.fonts.append(UsedFont(font, family))
        return len(self.fonts) - 1

    def _join(self, token: str, glyphs: "list[PlacedGlyph]") -> Glyphs | None:
        """The glyphs of a token as one; None when they do not simply follow one another."""
        empty = pango.PANGO_GLYPH_EMPTY
        shown = [glyph for glyph in glyphs if glyph.id != empty]
        if lacking := [glyph.text for glyph in shown if glyph.id & pango.PANGO_GLYPH_UNKNOWN_FLAG]:
            self._lacking[token] = lacking
            return None
        if any(glyph.odd for glyph in shown):
            return None
        if len({glyph.font for glyph in shown}) > 1:
            return None
        spacing = round(self.spacing_px * 1000 / self.size_px, 3)
        string, advance, pen = "", 0.0, 0.0
        for glyph in shown:
            # The pen stands at `pen` in the PDF and at `advance` on paper; mend the difference.
            move = round(pen - advance - glyph.x_offset)
            if move:
                string += f">{move}<"
            string += f"{glyph.id:04x}"
            pen += glyph.width - move
            advance += glyph.advance + (spacing if glyph.text else 0.0)
        if not spacing and abs(advance - pen) < 1:
            advance = pen
        if room := self._room(token, shown):
            advance += room
            if token in "“‘":
                self.leads[token] = room * self.size_pt / 1000
                pen += room
            else:
                self.has_tails = True
        width_em = (advance - spacing * len(shown)) / 1000
        return Glyphs(
            classify(token, width_em, token in _CENTRABLE and self._is_centred(shown)),
            advance * self.size_pt / 1000,
            string,
            shown[0].font if shown else 0,
            (advance - pen) * self.size_pt / 1000,
            tuple((glyph.id, glyph.width, glyph.text) for glyph in shown),
        )

    def _room(self, token: str, glyphs: "list[PlacedGlyph]") -> int:
        """The white outside a quotation mark that a Han face makes too narrow for its cell (楷)."""
        room = 1000 - sum(glyph.width for glyph in glyphs)
        return room if token in _QUOTES and room >= _NARROW and self.is_chinese else 0

    def _is_centred(self, glyphs: "list[PlacedGlyph]") -> bool:
        """Whether the face centres a mark in its cell, as is the usage of Taiwan."""
        if len(glyphs) != 1:
            return False
        ink, font = ffi.new("PangoRectangle *"), self.fonts[glyphs[0].font].pango_font
        pango.pango_font_get_glyph_extents(font, glyphs[0].id, ink, ffi.NULL)
        middle_em = (ink.x + ink.width / 2) * FROM_UNITS / self.size_px
        return abs(middle_em - 0.5) < _CENTRED_EM

    # -------------------------------------------------------------------------------- judging

    def judge(self, text: str, report: SettingReport) -> None:
        """Report characters without a glyph, or from a family that the style does not name."""
        if self._not_bold and text.strip():
            report.not_bold.setdefault(self._not_bold, text.strip()[:SAMPLE_CHARS])
        for family, letters in self._upright:
            if letters.search(text):
                report.not_slanted.setdefault(family, text.strip()[:SAMPLE_CHARS])
        if not self._lacking and not self._foreign:
            return
        for _, token, _ in read(text):
            if token in self._lacking:
                for char in self._lacking[token]:
                    report.missing[char] = ", ".join(self.families)
            elif (glyphs := self.tokens.get(token)) and glyphs.font in self._foreign:
                report.foreign[token] = self.fonts[glyphs.font].family, ", ".join(self.families)

    # -------------------------------------------------------------------------------- drawing

    def metrics(self) -> Metrics:
        """The positions of underlines and other decorations."""
        if self._metrics is None:
            style = self.style.copy()
            style["text_decoration_line"] = {"underline"}
            layout = Layout(style)
            self._metrics = Metrics(*(getattr(layout, name) for name in Metrics._fields))
        return self._metrics

    def pdf_fonts(self, stream: Any) -> PdfFonts:
        """The fonts of this table in the document of a page stream."""
        if self._pdf is None or self._pdf[0] is not stream._fonts:
            self._pdf = (stream._fonts, PdfFonts(self.fonts, stream))
        return self._pdf[1]

    def enter(self, fonts: PdfFonts, tokens: Iterable[str]) -> None:
        """Enter the glyphs of tokens into the document: their widths and their text."""
        seen, entries, last = fonts.seen, self.entries, -1
        for token in tokens:
            if token in seen:
                continue
            seen.add(token)
            for index, glyph, width, text in entries.get(token) or self._entry(token):
                if index != last:
                    widths, texts, last = fonts[index].widths, fonts[index].to_unicode, index
                widths[glyph] = width
                if texts.setdefault(glyph, text) != text:
                    fonts.odd.add(token)

    def _entry(self, token: str) -> list[tuple[int, int, int, str]]:
        glyphs = self.tokens[token]
        assert glyphs is not None
        entry = self.entries[token] = [(glyphs.font, *glyph) for glyph in glyphs.glyphs]
        return entry

    def has(self, token: str) -> bool:
        """Whether fonts that the style names have the glyphs of a learnt token."""
        glyphs = self.tokens.get(token)
        return glyphs is not None and glyphs.font not in self._foreign

    def blank(self, token: str) -> Glyphs | None:
        """The glyph of a space or filler, if the style has one."""
        if token not in self.tokens:
            self.tokens.update(self._shape([token], self.style))
        return self.tokens[token]

    def filler(self, font: int) -> Glyphs | None:
        """A blank glyph of a font that stands for no text (`draw`)."""
        if font not in self._fillers:
            style = self.style.copy()
            style["font_family"] = (self.fonts[font].family,)
            filler, space = self._shape([_FILLER, " "], style).values()
            if filler and (filler.font != font or len(filler.glyphs) != 1):
                filler = None
            if filler and space and filler.glyphs[0][0] == space.glyphs[0][0]:
                filler = None
            self._fillers[font] = filler
        return self._fillers[font]


def table_of(style: Any) -> GlyphTable:
    """The glyph table of a computed style, kept with the fonts it was learnt from."""
    while type(style) is AnonymousStyle:  # text and line boxes: all that matters here is inherited
        style = style.parent_style
    table: GlyphTable | None = style.__dict__.get("_huozi_glyphs")
    if table is None and style.parent_style is not None and _TELLING.isdisjoint(style.cascaded):
        table = style.__dict__["_huozi_glyphs"] = table_of(style.parent_style)
    if table is None:
        tables = style.font_config.__dict__.setdefault("_huozi_glyphs", {})
        spacing = style["letter_spacing"], style["word_spacing"]
        key = font_style_cache_key(style, include_size=True), spacing, latin_families(style)
        table = tables.get(key)
        if table is None:
            if not style["font_size"]:
                raise FallbackError("font-size 0")
            table = tables[key] = GlyphTable(style)
        style.__dict__["_huozi_glyphs"] = table
    return table
