"""What stands on a page: stretches of text and pictures, with their places."""

from typing import NamedTuple

from huozi.account.geometry import Box

#: Stands for a number that the linker puts in.
SLOT = "\x00"


class ShownText(NamedTuple):
    """A text that is set from one point on. Points and directions are of the page, in points."""

    element: int  # of the structure; ARTIFACT for what is not read
    page: int
    text: str
    x: float
    y: float
    end_x: float
    end_y: float
    up_x: float  # from the baseline, as long as the type is high
    up_y: float
    hidden: str = ""  # why nobody sees it

    @property
    def size(self) -> float:
        """Of the type, in points."""
        return max(abs(self.up_x), abs(self.up_y))

    @property
    def box(self) -> Box:
        """From the foot to the head of its cells."""
        if not self.up_x and self.up_y > 0:  # upright, as nearly all type is
            return self.x, self.y - 0.12 * self.up_y, self.end_x, self.y + 0.88 * self.up_y
        xs = (self.x, self.end_x)
        ys = (self.y, self.end_y)
        below, above = 0.12, 0.88
        across = sorted((above * self.up_x, -below * self.up_x))
        along = sorted((above * self.up_y, -below * self.up_y))
        return min(xs) + across[0], min(ys) + along[0], max(xs) + across[1], max(ys) + along[1]


class ShownPicture(NamedTuple):
    """A picture on a page."""

    element: int
    page: int
    box: Box
    hidden: str = ""
