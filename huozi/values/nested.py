"""Blocks and inlines with all that is nested in them, in reading order. Pure."""

from collections.abc import Iterable, Iterator

from huozi.values.manuscript import Block, Inline


def all_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Each block, and behind it all blocks that stand in it."""
    for block in blocks:
        yield block
        if block.children:
            yield from all_blocks(block.children)


def all_inlines(nodes: Iterable[Inline]) -> Iterator[Inline]:
    """Each inline, and behind it all inlines that stand in it."""
    for node in nodes:
        yield node
        if node.children:
            yield from all_inlines(node.children)
