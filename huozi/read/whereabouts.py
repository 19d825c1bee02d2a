"""Where the characters of a text stand in its source: for each one that a page shows, its offset.

Proofreading names the very characters it is about, and whoever clicks on a page wants to be at its
words. Blocks know the line they begin on and no more: line numbers must not enter what is set, and
a parser of Markdown keeps no places of running text. But inside a block text is conserved. So the
source is cut into what is surely text, what may be markup, and what is surely none, and the text of
a block is laid along it. What stands on a page and in no source (a reference's figures, the label
of a numbered caption) has no offset.
"""

import html
import re
from bisect import bisect_left
from collections.abc import Generator, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from unicodedata import combining, normalize

from msgspec import Struct

from huozi.values.manuscript import Block, BlockKind, Inline, InlineKind, Note

#: The offset of a character that stands in no source.
NOWHERE = -1

#: Whose running text is a title, which may stand above the line they begin on, or below.
_TITLED = (BlockKind.TABLE, BlockKind.CODE, BlockKind.FIGURE, BlockKind.ABREAST, BlockKind.ASIDE)

#: Signs that are markup or text, as the text itself tells.
_DOUBTFUL = frozenset("*_`^~[]|#>{}!\\<")
#: What no text has that lies in its source as it is shown: these signs, and what begins an entity.
_NOT_PLAIN = re.compile(f"[{re.escape(''.join(sorted(_DOUBTFUL)))}&\n]")
#: What may stand before the text of a block on its line.
_BEFORE_TEXT = re.compile(r"\s*(?:(?:[-+*>]|#{1,6})[ \t]+)*")
#: How far words are looked for that do not go on where they should, in characters; twice.
_NEAR, _FAR = 240, 4_000
#: How many characters have to agree for words to be known again far away.
_KNOWN_AGAIN = 4

#: The label of a note that stands within a line, by its number in the file.
_INLINE_NOTE = re.compile(r"(?:\A|:)inline ([0-9]+)\Z")
FRONT_MATTER = re.compile(r"---[ \t]*\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)
_PIECES = re.compile(
    r"""
      ^[ \t]*(?P<fence>`{3,}|~{3,})[^\n]*\n(?P<lines>.*?)(?:^[ \t]*(?P=fence)[^\n]*$|\Z)
    | (?P<ticks>`+)(?P<code>[^`](?:.*?[^`])?)(?P=ticks)(?!`)
    | \\(?P<escaped>[!-/:-@\[-`{-~])
    | (?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)
    | (?P<ruby>\{(?P<base>[^{}|\n]{1,40})\|[^{}|\n]{1,80}\})
    | (?P<none>
          <!--.*?-->                                  # what editors write to editors
        | </?[A-Za-z][^<>\n]*>
        | \[\^[^\]\s]*\](?::[ \t]*)?                  # the call or the label of a note
        | \]\([^)\n]*\)(?:\{[^{}\n]{0,100}\})?        # where a link leads, what a picture measures
        | \]\{[^{}\n]{0,100}\}                        # what a span is
        | \{\#[^{}\n]{1,40}\}
        | ^[ \t]*:{3,}[^\n]*$
        | ^[ \t]*\#{1,6}[ \t]+
      )
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


class Traced(Struct, frozen=True):
    """The running text of a block, and the offset of each of its characters in its file."""

    block: Block
    text: str
    offsets: tuple[int, ...]
    note: str = ""  # the label of the note that the block belongs to


class SourceText:
    """A file as it was typed, in which the text of its blocks is found.

    What stands in the notes within its lines, `^[…]`, is no text of theirs: each is a text of its
    own (`within`: where it begins and ends).
    """

    def __init__(self, typed: str, within: tuple[int, int] | None = None) -> None:
        self.typed = typed
        self._line_starts = (0, *(match.end() for match in re.finditer("\n", typed)))
        self._within = within

    @cached_property
    def notes(self) -> tuple[tuple[int, int], ...]:
        """Where each note within the lines begins and ends; none within a note."""
        return _inline_notes(self.typed) if self._within is None else ()

    @cached_property
    def _spelt(self) -> tuple[str, list[int], list[bool]]:
        """The letters of the source; of each its offset, and whether it is surely text."""
        letters: list[str] = []
        offsets: list[int] = []
        sure: list[bool] = []
        behind = len(self.typed) + 1
        notes, note = iter((*self.notes, (behind, behind))), (0, 0)
        for at, character, is_text in _letters(self.typed, self._within):
            while at >= note[1]:
                note = next(notes)
            if character.isspace() or at >= note[0]:
                continue
            if combining(character) and letters and offsets[-1] == at - 1:
                whole = normalize("NFC", letters[-1] + character)
                if len(whole) == 1:  # as it is read
                    letters[-1] = whole
                    continue
            letters.append(character)
            offsets.append(at)
            sure.append(is_text)
        return "".join(letters), offsets, sure

    @property
    def _letters(self) -> str:
        return self._spelt[0]

    @property
    def _at(self) -> list[int]:
        return self._spelt[1]

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """The place of a character, both counted from 1."""
        line = bisect_left(self._line_starts, offset + 1)
        return line, offset - self._line_starts[line - 1] + 1

    def offsets(self, text: str, line: int, after: int = 0) -> tuple[int, ...]:
        """The offset of each character of a text that begins on a line, not before an offset."""
        begin = max(self._line_starts[min(max(line, 1), len(self._line_starts)) - 1], after)
        begin = max(begin, self._within[0]) if self._within else begin
        if (plain := self._plain(text, begin)) is not None:
            return tuple(plain)
        wanted = [n for n, character in enumerate(text) if not character.isspace()]
        found = [NOWHERE] * len(text)
        shown = "".join(text[n] for n in wanted)
        for n, at in zip(wanted, self._along(shown, bisect_left(self._at, begin)), strict=True):
            found[n] = at
        return tuple(self._blanks(text, found))

    def offsets_near(self, text: str, line: int) -> tuple[int, ...]:
        """The offset of each character of a text that stands as a whole about a line."""
        if line <= 1 and not _NOT_PLAIN.search(text):  # a title, in the front matter as a rule
            matter = FRONT_MATTER.match(self.typed)
            if matter and (at := self.typed.find(text, 0, matter.end())) >= 0:
                return tuple(range(at, at + len(text)))
        shown = "".join(text.split())
        start = bisect_left(self._at, self._line_starts[min(line, len(self._line_starts)) - 1])
        above = self._letters.rfind(shown, max(0, start - _FAR), start + len(shown) - 1)
        below = self._letters.find(shown, start)
        there = [at for at in (above, below) if at >= 0]
        if not there:
            return (NOWHERE,) * len(text)
        nearest = min(there, key=lambda at: abs(at - start))
        return self.offsets(text, self.line_and_column(self._at[nearest])[0], self._at[nearest])

    def _plain(self, text: str, begin: int) -> range | None:
        """Where a text lies that its source shows as it was typed, as most paragraphs are."""
        if _NOT_PLAIN.search(text) or text[:1].isspace():
            return None
        typed, at = self.typed, begin
        if not typed.startswith(text, at):
            before = _BEFORE_TEXT.match(typed, begin)
            at = before.end() if before else begin
        return range(at, at + len(text)) if typed.startswith(text, at) else None

    def _along(self, shown: str, at: int) -> Iterator[int]:
        """Lay letters along those of the source from an index on; yield an offset for each."""
        done = 0
        while done < len(shown):
            if (here := self._next(shown[done], at)) is not None:
                yield self._at[here]
                done, at = done + 1, here + 1
                continue
            skipped, here = self._further(shown[done:], at)
            yield from [NOWHERE] * skipped
            done, at = done + skipped, here

    def _next(self, character: str, at: int) -> int | None:
        """Where a letter stands, if nothing but what may be markup stands before it."""
        letters, _, sure = self._spelt
        while at < len(letters):
            if letters[at] == character:
                return at
            if sure[at]:
                return None
            at += 1
        return None

    def _further(self, shown: str, at: int) -> tuple[int, int]:
        """How many letters stand nowhere before one that stands in the source again, and where."""
        for reach in (_NEAR, _FAR):
            ahead, source = shown[:reach], self._letters[at : at + reach]
            least = min(_KNOWN_AGAIN, len(shown)) if reach == _FAR else 1
            matcher = SequenceMatcher(None, ahead, source, autojunk=False)
            for match in matcher.get_matching_blocks():
                if match.size >= least:
                    return match.a, at + match.b
        return len(shown), at

    def _blanks(self, text: str, found: Sequence[int]) -> Iterator[int]:
        """Blanks stand behind the letter before them, if a blank stands there in the source."""
        before = NOWHERE
        for character, at in zip(text, found, strict=True):
            if at == NOWHERE and character.isspace() and before != NOWHERE:
                behind = self.typed[before + 1 : before + 2]
                yield before + 1 if behind.isspace() else NOWHERE
                continue
            before = at if at != NOWHERE else before
            yield at


def _inline_notes(typed: str) -> tuple[tuple[int, int], ...]:
    """Where the notes within lines begin and end, without their brackets."""
    if "^[" not in typed:
        return ()
    found, matter = [], FRONT_MATTER.match(typed)
    end, code = matter.end() if matter else 0, set[int]()
    for piece in _PIECES.finditer(typed, end):
        if piece["fence"] or piece["ticks"] or piece["escaped"]:
            code.update(range(*piece.span()))
    while (start := typed.find("^[", end)) >= 0:
        end, depth = start + 2, 1
        while depth and start not in code and end < len(typed):
            if end not in code:
                depth += (typed[end] == "[") - (typed[end] == "]")
            end += 1
        if not depth:
            found.append((start + 2, end - 1))
    return tuple(found)


def _letters(typed: str, within: tuple[int, int] | None = None) -> Iterator[tuple[int, str, bool]]:
    """The characters of a source that may be text: offset, the character, whether it surely is."""
    matter = FRONT_MATTER.match(typed) if within is None else None
    end = matter.end() if matter else 0
    yield from ((n, typed[n], True) for n in range(end))
    if within is not None:
        end, stop = within
        typed = typed[:stop]
    for piece in _PIECES.finditer(typed, end):
        yield from _doubtful(typed, end, piece.start())
        end = piece.end()
        if name := next((n for n in ("lines", "code", "escaped", "base") if piece[n]), None):
            yield from ((n, typed[n], True) for n in range(*piece.span(name)))
        elif piece["entity"]:
            meant = html.unescape(piece["entity"])
            yield from ((piece.start(), character, True) for character in meant)
        elif piece["none"].startswith("](") or piece["none"].startswith("]{"):
            yield piece.start(), "]", False
    yield from _doubtful(typed, end, len(typed))


def _doubtful(typed: str, start: int, stop: int) -> Iterator[tuple[int, str, bool]]:
    for n in range(start, stop):
        yield n, typed[n], typed[n] not in _DOUBTFUL


def shown(inlines: Iterable[Inline]) -> str:
    """The running text that stands in a source: without what a reference or a picture shows."""
    return "".join(
        ("\n" if node.kind is InlineKind.NEWLINE else node.text) + shown(node.children)
        for node in inlines
        if node.kind is not InlineKind.IMAGE
    )


def traced(blocks: Iterable[Block], notes: Iterable[Note], source: SourceText) -> Iterator[Traced]:
    """The running text of all blocks of one file and of its notes, each with its offsets."""
    yield from _blocks_traced(blocks, source, "")
    notes = tuple(notes)
    inline = sorted(int(found[1]) for note in notes if (found := _INLINE_NOTE.search(note.label)))
    for note in notes:
        number = _INLINE_NOTE.search(note.label)
        if number and len(inline) == len(source.notes):
            own = SourceText(source.typed, source.notes[inline.index(int(number[1]))])
            yield from _blocks_traced(note.blocks, own, note.label)
        else:
            yield from _blocks_traced(note.blocks, source, note.label)


def _blocks_traced(
    blocks: Iterable[Block], source: SourceText, note: str, line: int = 0, after: int = 0
) -> Generator[Traced, None, int]:
    """Blocks one after the other; gives the offset behind the last of them. Those that bear one
    line stand on it in their order, as cells do; what stands in a block may repeat its words, as
    the names of a roster do.
    """
    for block in blocks:
        if block.place.line != line:
            line, after = block.place.line, 0
        begun, text = after, shown(block.inlines)
        if text.strip():
            if block.kind in _TITLED:
                offsets = source.offsets_near(text, line)
            else:
                offsets = source.offsets(text, line, after)
                after = max(after, max(offsets) + 1)
            yield Traced(block, text, offsets, note)
        inner = yield from _blocks_traced(block.children, source, note, line, begun)
        after = max(after, inner)
    return after
