"""Numbers of sections 节号: `sections: numbered` in `book.yaml`, or in a style.

An article bears the number that the contents give it, its headings of the first level 1.1, of the
second 1.1.1 (GB/T 1.1-2020, 7.2). One that types a number of its own keeps it, and is not counted.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from huozi.read.numbering import bears_number
from huozi.values.manuscript import Block, BlockKind, Entry, Inline, InlineKind, Manuscript, plain
from huozi.values.style import UnitKind

_DEEPEST = 2
_BEHIND = "\u3000"


def with_section_numbers(manuscript: Manuscript) -> Manuscript:
    """The manuscript with its articles and their headings numbered."""
    numbers = iter(range(1, len(manuscript.entries) + 1))
    parts = tuple(
        replace(part, entries=tuple(_entry(entry, next(numbers)) for entry in part.entries))
        for part in manuscript.parts
    )
    return replace(manuscript, parts=parts)


def _entry(entry: Entry, number: int) -> Entry:
    if entry.kind is not UnitKind.ARTICLE:
        return entry
    first, *others = entry.title_lines
    lines = (first if bears_number(first) else f"{number}{_BEHIND}{first}", *others)
    return replace(entry, title_lines=lines, body=tuple(_headings(entry.body, number)))


def _headings(body: tuple[Block, ...], entry: int) -> Iterator[Block]:
    counted = [0] * _DEEPEST
    for block in body:
        level = block.level if block.kind is BlockKind.HEADING else 0
        if not 0 < level <= _DEEPEST or bears_number(plain(block.inlines)):
            yield block
            continue
        counted[level - 1] += 1
        counted[level:] = [0] * (_DEEPEST - level)
        number = ".".join(map(str, (entry, *counted[:level])))
        yield replace(
            block, inlines=(Inline(InlineKind.TEXT, f"{number}{_BEHIND}"), *block.inlines)
        )
