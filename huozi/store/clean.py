"""Clean: remove what builds left behind and nothing that a person wrote."""

import os
import shutil
from pathlib import Path

from msgspec import Struct

from huozi.store.shelf import FOLDER
from huozi.values.errors import InputError
from huozi.values.manuscript import finding

OUTPUT = "output"
#: What builds write into the output folder; the rest there is somebody else's.
_MADE = (".pdf", ".json", ".part")


class Cleaned(Struct, frozen=True):
    """What was removed, and how many files stay because the press did not make them."""

    files: int
    size: int
    kept: int


def clean(book_dir: Path, everything: bool = False) -> Cleaned:
    """Remove the shelf of a book and, with `everything`, its PDFs and their records.

    Nothing outside the book's own output folder is touched: links are removed where they stand and
    never followed. Raises InputError when the output folder or the shelf is itself a link.
    """
    output = book_dir / OUTPUT
    shelf = output / FOLDER
    for place in (output, shelf):
        if place.is_symlink():
            raise InputError([finding("clean-link", path=place)])
    files, size = _measure(shelf)
    if shelf.is_dir():
        shutil.rmtree(shelf)
    if not everything:
        return Cleaned(files, size, 0)
    kept = 0
    for above, folders, names in os.walk(output, topdown=False):
        folder = Path(above)
        links = [name for name in folders if (folder / name).is_symlink()]
        for name in (*names, *links):
            path = folder / name
            if path.suffix in _MADE:
                size += path.lstat().st_size
                files += 1
                path.unlink()
            else:
                kept += 1
        if not any(folder.iterdir()):
            folder.rmdir()
    return Cleaned(files, size, kept)


def _measure(folder: Path) -> tuple[int, int]:
    sizes = [
        Path(above, name).lstat().st_size for above, _, names in os.walk(folder) for name in names
    ]
    return len(sizes), sum(sizes)
