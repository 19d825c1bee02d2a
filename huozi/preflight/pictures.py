"""Raster images: size, resolution, colour space, alpha (ISO 32000-1, 8.9)."""

import math
from collections.abc import Callable
from typing import Any

import pikepdf

from huozi.pdf.boxes import Box, Matrix, transformed
from huozi.pdf.colour import Space
from huozi.pdf.marks import Colour, Picture

_UNIT = Box(0.0, 0.0, 1.0, 1.0)

#: Gives what the dictionary of an image says, by the short name it has within a stream or its own.
Value = Callable[[str, str], Any]


def picture(
    value: Value, spaces: Callable[[Any], Space], ctm: Matrix, clip: Box, colour: Colour
) -> Picture:
    """An image where it is placed; a stencil takes the present colour."""
    a, b, c, d, _, _ = ctm
    stencil = bool(value("IM", "ImageMask"))
    space, bits = value("CS", "ColorSpace"), value("BPC", "BitsPerComponent")
    # JPEG 2000 may carry its own colour space and have none here.
    family = "mask" if stencil else "own" if space is None else spaces(space).family
    masked = isinstance(value("", "SMask"), pikepdf.Stream)
    return Picture(
        box=transformed(ctm, _UNIT).cut(clip),
        width_px=int(value("W", "Width") or 0),
        height_px=int(value("H", "Height") or 0),
        width_pt=math.hypot(a, b),
        height_pt=math.hypot(c, d),
        family=family,
        bits=1 if stencil else 8 if bits is None else int(bits),
        smooth=bool(value("I", "Interpolate")),
        alpha=masked or int(value("", "SMaskInData") or 0) > 0,
        colour=colour,
    )
