"""Lists of tables and figures, and the index: their items exist and can be linked to."""

from collections.abc import Iterable, Iterator
from itertools import count

from msgspec.structs import replace

from huozi.read.references import SIGN, points_of
from huozi.read.report import Reporter
from huozi.values.manuscript import Block, BlockKind, Inline, InlineKind, Manuscript
from huozi.values.nested import all_blocks
from huozi.values.style import UnitKind

#: Which list of the book tells of which blocks.
LISTS = {UnitKind.LIST_OF_TABLES: BlockKind.TABLE, UnitKind.LIST_OF_FIGURES: BlockKind.FIGURE}


def check_lists(manuscript: Manuscript, report: Reporter) -> None:
    """Report lists of the book that would be empty."""
    for matter in (*manuscript.front, *manuscript.back):
        told, line = report.on(matter.place.file), matter.place.line
        if matter.kind is UnitKind.INDEX:
            if not any(text.pointers.marks for text in manuscript.texts):
                told.error("index-without-marks", line)
        elif kind := LISTS.get(matter.kind):
            if not any(True for text in manuscript.texts for _ in captioned(text.body, kind)):
                told.error("captions-none", line, kind=matter.kind)


def captioned(blocks: Iterable[Block], kind: BlockKind) -> Iterator[Block]:
    """Blocks of a kind that have a caption, in order, wherever they stand."""
    return (block for block in all_blocks(blocks) if block.kind is kind and block.inlines)


def pointed(manuscript: Manuscript) -> Manuscript:
    """The manuscript with a point in each caption that a list of the book aims at."""
    matters = (*manuscript.front, *manuscript.back)
    kinds = {LISTS[matter.kind] for matter in matters if matter.kind in LISTS}
    if not kinds:
        return manuscript

    return manuscript.rewritten(lambda text: _pointed(text.body, text.id, kinds))


def _pointed(blocks: tuple[Block, ...], unit: str, kinds: set[BlockKind]) -> tuple[Block, ...]:
    numbers = count(1)

    def made(block: Block) -> Block:
        if block.children:
            block = replace(block, children=tuple(map(made, block.children)))
        if block.kind not in kinds or not block.inlines or any(points_of(block.inlines)):
            return block
        # No name that an editor may write holds a full stop.
        point = Inline(InlineKind.ANCHOR, target=f"{SIGN}{unit}.caption.{next(numbers)}")
        return replace(block, inlines=(point, *block.inlines))

    return tuple(map(made, blocks))
