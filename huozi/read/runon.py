"""Files made one text: entries that run on 接排, and chapters with their sections. Pure."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from huozi.values.manuscript import (
    Block,
    BlockKind,
    Entry,
    Inline,
    InlineKind,
    Note,
    Pointers,
)
from huozi.values.script import words_of_house
from huozi.values.style import Status, UnitKind

#: Level of the deepest headings.
DEEPEST = 4


def joined(entries: Sequence[Entry], language: str = "") -> Entry:
    """The first of the entries with the others behind it, each below a title of its own."""
    first = entries[0]
    if len(entries) == 1:
        return first
    body: list[Block] = [*first.body, *_closing(first, language)]
    notes = list(first.notes)
    for entry in entries[1:]:
        own = _opening(entry), *(_block(block, entry.id) for block in entry.body)
        body += (*own, *_closing(entry, language))
        notes += [_note(note, entry.id) for note in entry.notes]
        if entry.title_note:
            notes.append(_star_note(entry))
    return replace(
        first, body=tuple(body), notes=tuple(notes), contributor="", status=Status.COMPLETE
    )


def with_sections(chapter: Entry, sections: Sequence[Entry], language: str = "") -> Entry:
    """A chapter with its sections behind its own text.

    The title of each is a heading of the first level, its own headings lie a level deeper. What is
    not whole in a section is not whole in the chapter.
    """
    if not sections:
        return chapter
    body, notes, pointers = list(chapter.body), list(chapter.notes), [chapter.pointers]
    for section in sections:
        title = Inline(InlineKind.TEXT, "".join(section.title_lines))
        anchor = Inline(InlineKind.ANCHOR, target=section.id, children=(title,))
        if section.title_note:
            anchor = replace(anchor, children=(title, _star(section)))
            notes.append(_star_note(section))
        body.append(Block(BlockKind.HEADING, section.place, (anchor,), level=1))
        body += (_deeper(_block(block, section.id)) for block in section.body)
        body += _closing(section, language)
        notes += [_note(note, section.id) for note in section.notes]
        pointers.append(section.pointers)
    whole = all(section.status is Status.COMPLETE for section in sections)
    return replace(
        chapter,
        body=tuple(body),
        notes=tuple(notes),
        pointers=_joined_pointers(chapter.id, pointers),
        status=chapter.status if whole else Status.PARTIAL,
    )


def _deeper(block: Block) -> Block:
    """A block with the headings in it one level deeper."""
    children = tuple(map(_deeper, block.children))
    heading = block.kind is BlockKind.HEADING
    level = min(block.level + 1, DEEPEST) if heading else block.level
    return replace(block, children=children, level=level)


def _joined_pointers(unit: str, pointers: Sequence[Pointers]) -> Pointers:
    """All that texts point at, asked by one unit."""
    return Pointers(
        tuple(replace(asked, unit=unit) for one in pointers for asked in one.references),
        tuple(aim for one in pointers for aim in one.aims),
        tuple(point for one in pointers for point in one.points),
        tuple(replace(mark, unit=unit) for one in pointers for mark in one.marks),
    )


def _star(entry: Entry) -> Inline:
    """The call of the note of a title that stands inside a unit: one of the text's."""
    return Inline(InlineKind.NOTE, target=_label(entry.id, "*"))


def _star_note(entry: Entry) -> Note:
    words = (Inline(InlineKind.TEXT, entry.title_note),)
    block = Block(BlockKind.PARAGRAPH, entry.place, words)
    return Note(_label(entry.id, "*"), entry.place, (block,))


def _opening(entry: Entry) -> Block:
    """The title, with number and date of a document below it. A note of it is one of the text's."""
    title: list[Inline] = []
    for line in entry.title_lines:
        title += [Inline(InlineKind.NEWLINE)] * bool(title) + [Inline(InlineKind.TEXT, line)]
    if entry.title_note:
        title.append(_star(entry))
    below = []
    if entry.kind is UnitKind.DOCUMENT:
        date = f"（{entry.date_display}）" if entry.date_display else ""
        lines = (("docno", entry.docno), ("date", date))
        below = [_line(entry, text, name) for name, text in lines if text]
    return Block(BlockKind.OPENING, entry.place, tuple(title), tuple(below), label=entry.id)


def _closing(entry: Entry, language: str) -> Iterator[Block]:
    """What stands below the text of an entry."""
    if entry.status is Status.PARTIAL:
        yield _line(entry, words_of_house("〔以下书稿待收〕", language), "partial")
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
