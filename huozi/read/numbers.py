"""Numbers of tables, figures and programs: 表1, 图2, 代码3, through an entry or through the book.

A caption that brings its own number (`图2　会场`) keeps it, and one without words gets none.
"""

from collections.abc import Iterator
from itertools import count

from msgspec.structs import replace

from huozi.read.boxes import HOUSE_TITLES
from huozi.read.references import caption
from huozi.values.manuscript import Block, BlockKind, Entry, Manuscript, Matter
from huozi.values.script import words_of_house
from huozi.values.style import Captions, Scope

_SIGNS = {BlockKind.TABLE: "表", BlockKind.FIGURE: "图", BlockKind.CODE: "代码"}
#: What is changed itself; other blocks for what stands in them.
_TOUCHED = {*_SIGNS, BlockKind.ASIDE}
_Counters = dict[BlockKind, Iterator[int]]


def numbered(manuscript: Manuscript, captions: Captions) -> Manuscript:
    """The manuscript with its tables, figures and programs numbered."""
    return manuscript.rewritten(_Numberer(captions, manuscript.book.language).body)


class _Numberer:
    """Counts as the captions of the book say."""

    def __init__(self, captions: Captions, language: str) -> None:
        self.language = language
        self.signs = {kind: words_of_house(sign, language) for kind, sign in _SIGNS.items()}
        self.scopes = {
            BlockKind.TABLE: captions.tables,
            BlockKind.FIGURE: captions.figures,
            BlockKind.CODE: captions.code,
        }
        self.through: _Counters = {kind: count(1) for kind in _SIGNS}
        self.own: _Counters = {}

    def body(self, text: Entry | Matter) -> tuple[Block, ...]:
        """The body of a text; each, annexes too, counts for itself."""
        self.own = {kind: count(1) for kind in _SIGNS}
        return self._blocks(text.body)

    def _blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        made = tuple(
            self._block(block) if block.children or block.kind in _TOUCHED else block
            for block in blocks
        )
        return blocks if all(a is b for a, b in zip(made, blocks, strict=True)) else made

    def _block(self, block: Block) -> Block:
        if block.kind in _SIGNS:
            number = self._number(block)
            return replace(block, number=number) if number else block
        children = self._blocks(block.children)
        if block.kind is BlockKind.ASIDE and block.inlines[0].text in HOUSE_TITLES:
            title = replace(
                block.inlines[0], text=words_of_house(block.inlines[0].text, self.language)
            )
            block = replace(block, inlines=(title,))
        return block if children is block.children else replace(block, children=children)

    def _number(self, block: Block) -> str:
        typed, words = caption(block)
        scope = self.scopes[block.kind]
        if typed or not words or scope is Scope.NONE:
            return ""
        counters = self.through if scope is Scope.BOOK else self.own
        return f"{self.signs[block.kind]}{next(counters[block.kind])}"
