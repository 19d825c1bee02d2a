"""Lays out the text elements of a drawing character by character (SVG 1.1, 10.4)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from huozi.compile.drawing.faults import DrawingError, local
from huozi.compile.drawing.lettering import Lettering
from huozi.compile.drawing.styles import Sheet, computed

_LENGTH = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)(px|pt|mm|cm|in|pc|em|ex|%)?")
_UNITS = {"px": 1.0, "pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pc": 16.0}
_SIZES = {"xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24}
#: Where the baseline lies below what a text is aligned by, in em: the square of a Han character.
_BASELINES = {
    "middle": 0.38, "central": 0.38, "hanging": 0.88, "text-before-edge": 0.88, "text-top": 0.88,
    "text-after-edge": -0.12, "text-bottom": -0.12,
}  # fmt: skip
_ANCHORS = {"middle": 0.5, "end": 1.0}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class Letter:
    """A character with its position."""

    path: str
    x: float
    y: float
    size: float
    style: Mapping[str, str]


@dataclass(slots=True)
class _Chunk:
    """A run of characters that are aligned together (`text-anchor`)."""

    anchor: str
    start: float
    end: float
    glyphs: list[Letter] = field(default_factory=list)

    def aligned(self) -> Iterator[Letter]:
        shift = _ANCHORS.get(self.anchor, 0.0) * (self.end - self.start)
        for glyph in self.glyphs:
            glyph.x -= shift
            yield glyph


def length(said: str, size: float = 16.0) -> float:
    """A length in units of the drawing; 0 where it is none."""
    match = _LENGTH.fullmatch(said.strip())
    if match is None or match[2] == "%":
        return 0.0
    factor = size if match[2] == "em" else size / 2 if match[2] == "ex" else None
    return float(match[1]) * (_UNITS.get(match[2] or "px", 1.0) if factor is None else factor)


def size_of(style: Mapping[str, str], above: float) -> float:
    """The font size of a style, which may be relative to that of the parent."""
    said = style.get("font-size", "16")
    if said.endswith("%"):
        return above * float(said[:-1]) / 100
    return float(_SIZES[said]) if said in _SIZES else length(said, above) or above


class Words:
    """Lays out one text element."""

    def __init__(self, sheet: Sheet, lettering: Lettering) -> None:
        self.sheet, self.lettering = sheet, lettering
        self.x = self.y = 0.0
        self.blank = True  # the last character was one, or there is none yet
        self.chunks: list[_Chunk] = []

    def laid(self, element: Element, style: Mapping[str, str]) -> list[Letter]:
        """The characters of a text element. Raises DrawingError for what can't be set."""
        self._element(element, style, size_of(style, 16.0), element.get(_SPACE) == "preserve")
        return [glyph for chunk in self.chunks for glyph in chunk.aligned()]

    def _element(self, element: Element, style: Mapping[str, str], size: float, keep: bool) -> None:
        name = local(element)
        if name not in ("text", "tspan", "a") or element.get("rotate"):
            raise DrawingError("svg-part", name if name not in ("text", "tspan", "a") else "rotate")
        if style.get("display") == "none":
            return
        places = {key: element.get(key, "").replace(",", " ").split() for key in "xy"}
        places |= {key: element.get(key, "").replace(",", " ").split() for key in ("dx", "dy")}
        self._text(element.text or "", style, size, keep, places)
        for child in element:
            if local(child) in ("title", "desc", ""):
                continue
            own = computed(child, self.sheet, style)
            self._element(child, own, size_of(own, size), keep)
            self._text(child.tail or "", style, size, keep, {})

    def _text(
        self,
        text: str,
        style: Mapping[str, str],
        size: float,
        keep: bool,
        places: Mapping[str, list[str]],
    ) -> None:
        text = re.sub(r"[\n\r\t]+", " ", text)
        for key in ("x", "y", "dx", "dy"):
            if places.get(key) and not text.strip():
                self._place(places, 0, style, size)  # for the first character of a child
                break
        number = 0
        for char in text:
            if char == " " and self.blank and not keep:
                continue
            self._place(places, number, style, size)
            self._char(char, style, size)
            self.blank = char == " "
            number += 1

    def _place(
        self, places: Mapping[str, list[str]], number: int, style: Mapping[str, str], size: float
    ) -> None:
        """Move to the position that an element gives for a character."""
        given = {key: length(its[number], size) for key, its in places.items() if number < len(its)}
        self.x, self.y = given.get("x", self.x), given.get("y", self.y)
        self.x, self.y = self.x + given.get("dx", 0.0), self.y + given.get("dy", 0.0)
        if given.keys() & {"x", "y"} or not self.chunks:
            self.chunks.append(_Chunk(style.get("text-anchor", "start"), self.x, self.x))
            self.blank = True

    def _char(self, char: str, style: Mapping[str, str], size: float) -> None:
        family, weight = style.get("font-family", ""), style.get("font-weight", "")
        path, advance = self.lettering.outline(char, family, weight)
        y = self.y + size * _BASELINES.get(style.get("dominant-baseline", ""), 0.0)
        if path and style.get("visibility") != "hidden":
            self.chunks[-1].glyphs.append(Letter(path, self.x, y, size, style))
        self.x += advance * size
        if char != " ":
            self.chunks[-1].end = self.x
        self.x += length(style.get("letter-spacing", ""), size)
