"""Pictures: where one stands on a page, and where it was typed."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from huozi.spots.written import TypedFile
from huozi.values.galley import Unit
from huozi.values.manuscript import Block, Note
from huozi.values.structure import ARTIFACT, NO_BLOCK, Structure

_FIGURE, _BEGINS, _ENDS = "Figure", "![", ")"


class SpotPicture(Struct, frozen=True):
    """A picture on a page of a galley: its box as the page has it, from the bottom left; and the
    block that it is of, in which it is the nth picture.
    """

    page: int
    box_pt: tuple[float, float, float, float]
    block: int
    nth: int

    def holds(self, x_pt: float, y_pt: float) -> bool:
        """Whether a point lies in it."""
        x0, y0, x1, y1 = self.box_pt
        return x0 <= x_pt <= x1 and y0 <= y_pt <= y1


class PicturePlace(Struct, frozen=True):
    """Where a picture was typed: `![…](…)`, from one offset to another."""

    file: str
    begins: int
    ends: int


def pictures(structure: Structure) -> Iterator[SpotPicture]:
    """The pictures of a galley that are of a block, in reading order."""
    page_of: dict[int, int] = {}
    for number, marks in enumerate(structure.pages):
        for _, at in marks:
            if at != ARTIFACT:
                page_of.setdefault(at, number)
    count: dict[int, int] = {}
    for at, element in enumerate(structure.elements):
        if element.role != _FIGURE or element.block == NO_BLOCK or element.box_pt is None:
            continue
        nth = count[element.block] = count.get(element.block, -1) + 1
        if at in page_of:
            yield SpotPicture(page_of[at], element.box_pt, element.block, nth)


def typed_place(
    shown: SpotPicture, unit: Unit, file: Callable[[str], TypedFile]
) -> PicturePlace | None:
    """Where a picture was typed; None where it can't be found in the lines of its block.

    Of blocks that begin in the same line, as pictures side by side do, each is the next one.
    """
    block = unit.numbered[shown.block]
    if not isinstance(block, Block | Note) or not block.place.line:
        return None
    before = sum(
        isinstance(other, Block) and other.place == block.place and bool(other.src)
        for other in unit.numbered[: shown.block]
    )
    text = file(block.place.file)
    at = text.start_of(block.place.line) - 1
    last = text.typed.find("\n\n", at + 1)
    last = last if last >= 0 else len(text.typed)
    for _ in range(before + shown.nth + 1):
        at = text.typed.find(_BEGINS, at + 1, last)
        if at < 0:
            return None
    ends = text.typed.find(_ENDS, at, last)
    return PicturePlace(text.name, at, ends + 1 if ends >= 0 else last)
