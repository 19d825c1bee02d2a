"""The text that stands in a finished PDF: pages in order, their labels, what they show.

pypdf reads the file: objects, pages, labels, streams, fonts. Its text extraction takes a second for
a book, so the operators that show text are scanned here, with the ToUnicode map of each font read
once. What the scan does not understand it leaves out, so a title or folio written in another way is
missed and reported, never taken for granted.
"""

import io
import re
from collections import deque
from collections.abc import Iterator
from functools import cached_property
from struct import unpack
from typing import Any

from pypdf import PageObject, PdfReader

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
_MAPPING = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]*)>")
_BLOCK = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)


class Texts(dict[int, str]):
    """What the glyphs of a font stand for, by their codes of two bytes."""

    def __missing__(self, code: int) -> str:
        return "\ufffd"


class ReadBack:
    """A finished book as somebody else's program sees it. Raises what pypdf raises."""

    def __init__(self, book: bytes) -> None:
        self._reader = PdfReader(io.BytesIO(book), strict=True)
        self._texts: dict[int, Texts] = {}
        self._fonts: dict[int, dict[bytes, Texts]] = {}

    @cached_property
    def pages(self) -> tuple[PageObject, ...]:
        """The pages in order."""
        return tuple(self._reader.pages)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The page labels as a viewer shows them (12.4.2)."""
        return tuple(self._reader.page_labels)

    def runs(self, index: int) -> Iterator[str]:
        """The texts of a page in the order they are shown; each stands where a pen was set down.

        A page is read as far as it is asked for.
        """
        return _scan(self._content(index), self._fonts_of(self.pages[index]))

    def last_run(self, index: int) -> str:
        """The text a page shows last, without a look at the others; empty when there is none.

        A text object that takes its font from before it is not understood, and shows nothing.
        """
        content = self._content(index)
        start = content.rfind(b"BT")
        while start > 0 and not content[start - 1 : start + 3 : 3].isspace():  # part of a name
            start = content.rfind(b"BT", 0, start)
        runs = _scan(content[max(start, 0) :], self._fonts_of(self.pages[index]))
        return "".join(deque(runs, maxlen=1))

    def _content(self, index: int) -> bytes:
        contents: Any = self.pages[index]["/Contents"].get_object()
        parts = contents if isinstance(contents, list) else [contents]
        return b"\n".join(part.get_object().get_data() for part in parts)

    def _fonts_of(self, page: PageObject) -> dict[bytes, Texts]:
        resources: Any = page["/Resources"].get_object()
        if id(resources) not in self._fonts:
            fonts = resources.get("/Font", {})
            self._fonts[id(resources)] = {
                name[1:].encode(): self._map(fonts[name]) for name in fonts
            }
        return self._fonts[id(resources)]

    def _map(self, font: Any) -> Texts:
        if id(font) not in self._texts:
            data = font["/ToUnicode"].get_object().get_data()
            self._texts[id(font)] = Texts(
                (int(code, 16), _text(text))
                for block in _BLOCK.findall(data)
                for code, text in _MAPPING.findall(block)
            )
        return self._texts[id(font)]


def _text(code: bytes) -> str:
    """What a map says; a zero width space is said by glyphs that stand for no text."""
    return bytes.fromhex(code.decode()).decode("utf-16-be").replace("\u200b", "")


def _scan(data: bytes, fonts: dict[bytes, Texts]) -> Iterator[str]:
    """The texts a content stream shows. A font holds until its state is left (`Q`)."""
    shown: list[str] = []
    texts = nothing = Texts()
    saved: list[Texts] = []
    for match in _OPERATOR.finditer(data):
        kind, found = match.lastgroup, match[match.lastindex or 0]
        if kind == "show":
            code = bytes.fromhex(b"".join(_STRING.findall(found)).decode())
            glyphs = unpack(f">{len(code) // 2}H", code[: len(code) & ~1])
            shown += map(texts.__getitem__, glyphs)
            if len(code) & 1:
                shown.append("\ufffd")
        elif kind == "font":
            texts = fonts.get(found, nothing)
        elif kind is None:
            continue
        elif found == b"q":
            saved.append(texts)
        elif found == b"Q":
            texts = saved.pop() if saved else nothing
        elif shown:
            yield "".join(shown)
            shown = []
    if shown:
        yield "".join(shown)
