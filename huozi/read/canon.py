"""The type area 版心 that a trim size asks for, where a book says nothing of it. Pure arithmetic.

The canon: the type area has the proportions of the page and three quarters of its width and height,
nine of twelve divisions each way (Tschichold, *Ausgewählte Aufsätze über Fragen der Gestalt des
Buches*, 1975, on the division of the page by twelve). GB/T 9704-2012, 5.1 and 5.2, gives the same
for official documents: 156 × 225 mm on A4. Margins grow by a fifth from one to the next: inner,
head, fore-edge, foot (Morris, *The Ideal Book*, 1893). Widths come in whole characters and heights
in whole lines (CLREQ, "Page format").
"""

from math import floor

from msgspec import Struct

from huozi.values.length import ZIHAO_PT, mm
from huozi.values.style import PageFormat

#: A line that is longer is hard to find back from (WCAG 2.1, 1.4.8): the body is set larger then.
MOST_CHARS = 40

#: Less than this can't be cut and bound reliably.
MIN_SIDE_MM = 5
MIN_HEAD_FOOT_MM = 10

#: What sums in points leave is rounding, not a character.
_ROUNDING = 1e-6
_BODY_SIZES_PT = sorted(size for size in ZIHAO_PT.values() if size >= ZIHAO_PT["五号"])


class Canon(Struct, frozen=True):
    """How a type area follows from a trim; `format: {canon: …}` in a style or `book.yaml`."""

    share: float = 9 / 12  # of the page's width and height
    growth: float = 1.2  # each margin to the one before it: inner, head, fore-edge, foot
    #: Baseline to baseline, in body sizes; CLREQ, "Line spacing", has a half to a whole between.
    leading: float = 1.6

    @property
    def first_share(self) -> float:
        """Inner of both side margins, as head of head and foot: two steps lie between them."""
        return 1 / (1 + self.growth**2)


_HOUSE = Canon()


def type_area(
    trim_pt: tuple[float, float],
    size_pt: float | None = None,
    leading_pt: float | None = None,
    measure_chars: int | None = None,
    lines: int | None = None,
    inner_pt: float | None = None,
    head_pt: float | None = None,
    canon: Canon = _HOUSE,
) -> PageFormat:
    """The page of a trim size. What is given stands as it is; the rest follows from it.

    The fore-edge is no narrower than an inner margin that is given, nor the foot than a head.
    """
    width, height = trim_pt
    size = size_pt or _body_size(width * canon.share)
    leading = leading_pt or size * canon.leading
    measure = measure_chars or _whole(_room(width, inner_pt, MIN_SIDE_MM, canon), size)
    rows = lines or _whole(_room(height, head_pt, MIN_HEAD_FOOT_MM, canon), leading)
    return PageFormat(
        trim_width_pt=width,
        trim_height_pt=height,
        body_size_pt=size,
        leading_pt=leading,
        measure_chars=measure,
        lines=rows,
        inner_margin_pt=(width - measure * size) * canon.first_share
        if inner_pt is None
        else inner_pt,
        head_margin_pt=(height - rows * leading) * canon.first_share
        if head_pt is None
        else head_pt,
    )


def _body_size(room_pt: float) -> float:
    """五号, or the next of the sizes above it in which a line is not too long."""
    fitting = (size for size in _BODY_SIZES_PT if _whole(room_pt, size) <= MOST_CHARS)
    return next(fitting, _BODY_SIZES_PT[-1])


def _room(side_pt: float, margin_pt: float | None, least_mm: float, canon: Canon) -> float:
    least_pt = mm(least_mm) / canon.first_share if margin_pt is None else 2 * margin_pt
    return min(side_pt * canon.share, side_pt - least_pt)


def _whole(room_pt: float, step_pt: float) -> int:
    return max(1, floor(room_pt / step_pt + _ROUNDING))
