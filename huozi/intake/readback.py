"""What Huozi's reader makes of a written file, held against what was to be set.

The reader is that of every build. Text is compared without blanks, which the press folds; notes,
pictures, readings, cells, headings with their levels and blanks to be filled in by their order.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from huozi.intake.marks import Mark, joined_marks
from huozi.intake.outcome import ImportDifference
from huozi.read.entries import Reader
from huozi.read.markdown import read_body
from huozi.read.matter import ANNEX
from huozi.read.pictures import Pictures
from huozi.read.report import Reporter
from huozi.read.text import composed
from huozi.values.manuscript import (
    Block,
    BlockKind,
    Entry,
    Inline,
    InlineKind,
    Matter,
    Note,
)

_SHOWN = 24  # characters of either side of a difference


class _AnyPicture(Pictures):
    """Pictures that are there whatever they are called: none has been written yet."""

    def __init__(self) -> None:
        self.drawn = ()
        self.digests = {}

    def find(self, written: str, report: Reporter, line: int) -> str:
        return written


class PlacedMark(Struct, frozen=True):
    """A mark with the line it was written at."""

    mark: Mark
    line: int


def read_file(path: str, markdown: str, annex: bool) -> Entry | Matter:
    """The text of a file as a build reads it."""
    report = Reporter(path)
    reader = Reader(_AnyPicture(), {path: "e0123456789"})
    if annex:
        return reader.matter(path, markdown, report, ANNEX, "附件1")
    return reader.entry(path, markdown, report)


def read_piece(markdown: str) -> list[Mark]:
    """The marks of a piece of running text by itself."""
    blocks, _ = read_body(markdown, Reporter(), _AnyPicture(), {})
    return [mark for mark in joined_marks(m for m, _ in marks_of(blocks)) if mark.kind != "b"]


def compare(
    path: str,
    wanted: Sequence[PlacedMark],
    notes: Mapping[str, Sequence[Mark]],
    read: Entry | Matter,
) -> tuple[ImportDifference, ...]:
    """Where reading gives something else than what was set; the first place alone."""
    found = list(marks_of(read.body))
    if difference := _first(path, wanted, [m for m, _ in found]):
        return (difference,)
    read_notes = {note.label: note for note in read.notes}
    for label, marks in notes.items():
        note = read_notes.get(label)
        own = joined_marks(_note(note)) if note else []
        if _text(own) != _text(joined_marks(marks)):
            place = note.place.line if note else 0
            return (ImportDifference(path, place, _text(marks)[:_SHOWN], _text(own)[:_SHOWN]),)
    return ()


def _first(
    path: str, wanted: Sequence[PlacedMark], found: Sequence[Mark]
) -> ImportDifference | None:
    mine = joined_marks(placed.mark for placed in wanted)
    theirs = joined_marks(found)
    for at in range(max(len(mine), len(theirs))):
        a = mine[at] if at < len(mine) else Mark("end")
        b = theirs[at] if at < len(theirs) else Mark("end")
        if a.kind != b.kind or composed(a.words) != composed(b.words):
            line = _line(wanted, at)
            return ImportDifference(path, line, *_apart(a, b))
    return None


def _line(wanted: Sequence[PlacedMark], at: int) -> int:
    """The line of the n-th mark once text is put together."""
    seen = -1
    before = ""
    for placed in wanted:
        kind = placed.mark.kind
        if kind == "t" and not "".join(placed.mark.words.split()):
            continue
        seen += kind not in ("t", "u") or before != kind
        before = kind
        if seen == at:
            return placed.line
    return wanted[-1].line if wanted else 0


def _apart(a: Mark, b: Mark) -> tuple[str, str]:
    """Both sides from shortly before where they part."""
    if a.kind != b.kind:
        return f"{a.kind}:{a.words[:_SHOWN]}", f"{b.kind}:{b.words[:_SHOWN]}"
    same = next(
        (n for n, (x, y) in enumerate(zip(a.words, b.words, strict=False)) if x != y),
        min(len(a.words), len(b.words)),
    )
    start = max(0, same - 6)
    return a.words[start : start + _SHOWN], b.words[start : start + _SHOWN]


def _text(marks: Sequence[Mark]) -> str:
    return composed("".join("".join(m.words.split()) for m in marks if m.kind in "tr"))


# ------------------------------------------------------------------------ blocks as marks


def marks_of(blocks: Sequence[Block]) -> Iterator[tuple[Mark, int]]:
    """Blocks as marks, each with the line of its block."""
    for block in blocks:
        for mark in _block(block):
            yield mark, block.place.line


def _block(block: Block) -> Iterator[Mark]:
    match block.kind:
        case BlockKind.HEADING:
            yield Mark("h", str(block.level))
            yield from _inlines(block.inlines)
        case BlockKind.LIST:
            for item in block.children:
                yield Mark("b")
                yield Mark("t", item.label)
                yield from _inside(item.children)
        case BlockKind.TABLE:
            if block.inlines:
                yield Mark("k")
                yield from _inlines(block.inlines)
            yield Mark("g")
            for row in block.children:
                for cell in row.children:
                    if not any(name.startswith("merge-") for name in cell.classes):
                        yield Mark("c")
                        yield from _cell(cell)
        case BlockKind.FIGURE:
            yield Mark("p", block.src)
            if block.inlines:
                yield Mark("k")
                yield from _inlines(block.inlines)
        case BlockKind.PARAGRAPH | BlockKind.ADDRESSEE:
            yield Mark("b")
            yield from _inlines(block.inlines)
        case BlockKind.SIGNATURE | BlockKind.ATTACHMENTS | BlockKind.CENTERED:
            for child in block.children:
                yield from _block(child)
        case BlockKind.ABREAST:
            for child in block.children:
                yield from _block(child)
        case _:
            yield Mark("?", str(block.kind))


def _inside(blocks: Sequence[Block]) -> Iterator[Mark]:
    """What stands in an item: its first paragraph runs on behind the label."""
    for at, block in enumerate(blocks):
        if at == 0 and block.kind is BlockKind.PARAGRAPH:
            yield from _inlines(block.inlines)
        else:
            yield from _block(block)


def _cell(block: Block) -> Iterator[Mark]:
    """All words of a cell; how its lines are arranged does not matter."""
    if block.kind is BlockKind.ITEM:
        yield Mark("t", block.label)
    yield from (mark for mark in _inlines(block.inlines) if mark.kind != "l")
    for child in block.children:
        yield from _cell(child)


def _note(note: Note) -> Iterator[Mark]:
    for block in note.blocks:
        yield from (mark for mark in _block(block) if mark.kind not in "bl")


def _inlines(nodes: Sequence[Inline]) -> Iterator[Mark]:
    for node in nodes:
        match node.kind:
            case InlineKind.NOTE:
                yield Mark("n", node.target)
            case InlineKind.IMAGE:
                yield Mark("p", node.target)
            case InlineKind.NEWLINE:
                yield Mark("l")
            case InlineKind.RUBY:
                yield from _inlines(node.children)
                yield Mark("r", node.target)
            case InlineKind.UNDERLINE if _is_blank(node.children):
                yield Mark("u")
            case InlineKind.ANCHOR | InlineKind.REFERENCE:
                yield Mark("?", str(node.kind))
            case _:
                if node.text:
                    yield Mark("t", node.text)
                yield from _inlines(node.children)


def _is_blank(nodes: Sequence[Inline]) -> bool:
    return all(node.kind is InlineKind.TEXT and not node.text.strip() for node in nodes)
