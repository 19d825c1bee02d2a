"""The families of a machine, and which role each suits: what a book can choose from. Pure.

A role is guessed from what a family is called and which characters it has: no font says of itself
that it is a 宋.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase

from huozi.fonts import choice
from huozi.fonts.instances import has_bold, is_cuttable
from huozi.fonts.machine import Installed, Ranges

_BOLD = 700
_REGULAR = 400
#: A text face has nearly all characters of common use (GB/T 2312-1980: 6,763 of Han).
_ENOUGH_HAN = 0.98
_SOME_HAN = 100
_LETTERS = tuple(map(ord, ascii_uppercase + ascii_lowercase))
#: Words in names, in the order in which they decide.
_CALLED = (
    ("mono", re.compile(r"mono\b|mono |courier|typewriter|console|code|等宽|等寬", re.IGNORECASE)),
    ("fang", re.compile(r"fang|仿", re.IGNORECASE)),
    ("kai", re.compile(r"kai|楷", re.IGNORECASE)),
    ("hei", re.compile(r"hei|sans|gothic|黑|圆|圓", re.IGNORECASE)),
    ("song", re.compile(r"song|sung|ming|serif|宋|明", re.IGNORECASE)),
)
_SANS = re.compile(r"sans|gothic|arial|helvetica|grotes", re.IGNORECASE)
OTHER = "fallback"


@dataclass(frozen=True, slots=True)
class Family:
    """A family that is installed."""

    names: tuple[str, ...]
    role: str  # that it suits; `fallback`: signs, rare characters, other scripts
    han: int  # how many of the Han characters of common use it has
    has_bold: bool
    file: str  # of its regular
    fault: str = ""  # why it can't be used, as the code of a finding


def families(
    installed: Iterable[Installed],
    charsets: Mapping[tuple[Path, int], Ranges],
    refusal: Callable[[Path, int], str],
) -> tuple[Family, ...]:
    """All families, by name. `refusal` says why a face may not be embedded."""
    grouped: dict[str, list[Installed]] = {}
    for face in installed:
        grouped.setdefault(face.families[0], []).append(face)
    return tuple(_family(grouped[name], charsets, refusal) for name in sorted(grouped))


def _family(
    faces: list[Installed],
    charsets: Mapping[tuple[Path, int], Ranges],
    refusal: Callable[[Path, int], str],
) -> Family:
    face = choice.chosen(faces, _REGULAR) or next(filter(is_cuttable, faces), None)
    fault = refusal(face.path, face.index) if face else choice.reason(faces)
    face = face or faces[0]
    there = charsets.get((face.path, face.index), ())
    han = _count(there, han_of_common_use())
    return Family(
        names=face.families,
        role=_role(face.families, there, han),
        han=han,
        has_bold=choice.chosen(faces, _BOLD) is not None or any(map(has_bold, faces)),
        file=face.path.name,
        fault=fault,
    )


def _role(names: tuple[str, ...], there: Ranges, han: int) -> str:
    called = [role for role, words in _CALLED if any(words.search(name) for name in names)]
    first = next(iter(called), "")
    if han >= _ENOUGH_HAN * len(han_of_common_use()):
        return first or "song"
    if han >= _SOME_HAN or _count(there, _LETTERS) < len(_LETTERS):
        return OTHER
    if first == "mono":
        return first
    return "latin-sans" if any(_SANS.search(name) for name in names) else "latin"


@cache
def han_of_common_use() -> tuple[int, ...]:
    """The Han characters of GB/T 2312: rows 16 to 87 of its table."""
    cells = (bytes((row + 0xA0, cell + 0xA0)) for row in range(16, 88) for cell in range(1, 95))
    return tuple(sorted(map(ord, b"".join(cells).decode("gb2312", errors="ignore"))))


def _count(ranges: Ranges, wanted: Sequence[int]) -> int:
    """How many of some code points, sorted, lie in ranges that do not overlap."""
    return sum(bisect_right(wanted, high) - bisect_left(wanted, low) for low, high in ranges)
