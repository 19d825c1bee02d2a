"""What the engine is told of fonts: the files of the case, and nothing else of this machine.

So the engine can't take another file of a family than the one that was chosen (a Type 1 or
condensed one), nor fall back on a font that the book does not name, and what else is installed
does not change a book. Written as fontconfig reads it (`fonts.dtd`).
"""

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from huozi.fonts.typecase import Face, TypeCase

_BOLD = 200


def configuration(case: TypeCase) -> bytes:
    """Rules that hide all files but those of the case, and mend wrong weights."""
    hidden = "".join(f"<glob>{_path(path)}</glob>" for path in listed_files(case))
    mended = "".join(
        f'<match target="scan"><test name="file"><string>{_path(face.path)}</string></test>'
        f"{_edit(face)}</match>"
        for face in dict.fromkeys(face for face in case.faces if _is_added(face))
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        "<fontconfig><selectfont><rejectfont><glob>*</glob></rejectfont>"
        f"<acceptfont>{hidden}</acceptfont></selectfont>{mended}</fontconfig>"
    ).encode("utf-8", "surrogateescape")


def listed_files(case: TypeCase) -> tuple[Path, ...]:
    """The files as fontconfig has them."""
    return _files(face.path for face in case.faces if not _is_added(face))


def added_files(case: TypeCase) -> tuple[Path, ...]:
    """Files that fontconfig has to look at again, to see them as they are: bold, or the book's."""
    return _files(face.path for face in case.faces if _is_added(face))


def _is_added(face: Face) -> bool:
    return face.relabelled or face.own


def _edit(face: Face) -> str:
    """Rules that make a file what the book takes it for: bold, and called as the book calls it."""
    bold = f'<edit name="weight" mode="assign"><int>{_BOLD}</int></edit>' * face.relabelled
    if not face.own or face.family.casefold() in (name.casefold() for name in face.names):
        return bold
    name = escape(face.family)
    return f'{bold}<edit name="family" mode="append"><string>{name}</string></edit>'


def _files(paths: Iterable[Path]) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(paths))


def _path(path: Path) -> str:
    return escape(str(path))
