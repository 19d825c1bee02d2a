"""What a page paints: glyphs, shapes, pictures and shadings, each with its place and colour.

Everything stands in the page's default user space, in points, origin where the PDF has it.
"""

from msgspec import Struct

from huozi.pdf.boxes import Box


class Colour(Struct, frozen=True):
    """A colour as it was asked for.

    `family`: gray, cmyk, rgb, icc-gray, icc-cmyk, icc-rgb, cal-gray, cal-rgb, lab, spot, pattern,
    registration (all plates at once).
    Of an indexed space it is the family of its base, and the values are unknown.
    """

    family: str
    values: tuple[float, ...] = ()
    names: tuple[str, ...] = ()  # colorants of a spot colour

    @property
    def inks(self) -> tuple[float, float, float, float] | None:
        """Cyan, magenta, yellow, black; None where the colour itself does not say."""
        if self.family in ("gray", "icc-gray", "cal-gray") and len(self.values) == 1:
            return (0.0, 0.0, 0.0, 1.0 - self.values[0])
        if self.family in ("cmyk", "icc-cmyk") and len(self.values) == 4:
            c, m, y, k = self.values
            return (c, m, y, k)
        if self.family == "spot" and self.names == ("Black",) and self.values:
            return (0.0, 0.0, 0.0, self.values[0])
        return None

    @property
    def white(self) -> bool:
        """Puts no ink on the paper."""
        if self.family in ("rgb", "icc-rgb", "cal-rgb"):
            return bool(self.values) and min(self.values) >= 1.0
        if self.family in ("spot", "registration"):
            return self.names == ("None",) or bool(self.values) and max(self.values) <= 0.0
        inks = self.inks
        return inks is not None and max(inks) <= 0.0

    def __str__(self) -> str:
        values = " ".join(f"{value:.3g}" for value in self.values)
        return " ".join(filter(None, (self.family, "/".join(self.names), values)))


BLACK = Colour("gray", (0.0,))


class ShownString(Struct, frozen=True):
    """One string shown: what it says, in which font and size, and where each glyph begins."""

    box: Box  # of em boxes: ascent and descent of the font, not of the outlines
    font: str  # key into `Page.fonts`
    size_pt: float  # as it stands on the page
    colour: Colour
    outline: Colour | None  # of letters that are filled and drawn around
    codes: tuple[int, ...]
    text: tuple[str, ...]  # what each code says; empty where the font does not tell
    xs: tuple[float, ...]  # left edge of each glyph
    widths: tuple[float, ...]  # advance of each, without letter spacing
    y: float  # baseline
    level: bool  # runs from left to right, upright
    visible: bool  # False: text rendering mode 3, or clipped away

    @property
    def string(self) -> str:
        """All that it says."""
        return "".join(self.text)


class Shape(Struct, frozen=True):
    """A painted path."""

    box: Box
    fill: Colour | None
    stroke: Colour | None
    line_pt: float | None  # width of the stroke, as it stands on the page
    rectangle: bool  # one upright rectangle, which is how many programs draw rules


class Picture(Struct, frozen=True):
    """A raster image where it is placed."""

    box: Box
    width_px: int
    height_px: int
    width_pt: float  # along its own sides, so that a turned picture is measured rightly
    height_pt: float
    family: str  # as in Colour; "mask" for a stencil, which takes the current colour
    bits: int
    alpha: bool
    colour: Colour  # of a stencil
    smooth: bool = False  # readers are asked to interpolate it


class Shading(Struct, frozen=True):
    """A gradient."""

    box: Box
    family: str


Mark = ShownString | Shape | Picture | Shading


def colours(mark: Mark) -> tuple[Colour, ...]:
    """The colours a mark asks for."""
    if isinstance(mark, ShownString):
        return (mark.colour, mark.outline) if mark.outline else (mark.colour,)
    if isinstance(mark, Shape):
        return tuple(colour for colour in (mark.fill, mark.stroke) if colour)
    if isinstance(mark, Picture):
        return (mark.colour,) if mark.family == "mask" else (Colour(mark.family),)
    return (Colour(mark.family),)


def prints(mark: Mark) -> bool:
    """Whether a mark leaves ink on the paper: visible, inside its clip, and not white."""
    if mark.box.empty:
        return False
    if isinstance(mark, ShownString) and not (mark.visible and mark.string.strip(" \u3000\xa0")):
        # A glyph that does not say what it is may show anything.
        if not mark.visible or all(mark.text):
            return False
    return any(not colour.white for colour in colours(mark))
