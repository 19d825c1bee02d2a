"""The text that stands in a finished PDF: pages in order, their labels, what they show.

`objects` reads the file. The operators that show text are scanned here, with the ToUnicode map of
each font read once. What the scan does not understand it leaves out, so a title or folio written in
another way is missed and reported, never taken for granted.

In a process that reads one book after another, what a stream shows is remembered by the very bytes
of the stream and what the file says of them: as fonts and glyphs, for what these stand for may
change without it.
"""

import re
from collections import deque
from collections.abc import Iterator
from functools import cached_property
from struct import unpack
from typing import Any

from msgspec import Struct

from huozi.pdf.labels import labels
from huozi.pdf.objects import BrokenError, Objects, Stream
from huozi.pdf.tounicode import to_unicode
from huozi.values.reuse import Standing

#: What a scan has to see: saved states, fonts, moves of the pen, shows. Strings in parentheses and
#: dictionaries are named so that what stands inside them is passed over.
_OPERATOR = re.compile(
    rb"""
      \((?:\\.|[^\\()])*\) | <<.*?>>+                               # passed over
    | /(?P<font>[^\s<>\[\]()/%{}]+)\s+[-+.\d]+\s+Tf\b
    | (?P<show>\[[^\]]*\]|<[0-9A-Fa-f\s]*>)\s*T[Jj]\b
    | (?<![^\s\])>])(?P<state>q|Q|BT|Tm|Td|TD|T\*)(?!\S)
    """,
    re.VERBOSE | re.DOTALL,
)
_STRING = re.compile(rb"<([0-9A-Fa-f\s]*)>")

_Shown = tuple[bytes, bytes]  # name of a font (empty: none), codes of its glyphs
_Run = tuple[_Shown, ...]


class Texts(dict[int, str]):
    """What the glyphs of a font stand for, by their codes of two bytes."""

    def __missing__(self, code: int) -> str:
        return "\ufffd"

    def of(self, codes: bytes) -> str:
        """The text of some glyphs."""
        glyphs = unpack(f">{len(codes) // 2}H", codes[: len(codes) & ~1])
        return "".join(map(self.__getitem__, glyphs)) + "\ufffd" * (len(codes) & 1)


class ReadPage(Struct, frozen=True):
    """A page as far as its text goes."""

    content: tuple[Stream, ...]
    fonts: dict[bytes, Texts]

    def text(self, run: _Run) -> str:
        """What a run says in the fonts of the page."""
        return "".join(self.fonts.get(font, _NOTHING).of(codes) for font, codes in run)


_NOTHING = Texts()


class ReadBack:
    """A finished book as somebody else's program sees it. Raises what `Objects` does, and what
    Python raises over values that are not what they should be.
    """

    def __init__(self, book: bytes, standing: Standing | None = None) -> None:
        """`standing` is what was read of the book before."""
        self._standing = Standing() if standing is None else standing
        self._standing.turn()
        self._objects = Objects(book, self._standing)
        self._root = self._objects[self._objects.trailer["Root"]]
        self._fonts: dict[int, dict[bytes, Texts]] = {}

    @cached_property
    def pages(self) -> tuple[ReadPage, ...]:
        """The pages in order."""
        top = self._objects[self._root["Pages"]]
        pages = tuple(self._leaves(top))
        if top["Count"] != len(pages):
            raise BrokenError(f"{len(pages)} pages of {top['Count']}")
        return pages

    def _leaves(self, node: dict[str, Any]) -> Iterator[ReadPage]:
        for kid in self._objects[node["Kids"]]:
            leaf = self._objects[kid]
            if leaf["Type"] == "Pages":
                yield from self._leaves(leaf)
            elif leaf["Type"] == "Page":
                yield self._page(leaf)
            else:
                raise BrokenError(f"{leaf['Type']} among pages")

    def _page(self, page: dict[str, Any]) -> ReadPage:
        contents = self._objects[page["Contents"]]
        parts = contents if isinstance(contents, list) else [contents]
        resources = self._objects[page["Resources"]]
        if id(resources) not in self._fonts:
            fonts = self._objects[resources.get("Font", {})]
            self._fonts[id(resources)] = {
                name.encode("latin-1"): self._map(self._objects[font])
                for name, font in fonts.items()
            }
        streams = tuple(self._objects[part] for part in parts)
        return ReadPage(streams, self._fonts[id(resources)])

    def _map(self, font: dict[str, Any]) -> Texts:
        stream: Stream = self._objects[font["ToUnicode"]]
        return self._standing.of(
            ("map", stream.key), lambda: _texts(self._objects.unpacked(stream))
        )

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The page labels as a viewer shows them (12.4.2)."""
        tree = self._objects[self._root["PageLabels"]]
        numbers = self._objects[tree["Nums"]]
        starts = [*numbers[::2], len(self.pages)]
        if starts[0] != 0 or starts != sorted(starts):
            raise BrokenError("page labels")
        held = map(self._objects.__getitem__, numbers[1::2])
        ranges = dict(zip(starts[:-1], held, strict=True))
        if odd := {key for told in ranges.values() for key in told} - {"Type", "S", "St"}:
            raise BrokenError(f"page labels with {sorted(odd)}")
        told = {at: ("", one.get("S", ""), one.get("St", 1)) for at, one in ranges.items()}
        return tuple(labels(told, len(self.pages)))

    def runs(self, index: int) -> Iterator[str]:
        """The texts of a page in the order they are shown; each stands where a pen was set down.

        A page is read as far as it is asked for.
        """
        page = self.pages[index]
        key = tuple(stream.key for stream in page.content)
        scanned = self._standing.of(key, lambda: _Scanned(self._content(page)))
        return map(page.text, scanned.runs())

    def last_run(self, index: int) -> str:
        """The text a page shows last, without a look at the others; empty when there is none.

        A text object that takes its font from before it is not understood, and shows nothing.
        """
        page = self.pages[index]
        key = "last", *(stream.key for stream in page.content)
        return page.text(self._standing.of(key, lambda: _last_run(self._content(page))))

    def _content(self, page: ReadPage) -> bytes:
        return b"\n".join(map(self._objects.unpacked, page.content))


def _texts(cmap: bytes) -> Texts:
    """What a map says; a zero width space is said by glyphs that stand for no text."""
    return Texts((code, text.replace("\u200b", "")) for code, text in to_unicode(cmap).items())


# ---------------------------------------------------------------------------- content streams


class _Scanned:
    """The runs of a content, scanned as far as anybody has asked for them."""

    def __init__(self, content: bytes) -> None:
        self._found: list[_Run] = []
        self._rest = _scan(content)

    def runs(self) -> Iterator[_Run]:
        """All runs in order."""
        yield from self._found
        for run in self._rest:
            self._found.append(run)
            yield run


def _scan(data: bytes) -> Iterator[_Run]:
    """What a content stream shows. A font holds until its state is left (`Q`)."""
    shown: list[_Shown] = []
    font = b""
    saved: list[bytes] = []
    for match in _OPERATOR.finditer(data):
        kind, found = match.lastgroup, match[match.lastindex or 0]
        if kind == "show":
            shown.append((font, bytes.fromhex(b"".join(_STRING.findall(found)).decode())))
        elif kind == "font":
            font = found
        elif kind is None:
            continue
        elif found == b"q":
            saved.append(font)
        elif found == b"Q":
            font = saved.pop() if saved else b""
        elif shown:
            yield tuple(shown)
            shown = []
    if shown:
        yield tuple(shown)


def _last_run(content: bytes) -> _Run:
    start = content.rfind(b"BT")
    while start > 0 and not content[start - 1 : start + 3 : 3].isspace():  # part of a name
        start = content.rfind(b"BT", 0, start)
    runs = deque(_scan(content[max(start, 0) :]), maxlen=1)
    return runs[0] if runs else ()
