"""Converts the colours of a drawing for print: laid on white paper, grey in a one-colour book."""

import re

from huozi.compile.drawing.faults import DrawingError

#: Between red, green and blue: less is grey.
_TINGE = 3
_REFERENCE = re.compile(r"url\(.*\)\s*(.*)", re.DOTALL)

Rgb = tuple[int, int, int]


def paint(said: str, opacity: float, current: str = "black") -> Rgb | None:
    """The colour of a fill or stroke on white paper; None for none. Raises DrawingError."""
    from PIL import ImageColor

    said = said.strip()
    if said in ("", "none", "transparent") or opacity <= 0:
        return None
    if _REFERENCE.fullmatch(said):
        raise DrawingError("svg-part", "gradient, pattern")
    if said.lower() == "currentcolor":
        return paint(current, opacity) if current.lower() != "currentcolor" else (0, 0, 0)
    try:
        red, green, blue, *alpha = ImageColor.getrgb(_spaced(said))
    except ValueError as error:
        raise DrawingError("svg-colour", said[:40]) from error
    opacity *= (alpha[0] / 255) if alpha else 1
    if opacity <= 0:
        return None
    shown = (round(255 - (255 - level) * min(opacity, 1.0)) for level in (red, green, blue))
    red, green, blue = shown
    return red, green, blue


def _spaced(said: str) -> str:
    """`rgb(1 2 3)` and `rgba(1, 2, 3, 0.5)` in the form that Pillow reads."""
    found = re.fullmatch(r"rgba?\(\s*([^)]+?)\s*\)", said, re.IGNORECASE)
    if not found:
        return said
    parts = [part for part in re.split(r"[\s,/]+", found[1]) if part]
    if len(parts) == 4 and parts[3] not in ("0", "1") or len(parts) == 4:
        share = float(parts[3].rstrip("%")) / (100 if parts[3].endswith("%") else 1)
        parts[3] = str(round(255 * share))
        levels = [round(float(p.rstrip("%")) * (2.55 if "%" in p else 1)) for p in parts[:3]]
        return f"rgba({','.join(map(str, levels))},{parts[3]})"
    return f"rgb({','.join(parts)})"


def is_neutral(colour: Rgb) -> bool:
    """Whether a colour is a grey."""
    return max(colour) - min(colour) <= _TINGE


def written(colour: Rgb, one_colour: bool) -> str:
    """A colour in CSS. In a one-colour book it is the grey that pictures get (ITU-R 601)."""
    red, green, blue = colour
    if one_colour or is_neutral(colour):
        red = green = blue = round((299 * red + 587 * green + 114 * blue) / 1000)
    return f"#{red:02x}{green:02x}{blue:02x}"
