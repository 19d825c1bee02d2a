"""The fonts of a style, as one document knows them."""

from typing import Any, NamedTuple


class UsedFont(NamedTuple):
    """A Pango font that was used for a style."""

    pango_font: Any
    family: str


class PdfFonts(dict[int, Any]):
    """The fonts of a table in one document, by index; each is entered when it is first shown."""

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
    """The positions of the decorations of a font style, in CSS pixels."""

    ascent: float
    underline_position: float
    underline_thickness: float
    strikethrough_position: float
    strikethrough_thickness: float


class PlacedGlyph(NamedTuple):
    """A glyph as Pango placed it; lengths in thousandths of the em."""

    id: int
    font: int
    width: int  # as the PDF's font dictionary will have it
    advance: float
    x_offset: float
    odd: bool  # raised, lowered or set backwards
    text: str
