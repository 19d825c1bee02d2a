"""Entries that run on 接排 made one text: what a unit sets that holds several. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from huozi.values.manuscript import Block, BlockKind, Entry, Inline, InlineKind, Note
from huozi.values.style import Status, UnitKind


def joined(entries: Sequence[Entry]) -> Entry:
    """The first of the entries with the others behind it, each below a title of its own."""
    first = entries[0]
    if len(entries) == 1:
        return first
    body: list[Block] = [*first.body, *_closing(first)]
    notes = list(first.notes)
    for entry in entries[1:]:
        own = _opening(entry), *(_block(block, entry.id) for block in entry.body)
        body += (*own, *_closing(entry))
        notes += [_note(note, entry.id) for note in entry.notes]
        if entry.title_note:
            words = Block(
                BlockKind.PARAGRAPH, entry.place, (Inline(InlineKind.TEXT, entry.title_note),)
            )
            notes.append(Note(_label(entry.id, "*"), entry.place, (words,)))
    return replace(
        first, body=tuple(body), notes=tuple(notes), contributor="", status=Status.COMPLETE
    )


def _opening(entry: Entry) -> Block:
    """The title, with number and date of a document below it. A note of it is one of the text's."""
    title: list[Inline] = []
    for line in entry.title_lines:
        title += [Inline(InlineKind.NEWLINE)] * bool(title) + [Inline(InlineKind.TEXT, line)]
    if entry.title_note:
        title.append(Inline(InlineKind.NOTE, target=_label(entry.id, "*")))
    below = []
    if entry.kind is UnitKind.DOCUMENT:
        date = f"（{entry.date_display}）" if entry.date_display else ""
        lines = (("docno", entry.docno), ("date", date))
        below = [_line(entry, text, name) for name, text in lines if text]
    return Block(BlockKind.OPENING, entry.place, tuple(title), tuple(below), label=entry.id)


def _closing(entry: Entry) -> Iterator[Block]:
    """What stands below the text of an entry."""
    if entry.status is Status.PARTIAL:
        yield _line(entry, "〔以下书稿待收〕", "partial")
    if entry.contributor:
        yield _line(entry, f"（供稿：{entry.contributor}）", "contributor")


def _line(entry: Entry, text: str, name: str) -> Block:
    words = (Inline(InlineKind.TEXT, text),)
    return Block(BlockKind.PARAGRAPH, entry.place, words, classes=(name,))


def _label(entry: str, label: str) -> str:
    """Two files may call their notes the same."""
    return f"{entry}:{label}"


def _note(note: Note, entry: str) -> Note:
    blocks = tuple(_block(block, entry) for block in note.blocks)
    return replace(note, label=_label(entry, note.label), blocks=blocks)


def _block(block: Block, entry: str) -> Block:
    inlines = tuple(_inline(node, entry) for node in block.inlines)
    children = tuple(_block(child, entry) for child in block.children)
    return replace(block, inlines=inlines, children=children)


def _inline(node: Inline, entry: str) -> Inline:
    if node.kind is InlineKind.NOTE:
        return replace(node, target=_label(entry, node.target))
    if not node.children:
        return node
    return replace(node, children=tuple(_inline(child, entry) for child in node.children))
