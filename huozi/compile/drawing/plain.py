"""Reduces an SVG drawing to the plain one that is printed: shapes in colours that a press prints.

Scripts and animations are dropped; what would be fetched and pictures of dots are refused, and so
is every element that is not known to be safe. Words become outlines. Colours are laid on white
paper, so that nothing is transparent, and are grey in a one-colour book.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, ParseError, SubElement

from huozi.compile.drawing.colours import is_neutral, paint, written
from huozi.compile.drawing.faults import DrawingError, local
from huozi.compile.drawing.lettering import Lettering
from huozi.compile.drawing.styles import computed, sheet_of
from huozi.compile.drawing.words import Words, length, size_of

#: More is no drawing of a book's.
_MOST_BYTES, _MOST_ELEMENTS, _MOST_DEPTH, _MOST_USES = 4 << 20, 30_000, 60, 8
_SVG = "http://www.w3.org/2000/svg"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")

_SHAPES = {
    "path": ("d",), "rect": ("x", "y", "width", "height", "rx", "ry"), "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"), "line": ("x1", "y1", "x2", "y2"),
    "polyline": ("points",), "polygon": ("points",),
}  # fmt: skip
#: What these say: numbers with their units, commands of paths.
_MEASURES = re.compile(
    r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?:px|pt|pc|mm|cm|in|r?em|ex|Q|%)?"
    r"|[MmZzLlHhVvCcSsQqTtAa\s,]|auto|none"
)
_GROUPS = ("g", "a", "svg", "switch", "symbol")
#: Nothing of these is printed, or they are asked for by others.
_SILENT = frozenset((
    "", "title", "desc", "metadata", "style", "script", "defs", "clipPath", "marker", "symbol",
    "linearGradient", "radialGradient", "pattern", "filter", "mask", "view", "cursor",
    "animate", "animateTransform", "animateMotion", "animateColor", "set",
))  # fmt: skip
_STROKES = (
    "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray",
    "stroke-dashoffset",
)  # fmt: skip
_FRAME = ("viewBox", "preserveAspectRatio")
_OF_DEFS = {
    "clipPath": ("clipPathUnits",),
    "marker": (
        "refX", "refY", "markerWidth", "markerHeight", "markerUnits", "orient", "overflow",
        "viewBox", "preserveAspectRatio",
    ),
}  # fmt: skip
_MARKERS = ("marker-start", "marker-mid", "marker-end")
#: Data, numbers, words: nothing that could name a file.
_HARMLESS = re.compile(r"[\w\s.,+\-()%]*")
_ID = re.compile(r"url\(\s*['\"]?#([\w.:\-]+)['\"]?\s*\)")


class Drawing(NamedTuple):
    """A plain drawing, and whether it has colours."""

    data: bytes
    coloured: bool
    width: float  # in CSS pixels
    height: float


def plain_drawing(data: bytes, one_colour: bool, lettering: Lettering) -> Drawing:
    """The plain drawing of an SVG file. Raises DrawingError for what can't be printed."""
    return _Maker(_root(data), one_colour, lettering).made()


def _root(data: bytes) -> Element:
    """Parse a file, which has to be small, in UTF-8 and free of entities. Raises DrawingError."""
    if len(data) > _MOST_BYTES:
        raise DrawingError("svg-many", f"{len(data) >> 20} MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DrawingError("svg-damaged", "UTF-8") from error
    if "<!ENTITY" in text or "<!ATTLIST" in text:
        raise DrawingError("svg-part", "<!ENTITY>")
    try:
        root = ElementTree.fromstring(text)
    except (ParseError, ValueError) as error:
        raise DrawingError("svg-damaged", str(error)) from error
    if local(root) != "svg":
        raise DrawingError("svg-damaged", f"<{local(root)}>")
    return root


class _Maker:
    """Makes one plain drawing."""

    def __init__(self, root: Element, one_colour: bool, lettering: Lettering) -> None:
        self.root, self.one_colour, self.lettering = root, one_colour, lettering
        self.named = {name: element for element in root.iter() if (name := element.get("id"))}
        self.sheet = sheet_of(root)
        self.count = 0
        self.coloured = False
        self.out = Element(f"{{{_SVG}}}svg")
        self.defs: dict[str, Element | None] = {}

    def made(self) -> Drawing:
        width, height = self._frame()
        style = computed(self.root, self.sheet, {})
        for child in self.root:
            self._element(child, self.out, style, 1.0, 16.0, 0, 0)
        if self.count == 0:
            raise DrawingError("svg-empty")
        ElementTree.register_namespace("", _SVG)
        data = ElementTree.tostring(self.out, encoding="unicode").encode()
        return Drawing(data, self.coloured, width, height)

    def _frame(self) -> tuple[float, float]:
        """The size of the drawing: as written, or that of its view box. Raises DrawingError
        without.
        """
        box = [float(n) for n in _numbers(self.root.get("viewBox", ""))]
        sizes = [length(self.root.get(name, "")) for name in ("width", "height")]
        if len(box) == 4 and min(box[2:]) > 0:
            across, down = sizes
            if not across and not down:
                sizes = box[2:]
            elif not across or not down:
                ratio = box[2] / box[3]
                sizes = [across or down * ratio, down or across / ratio]
        if min(sizes) <= 0:
            raise DrawingError("svg-size")
        for name, value in zip(("width", "height"), sizes, strict=True):
            self.out.set(name, f"{value:g}px")
        _copied(self.root, self.out, _FRAME)
        return sizes[0], sizes[1]

    # ------------------------------------------------------------------------------ elements

    def _element(
        self, source: Element, into: Element, above: Mapping[str, str], opacity: float,
        type_size: float, depth: int, uses: int,
    ) -> None:  # fmt: skip
        name = local(source)
        if name in _SILENT or not _is_svg(source):
            return
        self.count += 1
        if self.count > _MOST_ELEMENTS or depth > _MOST_DEPTH or uses > _MOST_USES:
            raise DrawingError("svg-many", f"<{name}>")
        style = computed(source, self.sheet, above)
        if style.get("display") == "none":
            return
        for key in ("mask", "filter"):
            if style.get(key, "none") != "none":
                raise DrawingError("svg-part", key)
        opacity *= _share(style.get("opacity", "1"))
        size = size_of(style, type_size) if "font-size" in style else type_size
        if name in _SHAPES:
            self._shape(source, name, into, style, opacity)
        elif name == "text":
            group = self._group(source, into, style)
            for glyph in Words(self.sheet, self.lettering).laid(source, style):
                self._glyph(glyph.path, (glyph.x, glyph.y), glyph.size, group, glyph.style, opacity)
        elif name == "use":
            self._use(source, into, style, opacity, size, depth, uses)
        elif name in _GROUPS:
            group = self._group(source, into, style)
            for child in _chosen(source) if name == "switch" else source:
                self._element(child, group, style, opacity, size, depth + 1, uses)
        else:
            raise DrawingError("svg-part", f"<{name}>")

    def _group(self, source: Element, into: Element, style: Mapping[str, str]) -> Element:
        inner = local(source) == "svg"
        group = SubElement(into, f"{{{_SVG}}}{'svg' if inner else 'g'}")
        if inner:
            _copied(source, group, ("x", "y", "width", "height", *_FRAME))
        self._placed(source, group, style)
        return group

    def _placed(self, source: Element, made: Element, style: Mapping[str, str]) -> None:
        if transform := style.get("transform", source.get("transform", "")):
            if not _HARMLESS.fullmatch(transform):
                raise DrawingError("svg-part", "transform")
            made.set("transform", transform)
        if (clip := style.get("clip-path", "none")) != "none":
            made.set("clip-path", self._defined(clip, "clipPath"))

    def _use(
        self, source: Element, into: Element, style: Mapping[str, str], opacity: float,
        type_size: float, depth: int, uses: int,
    ) -> None:  # fmt: skip
        target = next((source.get(key, "") for key in _HREFS if source.get(key)), "")
        if not target.startswith("#"):
            raise DrawingError("svg-outside", target[:80])
        found = self.named.get(target[1:])
        if found is None:
            raise DrawingError("svg-outside", target[:80])
        group = self._group(source, into, style)
        x, y = length(source.get("x", "")), length(source.get("y", ""))
        moved = f"{group.get('transform', '')} translate({x:g} {y:g})".strip()
        group.set("transform", moved)
        if local(found) == "symbol":
            if found.get("viewBox"):
                raise DrawingError("svg-part", "<symbol viewBox>")
            own = computed(found, self.sheet, style)
            for child in found:
                self._element(child, group, own, opacity, type_size, depth + 1, uses + 1)
        else:
            self._element(found, group, style, opacity, type_size, depth + 1, uses + 1)

    def _shape(
        self, source: Element, name: str, into: Element, style: Mapping[str, str], opacity: float
    ) -> None:
        if style.get("visibility") in ("hidden", "collapse"):
            return
        for key in _SHAPES[name]:
            if _MEASURES.sub("", said := source.get(key, "")):
                raise DrawingError("svg-value", f'{key}="{said[:40]}"')
        made = SubElement(into, f"{{{_SVG}}}{name}")
        _copied(source, made, _SHAPES[name])
        self._placed(source, made, style)
        self._paints(made, style, opacity)
        for key in _MARKERS:
            value = style.get(key, style.get("marker", "none"))
            if value != "none":
                made.set(key, self._defined(value, "marker"))

    def _glyph(
        self, path: str, at: tuple[float, float], size: float, into: Element,
        style: Mapping[str, str], opacity: float,
    ) -> None:  # fmt: skip
        made = SubElement(into, f"{{{_SVG}}}path", {"d": path})
        made.set("transform", f"translate({at[0]:.3f} {at[1]:.3f}) scale({size:g})")
        inked = {key: style[key] for key in ("fill", "fill-opacity", "color") if key in style}
        self._paints(made, {**inked, "stroke": "none"}, opacity)

    def _paints(self, made: Element, style: Mapping[str, str], opacity: float) -> None:
        current = style.get("color", "black")
        for key, otherwise in (("fill", "black"), ("stroke", "none")):
            share = opacity * _share(style.get(f"{key}-opacity", "1"))
            colour = paint(style.get(key, otherwise), share, current)
            made.set(key, written(colour, self.one_colour) if colour else "none")
            self.coloured |= colour is not None and not is_neutral(colour)
        if style.get("fill-rule") == "evenodd":
            made.set("fill-rule", "evenodd")
        if made.get("stroke") != "none":
            for key in _STROKES:
                if key in style and _HARMLESS.fullmatch(style[key]):
                    made.set(key, style[key])

    def _defined(self, said: str, kind: str) -> str:
        """Make a clip or marker plain like everything else; returns the reference to it."""
        match = _ID.fullmatch(said.strip())
        source = self.named.get(match[1]) if match else None
        if match is None or source is None or local(source) != kind:
            raise DrawingError("svg-outside" if match is None else "svg-part", said[:80])
        name = f"d{list(self.named).index(match[1])}"
        if name not in self.defs:
            self.defs[name] = None  # one that asks for itself is there already
            holder = self.out.find(f"{{{_SVG}}}defs")
            if holder is None:
                holder = Element(f"{{{_SVG}}}defs")
                self.out.insert(0, holder)
            made = SubElement(holder, f"{{{_SVG}}}{kind}", {"id": name})
            self.defs[name] = made
            _copied(source, made, _OF_DEFS[kind])
            style = computed(source, self.sheet, {})
            for child in source:
                self._element(child, made, style, 1.0, 16.0, 1, 0)
        return f"url(#{name})"


def _is_svg(element: Element) -> bool:
    """Whether an element is of SVG; editors add elements of their own."""
    space = str(element.tag).partition("}")[0]
    return space in (f"{{{_SVG}", str(element.tag))


def _chosen(switch: Element) -> Iterator[Element]:
    """The first child of a `switch` that needs no extension."""
    usable = (child for child in switch if local(child) not in ("foreignObject", *_SILENT))
    if (first := next(usable, None)) is None:
        raise DrawingError("svg-part", "<foreignObject>")
    yield first


def _copied(source: Element, made: Element, names: tuple[str, ...]) -> None:
    for name in names:
        if (value := source.get(name)) is not None and _HARMLESS.fullmatch(value):
            made.set(name, value)


def _numbers(said: str) -> list[str]:
    return re.findall(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", said)


def _share(said: str) -> float:
    said = said.strip()
    try:
        return float(said[:-1]) / 100 if said.endswith("%") else float(said)
    except ValueError:
        return 1.0
