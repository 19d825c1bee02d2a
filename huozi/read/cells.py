"""What stands in a cell of a table beside words: paragraphs and lists, from its `<br>`.

A cell is one line of Markdown. `<br>` ends a line in it, `<br><br>` a paragraph; lines that follow
each other and count, or begin with `- `, are items of a list, as they are outside tables.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from huozi.read.lines import Chunk, chunks
from huozi.values.manuscript import Block, BlockKind, Inline, InlineKind, Place, plain

_Line = tuple[Inline, ...]
#: Markdown's own bullets; the others are known to `lines`.
_MARKDOWN = ("- ", "* ", "+ ")
#: What ends a line in a cell.
LINE_END = re.compile(r"<br[ ]*/?>", re.IGNORECASE)


def in_cell(
    inlines: tuple[Inline, ...], place: Place, escaped: Sequence[bool] = ()
) -> tuple[Block, ...]:
    """The paragraphs and lists of a cell; empty where it holds words alone, on one line or more.

    `escaped` says of each line whether its number or bullet is only words.
    """
    lines = [
        tuple(nodes)
        for is_end, nodes in groupby(_with_empty_lines(inlines), _is_line_end)
        if not is_end
    ]
    if len(lines) == len(escaped):
        pairs = zip(lines, escaped, strict=True)
        lines = [(_PLAIN, *line) if plain and line != _EMPTY else line for line, plain in pairs]
    groups: list[list[_Line]] = [[]]
    for line in lines:
        if line == _EMPTY:
            groups.append([])
        else:
            groups[-1].append(line)
    made = tuple(block for group in groups if group for block in _blocks(group, place))
    has_list = any(block.kind is BlockKind.LIST for block in made)
    return made if has_list or len(made) > 1 else ()


_EMPTY: _Line = (Inline(InlineKind.TEXT),)
#: Before a line that is no item, whatever it begins with.
_PLAIN = Inline(InlineKind.STRONG)


def _is_line_end(node: Inline) -> bool:
    return node.kind is InlineKind.NEWLINE


def _with_empty_lines(inlines: Sequence[Inline]) -> Iterator[Inline]:
    """The nodes, with an empty text between two line ends that follow each other."""
    ended = False
    for node in inlines:
        if ended and _is_line_end(node):
            yield _EMPTY[0]
        ended = _is_line_end(node)
        yield node


def _blocks(lines: list[_Line], place: Place) -> Iterator[Block]:
    """Paragraphs and lists of lines that no empty one parts."""
    found = chunks([_typed(line) for line in lines])
    for is_list, run in groupby(found, lambda chunk: bool(chunk.label)):
        if is_list:
            items = tuple(_item(chunk, lines, place) for chunk in run)
            wide = ("wide",) if any(len(item.label) > 2 for item in items) else ()
            yield Block(BlockKind.LIST, place, children=items, classes=wide)
        else:
            yield from (_paragraph(chunk, lines, place) for chunk in run)


def _typed(line: _Line) -> str:
    """A line as it is looked at for a label: that of an item stands in its first text."""
    if line[0].kind is not InlineKind.TEXT:
        return f"…{plain(line)}"
    text = plain(line)
    return f"• {text[2:]}" if text.startswith(_MARKDOWN) else text


def _paragraph(chunk: Chunk, lines: list[_Line], place: Place) -> Block:
    own = lines[chunk.first : chunk.first + len(chunk.lines)]
    return Block(BlockKind.PARAGRAPH, place, _joined(own))


def _item(chunk: Chunk, lines: list[_Line], place: Place) -> Block:
    own = lines[chunk.first : chunk.first + len(chunk.lines)]
    width = len(_typed(own[0])) - len(chunk.lines[0])
    first, *rest = own[0]
    own[0] = (Inline(InlineKind.TEXT, first.text[width:]), *rest)
    paragraph = Block(BlockKind.PARAGRAPH, place, _joined(own))
    return Block(BlockKind.ITEM, place, children=(paragraph,), label=chunk.label)


def _joined(lines: Sequence[_Line]) -> tuple[Inline, ...]:
    """Lines as one text, each ended by force."""
    made: list[Inline] = []
    for line in lines:
        made += (Inline(InlineKind.NEWLINE), *(node for node in line if node is not _PLAIN))
    return tuple(made[1:])
