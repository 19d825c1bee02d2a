"""What stands on pages beside running text: titles, dates, facts of the book, lists' lines; and
where each was written.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property

from huozi.read.whereabouts import NOWHERE
from huozi.spots.written import Files, TypedText, WrittenUnit
from huozi.values.galley import BookFacts, IndexList, RunningHead, Unit
from huozi.values.groups import heading_name, headings
from huozi.values.manuscript import Entry, Inline, InlineKind, Manuscript, Matter, Part

#: What a running head that was cut ends with.
_CUT = "……"
#: Facts of `book.yaml` that pages show: their field, and the keys they may stand behind.
_FACTS = {
    "title": ("title",), "subtitle": ("subtitle",), "editor": ("editor",),
    "editor_role": ("editor_role",), "issuer": ("issuer",),
    "date_display": ("date_display", "date"), "whole": ("title",), "permit": ("permit",),
    "recipients": ("recipients",), "printer": ("printer",), "print_date": ("print_date",),
    "copies": ("copies",), "isbn": ("isbn",),
}  # fmt: skip


class Titles:
    """The titles and facts of a book, looked up where a page shows them."""

    def __init__(
        self, manuscript: Manuscript, written: "dict[str, WrittenUnit]", files: Files
    ) -> None:
        self.manuscript, self._written, self._files = manuscript, written, files

    # ---------------------------------------------------------------- of a unit's own pages

    def of_unit(self, unit: Unit) -> Iterator[TypedText]:
        """What a unit's pages may show in no block of a text."""
        if isinstance(unit.content, BookFacts):
            yield from self._facts(unit.content)
            return
        if unit.id.startswith("part-"):
            yield from (self._part(part) for part in self.manuscript.parts if part.title)
            return
        text = unit.text
        if text is not None:
            yield from self.of_text(text)
            return
        yield self._files(unit.place.file).field(unit.title, "title", exact=True)
        yield from (self._part(part) for part in self.manuscript.parts if part.title)
        if isinstance(unit.content, IndexList):
            for group in unit.content.groups:
                for row in group.rows:
                    yield from (
                        found for term in (row.term, *row.see) if (found := self._term(term))
                    )

    def of_text(self, text: Entry | Matter) -> Iterator[TypedText]:
        """Title, number, date and the like of a text."""
        file = self._files(text.place.file)
        exact = not text.place.file.endswith(".md")
        yield file.field("".join(text.title_lines), "title_lines", "title", exact=exact)
        yield file.field(text.title, "title", "title_lines", exact=exact)
        if isinstance(text, Entry):
            yield file.field(text.toc_title, "toc_title", "title", "title_lines")
            yield file.field(text.docno, "docno")
            yield file.field(text.date_display, "date_display", "date")
            yield file.field(text.contributor, "contributor")
            yield file.field(text.title_note, "title_note")

    def status(self, text: Entry) -> TypedText:
        """Where it is written that a text has not come in, or not all of it."""
        return self._files(text.place.file).field(text.status.value, "status")

    def _facts(self, facts: BookFacts) -> Iterator[TypedText]:
        file = self._files(facts.book.place.file)
        for name, keys in _FACTS.items():
            if value := getattr(facts.book, name):
                yield file.field(str(value), *keys)
        for line in facts.book.copyright_lines:
            yield file.item(line, "copyright_lines")

    def _part(self, part: Part) -> TypedText:
        return self._files(part.place.file).field(part.title, "title", line=part.place.line)

    def _term(self, term: str) -> TypedText | None:
        for text in self.manuscript.texts:
            for mark in text.pointers.marks:
                if mark.term == term and mark.point in self._points:
                    return self._points[mark.point]
                if mark.term == term:
                    return self._files(mark.place.file).words(term, mark.place.line)
        return None

    # ---------------------------------------------------------------- of what links lead to

    def of_target(self, target: str) -> Iterator[TypedText]:
        """The titles of what a line of a list leads to."""
        if target in self._texts:
            yield from self.of_text(self._texts[target])
            return
        if target.startswith("part-"):
            yield from (self._part(part) for part in self.manuscript.parts if part.title)
        if target in self._points:
            yield self._points[target]
        unit, _, number = target.rpartition(".")
        if unit in self._written and number.isdecimal():
            written = self._written[unit]
            text = written.unit.text
            for at, block in enumerate(headings(text.body if text else ())):
                if at == int(number) and (found := written.own.get(written.ordinal(block))):
                    yield found

    @cached_property
    def _texts(self) -> dict[str, Entry | Matter]:
        return {text.id: text for text in self.manuscript.texts if text.id}

    @cached_property
    def _points(self) -> dict[str, TypedText]:
        """By name of a point, the words it stands at."""
        found: dict[str, TypedText] = {}
        for written in self._written.values():
            for at, block in enumerate(written.numbered):
                inlines = getattr(block, "inlines", ())
                for name, first, last in _pointed(inlines):
                    own = written.own.get(at)
                    if own is not None and name not in found:
                        found[name] = _cut(own, inlines, first, last)
        return found

    # ---------------------------------------------------------------- running heads

    def of_head(self, unit: Unit, head: RunningHead) -> TypedText | None:
        """Where a running head is written: a short title, a heading, the title of a part."""
        words = "".join(head.text.removesuffix(_CUT).split())
        for candidate in self._heads(unit, head):
            if candidate.begins != NOWHERE and candidate.text.startswith(words):
                return candidate
        return None

    def _heads(self, unit: Unit, head: RunningHead) -> Iterator[TypedText]:
        if head.begins:
            written, text = self._written.get(unit.id), unit.text
            for at, block in enumerate(headings(text.body if text else ())):
                if written and heading_name(unit.id, at) == head.begins:
                    yield from filter(None, (written.own.get(written.ordinal(block)),))
        ids = (head.begins, unit.id, *(entry for entry, _ in unit.run_on))
        for text in (self._texts[one] for one in ids if one in self._texts):
            file = self._files(text.place.file)
            if isinstance(text, Entry):
                yield file.field(text.short_title, "short_title", "title", "title_lines")
            yield from self.of_text(text)
        if unit.kind.value == "annex":
            for entry in self.manuscript.entries:
                if any(annex.id == unit.id for annex in entry.annexes):
                    file = self._files(entry.place.file)
                    yield file.field(entry.short_title, "short_title", "title", "title_lines")
        yield from (self._part(part) for part in self.manuscript.parts if part.title)
        yield self.of_book()

    def of_book(self) -> TypedText:
        """The title of the book."""
        info = self.manuscript.book
        return self._files(info.place.file).field(info.title, "title")


def _pointed(nodes: Sequence[Inline], at: int = 0) -> Iterator[tuple[str, int, int]]:
    """Points in running text: name, and the stretch of it that they mark."""
    for node in nodes:
        length = _length(node)
        if node.kind in (InlineKind.ANCHOR, InlineKind.INDEX):
            yield node.target, at, at + length
        yield from _pointed(node.children, at)
        at += length


def _length(node: Inline) -> int:
    """How many letters a node has, as `whereabouts.shown` tells them."""
    if node.kind is InlineKind.IMAGE:
        return 0
    return len("".join(node.text.split())) + sum(map(_length, node.children))


def _cut(own: TypedText, inlines: Sequence[Inline], first: int, last: int) -> TypedText:
    """The marked words; where none are, all of them."""
    if first == last or last > len(own.text):
        return own
    return TypedText(own.file, own.text[first:last], own.offsets[first:last])
