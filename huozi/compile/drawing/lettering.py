"""Turns the words of a drawing into outlines, from the fonts of the book."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from huozi.compile.drawing.faults import DrawingError
from huozi.fonts.typecase import BOLD, REGULAR, TypeCase

#: A role for each kind of family that drawings name.
_CALLED = (
    ("mono", re.compile(r"mono|courier|consol|code|menlo", re.IGNORECASE)),
    ("kai", re.compile(r"kai|楷", re.IGNORECASE)),
    ("fang", re.compile(r"fang|仿", re.IGNORECASE)),
    ("song", re.compile(r"(?<!sans[- ])serif|song|ming|times|roman|georgia|宋|明", re.IGNORECASE)),
)  # fmt: skip
_OTHER = "hei"
_LATIN = {"hei": "latin-sans", "song": "latin", "kai": "latin", "fang": "latin"}
_BOLD_FROM = 600


class Lettering:
    """The faces of a type case, by role."""

    def __init__(self, case: TypeCase, stacks: Mapping[str, Sequence[str]]) -> None:
        self.case, self.stacks = case, stacks

    @property
    def first(self) -> str:
        """The family that is asked first where a drawing names none."""
        return self.stacks[_OTHER][0]

    def outline(self, char: str, families: str, weight: str) -> tuple[str, float]:
        """The path of a character, one unit to the em with y downwards, and its advance.

        Raises DrawingError for a character that no font of the book has.
        """
        role = next((name for name, words in _CALLED if words.search(families)), _OTHER)
        bold = weight in ("bold", "bolder") or weight.isdigit() and int(weight) >= _BOLD_FROM
        for path, index in self._faces(role, bold, char < "\u2000"):
            if found := _outline(path, index, char):
                return found
        raise DrawingError("glyph-missing", char)

    def _faces(self, role: str, bold: bool, latin: bool) -> Iterator[tuple[Path, int]]:
        """The faces in the order in which they are asked for a character."""
        names = (_LATIN.get(role, role), role) if latin else (role,)
        families = [family for name in names for family in self.stacks.get(name, ())]
        for family in dict.fromkeys((*families, *self._all)):
            faces = {face.weight: face for face in self.case.faces if face.family == family}
            face = faces.get(BOLD if bold else REGULAR) or faces.get(REGULAR)
            if face is not None:
                yield face.path, face.index

    @cached_property
    def _all(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(face.family for face in self.case.faces))


@cache
def _font(path: Path, index: int) -> Any:
    import uharfbuzz as hb

    return hb.Font(hb.Face(hb.Blob.from_file_path(str(path)), index))


@cache
def _pen() -> Any:
    import uharfbuzz as hb

    pen = hb.DrawFuncs()
    pen.set_move_to_func(lambda x, y, path: path.append(f"M{x:g} {y:g}"))
    pen.set_line_to_func(lambda x, y, path: path.append(f"L{x:g} {y:g}"))
    pen.set_quadratic_to_func(lambda *n: n[-1].append("Q{:g} {:g} {:g} {:g}".format(*n[:-1])))
    pen.set_cubic_to_func(lambda *n: n[-1].append("C{:g} {:g} {:g} {:g} {:g} {:g}".format(*n[:-1])))
    pen.set_close_path_func(lambda path: path.append("Z"))
    return pen


@cache
def _outline(path: Path, index: int, char: str) -> tuple[str, float] | None:
    """The path and advance of a character, one unit to the em; None where the face lacks it."""
    font = _font(path, index)
    glyph = font.get_nominal_glyph(ord(char))
    if glyph is None:
        return None
    drawn: list[str] = []
    font.draw_glyph(glyph, _pen(), drawn)
    upem = font.face.upem
    return _scaled("".join(drawn), upem), font.get_glyph_h_advance(glyph) / upem


def _scaled(path: str, upem: int) -> str:
    """A path scaled to one unit to the em, with y downwards."""
    parts = []
    for command in re.findall(r"[A-Z][^A-Z]*", path):
        values = [float(n) / upem for n in command[1:].split()]
        turned = [-v if at % 2 else v for at, v in enumerate(values)]
        parts.append(command[0] + " ".join(f"{v:.4f}".rstrip("0").rstrip(".") for v in turned))
    return "".join(parts)
