"""Where the texts of a book are written: letters of files, to be laid beside those of pages.

A passage is a text as a page may show it, without white, and for each letter of it the place it
was written at. Blocks are traced by `huozi.read.whereabouts`; what stands in front matter and in
`book.yaml` is found behind its key. What the press computes (a date in words) stands where that
stands which it was computed from.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from huozi.read.keys import KEYS
from huozi.read.whereabouts import FRONT_MATTER, NOWHERE, SourceText, traced
from huozi.values.galley import Unit
from huozi.values.manuscript import Block, BlockKind, Inline, InlineKind, Note
from huozi.values.nested import all_blocks

#: How far the title of a text is looked for that has none in its front matter, in characters.
_HEAD = 4_000
#: What may stand between the words of a value in YAML.
_BETWEEN = frozenset("-\"'“”>|[],")
#: What has no width on a page.
UNSEEN = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")


class TypedText(Struct, frozen=True):
    """A text without white, and for each letter its offset in a file, or `NOWHERE`."""

    file: str
    text: str
    offsets: tuple[int, ...]

    @property
    def begins(self) -> int:
        """The offset of the first letter that stands in the file."""
        return next((at for at in self.offsets if at != NOWHERE), NOWHERE)


def passage(file: str, text: str, offsets: Sequence[int]) -> TypedText:
    """A passage of a text with its white."""
    kept = [at for at, sign in enumerate(text) if not (sign.isspace() or sign in UNSEEN)]
    return TypedText(file, "".join(text[at] for at in kept), tuple(offsets[at] for at in kept))


class TypedFile:
    """A file as it was typed."""

    def __init__(self, name: str, typed: str) -> None:
        self.name, self.typed = name, typed
        matter = FRONT_MATTER.match(typed)
        self.head = len(typed) if not name.endswith(".md") else matter.end() if matter else 0
        self._line_starts = (0, *(match.end() for match in re.finditer("\n", typed)))

    @cached_property
    def source(self) -> SourceText:
        """For the search of running text."""
        return SourceText(self.typed)

    @property
    def head_lines(self) -> int:
        """How many lines the front matter has."""
        return self.typed.count("\n", 0, self.head) + 1 if self.head else 0

    def start_of(self, line: int) -> int:
        """The offset of a line, counted from 1."""
        return self._line_starts[min(max(line, 1), len(self._line_starts)) - 1]

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """The place of a character, both counted from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def field(self, text: str, *keys: str, line: int = 0, exact: bool = False) -> TypedText:
        """What stands behind one of some keys, from a line on.

        Where the words stand behind none of them, all stand where the first value begins, or
        (`exact`) nowhere.
        """
        solid = _solid(text)
        start, first = self.start_of(line) if line else 0, NOWHERE
        for begins in self._values(keys, start) if solid else ():
            first = begins if first == NOWHERE else first
            if (there := self._solid_at(solid, begins)) is not None:
                return TypedText(self.name, solid, there)
        if first == NOWHERE and solid and self.name.endswith(".md"):
            top = SourceText(self.typed[: self.head + _HEAD])
            there = top.offsets_near(solid, self.head_lines or 1)
            if NOWHERE not in there:
                return TypedText(self.name, solid, there)
        return TypedText(self.name, solid, (NOWHERE if exact else first,) * len(solid))

    def words(self, text: str, line: int) -> TypedText:
        """Words that stand as a whole on a line or below it."""
        return passage(self.name, text, self.source.offsets_near(text, line))

    def item(self, text: str, key: str) -> TypedText:
        """An item of the list behind a key."""
        solid = _solid(text)
        for begins in self._values((key,), 0):
            at = begins
            while (at := self.typed.find(solid[:1], at)) >= 0:
                if (there := self._solid_at(solid, at)) is not None:
                    return TypedText(self.name, solid, there)
                at += 1
        return self.field(text, key)

    def _values(self, keys: Sequence[str], start: int) -> Iterator[int]:
        """Where the values of keys begin."""
        for key in (name for own in keys for name in (own, *KEYS.get(own, "").split())):
            form = rf"^(?:.*[{{,])?[ \t]*(?:-[ \t]+)*{re.escape(key)}[ \t]*[:：][ \t\"'“]*"
            for match in re.compile(form, re.MULTILINE).finditer(self.typed, start, self.head):
                yield match.end()

    def _solid_at(self, solid: str, begins: int) -> tuple[int, ...] | None:
        """The offsets of words that stand behind a key, before the next one but for lists."""
        at, found = begins, list[int]()
        for sign in solid:
            while at < self.head and self.typed[at] != sign:
                if not (self.typed[at].isspace() or self.typed[at] in _BETWEEN):
                    return None
                at += 1
            if at >= self.head:
                return None
            found.append(at)
            at += 1
        return tuple(found)


def _solid(text: str) -> str:
    return "".join(sign for sign in text if not (sign.isspace() or sign in UNSEEN))


Files = Callable[[str], TypedFile]


class WrittenUnit:
    """The text of a unit in its files, block by block."""

    def __init__(self, unit: Unit, files: Files) -> None:
        self.unit, self._files = unit, files

    def take(self, own: dict[int, TypedText]) -> None:
        """Take what was found before, of the same unit in the same texts."""
        self.__dict__["own"] = own

    @property
    def found(self) -> dict[int, TypedText] | None:
        """What was found so far; None where nobody asked."""
        return self.__dict__.get("own")

    @cached_property
    def numbered(self) -> tuple[Block | Note, ...]:
        """As the unit has it."""
        return self.unit.numbered

    @cached_property
    def _ordinals(self) -> dict[int, int]:
        return {id(block): at for at, block in enumerate(self.numbered)}

    @property
    def files(self) -> tuple[str, ...]:
        """The files its text stands in."""
        text = self.unit.text
        own = [block.place.file for block in text.body] if text else []
        return tuple(dict.fromkeys((self.unit.place.file, *own)))

    def ordinal(self, block: Block | Note) -> int:
        """The place of a block in `Unit.numbered`."""
        return self._ordinals[id(block)]

    @cached_property
    def parents(self) -> dict[int, int]:
        """Of what stands in another block or a note, what it stands in."""
        found: dict[int, int] = {}
        for at, block in enumerate(self.numbered):
            if isinstance(block, Block):
                found.update((self.ordinal(child), at) for child in block.children)
        return found

    @cached_property
    def own(self) -> dict[int, TypedText]:
        """The running text of each block and note."""
        text = self.unit.text
        if text is None:
            return {}
        found: dict[int, TypedText] = {}
        files = dict.fromkeys(block.place.file for block in text.body)
        for name in (*files, *(note.place.file for note in text.notes)):
            if not name.endswith(".md") or name in (p.file for p in found.values()):
                continue
            self._trace(name, found)
        for block in self.numbered:
            if isinstance(block, Block) and block.kind is BlockKind.ROSTER:
                self._roles(block, found)
        return found

    def _trace(self, name: str, found: dict[int, TypedText]) -> None:
        text, file = self.unit.text, self._files(name)
        assert text is not None
        body, head = [], file.head_lines or 1
        for block in (block for block in text.body if block.place.file == name):
            if block.place.line <= head and _is_made(block):
                self._made(block, file, found)
            else:
                body.append(block)
        for one in traced(body, (), file.source):
            found[self.ordinal(one.block)] = passage(name, one.text, one.offsets)
        notes: list[Note] = []
        for note in (note for note in text.notes if note.place.file == name):
            if note.place.line <= head and note.label.endswith("*"):
                words = "".join(n.text for b in note.blocks for n in b.inlines)
                found[self.ordinal(note)] = file.field(words, "title_note")
                continue
            notes.append(note)
        parts: dict[int, list[TypedText]] = {}
        holders = {id(block): note for note in notes for block in all_blocks(note.blocks)}
        for one in traced((), notes, file.source):
            at = self.ordinal(holders[id(one.block)])
            parts.setdefault(at, []).append(passage(name, one.text, one.offsets))
        found.update((at, joined(own, name)) for at, own in parts.items())

    def _made(self, block: Block, file: TypedFile, found: dict[int, TypedText]) -> None:
        """What was made of front matter, as the titles of entries that run on."""
        for one in (block, *block.children):
            keys: tuple[str, ...] = ("title_lines", "title")
            if one.kind is BlockKind.PARAGRAPH:
                keys = tuple(key for name in one.classes for key in _LINES.get(name, ()))
            words = _words(one.inlines)
            for sign in ("（供稿：", "（"):
                if one.kind is BlockKind.PARAGRAPH and words.startswith(sign):
                    words = words.removeprefix(sign).removesuffix("）")
            found[self.ordinal(one)] = file.field(words, *keys)

    def _roles(self, block: Block, found: dict[int, TypedText]) -> None:
        """The roles of a roster stand before the names."""
        for row in block.children:
            file = self._files(row.place.file)
            label = f"{row.label}："
            start = file.start_of(row.place.line)
            at = file.typed.find(row.label, start)
            offsets = [at + n if at >= 0 else NOWHERE for n in range(len(label))]
            found[self.ordinal(row)] = passage(row.place.file, label, offsets)


#: Classes of the lines that entries bear which run on, and the keys they stand behind.
_LINES = {
    "docno": ("docno",), "date": ("date_display", "date"), "partial": ("status",),
    "contributor": ("contributor",),
}  # fmt: skip


def _is_made(block: Block) -> bool:
    """Is a block on the first line made of front matter, or of the heading that is the title?"""
    if block.kind is BlockKind.PARAGRAPH:
        return not _LINES.keys().isdisjoint(block.classes)
    return block.kind in (BlockKind.OPENING, BlockKind.HEADING)


def _words(nodes: Sequence[Inline]) -> str:
    return "".join(node.text + _words(node.children) for node in nodes)


def joined(parts: Sequence[TypedText], file: str = "") -> TypedText:
    """Passages of one file, one behind the other."""
    if len(parts) == 1:
        return parts[0]
    return TypedText(
        parts[0].file if parts else file,
        "".join(part.text for part in parts),
        tuple(at for part in parts for at in part.offsets),
    )


def readings(nodes: Sequence[Inline], own: TypedText, typed: str) -> TypedText:
    """The readings of ruby in running text: behind the bar that follows their word."""
    found, at, cursor = list[tuple[str, int]](), 0, 0
    for node in _leaves(nodes):
        words = node.text + _words(node.children)
        solid = sum(not (sign.isspace() or sign in UNSEEN) for sign in words)
        if node.kind is InlineKind.RUBY:
            last = max(own.offsets[at : at + solid], default=NOWHERE)
            bar = typed.find("|", last + 1) if last != NOWHERE else -1
            cursor = max(cursor, bar + 1)
            for sign in "".join(node.target.split()):
                there = typed.find(sign, cursor, cursor + 12) if bar >= 0 else -1
                found.append((sign, there if there >= 0 else last))
                cursor = there + 1 if there >= 0 else cursor
        at += solid
    return TypedText(own.file, "".join(s for s, _ in found), tuple(at for _, at in found))


def _leaves(nodes: Sequence[Inline]) -> Iterator[Inline]:
    """Nodes of running text that bear words or readings, as `whereabouts.shown` tells them."""
    for node in nodes:
        if node.kind is InlineKind.IMAGE:
            continue
        if node.kind is InlineKind.RUBY or not node.children:
            yield node
        else:
            if node.text:
                yield Inline(InlineKind.TEXT, node.text)
            yield from _leaves(node.children)
