"""Fonts that are not installed: those in the folder of a book, `fonts/` beside `content/`, and what
set-up keeps beside the program.

They may be a stranger's, as all of a book. They are looked at only when they are regular files that
no link leads to, few, and of bounded size; what they are is told by fontconfig, in a process of its
own.
"""

import os
import sys
from pathlib import Path, PurePath

from huozi.files import check_regular, open_below
from huozi.fonts import machine
from huozi.fonts.machine import Installed

FOLDER = "fonts"
SUFFIXES = (".otf", ".ttf", ".otc", ".ttc")
#: Other files of fonts, which can't be used: a role that names one names no family.
_OTHERS = (".woff", ".woff2", ".eot", ".pfa", ".pfb", ".dfont", ".fon")
#: More files are no folder of a book's fonts; a font of all characters has some 30 MB.
_MOST_FILES, _MOST_BYTES = 60, 64 << 20


def house_faces() -> tuple[Installed, ...]:
    """The faces that `scripts/setup.sh` took out of packages too large to install for one font."""
    return own_faces(Path(sys.prefix) / "share" / "huozi")


def is_file(name: str) -> bool:
    """Whether a role names a file of the book, and not a family."""
    return name.lower().endswith(SUFFIXES + _OTHERS)


def own_faces(book_dir: Path) -> tuple[Installed, ...]:
    """The faces of the book's own files. Raises MachineError without fontconfig."""
    folder = book_dir / FOLDER
    if not folder.is_dir() or folder.is_symlink():
        return ()
    names = sorted(path.name for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    shown = [name for name in names if not name.startswith(".")]
    files = [folder / name for name in shown[:_MOST_FILES] if _is_sound(folder, name)]
    return machine.scanned(files) if files else ()


def _is_sound(folder: Path, name: str) -> bool:
    try:
        handle = open_below(folder, PurePath(name))
    except OSError:
        return False
    try:
        return check_regular(handle, name).st_size <= _MOST_BYTES
    except OSError:
        return False
    finally:
        os.close(handle)
