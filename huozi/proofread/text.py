"""The running text of a manuscript as passages, each character with its offset in its file."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from operator import eq

from msgspec import Struct

from huozi.proofread.values import MASKED, Alarm, Passage, PlacedAlarm, Titled, Volume
from huozi.read.whereabouts import NOWHERE, SourceText, Traced, traced
from huozi.values.manuscript import Entry, Inline, InlineKind, Manuscript, Matter, Place

#: How much of a sentence is shown on either side of an alarm, in characters.
_AROUND = 18
_FIRST_LINE = 1


#: The passages of a text, and of its annexes. Whoever keeps them saves the search for offsets.
OfText = Callable[[Entry | Matter, Callable[[str], str]], tuple[Passage, ...]]


def passages(text: Entry | Matter, typed: Callable[[str], str]) -> tuple[Passage, ...]:
    """The passages of a text and of its annexes."""

    @cache
    def source(file: str) -> SourceText:
        return SourceText(typed(file))

    return tuple(_of_text(text, source))


def volume(manuscript: Manuscript, typed: Callable[[str], str], of: OfText = passages) -> Volume:
    """A book as it is proofread; `typed` gives the text of one of its files by path."""
    texts: tuple[Entry | Matter, ...] = (
        *manuscript.front,
        *manuscript.entries,
        *manuscript.back,
    )
    found = tuple(passage for text in texts for passage in of(text, typed))
    entries = tuple(Titled(e.id, e.title, e.docno, e.date) for e in manuscript.entries)
    return Volume(found, entries)


def _of_text(text: Entry | Matter, source: Callable[[str], SourceText]) -> Iterator[Passage]:
    """The passages of an entry or a piece of matter: title, body, notes, annexes."""
    if not text.place.file.endswith(".md"):
        return  # made of book.yaml: its fields are checked where they are read
    unit = text.id or text.kind.value
    here = source(text.place.file)
    if text.title:
        offsets = here.offsets_near(text.title, _FIRST_LINE)
        yield Passage(text.title, text.place.file, _FIRST_LINE, in_a_row(offsets), unit, None)
    files = dict.fromkeys(block.place.file for block in text.body)
    for file in files:  # the sections of a chapter are files of their own
        body = tuple(block for block in text.body if block.place.file == file)
        notes = tuple(note for note in text.notes if note.place.file == file)
        yield from (_passage(found, file, unit) for found in traced(body, notes, source(file)))
    for annex in getattr(text, "annexes", ()):
        yield from _of_text(annex, source)


class _TextStretch(Struct, frozen=True):
    """A stretch of running text: whether it is code, and whether it stands in the source."""

    text: str
    code: bool = False
    typed: bool = True


def _stretches(inlines: Iterable[Inline], code: bool = False) -> Iterator[_TextStretch]:
    """The running text of inlines; where a reference or a picture shows something, one mask."""
    for node in inlines:
        if node.kind in (InlineKind.REFERENCE, InlineKind.IMAGE):
            yield _TextStretch(MASKED, typed=False)
        is_code = code or node.kind is InlineKind.CODE
        if node.kind is InlineKind.NEWLINE:
            yield _TextStretch("\n", is_code)
        elif node.kind is not InlineKind.IMAGE:
            if node.text:
                yield _TextStretch(node.text, is_code)
            yield from _stretches(node.children, is_code)


def _passage(found: Traced, file: str, unit: str) -> Passage:
    """A traced block as a passage."""
    block = found.block
    offsets: list[int] = []
    code: list[tuple[int, int]] = []
    text, at = "", 0  # `at`: how much of the traced text is done
    for piece in _stretches(block.inlines):
        if piece.code:
            code.append((len(text), len(text) + len(piece.text)))
        if piece.typed:
            offsets += found.offsets[at : at + len(piece.text)]
            at += len(piece.text)
        else:
            offsets += [NOWHERE] * len(piece.text)
        text += piece.text
    return Passage(
        text, file, block.place.line, in_a_row(offsets), unit, block.kind, block.level, block.label,
        found.note, tuple(code),
    )  # fmt: skip


@lru_cache(maxsize=8)  # alarms come file by file
def _line_starts(text: str) -> tuple[int, ...]:
    return (0, *(match.end() for match in re.finditer("\n", text)))


def in_a_row(offsets: Sequence[int]) -> Sequence[int]:
    """Offsets as a range where each is the next one of that before."""
    if offsets and offsets[0] != NOWHERE:
        row = range(offsets[0], offsets[0] + len(offsets))
        if offsets[-1] == row[-1] and all(map(eq, offsets, row)):
            return row
    return tuple(offsets)


def placed(alarm: Alarm, typed: Callable[[str], str]) -> PlacedAlarm:
    """An alarm with its line and column, and the words around it as they are printed."""
    passage, hit = alarm.passage, alarm.hit
    there = [
        at for at in passage.offsets[hit.start : max(hit.stop, hit.start + 1)] if at != NOWHERE
    ]
    before = passage.text[max(0, hit.start - _AROUND) : hit.start].replace(MASKED, "")
    after = passage.text[hit.stop : hit.stop + _AROUND].replace(MASKED, "")
    if not there:
        return PlacedAlarm(alarm, Place(passage.file, passage.line), 0, before, after)
    starts = _line_starts(typed(passage.file))
    line = bisect_right(starts, there[0])
    column = there[0] - starts[line - 1] + 1
    length = there[-1] + 1 - there[0] if hit.stop > hit.start else 0
    return PlacedAlarm(alarm, Place(passage.file, line, column), length, before, after)
