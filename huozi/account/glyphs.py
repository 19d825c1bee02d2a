"""What the glyphs of a galley stand for, by the names of its fonts."""

from collections.abc import Sequence
from typing import NamedTuple

from huozi.values.galley import FontUse


class GlyphTexts(NamedTuple):
    """What the glyphs of a font stand for, and how wide they are."""

    texts: dict[int, str]
    widths: dict[int, int]


class _Unknown(dict[int, str]):
    def __missing__(self, glyph: int) -> str:
        return "\ufffd"


class _NoWidth(dict[int, int]):
    def __missing__(self, glyph: int) -> int:
        return 0


class _Rows(dict[bytes, tuple[int, int, str]]):
    """Rows of glyphs, taken apart once: those of one font come back in every unit."""

    def __missing__(self, line: bytes) -> tuple[int, int, str]:
        glyph, width, text = line.split(b" ")
        if len(self) > _MOST_ROWS:
            self.clear()
        row = int(glyph, 16), int(width), bytes.fromhex(text.decode()).decode("utf-16-be")
        self[line] = row
        return row


_MOST_ROWS = 1 << 17
_rows = _Rows()


def fonts_of(uses: Sequence[FontUse]) -> dict[bytes, GlyphTexts]:
    """The fonts of a galley by their names in its streams."""
    fonts = {}
    for use in uses:
        glyphs, widths, texts = zip(*map(_rows.__getitem__, use.glyphs.split(b"\n")), strict=True)
        fonts[use.resource.encode()] = GlyphTexts(
            _Unknown(zip(glyphs, texts, strict=True)), _NoWidth(zip(glyphs, widths, strict=True))
        )
    return fonts
