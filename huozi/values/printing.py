"""印制: what a book is printed on and how it is bound, as `book.yaml` says, and how thick that is.

Plain values and arithmetic. The thickness of paper is a rule of the trade, not a law: paper of one
weight differs by a tenth from mill to mill. What the printer measures on a dummy (白样) goes first.
"""

from enum import StrEnum

from msgspec import Struct


class Paper(StrEnum):
    """Kinds of paper, as far as they differ in thickness."""

    OFFSET = "offset"  # 胶版纸
    COATED = "coated"  # 铜版纸
    LIGHT = "light"  # 轻型纸


class Binding(StrEnum):
    """How the leaves are held together."""

    PERFECT = "perfect"  # 无线胶订
    SEWN = "sewn"  # 锁线胶订
    SADDLE = "saddle"  # 骑马订


#: What glue, and thread where there is any, add to the back. A folded back has none.
GLUE_MM = {Binding.PERFECT: 0.5, Binding.SEWN: 0.7, Binding.SADDLE: 0.0}

#: 松厚度 of light paper where none is given, cm³/g.
LIGHT_BULK = 1.6

#: From this width on a spine bears text, and has to (GB/T 11668).
SPINE_TEXT_FROM_MM = 5.0


class Stock(Struct, frozen=True):
    """A paper. `caliper_mm` (one leaf, measured) goes before `bulk`, and both before the rule."""

    paper: Paper = Paper.OFFSET
    weight_gsm: int = 80
    caliper_mm: float = 0.0
    bulk: float = 0.0  # 松厚度, cm³/g

    @property
    def leaf_mm(self) -> float:
        """Thickness of a leaf.

        By weight alone: uncoated (g/m² ÷ 10 + 1) × 0.01 mm, coated g/m² ÷ 10 × 0.01 mm.
        """
        if self.caliper_mm:
            return self.caliper_mm
        if self.bulk or self.paper is Paper.LIGHT:
            return self.weight_gsm * (self.bulk or LIGHT_BULK) / 1000
        tens = self.weight_gsm / 10
        return (tens if self.paper is Paper.COATED else tens + 1) / 100


class Printing(Struct, frozen=True):
    """`printing:` in `book.yaml`: the body on the press."""

    stock: Stock = Stock()
    binding: Binding = Binding.PERFECT
    run: int = 0  # copies; 0: not settled
    signature: int = 16  # pages to the section 书帖
    one_colour: bool = True  # pictures are turned to grey
    notes: tuple[str, ...] = ()  # lines for the printer


class Cover(Struct, frozen=True):
    """`cover:` in `book.yaml`. A `spine_mm` holds for a body of `spine_pages` and no other."""

    stock: Stock = Stock(Paper.COATED, 250)
    spine_mm: float = 0.0  # measured on the printer's dummy; 0: reckoned
    spine_pages: int = 0
    flaps_mm: float = 0.0
    title_lines: tuple[str, ...] = ()  # the title as broken by sense on the front
    spine_title: str = ""  # a shorter title for the spine
    blurb: tuple[str, ...] = ()  # lines of the back
    line: int = 0  # of book.yaml, for complaints


def spine_mm(pages: int, printing: Printing, cover: Cover) -> float:
    """Thickness of the back, to a tenth of a millimetre.

    Leaves × thickness of a leaf + 2 × thickness of the cover + glue; none for a folded back.
    """
    if cover.spine_mm:
        return cover.spine_mm
    if printing.binding is Binding.SADDLE:
        return 0.0
    leaves = (pages + 1) // 2
    body = leaves * printing.stock.leaf_mm
    return round(body + 2 * cover.stock.leaf_mm + GLUE_MM[printing.binding], 1)


def signatures(pages: int, signature: int) -> tuple[int, int]:
    """(whole sections, pages that are left over for a part of one 零帖)."""
    return divmod(pages, signature)
