"""Drawings: text boxes, pictures, word art, diagrams, charts, objects; DrawingML and old VML alike.

Of a drawing, what holds words or shows a picture is read, wherever in it that stands; shapes and
effects are not. What is embedded (OLE, ink, controls) is named and not opened.
"""

import re

from msgspec import Struct

from huozi.intake.inlines import ALTERNATE, FORMULAS
from huozi.intake.names import W_NS, WP_NS, tag, tags
from huozi.intake.package import Element
from huozi.intake.reading import PICTURE_IDS, R, Walk, Within, branches, is_picture
from huozi.intake.styles import points
from huozi.intake.values import AtomKind, Crop, Named, Unshown, WordBox, WordPicture, WordSpot

_EMU = 12_700  # to the point
_BOX, _TEXT_PATH, _DRAWN = tag("w:txbxContent"), tag("v:textpath"), tag("a:t")
_VALUE = tag("c:v")
_OLE = tag("o:OLEObject")
_DIAGRAM, _CHART = tag("dgm:relIds"), tag("c:chart")
_NAMED_AS = {
    _OLE: "ole", tag("w:objectEmbed"): "ole", tag("w:objectLink"): "ole",
    tag("w:control"): "active-x", tag("w:movie"): "embedded",
    tag("w14:contentPart"): "ink", tag("w:contentPart"): "ink",
}  # fmt: skip
_NESTED = tags("w", "drawing pict binData")
_ANCHOR, _INLINE = f"{{{WP_NS}}}anchor", f"{{{WP_NS}}}inline"
_EXTENT, _NAMED = f"{{{WP_NS}}}extent", f"{{{WP_NS}}}docPr"
_SHAPE = re.compile(r"\{urn:schemas-microsoft-com:vml\}(shape|rect|roundrect|group|oval|image)$")
_SIGNATURES = (
    (b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF8", "gif"), (b"BM", "bmp"),
    (b"II*\0", "tiff"), (b"MM\0*", "tiff"), (b"\xd7\xcd\xc6\x9a", "wmf"),
    (b"\x01\x00\x09\x00", "wmf"), (b"\x02\x00\x09\x00", "wmf"), (b"%PDF", "pdf"),
)  # fmt: skip


class DrawingFrame(Struct, frozen=True):
    """Size and manner of what a drawing shows."""

    width_pt: float = 0.0
    height_pt: float = 0.0
    floating: bool = False
    name: str = ""
    description: str = ""


def read_graphic(walk: Walk, element: Element, within: Within) -> None:
    """All in a w:drawing, w:pict or w:object."""
    _descend(walk, element, within, DrawingFrame())


def _descend(walk: Walk, parent: Element, within: Within, frame: DrawingFrame) -> None:
    for element in parent:
        name = element.tag
        if not isinstance(name, str):
            continue
        if name == _BOX:
            _box(walk, element, within)
        elif name == ALTERNATE:
            for branch in branches(walk, element):
                _descend(walk, branch, within, frame)
        elif name == _TEXT_PATH:
            if text := element.get("string") or "":
                walk.emit(AtomKind.WORD_ART, text, within)
        elif name == _DRAWN:
            if element.text:
                walk.emit(AtomKind.DRAWN, element.text, within)
        elif is_picture(element):
            _picture(walk, element, within, frame)
            _descend(walk, element, within, frame)
        elif name == R or name in FORMULAS:
            raise walk.reading.fault("intake-unknown", walk.part, element)
        elif not _embedded(walk, element, within):
            _descend(walk, element, within, _framed(element, frame))


def _framed(element: Element, frame: DrawingFrame) -> DrawingFrame:
    """The frame of what stands in an element, if it says one."""
    if element.tag in (_ANCHOR, _INLINE):
        extent, named = element.find(_EXTENT), element.find(_NAMED)
        return DrawingFrame(
            points(extent.get("cx"), _EMU) if extent is not None else 0.0,
            points(extent.get("cy"), _EMU) if extent is not None else 0.0,
            element.tag == _ANCHOR,
            named.get("name", "") if named is not None else "",
            named.get("descr", "") if named is not None else "",
        )
    if _SHAPE.match(element.tag):
        style = _style(element.get("style", ""))
        return DrawingFrame(
            points(style.get("width"), 1),
            points(style.get("height"), 1),
            style.get("position") == "absolute" or frame.floating,
            element.get("id", ""),
            element.get("alt", ""),
        )
    return frame


def _style(text: str) -> dict[str, str]:
    """A style attribute of VML."""
    pairs = (one.partition(":") for one in text.split(";"))
    return {name.strip().lower(): said.strip() for name, _, said in pairs}


def _box(walk: Walk, element: Element, within: Within) -> None:
    """A text box: its words are a story of their own, its place is an atom."""
    reading = walk.reading
    number = f"box:{len(reading.boxes) + 1}"
    spot = walk.spot()
    walk.emit(AtomKind.BOX, "", within, refers=number, raw="")
    at = len(reading.boxes)
    reading.boxes.append(WordBox(number, spot, ()))
    blocks = tuple(walk.box(element, within))
    reading.boxes[at] = WordBox(number, spot, blocks)


# ---------------------------------------------------------------------------- pictures


def _picture(walk: Walk, element: Element, within: Within, frame: DrawingFrame) -> None:
    reading = walk.reading
    number = f"picture:{len(reading.pictures) + 1}"
    relations = [walk.relations[key] for name in PICTURE_IDS
                 if (key := element.get(name, "")) in walk.relations]  # fmt: skip
    inside = next((one.target for one in relations if not one.external), "")
    outside = next((one.target for one in relations if one.external), "")
    data = reading.package.read(inside) if inside in reading.package else b""
    if outside:
        reading.named.append(Named("external", outside, walk.spot()))
    reading.pictures.append(
        WordPicture(
            id=number,
            spot=walk.spot(),
            member=inside if data else "",
            external=outside,
            format=picture_format(data),
            width_pt=frame.width_pt,
            height_pt=frame.height_pt,
            crop=_crop(element),
            floating=frame.floating,
            description=frame.description or frame.name,
        )
    )
    walk.emit(AtomKind.PICTURE, "", within, refers=number, raw="")


def picture_format(data: bytes) -> str:
    """The format of a picture by its bytes; empty where it is none that is known."""
    for begins, name in _SIGNATURES:
        if data.startswith(begins):
            return name
    if data[40:44] == b" EMF":
        return "emf"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return "svg" if b"<svg" in data[:1000] else ""


def _crop(element: Element) -> Crop:
    """What is cut off: a:srcRect in thousandths of a percent; VML in shares or 65536ths."""
    if element.tag == tag("v:imagedata"):
        return Crop(*(_share(element.get(f"crop{side}", ""))
                      for side in ("left", "top", "right", "bottom")))  # fmt: skip
    above = element.getparent()
    cut = above.find(tag("a:srcRect")) if above is not None else None
    if cut is None:
        return Crop()
    left, top, right, bottom = (points(cut.get(side), 100_000) for side in "ltrb")
    return Crop(left, top, right, bottom)


def _share(text: str) -> float:
    return points(text[:-1], 65_536) if text.endswith("f") else points(text, 1)


# ---------------------------------------------------------------------------- what is embedded


def _embedded(walk: Walk, element: Element, within: Within) -> bool:
    """Name what is embedded; words of diagrams and charts are read. Was it that?"""
    name = element.tag
    if name == _DIAGRAM:
        _words_of(walk, element.get(tag("r:dm"), ""), within, "diagram")
    elif name == _CHART:
        _words_of(walk, element.get(tag("r:id"), ""), within, "chart")
    elif (what := _NAMED_AS.get(name)) is not None:
        relation = walk.relations.get(element.get(tag("r:id"), ""))
        target = relation.target if relation else element.get("ProgID", "")
        walk.reading.named.append(Named(what, target, walk.spot()))
    elif name.startswith(f"{{{W_NS}}}") and name not in _NESTED:
        raise walk.reading.fault("intake-unknown", walk.part, element)
    else:
        return False
    return True


def _words_of(walk: Walk, key: str, within: Within, what: str) -> None:
    """The words of a diagram or chart, which stand in a part of its own."""
    relation = walk.relations.get(key)
    part = relation.target if relation else ""
    walk.reading.named.append(Named(what, part, walk.spot()))
    if part in walk.reading.package and part not in walk.reading.read:
        walk.reading.read.add(part)
        root, data = walk.reading.package.xml(part), list[str]()
        for element in root.iter(_DRAWN, _VALUE):
            if element.tag == _VALUE:
                data.append(element.text or "")
            elif element.text:
                walk.emit(AtomKind.DRAWN, element.text, within, part=part)
        walk.reading.unshown += (
            Unshown("chart-data", text, WordSpot(part)) for text in data if text
        )
