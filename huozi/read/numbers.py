"""Numbers of tables and figures: 表1, 图2, through an entry or through the book.

A caption that brings its own number (`图2　会场`) keeps it, and one without words gets none.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import TypeVar

from huozi.read.references import caption
from huozi.values.manuscript import Block, BlockKind, Entry, Manuscript, Matter
from huozi.values.style import Captions, Scope

_SIGNS = {BlockKind.TABLE: "表", BlockKind.FIGURE: "图"}
_Bearer = TypeVar("_Bearer", Entry, Matter)
_Counters = dict[BlockKind, Iterator[int]]


def numbered(manuscript: Manuscript, captions: Captions) -> Manuscript:
    """The manuscript with its tables and figures numbered."""
    numberer = _Numberer(captions)
    front = tuple(numberer.bearer(matter) for matter in manuscript.front)
    parts = tuple(
        replace(part, entries=tuple(numberer.entry(entry) for entry in part.entries))
        for part in manuscript.parts
    )
    back = tuple(numberer.bearer(matter) for matter in manuscript.back)
    return replace(manuscript, front=front, parts=parts, back=back)


class _Numberer:
    """Counts as the captions of the book say."""

    def __init__(self, captions: Captions) -> None:
        self.scopes = {BlockKind.TABLE: captions.tables, BlockKind.FIGURE: captions.figures}
        self.through: _Counters = {kind: count(1) for kind in _SIGNS}
        self.own: _Counters = {}

    def entry(self, entry: Entry) -> Entry:
        """An entry and its annexes; each counts for itself."""
        made = self.bearer(entry)
        if not entry.annexes:
            return made
        return replace(made, annexes=tuple(map(self.bearer, entry.annexes)))

    def bearer(self, bearer: _Bearer) -> _Bearer:
        """A text."""
        self.own = {kind: count(1) for kind in _SIGNS}
        body = self._blocks(bearer.body)
        return bearer if body is bearer.body else replace(bearer, body=body)

    def _blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        made = tuple(self._block(block) for block in blocks)
        return blocks if all(a is b for a, b in zip(made, blocks, strict=True)) else made

    def _block(self, block: Block) -> Block:
        if block.kind in _SIGNS:
            number = self._number(block)
            return replace(block, number=number) if number else block
        children = self._blocks(block.children)
        return block if children is block.children else replace(block, children=children)

    def _number(self, block: Block) -> str:
        typed, words = caption(block)
        scope = self.scopes[block.kind]
        if typed or not words or scope is Scope.NONE:
            return ""
        counters = self.through if scope is Scope.BOOK else self.own
        return f"{_SIGNS[block.kind]}{next(counters[block.kind])}"
