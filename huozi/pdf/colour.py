"""Colour spaces of a PDF by their family (ISO 32000-1, 8.6)."""

from collections.abc import Mapping
from typing import Any

import pikepdf
from msgspec import Struct

from huozi.pdf.marks import Colour

_DEVICE = {
    "DeviceGray": "gray", "G": "gray", "CalGray": "cal-gray",
    "DeviceRGB": "rgb", "RGB": "rgb", "CalRGB": "cal-rgb",
    "DeviceCMYK": "cmyk", "CMYK": "cmyk",
    "Lab": "lab", "Pattern": "pattern",
}  # fmt: skip
_PARTS = {"gray": 1, "cal-gray": 1, "icc-gray": 1, "cmyk": 4, "icc-cmyk": 4}
_ICC = {1: "icc-gray", 3: "icc-rgb", 4: "icc-cmyk"}
_MAX_NESTING = 8


class Space(Struct, frozen=True):
    """A colour space."""

    family: str
    names: tuple[str, ...] = ()  # colorants of a spot colour
    indexed: bool = False
    under: "Space | None" = None  # of patterns without colours: what they are painted in

    def colour(self, operands: list[Any]) -> Colour:
        """The colour that `sc` or `scn` chooses in this space."""
        values = tuple(float(v) for v in operands if isinstance(v, float))
        if self.under is not None and values:
            return self.under.colour(operands)
        return Colour(self.family, () if self.indexed else values, self.names)

    @property
    def initial(self) -> Colour:
        """The colour a space begins with."""
        if self.indexed or self.family == "pattern":
            return Colour(self.family, (), self.names)
        if self.family in ("spot", "registration"):
            return Colour(self.family, (1.0,) * len(self.names), self.names)
        count = _PARTS.get(self.family, 3)
        return Colour(self.family, (0.0, 0.0, 0.0, 1.0) if count == 4 else (0.0,) * count)


def space(value: Any, named: Mapping[str, Any], nesting: int = 0) -> Space:
    """The colour space that `value` means: a name or an array, found in the resources by name.

    Raises ValueError on what is none.
    """
    if nesting > _MAX_NESTING:
        raise ValueError("colour space nested too deeply")
    if isinstance(value, pikepdf.Name):
        value = str(value).removeprefix("/")
    if isinstance(value, str):
        if value in _DEVICE:
            return Space(_DEVICE[value])
        if "/" + value not in named:
            raise ValueError(value)
        return space(named["/" + value], {}, nesting + 1)
    if isinstance(value, pikepdf.Stream) or not isinstance(value, pikepdf.Array | list):
        raise ValueError("not a colour space")
    if not len(value):
        raise ValueError("empty colour space")
    kind = str(value[0]).removeprefix("/")
    if kind == "Pattern" and len(value) > 1:
        return Space("pattern", under=space(value[1], named, nesting + 1))
    if kind in _DEVICE:
        return Space(_DEVICE[kind])
    if kind == "ICCBased":
        return Space(_ICC.get(int(value[1].get("/N", 0)), "icc-rgb"))
    if kind in ("Indexed", "I"):
        base = space(value[1], named, nesting + 1)
        return Space(base.family, base.names, indexed=True)
    if kind == "Separation":
        name = str(value[1]).removeprefix("/")
        return Space("registration" if name == "All" else "spot", (name,))
    if kind == "DeviceN":
        return Space("spot", tuple(str(name).removeprefix("/") for name in value[1]))
    raise ValueError(kind)
