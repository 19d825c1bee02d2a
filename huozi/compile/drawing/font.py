"""Makes a font of the book's drawn characters 造字, one glyph from each drawing.

Each character has a code point of the private area that no text can hold, and is set like any Han
character; `layout` writes what it stands for into the text that is extracted. A drawing is fitted
into the em square; only filled shapes count.
"""

import io
import re
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from huozi.compile.drawing.faults import DrawingError, local
from huozi.compile.drawing.lettering import Lettering
from huozi.compile.drawing.plain import plain_drawing
from huozi.fonts.typecase import TypeCase
from huozi.values.script import DRAWN_FAMILY, drawn_code

_EM, _DESCENT = 1000, 120
_MOVES = re.compile(r"(translate|scale|matrix)\s*\(([^)]*)\)")
_BARE = Lettering(TypeCase(()), {})


def drawn_font(drawings: Sequence[bytes]) -> bytes:
    """The font of some drawings, in their order. Raises DrawingError for one without an outline."""
    from fontTools.fontBuilder import FontBuilder

    names = [".notdef", *(f"drawn{number}" for number in range(len(drawings)))]
    shapes = [_charstring(None), *map(_charstring, drawings)]
    built = FontBuilder(_EM, isTTF=False)
    built.setupGlyphOrder(names)
    built.setupCharacterMap({drawn_code(at): name for at, name in enumerate(names[1:])})
    built.setupCFF(DRAWN_FAMILY.replace(" ", ""), {}, dict(zip(names, shapes, strict=True)), {})
    built.setupHorizontalMetrics(dict.fromkeys(names, (_EM, 0)))
    built.setupHorizontalHeader(ascent=_EM - _DESCENT, descent=-_DESCENT)
    built.setupNameTable({"familyName": DRAWN_FAMILY, "styleName": "Regular"})
    built.setupOS2(sTypoAscender=_EM - _DESCENT, sTypoDescender=-_DESCENT)
    built.setupPost()
    built.setupHead(unitsPerEm=_EM, created=0, modified=0)
    built.font.recalcTimestamp = False
    file = io.BytesIO()
    built.save(file)
    return file.getvalue()


def _charstring(data: bytes | None) -> Any:
    from fontTools.misc.transform import Transform
    from fontTools.pens.t2CharStringPen import T2CharStringPen
    from fontTools.pens.transformPen import TransformPen

    pen = T2CharStringPen(_EM, None)
    if data is not None:
        drawing = plain_drawing(data, True, _BARE)
        root = ElementTree.fromstring(drawing.data)
        left, top, width, height = _box(root, drawing.width, drawing.height)
        scale = _EM / max(width, height)
        x, y = (_EM - width * scale) / 2, (_EM - height * scale) / 2
        fitted = Transform(
            scale, 0, 0, -scale, x - left * scale, _EM - _DESCENT - y + top * scale
        )  # fmt: skip
        if not _draw(root, TransformPen, pen, fitted):
            raise DrawingError("svg-empty")
    return pen.getCharString()


def _box(root: Element, width: float, height: float) -> tuple[float, float, float, float]:
    said = re.findall(r"[-+.\de]+", root.get("viewBox", ""))
    if len(said) != 4:
        return 0.0, 0.0, width, height
    left, top, across, down = map(float, said)
    return left, top, across, down


def _draw(element: Element, pen_of: Any, pen: Any, where: Any) -> int:
    """Draw the filled shapes of an element; returns how many there were."""
    from fontTools.svgLib import SVGPath

    where = _moved(where, element.get("transform", ""))
    if element.get("clip-path") or element.get("fill-rule") or local(element) == "defs":
        raise DrawingError("svg-part", "clip-path, fill-rule")
    fill = element.get("fill", "none")
    count = 0
    if fill not in ("none", "#ffffff"):
        if element.get("stroke", "none") != "none":
            raise DrawingError("svg-part", "stroke")
        bare = Element("svg")
        bare.append(Element(local(element), {
            key: value for key, value in element.attrib.items() if key != "transform"
        }))  # fmt: skip
        SVGPath.fromstring(ElementTree.tostring(bare)).draw(pen_of(pen, where))
        count = 1
    return count + sum(_draw(child, pen_of, pen, where) for child in element)


def _moved(where: Any, said: str) -> Any:
    if _MOVES.sub("", said).strip(" ,"):
        raise DrawingError("svg-part", said[:40])
    for name, given in _MOVES.findall(said):
        numbers = [float(number) for number in re.split(r"[\s,]+", given.strip())]
        move = {"matrix": where.transform, "scale": where.scale, "translate": where.translate}[name]
        where = move(numbers) if name == "matrix" else move(*numbers)
    return where
