"""A page as comparison sees it: its lines from top to bottom, head and folio set apart. Pure.

A page that only moved bears another folio, and another running head when it changes sides. Both
are therefore left out where two pages are compared that do not have the same place in the book.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

_EDGE = 0.12  # of the height: where heads and folios stand
_APART = 1.15  # of the usual distance of lines: what parts a head from the text
_FOLIO = re.compile(r"\W*([0-9]+|[ivxlc]+)\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TextLine:
    """Characters that stand on one height; lengths in points from the upper left of the trim."""

    y_pt: float
    x_pt: float
    text: str


@dataclass(frozen=True, slots=True)
class ComparedPage:
    """One page of one file."""

    index: int
    label: str
    width_pt: float
    height_pt: float
    lines: tuple[TextLine, ...]

    @property
    def name(self) -> str:
        """What the page is called: its folio, or its place in the file, in brackets."""
        return self.label or f"[{self.index + 1}]"

    @property
    def head(self) -> TextLine | None:
        """The running head, if the first line looks like one."""
        if not self.lines or self.lines[0].y_pt > _EDGE * self.height_pt:
            return None
        if len(self.lines) == 1:
            return self.lines[0]
        gaps = [b.y_pt - a.y_pt for a, b in zip(self.lines[1:], self.lines[2:], strict=False)]
        usual = median(gaps) if gaps else 0.0
        return self.lines[0] if self.lines[1].y_pt - self.lines[0].y_pt > _APART * usual else None

    @property
    def foot(self) -> TextLine | None:
        """The folio, if the last line is a number at the foot."""
        if not self.lines or self.lines[-1].y_pt < (1 - _EDGE) * self.height_pt:
            return None
        return self.lines[-1] if _FOLIO.fullmatch(self.lines[-1].text) else None

    @property
    def body(self) -> tuple[TextLine, ...]:
        """What is left."""
        furniture = (self.head, self.foot)
        return tuple(line for line in self.lines if line not in furniture)

    @property
    def words(self) -> tuple[str, ...]:
        """The body's lines as text: what pages are known by."""
        return tuple(line.text for line in self.body)

    @property
    def left_pt(self) -> float:
        """Where the body begins, for pages that changed sides."""
        return min((line.x_pt for line in self.body), default=0.0)


def gathered(chars: Sequence[tuple[float, float, str]]) -> tuple[TextLine, ...]:
    """Lines of (x, y from the top, character): what stands within a point is one line."""
    lines: list[list[tuple[float, float, str]]] = []
    for char in sorted(chars, key=lambda char: char[1]):
        if lines and char[1] - lines[-1][0][1] < 1.0:
            lines[-1].append(char)
        else:
            lines.append([char])
    made = []
    for line in lines:
        line.sort(key=lambda char: char[0])  # what shares a place keeps its order
        made.append(
            TextLine(round(line[0][1], 2), round(line[0][0], 2), "".join(c for _, _, c in line))
        )
    return tuple(made)
