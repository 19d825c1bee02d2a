"""Which headings were typed as such, and which were told from their numbers (`check --explain`)."""

from collections.abc import Iterator

from huozi.read.numbering import sign_of
from huozi.read.source import Source
from huozi.values.manuscript import (
    Block,
    BlockKind,
    Finding,
    Manuscript,
    Severity,
    finding,
    plain,
)


def inferred_headings(manuscript: Manuscript, source: Source) -> Iterator[Finding]:
    """Each heading that has no `#` where it was typed, with the number that made it one.

    The files are those that were read; one that has changed since then is not told of.
    """
    changed = source.changed()
    for text in manuscript.texts:
        headings = [block for block in text.body if block.kind is BlockKind.HEADING]
        if not headings or text.place.file in changed:
            continue
        lines = source.read_text(text.place.file).split("\n")
        for block in headings:
            if not lines[block.place.line - 1].lstrip().startswith("#"):
                yield _told(block)


def _told(block: Block) -> Finding:
    words = plain(block.inlines)
    return finding(
        "heading-inferred", block.place, Severity.INFO,
        found=words, level=block.level, sign=sign_of(words),
    )  # fmt: skip
