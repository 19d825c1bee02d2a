"""Words of a manuscript with their neighbours, so that a person can search for them in Word."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from huozi.intake.values import (
    AtomKind,
    WordAtom,
    WordBlock,
    WordParagraph,
    WordSpot,
    WordText,
)

NEIGHBOURS = 14  # characters to each side
_LONGEST = 120  # characters of the words themselves
#: What is no part of the line that a reader sees.
_APART = (AtomKind.RUBY, AtomKind.NOTE_CALL, AtomKind.COMMENT_CALL)


class Quoted(Struct, frozen=True):
    """Words where they stand, and what stands before and behind them."""

    spot: WordSpot | None
    before: str
    words: str
    after: str


def paragraphs_of(blocks: Sequence[WordBlock]) -> Iterator[WordParagraph]:
    """All paragraphs of some blocks, those in cells too."""
    for block in blocks:
        if isinstance(block, WordParagraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs_of(cell.blocks)


class Paragraphs:
    """All paragraphs of a manuscript: those of the text, then boxes, notes, heads, comments."""

    def __init__(self, text: WordText) -> None:
        beside = [
            *(box.blocks for box in text.boxes),
            *(note.blocks for note in text.notes),
            *(head.blocks for head in text.heads),
            *(comment.blocks for comment in text.comments),
        ]
        stories = [tuple(paragraphs_of(blocks)) for blocks in (text.blocks, *beside)]
        self.shown = tuple(p for story in stories for p in story)
        self._story = [n for n, story in enumerate(stories) for _ in story]
        self._of_spot = {(p.spot.part, p.spot.paragraph): at for at, p in enumerate(self.shown)}
        self._of_atom: dict[int, tuple[int, int]] = {}
        self.lines: list[str] = []
        for at, paragraph in enumerate(self.shown):
            length = 0
            for atom in paragraph.atoms:
                self._of_atom[atom.number] = at, length
                length += len(_seen(atom))
            self.lines.append("".join(map(_seen, paragraph.atoms)))

    def of_atoms(self, first: WordAtom, last: WordAtom) -> Quoted:
        """The words from one atom to another of the same paragraph."""
        if first.number not in self._of_atom or last.number not in self._of_atom:
            return Quoted(first.spot, "", first.text[:_LONGEST], "")
        at, start = self._of_atom[first.number]
        stop = self._of_atom[last.number][1] + len(_seen(last))
        return self.cut(at, start, stop)

    def of_atom(self, atom: WordAtom, start: int, stop: int) -> Quoted:
        """Some characters of one atom."""
        if atom.number not in self._of_atom or not _seen(atom):
            return Quoted(atom.spot, "", atom.text[start:stop][:_LONGEST], "")
        at, offset = self._of_atom[atom.number]
        return self.cut(at, offset + start, offset + stop)

    def of_words(self, spot: WordSpot | None, words: str) -> Quoted:
        """Words in the paragraph of a place; without neighbours where they can't be found there."""
        at = self._of_spot.get((spot.part, spot.paragraph)) if spot else None
        start = self.lines[at].find(words) if at is not None and words else -1
        if at is None or start < 0:
            return Quoted(spot, "", words[:_LONGEST], "")
        return self.cut(at, start, start + len(words))

    def near(self, spot: WordSpot) -> Quoted:
        """The beginning of the paragraph of a place, or of the line above an empty one."""
        at = self._of_spot.get((spot.part, spot.paragraph))
        while at and not self.lines[at].strip() and self._story[at] == self._story[at - 1]:
            at -= 1
        words = self.lines[at].strip() if at is not None else ""
        return Quoted(spot, words[: 2 * NEIGHBOURS], "", "")

    def cut(self, at: int, start: int, stop: int) -> Quoted:
        """A stretch of a line. Where it is the whole, the lines around it are its neighbours."""
        line = self.lines[at]
        before, after = line[:start].strip(), line[stop:].strip()
        if not before and at:
            before = self._near(at, at - 1)
        if not after and at + 1 < len(self.lines):
            after = self._near(at, at + 1)
        words = line[start:stop]
        if len(words) > _LONGEST:
            words = words[:_LONGEST] + "…"
        return Quoted(self.shown[at].spot, before[-NEIGHBOURS:], words, after[:NEIGHBOURS])

    def _near(self, at: int, beside: int) -> str:
        """The line above or below, where it is of the same text, note or box."""
        return self.lines[beside].strip() if self._story[at] == self._story[beside] else ""


def _seen(atom: WordAtom) -> str:
    return "" if atom.kind in _APART else atom.text
