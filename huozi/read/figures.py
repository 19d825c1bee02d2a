"""What braces behind a picture say: its size, and where it waits for a page."""

import re

from huozi.read.report import Reporter
from huozi.values.script import simplified

_LENGTH = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,2})?)[ ]?(\w+|%)")
#: Units of the size of a figure → CSS.
SIZES = {
    "width": {"字": "rem", "em": "rem", "mm": "mm", "cm": "cm", "pt": "pt", "%": "%"},
    "height": {"行": "rlh", "lines": "rlh", "mm": "mm", "cm": "cm", "pt": "pt"},
}
#: Where a figure stands, beside its place in the text.
_PLACES = {".页首": "at-head", ".at-head": "at-head"}


def figure_size(written: str | None, key: str, line: int, report: Reporter) -> str:
    """A width or height as CSS has it; 字 is the body's em, 行 a line of the grid."""
    if written is None:
        return ""
    match = _LENGTH.fullmatch(written)
    if match is None or match[2] not in SIZES[key]:
        report.error(f"image-{key}", line, found=written)
        return ""
    return f"{match[1]}{SIZES[key][match[2]]}"


def figure_place(written: str | None, line: int, report: Reporter) -> tuple[str, ...]:
    """A figure stands at its place, or at the head of the next page."""
    if written is None:
        return ()
    if (name := simplified(written)) not in _PLACES:
        report.error("image-place", line, found=written)
        return ()
    return (_PLACES[name],)
