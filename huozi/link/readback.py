"""The text that stands in a finished PDF: pages in order, their labels, what they show.

A light scan of the operators that show text, with the ToUnicode map of each font read once. What it
does not understand it leaves out, so a title or folio written in another way is missed and
reported, never taken for granted.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from huozi.link.objects import NotReadError, Objects, Ref, Stream

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
_ROMAN = (("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50),
          ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))  # fmt: skip

Texts = dict[bytes, str]  # glyph code (two bytes) → text


class ReadBack:
    """A finished book as somebody else's program sees it. Raises NotReadError where it can't be."""

    def __init__(self, book: bytes) -> None:
        self._objects = Objects(book)
        self._catalogue = self._objects.get(self._objects.trailer["Root"])
        self._texts: dict[int, Texts] = {}
        self._fonts: dict[int, dict[bytes, Texts]] = {}

    @cached_property
    def pages(self) -> tuple[dict[str, Any], ...]:
        """The page dictionaries in order."""
        return tuple(self._leaves(self._catalogue["Pages"]))

    def _leaves(self, reference: Any) -> Iterator[dict[str, Any]]:
        node = self._objects.get(reference)
        if node["Type"] == "/Page":
            yield node
            return
        for kid in self._objects.get(node["Kids"]):
            yield from self._leaves(kid)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The page labels as a viewer shows them (12.4.2)."""
        numbers = self._objects.get(self._catalogue["PageLabels"])["Nums"]
        starts, rules = numbers[::2], [self._objects.get(rule) for rule in numbers[1::2]]
        ends = [*starts[1:], len(self.pages)]
        return tuple(
            _label(rule, page - start)
            for start, end, rule in zip(starts, ends, rules, strict=True)
            for page in range(start, end)
        )

    def runs(self, index: int) -> list[str]:
        """The texts of a page in the order they are shown; each stands where a pen was set down."""
        return _scan(self._content(index), self._fonts_of(self.pages[index]["Resources"]))

    def last_run(self, index: int) -> str:
        """The text a page shows last, without a look at the others; empty when there is none.

        A text object that takes its font from before it is not understood, and shows nothing.
        """
        content = self._content(index)
        start = content.rfind(b"BT")
        while start > 0 and not content[start - 1 : start + 3 : 3].isspace():  # part of a name
            start = content.rfind(b"BT", 0, start)
        runs = _scan(content[max(start, 0) :], self._fonts_of(self.pages[index]["Resources"]))
        return runs[-1] if runs else ""

    def _content(self, index: int) -> bytes:
        contents = self._objects.get(self.pages[index]["Contents"])
        parts = contents if isinstance(contents, list) else [contents]
        return b"\n".join(self._stream(part).data for part in parts)

    def _stream(self, value: Any) -> Stream:
        stream = self._objects.get(value)
        if not isinstance(stream, Stream):
            raise NotReadError("no stream")
        return stream

    def _fonts_of(self, reference: Ref) -> dict[bytes, Texts]:
        resources = self._objects.get(reference)
        if id(resources) not in self._fonts:
            fonts = self._objects.get(resources.get("Font", {}))
            self._fonts[id(resources)] = {
                name.encode(): self._map(self._objects.get(font)) for name, font in fonts.items()
            }
        return self._fonts[id(resources)]

    def _map(self, font: dict[str, Any]) -> Texts:
        if id(font) not in self._texts:
            data = self._stream(font["ToUnicode"]).data
            self._texts[id(font)] = {
                bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
                for block in _BLOCK.findall(data)
                for code, text in _MAPPING.findall(block)
            }
        return self._texts[id(font)]


def _label(rule: dict[str, Any], past: int) -> str:
    number = rule.get("St", 1) + past
    text = rule.get("P", b"").decode("latin-1")
    style = rule.get("S")
    if style == "/D":
        return f"{text}{number}"
    if style == "/r":
        for letters, value in _ROMAN:
            count, number = divmod(number, value)
            text += letters * count
        return text
    if style:
        raise NotReadError(f"label style {style}")
    return text


def _scan(data: bytes, fonts: dict[bytes, Texts]) -> list[str]:
    """The texts a content stream shows. A font holds until its state is left (`Q`)."""
    runs: list[str] = []
    shown: list[str] = []
    texts: Texts = {}
    saved: list[Texts] = []
    for match in _OPERATOR.finditer(data):
        if show := match["show"]:
            code = bytes.fromhex(b"".join(_STRING.findall(show)).decode())
            shown += [texts.get(code[at : at + 2], "\ufffd") for at in range(0, len(code), 2)]
        elif font := match["font"]:
            texts = fonts.get(font, {})
        elif state := match["state"]:
            if state == b"q":
                saved.append(texts)
            elif state == b"Q":
                texts = saved.pop() if saved else {}
            elif shown:
                runs.append("".join(shown))
                shown = []
    return [*runs, "".join(shown)] if shown else runs
