"""Which face of a family stands for a weight, and why one can't be used at all. Pure.

A press wants outlines that a PDF may hold (ISO 32000-1, 9.9): TrueType or CFF. The engine takes no
other (Pango, since 1.44). Variable fonts don't pass: what is embedded would be their default
instance, whichever was measured.
"""

from collections.abc import Iterable, Sequence

from huozi.fonts.machine import Installed, scaled

FORMATS = ("TrueType", "CFF")
_DEMIBOLD = 180
_CSS_DEMIBOLD = 600
_WORTH = {"font-variable": 0, "font-type1": 1, "font-bitmap": 2, "font-coloured": 3}


def fault(face: Installed) -> str:
    """Why a face can't be used, as the code of a finding; empty where it can."""
    if face.is_variable:
        return "font-variable"
    if not face.has_outlines:
        return "font-bitmap"
    if face.is_coloured:
        return "font-coloured"
    return "" if face.format in FORMATS else "font-type1"


def of_family(faces: Iterable[Installed], family: str) -> list[Installed]:
    """The faces of a family, by any of its names; upper and lower case are one."""
    wanted = family.casefold()
    return [face for face in faces if wanted in (name.casefold() for name in face.families)]


def of_file(faces: Sequence[Installed], name: str) -> list[Installed]:
    """The faces of a file, and those of its family that are bold: they go with it."""
    file = name.rpartition("/")[2]
    named = [face for face in faces if face.path.name == file]
    families = {family for face in named for family in face.families}
    bolder = (
        face for face in faces
        if face not in named and face.weight >= _DEMIBOLD and not families.isdisjoint(face.families)
    )  # fmt: skip
    return [*named, *bolder] if named else []


def chosen(faces: Sequence[Installed], css_weight: int, slanted: bool = False) -> Installed | None:
    """The face of a family that stands for a weight of CSS; None where none does.

    Upright goes before slanted unless slanted is asked for, normal width before narrow or wide,
    then the nearest weight counts. Bold is never made of a face that is not (600 at least), a
    lighter weight of whatever there is.
    """
    wanted = scaled(css_weight)
    usable = [face for face in faces if not fault(face)]
    if css_weight >= _CSS_DEMIBOLD:
        usable = [face for face in usable if face.weight >= _DEMIBOLD]
    return min(usable, key=lambda face: _distance(face, wanted, slanted), default=None)


def _distance(face: Installed, wanted: int, slanted: bool) -> tuple[object, ...]:
    turned = (face.slant != 0) != slanted
    away = abs(face.weight - wanted)
    return turned, abs(face.width - 100), away, face.weight, str(face.path), face.index


def reason(faces: Iterable[Installed]) -> str:
    """Why none of these faces can be used: the reason that is nearest to a remedy."""
    return min((fault(face) for face in faces if fault(face)), key=_WORTH.__getitem__, default="")
