"""What a linked PDF paints with: families of colour, and transparency, page by page.

A profile refuses what it does not allow. Only the streams this press writes are read here (strings
in hexadecimal, no inline images); a stranger's PDF is judged by preflight.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Name, Object

from huozi.pdf.colour import space as read_space

#: Strings and names are passed over; operators stand by themselves.
_PASSED = re.compile(rb"<[0-9A-Fa-f\s]*>|\((?:\\.|[^\\()])*\)")
_PAINTS = re.compile(rb"(?<!\S)(?:/(\S+)\s+)?(rg|RG|k|K|g|G|cs|CS)(?!\S)")
_OPERATORS = {b"g": "gray", b"rg": "rgb", b"k": "cmyk"}
_KIN = {"cal-gray": "gray", "icc-gray": "gray", "cal-rgb": "rgb", "icc-rgb": "rgb", "lab": "rgb",
        "icc-cmyk": "cmyk"}  # fmt: skip
_OPAQUE = ("/Normal", "/Compatible")
_DEPTH = 12  # of forms in forms


@dataclass
class PageInks:
    """What a page is painted with."""

    families: set[str] = field(default_factory=set)
    transparent: bool = False


def painted(page: pikepdf.Page) -> PageInks:
    """Read a page, its pictures, forms and graphic states."""
    found = PageInks()
    _group(page.obj, found)
    contents: Any = page.obj.get("/Contents")
    streams = contents if isinstance(contents, pikepdf.Array) else [contents]
    data = b"\n".join(part.read_bytes() for part in streams)
    _content(data, page.obj.get("/Resources"), found, 0)
    return found


def _content(data: bytes, resources: Object | None, found: PageInks, depth: int) -> None:
    spaces: Any = {} if resources is None else resources.get("/ColorSpace", {})
    for name, operator in _PAINTS.findall(_PASSED.sub(b" ", data)):
        if operator.lower() != b"cs":
            found.families.add(_OPERATORS[operator.lower()])
        elif name != b"Pattern":
            key = "/" + name.decode("latin-1")
            found.families.add(family(spaces.get(key, Name(key))))
    for kind, held in _held(resources):
        _resource(kind, held, found, depth)


def _held(resources: Object | None) -> Iterator[tuple[str, Object]]:
    for kind in ("/XObject", "/ExtGState", "/Pattern", "/Shading"):
        if resources is not None and kind in resources:
            for _, held in resources[kind].items():
                yield kind, held


def _resource(kind: str, held: Object, found: PageInks, depth: int) -> None:
    if kind == "/ExtGState":
        faint = any(float(held.get(key, 1)) < 1 for key in ("/ca", "/CA"))
        blended = str(held.get("/BM", "/Normal")) not in _OPAQUE
        found.transparent |= faint or blended or str(held.get("/SMask", "/None")) != "/None"
    elif kind == "/Shading" or "/Shading" in held:
        found.families.add(family(held.get("/Shading", held).ColorSpace))
    elif held.get("/Subtype") == "/Image":
        found.transparent |= "/SMask" in held
        if not held.get("/ImageMask", False):
            found.families.add(family(held.get("/ColorSpace")))
    elif depth < _DEPTH and isinstance(held, pikepdf.Stream):
        _group(held, found)
        _content(held.read_bytes(), held.get("/Resources"), found, depth + 1)


def _group(held: Object, found: PageInks) -> None:
    group = held.get("/Group")
    found.transparent |= group is not None and group.get("/S") == "/Transparency"


def family(space: Object | None) -> str:
    """`gray`, `rgb`, `cmyk`, or the name of a space that is none of these."""
    try:
        found = read_space(space, {})
    except ValueError:
        return "unknown"
    found = found.under or found
    return _KIN.get(found.family, found.family)
