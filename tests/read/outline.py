"""Blocks as short lines of text, so that a table of them can be read."""

from collections.abc import Iterable

from huozi.values.manuscript import Block, Inline, InlineKind


def run(nodes: Iterable[Inline]) -> str:
    """`甲<strong 乙>`; a target stands after `→`."""
    return "".join(_node(node) for node in nodes)


def _node(node: Inline) -> str:
    if node.kind is InlineKind.TEXT:
        return node.text
    inner = f"{node.text}{run(node.children)}"
    target = f"→{node.target}" if node.target else ""
    return f"<{node.kind}{' ' if inner else ''}{inner}{target}>"


def outline(blocks: Iterable[Block], depth: int = 0) -> list[str]:
    """One line a block: kind and level, label, classes, source, text; children are indented."""
    lines = []
    for block in blocks:
        kind = f"{block.kind}{block.level or ''}"
        rest = (block.label, *block.classes, block.src, run(block.inlines))
        lines.append("  " * depth + " ".join((kind, *(part for part in rest if part))))
        lines.extend(outline(block.children, depth + 1))
    return lines
