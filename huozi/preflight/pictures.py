"""Raster images: size, resolution, colour space, alpha (ISO 32000-1, 8.9)."""

import math
from collections.abc import Callable
from typing import Any

import pikepdf

from huozi.pdf.colour import Space
from huozi.pdf.marks import Box, Colour, Matrix, Picture, transformed

_UNIT = Box(0.0, 0.0, 1.0, 1.0)

Spaces = Callable[[Any], Space]


def picture(image: Any, spaces: Spaces, ctm: Matrix, clip: Box, colour: Colour) -> Picture:
    """An image XObject where it is placed. Raises ValueError when it is none."""
    if image.get("/Subtype") != "/Image":
        raise ValueError("neither form nor image")
    mask = image.get("/SMask")
    alpha = isinstance(mask, pikepdf.Stream) or int(image.get("/SMaskInData", 0)) > 0
    stencil = bool(image.get("/ImageMask", False))
    return _placed(
        ctm, clip, colour,
        width=int(image.Width),
        height=int(image.Height),
        bits=1 if stencil else int(image.get("/BitsPerComponent", 8)),
        family="mask" if stencil else _family(image.get("/ColorSpace"), spaces),
        alpha=alpha,
        smooth=bool(image.get("/Interpolate", False)),
    )  # fmt: skip


def inline_picture(
    image: dict[str, Any], spaces: Spaces, ctm: Matrix, clip: Box, colour: Colour
) -> Picture:
    """An inline image."""

    def value(short: str, long: str, default: Any) -> Any:
        return image.get(short, image.get(long, default))

    stencil = bool(value("IM", "ImageMask", False))
    return _placed(
        ctm, clip, colour,
        width=int(value("W", "Width", 0)),
        height=int(value("H", "Height", 0)),
        bits=1 if stencil else int(value("BPC", "BitsPerComponent", 8)),
        family="mask" if stencil else _family(value("CS", "ColorSpace", None), spaces),
        alpha=False,
        smooth=bool(value("I", "Interpolate", False)),
    )  # fmt: skip


def _family(value: Any, spaces: Spaces) -> str:
    """The family of an image's colour space; JPEG 2000 may carry its own and have none here."""
    return "own" if value is None else spaces(value).family


def _placed(
    ctm: Matrix, clip: Box, colour: Colour, *, width: int, height: int, bits: int, family: str,
    alpha: bool, smooth: bool,
) -> Picture:  # fmt: skip
    a, b, c, d, _, _ = ctm
    return Picture(
        box=transformed(ctm, _UNIT).cut(clip),
        width_px=width,
        height_px=height,
        width_pt=math.hypot(a, b),
        height_pt=math.hypot(c, d),
        family=family,
        bits=bits,
        alpha=alpha,
        colour=colour,
        smooth=smooth,
    )
