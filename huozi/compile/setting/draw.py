"""Draws runs into the page stream, exact to a thousandth of an em.

One `TJ` shows a run: glyph ids, and numbers where a gap differs from the run's own spacing, which
is `Tc`. Widths and texts of glyphs are entered into WeasyPrint's font objects just as its own
drawing enters them, so that it writes and subsets fonts as usual.

Extraction. Readers guess spaces from gaps, each in its own way; measured on poppler 22.12,
pdfium 15.2 and pypdf 7.1:
  * poppler sees a space from 0.1 em on, pdfium from half the font's space glyph on (about 0.11
    em). Both believe /ActualText, pdfium only when one text object stands inside it. So a stretch
    of tokens with wide gaps between them is one TJ in one /ActualText span: `在2004年12月`.
  * pypdf does not know /ActualText, but looks at each number of a TJ by itself: a wide gap is
    written as several small numbers.
  * Single characters with a space between any two, `a / b`, poppler takes for one spaced word.
  * poppler parts what overlaps by more than half an em. A squeeze by just that much is shown a
    trifle smaller; a deeper one is held together by a span.
  * Where a wide gap has another text box behind it, no span can reach over. The last token then
    takes the gap into its own span, filled by a blank glyph that stands for no text.
A space that the manuscript has between words is a real space glyph.
"""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from huozi.compile.setting.glyphs import Glyphs, GlyphTable
from huozi.compile.setting.pdffonts import PdfFonts
from huozi.compile.setting.run import HALF_EM, Run, RunTokens, soft

#: Gaps below are taken for none by every reader we measured.
SEEN_EM = 0.09


class _Writer:
    """Shows tokens of one font, as one or more TJ."""

    def __init__(
        self, stream: Any, table: GlyphTable, fonts: PdfFonts, font: int, spacing_pt: float
    ) -> None:
        self.stream = stream
        self.table = table
        self.fonts = fonts
        self.font = font
        self.scale = -1000 / table.size_pt
        self.seen_pt = SEEN_EM * table.size_pt
        self.deep_pt = (HALF_EM + 0.001) * table.size_pt
        self.spacing_pt = spacing_pt
        self.parts: list[str] = ["<"]
        self.opened = -1  # index in the stream of the span that is open

    def move(self, gap_pt: float) -> None:
        """Move the pen by a gap, of which the spacing is done already."""
        number = (soft(gap_pt, self.table.size_pt) - self.spacing_pt) * self.scale
        if -0.0005 < number < 0.0005:
            return
        if -number > SEEN_EM * 1000:
            times = ceil(-number / (SEEN_EM * 1000))
            self.parts.append(f">{' '.join([number_of(number / times)] * times)}<")
        else:
            self.parts.append(f">{number_of(number)}<")

    def flush(self) -> None:
        """Write the TJ that has been gathered."""
        self.parts.append(">")
        text = "".join(self.parts).replace("<>", " ")
        if not text.isspace():
            self.stream.stream.append(f"[{text}]TJ".encode())
        self.parts = ["<"]

    def open(self) -> None:
        """Begin a span; its text is filled in when it ends."""
        self.flush()
        self.opened = len(self.stream.stream)
        self.stream.stream.append(b"")

    def close(self, text: str, spaced: bool = True) -> None:
        """End a span that stands for `text`; without the spacing, which poppler takes
        off its end.
        """
        self.flush()
        if not spaced and self.spacing_pt:
            self.stream.stream.append(b"0 Tc")
            self.spacing_pt = 0.0
        code = text.encode("utf-16-be").hex()
        self.stream.stream[self.opened] = f"/Span <</ActualText <feff{code}>>> BDC".encode()
        self.stream.stream.append(b"EMC")
        self.opened = -1

    def space(self, space: Glyphs, gap_pt: float) -> None:
        """Show a space glyph and the rest of the gap."""
        table, fonts, stream = self.table, self.fonts, self.stream
        if " " not in fonts.seen:
            table.enter(fonts, {" "})
        if space.font == self.font:
            self.parts.append(space.hex)
        else:
            self.flush()
            stream.set_font_size(fonts[space.font].hash, table.size_px)
            stream.stream.append(f"<{space.hex}>Tj".encode())
            stream.set_font_size(fonts[self.font].hash, table.size_px)
        self.move(gap_pt - self.spacing_pt - self._width_pt(space))

    def _width_pt(self, glyphs: Glyphs) -> float:
        """The width of a blank, without letter-spacing."""
        return sum(width for _, width, _ in glyphs.glyphs) * self.table.size_pt / 1000

    def fill(self, gap_pt: float, behind: bool = True) -> None:
        """Show a blank that ends where the next text box begins, or begins where the last one
        ended.
        """
        filler = self.table.filler(self.font) if gap_pt > self.seen_pt else None
        if filler is None:
            self.move(gap_pt if behind else gap_pt + self.spacing_pt)
            return
        ((glyph, width, _),) = filler.glyphs
        font = self.fonts[self.font]
        font.widths[glyph] = width
        font.to_unicode.setdefault(glyph, "")
        rest_pt = gap_pt - self._width_pt(filler)
        if behind:
            self.move(rest_pt)
            self.parts.append(filler.hex)
            self.move(0.0)  # pdfium looks at the end of the glyph, without spacing
        else:
            self.parts.append(filler.hex)
            self.move(rest_pt)

    def tighten(self, token: str, gap_pt: float) -> None:
        """Show a token before a deep squeeze, by which its own width is reduced."""
        self.flush()
        px_per_pt = self.table.size_px / self.table.size_pt
        self.parts.append(token)
        self.stream.stream.append(f"{number_of(gap_pt * px_per_pt)} Tc".encode())
        self.flush()
        self.stream.stream.append(f"{number_of(self.spacing_pt * px_per_pt)} Tc".encode())


def show(stream: Any, run: Run, x: float, y: float) -> None:
    """Draw a run whose baseline begins at (x, y). The stream is inside a text object."""
    columns, start, end = run.columns, run.start, run.end
    source, table = run.source, run.table
    fonts = table.pdf_fonts(stream)
    texts = columns.texts[start:end]
    if not fonts.seen.issuperset(texts):
        table.enter(fonts, texts)
    x += (run.lead_pt - run.gap_before_pt) * table.size_px / table.size_pt
    stream.stream.append(f"1 0 0 -1 {number_of(x)} {number_of(y)} Tm".encode())
    if source.dress.slot:
        _show_slot(stream, run, fonts)
        return
    at, before = start, run.gap_before_pt
    while at < end:
        first, font = at, columns.fonts[at]
        at = end if source.font >= 0 else _end_of_font(columns.fonts, first, end)
        follows, gap = at < end or run.follows, run.gaps[at - 1 - start]
        stream.set_font_size(fonts[font].hash, table.size_px)
        typed = columns.shown and columns.shown[at - 1]
        wide = gap > SEEN_EM * table.size_pt and not typed
        if at < end and wide and table.filler(font) is None:
            # This font has no blank to fill the gap with: the next one is asked.
            spacing = _show_part(stream, run, fonts, first, at, False, before)
            before = gap + columns.tails_pt[at - 1] - spacing
        else:
            _show_part(stream, run, fonts, first, at, follows, before)
            before = 0.0


def _end_of_font(fonts: Sequence[int], start: int, end: int) -> int:
    at = start + 1
    while at < end and fonts[at] == fonts[start]:
        at += 1
    return at


def _show_slot(stream: Any, run: Run, fonts: PdfFonts) -> None:
    """Draw a slot: its font, and one string of glyphs that the linker may replace."""
    columns, table = run.columns, run.table
    stream._current_font = None
    font = fonts[max(run.source.font, 0)]
    stream.stream.append(f"/HzSlot <</Name ({run.source.dress.slot})>> BDC".encode())
    stream.set_font_size(font.hash, table.size_px)
    glyphs = (
        f"{glyph:04x}"
        for text in columns.texts[run.start : run.end]
        for glyph, _, _ in (table.tokens[text] or _NO_GLYPHS).glyphs
    )
    if table.spacing_px:
        stream.stream.append(f"{number_of(table.spacing_px)} Tc".encode())
    stream.stream.append(f"<{''.join(glyphs)}> Tj".encode())
    if table.spacing_px:
        stream.stream.append(b"0 Tc")
    stream.stream.append(b"EMC")


_NO_GLYPHS = Glyphs("H", 0.0, "", 0, 0.0, ())


def _show_part(
    stream: Any,
    run: Run,
    fonts: PdfFonts,
    start: int,
    end: int,
    follows: bool,
    before: float,
) -> float:
    """Show tokens [start, end) of a run, all in the font that is selected; returns the spacing."""
    columns, table = run.columns, run.table
    gaps: Sequence[float] = run.gaps
    if end - start != len(gaps):
        gaps = gaps[start - run.start : end - run.start]
    if table.has_tails:
        gaps = [gap + tail for gap, tail in zip(gaps, columns.tails_pt[start:end], strict=True)]
    if table.leads:
        gaps, before = _led(gaps, before, columns.texts[start:end], table.leads)
    blanks = columns.shown[start:end] or (False,) * len(gaps)
    inner = [gap for gap, blank in zip(gaps[:-1], blanks, strict=False) if not blank]
    spacing = max(set(inner), key=inner.count) if any(inner) else 0.0
    hexes = columns.hexes[start:end]
    if spacing:
        hexes = _unspaced(hexes, spacing * 1000 / table.size_pt)
        spacing_px = spacing * table.size_px / table.size_pt
        stream.stream.append(f"{number_of(spacing_px)} Tc".encode())
    writer = _Writer(stream, table, fonts, columns.fonts[start], spacing)
    texts = columns.texts[start:end]
    odd = fonts.odd and any(text in fonts.odd for text in texts)
    apart = any(blanks) and not inner and max(map(len, texts)) == 1  # a / b
    if odd or apart or spacing > writer.seen_pt:
        _show_whole(writer, columns, hexes, gaps, start, follows, before)
    else:
        last = len(gaps) - (0 if follows else 1)
        special = [at for at in range(last) if gaps[at] != spacing or blanks[at]]
        _show_gaps(writer, columns, hexes, gaps, special, start, before)
    if writer.spacing_pt:
        stream.stream.append(b"0 Tc")
    return spacing


def _led(
    gaps: Sequence[float], before: float, texts: Sequence[str], leads: Mapping[str, float]
) -> tuple[Sequence[float], float]:
    """The gaps together with the white before the glyphs of the tokens behind them."""
    made = list(gaps)
    for at, text in enumerate(texts):
        if lead := leads.get(text):
            if at:
                made[at - 1] += lead
            else:
                before += lead
    return made, before


def _show_gaps(
    writer: _Writer,
    columns: RunTokens,
    hexes: Sequence[str],
    gaps: Sequence[float],
    special: list[int],
    start: int,
    before: float,
) -> None:
    """Show tokens with gaps here and there; wide gaps stand inside spans.

    A span holds the tokens on both sides of its gaps, and grows while its last token is followed by
    another wide gap.
    """
    shown, final = columns.shown, len(gaps) - 1
    done = 0  # tokens shown
    first = last = -1  # of the open span
    if before > writer.seen_pt:
        first = last = 0
        writer.open()
        writer.fill(before, behind=False)
    elif before:
        writer.move(before + writer.spacing_pt)
    for at in special:
        gap = gaps[at]
        space = writer.table.blank(" ") if shown and shown[start + at] else None
        wide = space is None and not -writer.deep_pt < gap < writer.seen_pt
        if writer.opened >= 0 and (last < at or not wide):
            writer.parts += hexes[done : last + 1]
            done = last + 1
            writer.close(_text(columns, start + first, start + done))
        if wide and writer.opened < 0:
            writer.parts += hexes[done:at]
            writer.open()
            done = first = at
        if at == final and gap < -writer.deep_pt:
            writer.tighten(hexes[at], gap)
            done, last = at + 1, at
            continue
        writer.parts += hexes[done : at + 1]
        done = at + 1
        last = min(at + 1, final)
        if space is not None:
            writer.space(space, gap)
        elif at == final and gap > writer.seen_pt:
            writer.fill(gap)
        else:
            writer.move(gap)
    if writer.opened >= 0:
        writer.parts += hexes[done : last + 1]
        done = last + 1
        writer.close(_text(columns, start + first, start + done))
    writer.parts += hexes[done:]
    writer.flush()


def _show_whole(
    writer: _Writer,
    columns: RunTokens,
    hexes: Sequence[str],
    gaps: Sequence[float],
    start: int,
    follows: bool,
    before: float,
) -> None:
    """Show all tokens in one span: every gap is wide, or glyphs stand for another text."""
    shown, final = columns.shown, len(hexes) - 1
    space_behind, spacing = None, writer.spacing_pt
    writer.open()
    if before:
        writer.fill(before, behind=False)
    for at, text in enumerate(hexes):
        writer.parts.append(text)
        space = writer.table.blank(" ") if shown and shown[start + at] else None
        if at == final:
            space_behind = space
        elif space is not None:
            writer.space(space, gaps[at])
        else:
            writer.move(gaps[at])
    if follows and space_behind is None and gaps[-1] > writer.seen_pt:
        writer.fill(gaps[-1])
    writer.close(_text(columns, start, start + len(hexes)), spaced=False)
    if follows and space_behind is not None:
        writer.space(space_behind, gaps[-1] - spacing)
    elif follows and gaps[-1] <= writer.seen_pt:
        writer.move(gaps[-1] - spacing)
    writer.flush()


def _unspaced(hexes: Sequence[str], back: float) -> list[str]:
    """The glyphs of a token with the spacing of `Tc` taken out between them."""
    return [text if len(text) <= 4 else _tight(text, back) for text in hexes]


def _tight(text: str, back: float) -> str:
    glyphs: list[str] = []
    for index, piece in enumerate(text.split(">")):
        number, _, string = piece.rpartition("<")
        if index:
            total = float(number) + (back if glyphs else 0.0)
            glyphs.append(f">{number_of(total)}<")
        fours = (string[at : at + 4] for at in range(0, len(string), 4))
        glyphs.append(f">{number_of(back)}<".join(fours))
    return "".join(glyphs)


def _text(columns: RunTokens, start: int, end: int) -> str:
    """The text that tokens stand for, with the spaces that are shown."""
    texts = columns.texts[start:end]
    if not columns.shown:
        return "".join(texts)
    shown = [*columns.shown[start : end - 1], False]
    return "".join(text + " " * space for text, space in zip(texts, shown, strict=True))


def number_of(value: float) -> str:
    """A PDF number."""
    return f"{value:.4f}".rstrip("0").rstrip(".") if value else "0"
