"""State, colours and paths of a content stream (ISO 32000-1, 8.4 to 8.6)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import pikepdf

from huozi.pdf.boxes import IDENTITY, Box, Matrix, apply, around, multiply
from huozi.pdf.colour import Space
from huozi.pdf.colour import space as read_space
from huozi.pdf.marks import BLACK, Colour, Mark, Shading, Shape, ShownString
from huozi.preflight.fonts import Font
from huozi.preflight.limits import Budget, LimitError
from huozi.preflight.tokens import Trouble

#: What a strange PDF may raise where an operator or resource is not what it should be.
STRANGE = (
    ArithmeticError, AttributeError, IndexError, KeyError, LookupError, NotImplementedError,
    RecursionError, TypeError, ValueError, pikepdf.PdfError, pikepdf.DataDecodingError,
)  # fmt: skip

#: Points of one path that are held before they are folded into the box around them.
_MAX_POINTS = 4096

_MAX_SAVED_STATES = 512
_MAX_TAGS = 512  # within one another

#: Text rendering modes of letters that are drawn around and not filled (9.3.6).
OUTLINED = (1, 5)

_GRAY = Space("gray")


@dataclass(slots=True)
class GraphicsState:
    """The graphics state, as far as a check may ask for it."""

    ctm: Matrix
    clip: Box
    fill: Colour = BLACK
    stroke: Colour = BLACK
    fill_space: Space = _GRAY
    stroke_space: Space = _GRAY
    line_width: float = 1.0
    font: Font | None = None
    font_key: str = ""
    size: float = 1.0
    char_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    overprint_fill: bool = False
    overprint_stroke: bool = False
    overprint_mode: int = 0


@dataclass(slots=True)
class Painted:
    """All that the content of a page came to."""

    marks: list[Mark] = field(default_factory=list)
    fonts: dict[str, Font] = field(default_factory=dict)
    spaces: dict[str, None] = field(default_factory=dict)  # families chosen, in order of first use
    transparency: dict[str, None] = field(default_factory=dict)
    blending: dict[str, None] = field(default_factory=dict)  # families of transparency groups
    lost: list[Mark] = field(default_factory=list)  # white that is printed over what it lies on
    trouble: Trouble = field(default_factory=Trouble)
    untagged: list[Mark] = field(default_factory=list)  # in no tag and no artifact
    tags: dict[int, int] = field(default_factory=dict)  # number of a tag → how often it is there


class Canvas:
    """What painting leaves on a page; its methods are the operators, named for what they do."""

    def __init__(self, area: Box, budget: Budget) -> None:
        self.painted = Painted()
        self.state = GraphicsState(IDENTITY, area)
        self.stack: list[GraphicsState] = []
        self.floor = 0  # the stack's height where the present stream began
        self.budget = budget
        self.resources: Mapping[str, Any] = {}
        self.tags: list[bool] = []  # open marked content: is it a tag or an artifact?
        self.silent = 0  # >0: inside a pattern or mask, whose marks stand nowhere on the page
        self.points: list[tuple[float, float]] = []
        self.rectangles = 0
        self.segments = 0
        self.clipping = False

    def resource(self, kind: str, name: str) -> Any:
        """A resource by kind and name. Raises KeyError."""
        return self.resources[kind]["/" + name]

    def keep(self, mark: Mark, glyphs: int = 0) -> None:
        """Note a mark, unless it stands in a pattern or mask."""
        if not self.silent:
            self.budget.spend_mark(glyphs)
            self.painted.marks.append(mark)
            if self._overprinted_white(mark):
                self.painted.lost.append(mark)
            if True not in self.tags:
                self.painted.untagged.append(mark)

    def _overprinted_white(self, mark: Mark) -> bool:
        """Nought of an ink, overprinted, leaves what is there (ISO 32000-1, 8.6.7)."""
        state = self.state
        if not (state.overprint_fill or state.overprint_stroke):
            return False
        if isinstance(mark, Shape):
            asked = ((mark.fill, state.overprint_fill), (mark.stroke, state.overprint_stroke))
        elif isinstance(mark, ShownString) and mark.visible:
            inner = state.overprint_stroke if state.mode in OUTLINED else state.overprint_fill
            asked = ((mark.colour, inner), (mark.outline, state.overprint_stroke))
        else:
            return False
        return any(
            colour is not None
            and over
            and colour.white
            and (colour.family == "spot" or colour.family == "cmyk" and state.overprint_mode == 1)
            for colour, over in asked
        )

    def begin_marked(self, operands: list[Any]) -> None:
        """Operator BMC, BDC (14.6)."""
        if len(self.tags) >= _MAX_TAGS:
            raise LimitError("depth", whole=False)
        properties = operands[1] if len(operands) > 1 else {}
        if isinstance(properties, str):
            properties = {key[1:]: value for key, value in self._properties(properties).items()}
        number = properties.get("MCID")
        self.tags.append(number is not None or operands[0] == "Artifact")
        if number is not None:
            tags = self.painted.tags
            tags[int(number)] = tags.get(int(number), 0) + 1

    def _properties(self, name: str) -> Mapping[str, Any]:
        """A property list by name."""
        found = self.resource("/Properties", name)
        return dict(found.items()) if isinstance(found, pikepdf.Dictionary) else {}

    def end_marked(self, _: list[Any]) -> None:
        """Operator EMC."""
        if self.tags:
            self.tags.pop()

    def save(self, _: list[Any]) -> None:
        """Operator q."""
        if len(self.stack) >= _MAX_SAVED_STATES:
            raise LimitError("depth", whole=False)
        self.stack.append(self.state)
        self.state = replace(self.state)

    def restore(self, _: list[Any]) -> None:
        """Operator Q."""
        if len(self.stack) > self.floor:
            self.state = self.stack.pop()
        else:
            self.painted.trouble.add("Q")

    def concat(self, operands: list[Any]) -> None:
        """Operator cm."""
        self.state.ctm = multiply(matrix(operands), self.state.ctm)

    def width(self, operands: list[Any]) -> None:
        """Operator w."""
        self.state.line_width = operands[0]

    # -------------------------------------------------------------------------------- colours

    def space(self, value: Any) -> Space:
        """The colour space that is meant, and a note that the page uses it."""
        found = self.picture_space(value)
        self.painted.spaces[found.family] = None
        if found.under is not None:
            self.painted.spaces[found.under.family] = None
        return found

    def picture_space(self, value: Any) -> Space:
        """The colour space of an image: pictures are judged by themselves, so nothing is noted."""
        found = read_space(value, self.resources.get("/ColorSpace", {}))
        if self.silent:
            self.painted.spaces[found.family] = None
        return found

    def choose_space(self, operands: list[Any], use: str) -> None:
        """Operators cs, CS; `use` is `fill` or `stroke`."""
        space = self.space(operands[0])
        setattr(self.state, f"{use}_space", space)
        setattr(self.state, use, space.initial)

    def choose(self, operands: list[Any], use: str) -> None:
        """Operators sc, scn, SC, SCN."""
        setattr(self.state, use, getattr(self.state, f"{use}_space").colour(operands))

    def choose_device(self, operands: list[Any], use: str, name: str) -> None:
        """Operators g, rg, k, G, RG, K."""
        self.choose_space([name], use)
        self.choose(operands, use)

    # ---------------------------------------------------------------------------------- paths

    def move(self, operands: list[Any]) -> None:
        """Operator m, l."""
        x, y = operands
        self._reach((x, y))
        self.segments += 1

    def curve(self, operands: list[Any]) -> None:
        """c, v, y: the control points hold the curve."""
        self._reach(*zip(operands[::2], operands[1::2], strict=True))
        self.segments += 9

    def rectangle(self, operands: list[Any]) -> None:
        """Operator re."""
        x, y, w, h = operands
        self._reach((x, y), (x + w, y), (x + w, y + h), (x, y + h))
        self.rectangles += 1

    def _reach(self, *points: tuple[float, float]) -> None:
        """Points of the path; of very many only the box around them is held."""
        self.points += [apply(self.state.ctm, x, y) for x, y in points]
        if len(self.points) > _MAX_POINTS:
            box = around(self.points)
            self.points = [(box.left, box.bottom), (box.right, box.top)]

    def clip(self, _: list[Any]) -> None:
        """W, W*: the clip is kept as the box around it."""
        self.clipping = True

    def paint(self, fill: bool, stroke: bool) -> None:
        """Finish a path."""
        state = self.state
        if self.points:
            if fill or stroke:
                self._draw(fill, stroke)
            if self.clipping:
                state.clip = state.clip.cut(around(self.points))
        self.points, self.rectangles, self.segments, self.clipping = [], 0, 0, False

    def _draw(self, fill: bool, stroke: bool) -> None:
        """Keep the path. A frame that is not filled is four rules: what it holds is not its own."""
        state, points = self.state, self.points
        rectangle = self.rectangles == 1 and not self.segments
        parts = [points]
        if rectangle and not fill:
            parts = [list(pair) for pair in pairwise([*points, points[0]])]
        a, b, c, d, _, _ = state.ctm
        line = state.line_width * math.sqrt(abs(a * d - b * c)) if stroke else None
        inside, around_it = state.fill if fill else None, state.stroke if stroke else None
        for part in parts:
            box = around(part).grown((line or 0.0) / 2).cut(state.clip)
            self.keep(Shape(box, inside, around_it, line, rectangle))

    def shade(self, operands: list[Any]) -> None:
        """Operator sh."""
        shading = self.resource("/Shading", operands[0])
        found = self.space(shading.ColorSpace)
        self.keep(Shading(self.state.clip, found.family))


def matrix(operands: list[Any]) -> Matrix:
    """Six numbers as a matrix. Raises ValueError."""
    a, b, c, d, e, f = (float(n) for n in operands)
    return (a, b, c, d, e, f)


def rectangle(value: Any) -> Box | None:
    """A rectangle of the file, its corners in either order (7.9.5); None where it is none."""
    try:
        a, b, c, d = (float(n) for n in value)
    except STRANGE:
        return None
    return Box(min(a, c), min(b, d), max(a, c), max(b, d))
