"""Rectangles and matrices of PDF pages, in points."""

from collections.abc import Iterable
from typing import NamedTuple

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Box(NamedTuple):
    """A rectangle, from its lower left to its upper right corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Width in points; negative for an empty intersection."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height in points; negative for an empty intersection."""
        return self.top - self.bottom

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return self.width, self.height

    @property
    def empty(self) -> bool:
        """Nothing of it is visible."""
        return self.right < self.left or self.top < self.bottom

    def grown(self, by_pt: float) -> "Box":
        """The box with a margin around it."""
        return Box(self.left - by_pt, self.bottom - by_pt, self.right + by_pt, self.top + by_pt)

    def over(self, inner: "Box") -> tuple[float, float, float, float]:
        """How far it reaches over each edge of another box; negative: how far it stays inside."""
        return (
            inner.left - self.left, inner.bottom - self.bottom,
            self.right - inner.right, self.top - inner.top,
        )  # fmt: skip

    def within(self, other: "Box", slack_pt: float = 0.0) -> bool:
        """Whether it lies inside another box."""
        return max(self.over(other)) <= slack_pt

    def cut(self, other: "Box") -> "Box":
        """The part inside another box; may be empty."""
        return Box(
            max(self.left, other.left), max(self.bottom, other.bottom),
            min(self.right, other.right), min(self.top, other.top),
        )  # fmt: skip


def around(points: Iterable[tuple[float, float]]) -> Box:
    """The smallest box that holds all points; there is at least one."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all boxes; there is at least one."""
    return around(corner for box in boxes for corner in (box[:2], box[2:]))


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does `first`, then `then` (PDF's order: row vectors)."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i, a * h + b * j,
        c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point after a transformation."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def transformed(matrix: Matrix, box: Box) -> Box:
    """The box around a transformed box."""
    return around(apply(matrix, x, y) for x in (box.left, box.right) for y in (box.bottom, box.top))
