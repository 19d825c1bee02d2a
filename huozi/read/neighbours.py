"""What a block becomes by what stands beside it: captions, pictures on one line."""

import re
from collections.abc import Sequence

from markdown_it.tree import SyntaxTreeNode
from msgspec.structs import replace

from huozi.read.text import fold_spaces
from huozi.values.manuscript import Block, BlockKind, Inline, InlineKind


def in_lines(paragraphs: Sequence[Block]) -> tuple[Inline, ...]:
    """One paragraph made of several, with forced breaks between them."""
    inlines: list[Inline] = []
    for paragraph in paragraphs:
        inlines.extend((Inline(InlineKind.NEWLINE), *paragraph.inlines))
    return tuple(inlines[1:])


def followed(nodes: Sequence[SyntaxTreeNode], index: int) -> bool:
    """Whether text stands behind a block."""
    return any(node.type != "footnote_reference" for node in nodes[index + 1 :])


def captioned(
    made: list[Block], above: list[Block], begins: re.Pattern[str]
) -> tuple[list[Block], list[Block]]:
    """`表：标题` directly above a table is its title, `代码：标题` that of code."""
    last = above[-1]
    first = last.inlines[0] if last.inlines else Inline(InlineKind.TEXT)
    match = begins.match(first.text)
    if last.kind is not BlockKind.PARAGRAPH or match is None:
        return made, above
    rest = fold_spaces(first.text[match.end() :])
    title = (Inline(InlineKind.TEXT, rest),) if rest else ()
    return [replace(made[0], inlines=(*title, *last.inlines[1:])), *made[1:]], above[:-1]


def is_white(node: SyntaxTreeNode) -> bool:
    """Does a node of running text show nothing?"""
    return node.type == "softbreak" or node.type == "text" and not node.content.strip()


def abreast(figures: list[Block]) -> Block:
    """Figures side by side. They wait for the head of a page together."""
    places = tuple(dict.fromkeys(name for figure in figures for name in figure.classes))
    children = tuple(replace(figure, classes=()) for figure in figures)
    return Block(BlockKind.ABREAST, figures[0].place, children=children, classes=places)
