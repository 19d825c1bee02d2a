"""Runs: composed text in a text box, which replaces WeasyPrint's Pango layout."""

from collections.abc import Sequence
from typing import Any, Protocol

from huozi.compile.engine.library import create_layout
from huozi.compile.setting.dress import Dress
from huozi.compile.setting.glyphs import GlyphTable

#: The blank half of a full-width mark.
HALF_EM = 0.5


def soft(gap_pt: float, size_pt: float) -> float:
    """A gap as it is drawn: a squeeze by half an em stays within it, rounding included.

    poppler takes text apart that overlaps by more than half an em. The difference is a
    fifty-thousandth of an em.
    """
    half_pt = HALF_EM * size_pt
    if -half_pt * 1.002 < gap_pt < -half_pt * 0.99996:
        return -half_pt * 0.99996
    return gap_pt


class RunTokens(Protocol):
    """The parts of a paragraph that a run needs; sequences have one item for each token."""

    texts: Sequence[str]
    hexes: Sequence[str]
    fonts: Sequence[int]
    advances_pt: Sequence[float]
    tails_pt: Sequence[float]
    classes: Sequence[str]
    shown: Sequence[bool]


class RunSource(Protocol):
    """The leaf from which a run is cut."""

    box: Any
    table: GlyphTable | None
    font: int
    dress: Dress
    start: int
    end: int
    begins: bool
    ends: bool


class Run:
    """The tokens [start, end) of a paragraph, with the gap behind each of them.

    The last gap is drawn only when another box `follows` in the line: then the text to be extracted
    from here must reach as far as that box.

    The other members are those that WeasyPrint asks of a layout.
    """

    __slots__ = (
        "columns",
        "end",
        "follows",
        "gap_before_pt",
        "gaps",
        "lead_pt",
        "max_width",
        "source",
        "start",
        "text",
    )

    first_line_direction = 0

    def __init__(
        self,
        columns: Any,
        start: int,
        end: int,
        gaps: Sequence[float],
        lead_pt: float,
        source: Any,
        follows: bool = False,
    ) -> None:
        self.columns: RunTokens = columns
        self.start, self.end = start, end
        self.gaps = gaps
        self.lead_pt = lead_pt
        self.source: RunSource = source
        self.follows = follows
        self.gap_before_pt = 0.0  # to be filled from this side: a slot stands before
        self.max_width = None
        offsets = columns.offsets
        last = end - 1
        self.text: str = source.box.text[offsets[start] : offsets[last] + len(columns.texts[last])]

    @property
    def table(self) -> GlyphTable:
        """The glyphs of the run's font style."""
        assert self.source.table is not None
        return self.source.table

    def reactivate(self, style: Any) -> None:
        """Do nothing: a run holds nothing that could have been released."""

    def deactivate(self) -> None:
        """Do nothing: a run holds nothing to release."""

    @property
    def ascent(self) -> float:
        """The ascent of the font, for overlines."""
        return self.table.metrics().ascent

    @property
    def underline_position(self) -> float:
        """The underline's distance above the baseline, which is negative."""
        return self.table.metrics().underline_position

    @property
    def underline_thickness(self) -> float:
        """The thickness that the font gives."""
        return self.table.metrics().underline_thickness

    @property
    def strikethrough_position(self) -> float:
        """The distance above the baseline."""
        return self.table.metrics().strikethrough_position

    @property
    def strikethrough_thickness(self) -> float:
        """The thickness that the font gives."""
        return self.table.metrics().strikethrough_thickness

    def as_layout(self, style: Any, width_px: float) -> Any:
        """The run as a Pango layout, for drawing that cuts it short (ellipsis)."""
        return create_layout(self.text, style, None, width_px, 0)
