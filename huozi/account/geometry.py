"""Boxes and matrices of a page, in points: as much of geometry as the account needs."""

from collections.abc import Sequence

Box = tuple[float, float, float, float]  # left, bottom, right, top
Matrix = tuple[float, float, float, float, float, float]

#: Sums of numbers with four digits behind the point.
_ROUNDING_PT = 0.1


def middle(box: Box) -> Box:
    """The point in the middle of a box."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return x, y, x, y


def body(box: Box) -> Box:
    """A box without the air around its type: marks have half an em of it, lines a little."""
    height = box[3] - box[1]
    inset = min(height / 2, (box[2] - box[0]) / 2)
    return box[0] + inset, box[1] + 0.2 * height, box[2] - inset, box[3] - 0.2 * height


def widened(box: Box, air: float) -> Box:
    """A box with air around it."""
    return box[0] - air, box[1] - air, box[2] + air, box[3] + air


def holds(outer: Box, inner: Box) -> bool:
    """Does a box hold another one?"""
    return (
        outer[0] <= inner[0] + _ROUNDING_PT
        and outer[1] <= inner[1] + _ROUNDING_PT
        and inner[2] <= outer[2] + _ROUNDING_PT
        and inner[3] <= outer[3] + _ROUNDING_PT
    )


def matrix(line: bytes) -> Matrix:
    """The matrix that a line of a stream gives."""
    a, b, c, d, e, f = map(float, line[:-3].split())
    return a, b, c, d, e, f


def times(one: Matrix, other: Matrix) -> Matrix:
    """Two matrices as one: the first is applied first."""
    a, b, c, d, e, f = one
    oa, ob, oc, od, oe, of = other
    return (
        a * oa + b * oc, a * ob + b * od, c * oa + d * oc, c * ob + d * od,
        e * oa + f * oc + oe, e * ob + f * od + of,
    )  # fmt: skip


def bounds(ctm: Matrix, *points: tuple[float, ...]) -> Box:
    """The box round some points; two of them are the corners of a rectangle."""
    if len(points) == 2:
        (x0, y0), (x1, y1) = points
        points = (x0, y0), (x1, y1), (x0, y1), (x1, y0)
    a, b, c, d, e, f = ctm
    xs = [a * x + c * y + e for x, y in points]
    ys = [b * x + d * y + f for x, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def around(boxes: Sequence[Box]) -> Box:
    """The box round some boxes."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def common(one: Box | None, other: Box) -> Box:
    """What two boxes share; all of the second where there is no first."""
    if one is None:
        return other
    return (
        max(one[0], other[0]), max(one[1], other[1]),
        min(one[2], other[2]), min(one[3], other[3]),
    )  # fmt: skip
