"""Fonts that a style has led to, as one document knows them."""

from typing import Any, NamedTuple


class UsedFont(NamedTuple):
    """A Pango font that a style has led to."""

    pango_font: Any
    family: str


class PdfFonts(dict[int, Any]):
    """The fonts of a table in one document, by their index; each is entered when first shown."""

    def __init__(self, used: list[UsedFont], stream: Any) -> None:
        super().__init__()
        self.used = used
        self.stream = stream
        self.seen: set[str] = set()  # tokens whose glyphs the document knows
        self.odd: set[str] = set()  # tokens a glyph of which already stands for another text

    def __missing__(self, index: int) -> Any:
        self[index], _ = self.stream.add_font(self.used[index].pango_font)
        return self[index]


class Metrics(NamedTuple):
    """Where the decorations of a font style lie, in CSS pixels."""

    ascent: float
    underline_position: float
    underline_thickness: float
    strikethrough_position: float
    strikethrough_thickness: float
