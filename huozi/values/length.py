"""Lengths and sides of the leaf: the only place where units are converted.

Every length inside Huozi is in PostScript points (1 pt = 1/72 inch) unless its name says
otherwise. Type sizes may be given in Chinese size names (字号 zìhào).
"""

import re
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from huozi.values.script import simplified

PT_PER_MM = 72 / 25.4
PT_PER_CSS_PX = 0.75

#: 字号 in points, as cast by mainland foundries (GB 3959; CLREQ, "Type sizes").
ZIHAO_PT = {
    "初号": 42.0,
    "小初": 36.0,
    "一号": 26.0,
    "小一": 24.0,
    "二号": 22.0,
    "小二": 18.0,
    "三号": 16.0,
    "小三": 15.0,
    "四号": 14.0,
    "小四": 12.0,
    "五号": 10.5,
    "小五": 9.0,
    "六号": 7.5,
    "小六": 6.5,
}

#: Paper by name, width × height upright in millimetres (ISO 216).
ISO_MM = {
    "A5": (148, 210),
    "B5": (176, 250),
    "A4": (210, 297),
    "B4": (250, 353),
    "A3": (297, 420),
    "B3": (353, 500),
    "A2": (420, 594),
    "A1": (594, 841),
}

#: Trim sizes 开本 by name, width × height in millimetres (GB/T 788-1999 and trade usage).
TRIMS_MM = {
    "64开": (92, 126),
    "32开": (130, 184),
    "大32开": (140, 203),
    "小16开": (170, 240),
    "16开": (185, 260),
    "大16开": (210, 285),
    "8开": (260, 370),
    "大8开": (285, 420),
    "A6": (105, 148),
    "A4": ISO_MM["A4"],
    "A5": ISO_MM["A5"],
}

_NUMBER = r"\s*(\d+(?:\.\d+)?)\s*"
_UNIT = r"(pt|mm|cm)?\s*"
_LENGTH = re.compile(_NUMBER + _UNIT)
_SIZE = re.compile(_NUMBER + _UNIT + "[x×*]" + _NUMBER + _UNIT, re.IGNORECASE)


class Side(StrEnum):
    """One side of a leaf in a left-bound book."""

    RECTO = "recto"  # 单码面: odd, on the right
    VERSO = "verso"  # 双码面: even, on the left

    @property
    def other(self) -> "Side":
        """The opposite side."""
        return Side.VERSO if self is Side.RECTO else Side.RECTO


def mm(value: float) -> float:
    """Millimetres to points."""
    return value * PT_PER_MM


def to_mm(value_pt: float) -> float:
    """Points to millimetres."""
    return value_pt / PT_PER_MM


def parse_length(text: str | float) -> float:
    """Read a length an editor wrote (`18 mm`, `16 pt`, `1.5 cm`, `五号`, or points) as points.

    Raises ValueError when it is none of these.
    """
    if isinstance(text, int | float):
        return float(text)
    if (name := simplified(text.strip())) in ZIHAO_PT:
        return ZIHAO_PT[name]
    match = _LENGTH.fullmatch(text)
    if match is None:
        raise ValueError(text)
    value = float(match[1])
    return {"mm": mm(value), "cm": mm(value * 10), "pt": value, None: value}[match[2]]


def parse_unit_length(text: str) -> float:
    """A length with its unit, as points. A bare number is refused: 3 what? Raises ValueError."""
    if text.strip() == "0":
        return 0.0
    if re.fullmatch(_NUMBER, text):
        raise ValueError(text)
    return parse_length(text)


def parse_size(text: str) -> tuple[float, float]:
    """Width and height (`140 × 203 mm`, `320x450`) as points; without a unit, millimetres.

    Raises ValueError when it is no size.
    """
    match = _SIZE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    after = (match[4] or match[2] or "mm").lower()
    before = (match[2] or after).lower()
    return parse_length(f"{match[1]} {before}"), parse_length(f"{match[3]} {after}")


@lru_cache(maxsize=1 << 14)  # the titles of a book, which are asked for with every save
def ems(text: str) -> float:
    """About how wide a line is, in its own size.

    Latin letters and figures take little over half an em, and a gap stands where they meet Han; a
    typed space is that gap.
    """
    narrow = [char < "\u2000" for char in text if char != " "]
    gaps = sum(one != other for one, other in pairwise(narrow))
    return sum(0.56 if flag else 1.0 for flag in narrow) + 0.25 * gaps
