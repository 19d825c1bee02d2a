"""What is decided of a manuscript before it is read: revisions, and what tables stay tables."""

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct, field

from huozi.intake.values import Revision, WordBlock, WordParagraph, WordTable, WordText


class Policy(Struct, frozen=True):
    """What is decided: revisions, and tables that stay tables whatever they look like."""

    changes: str = "accept"  # accept or reject
    each: dict[tuple[str, str], str] = field(default_factory=dict)  # by kind and author
    closed: frozenset[int] = frozenset()  # paragraphs where tables begin that are not opened

    def keeps(self, revisions: Sequence[Revision]) -> bool:
        """Whether what bears these revisions is there."""

        def removes(revision: Revision) -> bool:
            said = self.each.get((str(revision.change), revision.author), self.changes)
            return revision.gone is (said == "accept")

        return not any(map(removes, revisions))


def revisions_of(text: WordText) -> Iterator[tuple[Revision, str]]:
    """All revisions with the words they change: of letters, of ends of paragraphs, of rows."""
    for atom in text.atoms:
        yield from ((revision, atom.text) for revision in atom.revisions)
    stories = [text.blocks, *(n.blocks for n in text.notes), *(b.blocks for b in text.boxes)]
    for block in chain.from_iterable(map(_all_blocks, stories)):
        own = (
            block.mark_revisions
            if isinstance(block, WordParagraph)
            else tuple(revision for row in block.rows for revision in row.revisions)
        )
        yield from ((revision, "") for revision in own)


def _all_blocks(blocks: Sequence[WordBlock]) -> Iterator[WordBlock]:
    """Blocks and those in the cells of tables."""
    for block in blocks:
        yield block
        if isinstance(block, WordTable):
            for row in block.rows:
                for cell in row.cells:
                    yield from _all_blocks(cell.blocks)
