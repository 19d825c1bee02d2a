"""Sheets of paper by name and size.

ISO 216 and ISO 217 for the A, B and SRA sizes. The mainland's press sheets are 正度 787 × 1092 mm
and 大度 889 × 1194 mm, named by how often they are halved: 对开 once, 四开 twice, 八开
three times.
"""

from dataclasses import dataclass

from huozi.values.length import ISO_MM, mm, parse_size, to_mm

_PRESS_MM = {"正度": (787, 1092), "大度": (889, 1194)}
_HALVED = {"全开": 0, "对开": 1, "四开": 2, "八开": 3}


def _halved_mm(size: tuple[int, int], times: int) -> tuple[int, int]:
    """Half a sheet, cut across its long side, as often as asked; whole millimetres."""
    for _ in range(times):
        size = (size[1] // 2, size[0])
    return size


#: Width × height in millimetres, upright.
SHEETS_MM: dict[str, tuple[int, int]] = {
    **ISO_MM,
    "SRA3": (320, 450),
    "SRA2": (450, 640),
    **{
        press + name: _halved_mm(size, times)
        for press, size in _PRESS_MM.items()
        for name, times in reversed(_HALVED.items())
    },
}

_MIN_SHEET_MM = 10
_MAX_SHEET_MM = 5000  # 14,400 pt, the largest page that PDF readers agree on


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in points."""

    width_pt: float
    height_pt: float

    @property
    def landscape(self) -> bool:
        """Wider than high."""
        return self.width_pt > self.height_pt

    @property
    def turned(self) -> "Size":
        """The same sheet, lying the other way."""
        return Size(self.height_pt, self.width_pt)

    def __str__(self) -> str:
        return f"{to_mm(self.width_pt):.1f} × {to_mm(self.height_pt):.1f} mm"


def parse_sheet(text: str) -> Size:
    """A sheet by name (`A3`, `正度四开`) or size (`320 × 450 mm`, `320x450`).

    Raises ValueError when it is neither.
    """
    named = {name.upper(): size for name, size in SHEETS_MM.items()}.get(text.strip().upper())
    if named:
        return Size(mm(named[0]), mm(named[1]))
    width_pt, height_pt = parse_size(text)
    if not all(mm(_MIN_SHEET_MM) <= side <= mm(_MAX_SHEET_MM) for side in (width_pt, height_pt)):
        raise ValueError(text)
    return Size(width_pt, height_pt)


def sheets_that_hold(needed: Size) -> list[str]:
    """Names of the sheets, smallest first, that are large enough lying one way or the other."""
    low, high = sorted((to_mm(needed.width_pt), to_mm(needed.height_pt)))
    fitting = [
        (width * height, name)
        for name, (width, height) in SHEETS_MM.items()
        if low <= width + 0.05 and high <= height + 0.05
    ]
    return [name for _, name in sorted(fitting)]
