"""What the engine is told of fonts: the files of the case, and nothing else of this machine.

So the engine can't take another file of a family than the one that was chosen (a Type 1 or
condensed one), nor fall back on a font that the book does not name, and what else is installed
does not change a book. Written as fontconfig reads it (`fonts.dtd`).
"""

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from huozi.fonts.typecase import TypeCase

_BOLD = 200


def configuration(case: TypeCase) -> bytes:
    """Rules that hide all files but those of the case, and mend wrong weights."""
    hidden = "".join(f"<glob>{_path(path)}</glob>" for path in listed_files(case))
    mended = "".join(
        f'<match target="scan"><test name="file"><string>{_path(path)}</string></test>'
        f'<edit name="weight" mode="assign"><int>{_BOLD}</int></edit></match>'
        for path in added_files(case)
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        "<fontconfig><selectfont><rejectfont><glob>*</glob></rejectfont>"
        f"<acceptfont>{hidden}</acceptfont></selectfont>{mended}</fontconfig>"
    ).encode("utf-8", "surrogateescape")


def listed_files(case: TypeCase) -> tuple[Path, ...]:
    """The files as fontconfig has them."""
    return _files(face.path for face in case.faces if not face.relabelled)


def added_files(case: TypeCase) -> tuple[Path, ...]:
    """Files that fontconfig has to look at again, to see them as they are: bold."""
    return _files(face.path for face in case.faces if face.relabelled)


def _files(paths: Iterable[Path]) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(paths))


def _path(path: Path) -> str:
    return escape(str(path))
