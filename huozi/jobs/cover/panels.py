"""The sheet of a cover, in figures: which panel lies where. Pure.

From left to right: back flap 后勒口, back 封四, spine 书脊, front 封面, front flap 前勒口, and
bleed around them all. A book in horizontal lines is bound on the left: its front lies right.
"""

from dataclasses import dataclass

from huozi.pdf.profile import BLEED_PT
from huozi.values.length import mm


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the sheet; `left_pt` from the sheet's edge, bleed included."""

    left_pt: float
    width_pt: float

    @property
    def right_pt(self) -> float:
        """Its right edge."""
        return self.left_pt + self.width_pt


@dataclass(frozen=True, slots=True)
class Panels:
    """The sheet. A spine of no width is a fold; flaps of no width are not there."""

    page_width_pt: float
    page_height_pt: float
    spine_mm: float
    flaps_mm: float
    bleed_pt: float = BLEED_PT

    @property
    def back(self) -> Panel:
        """封四."""
        return Panel(self.bleed_pt + mm(self.flaps_mm), self.page_width_pt)

    @property
    def spine(self) -> Panel:
        """书脊."""
        return Panel(self.back.right_pt, mm(self.spine_mm))

    @property
    def front(self) -> Panel:
        """封面."""
        return Panel(self.spine.right_pt, self.page_width_pt)

    @property
    def flaps(self) -> tuple[Panel, ...]:
        """勒口: back and front, if there are any."""
        if not self.flaps_mm:
            return ()
        width = mm(self.flaps_mm)
        return Panel(self.bleed_pt, width), Panel(self.front.right_pt, width)

    @property
    def width_pt(self) -> float:
        """Of the sheet with bleed."""
        return self.front.right_pt + mm(self.flaps_mm) + self.bleed_pt

    @property
    def height_pt(self) -> float:
        """Of the sheet with bleed."""
        return self.page_height_pt + 2 * self.bleed_pt

    @property
    def trim_width_pt(self) -> float:
        """Of the sheet as cut."""
        return self.width_pt - 2 * self.bleed_pt

    @property
    def folds_pt(self) -> tuple[float, ...]:
        """Where the sheet is folded, from the trim's left edge."""
        edges = [self.spine.left_pt, self.front.left_pt]
        if self.flaps_mm:
            edges = [self.back.left_pt, *edges, self.front.right_pt]
        return tuple(round(x - self.bleed_pt, 4) for x in dict.fromkeys(edges))
