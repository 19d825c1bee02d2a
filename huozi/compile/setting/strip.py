"""Strips: pieces of text that are not cut from a paragraph."""

from typing import Any

from huozi.compile.setting.dress import NAKED, Dress
from huozi.compile.setting.glyphs import FallbackError, GlyphTable
from huozi.compose import read


class Strip:
    """The tokens of a text, set solid and repeated `times`. It is both tokens and source of its
    run.
    """

    def __init__(self, box: Any, table: GlyphTable, times: int = 1, dress: Dress = NAKED) -> None:
        rows = read(box.text)
        tokens = [token for _, token, _ in rows]
        table.learn(tokens)
        found = [table.tokens[token] for token in tokens]
        glyphs = [glyph for glyph in found if glyph is not None]
        if len(glyphs) < len(found) or not glyphs:
            raise FallbackError("glyph")
        self.box, self.table, self.dress = box, table, dress
        self.period = len(tokens)
        self.texts = tokens * times
        self.offsets = [at + len(box.text) * i for i in range(times) for at, *_ in rows]
        self.hexes = [glyph.hex for glyph in glyphs] * times
        self.fonts = [glyph.font for glyph in glyphs] * times
        self.tails_pt = [glyph.tail_pt for glyph in glyphs] * times
        self.classes = [glyph.cls for glyph in glyphs] * times
        self.advances_pt = [glyph.advance_pt for glyph in glyphs] * times
        self.shown: tuple[bool, ...] = ()
        if any(spaced for *_, spaced in rows):
            ahead = [spaced for *_, spaced in rows[1:]] + [False]
            self.shown = tuple(ahead * times)
        self.font = self.fonts[0] if len(set(self.fonts)) == 1 else -1
        self.start, self.end = 0, len(self.texts)
        self.begins = self.ends = True
        self.space_pt = 0.0
        if " " in box.text and (space := table.blank(" ")) is not None:
            self.space_pt = space.advance_pt

    @property
    def width_pt(self) -> float:
        """The width of the whole strip, spaces included."""
        spaces = self.box.text.count(" ") * (len(self.texts) // self.period)
        return sum(self.advances_pt) + spaces * self.space_pt

    def gaps(self) -> list[float]:
        """The gap behind each token."""
        if not self.shown:
            return [0.0] * len(self.texts)
        return [self.space_pt * shown for shown in self.shown]
