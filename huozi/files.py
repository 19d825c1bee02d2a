"""Files that appear whole or not at all, and where this machine keeps what it can find again."""

import errno
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def write_atomically(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Replace a file whole or not at all.

    With `lasting`, the data is on the disk before the name changes, and failure raises OSError;
    without, failure is silent: a cache that cannot be written costs time, not the book.
    """
    _write({path: data}, lasting)


def write_together(files: Mapping[Path, bytes]) -> None:
    """Replace files that belong together: all of them are on the disk before any name changes.

    Raises OSError, and leaves them as they were, where one can't be written.
    """
    _write(files, lasting=True)


def _write(files: Mapping[Path, bytes], lasting: bool) -> None:
    # Named before they are made: an interrupt at any moment leaves none of them behind.
    parts = {path: path.parent / f".{os.urandom(8).hex()}.part" for path in files}
    try:
        for path, data in files.items():
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
            path.parent.mkdir(parents=True, exist_ok=True)
            _fill(parts[path], data, lasting)
        for path, part in parts.items():
            part.replace(path)
    except BaseException as error:
        for part in parts.values():
            with suppress(OSError):
                part.unlink()
        if lasting or not isinstance(error, OSError):
            raise


def _fill(path: Path, data: bytes, lasting: bool) -> None:
    """The data in a new file."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        if lasting:
            file.flush()
            os.fsync(file.fileno())
    path.chmod(0o644)


def cache_folder() -> Path:
    """Where this machine remembers what is no book's; for who has no home, where nothing can be."""
    told = os.environ.get("XDG_CACHE_HOME", "")
    home = os.path.expanduser("~/.cache")  # noqa: PTH111  # that of pathlib raises
    absolute = [folder for folder in (told, home, os.devnull) if Path(folder).is_absolute()]
    return Path(absolute[0], "huozi")


def code_folder() -> Path | None:
    """Where this machine keeps bytecode; None where that can't be, or where others could write.

    What lies there is run: the folder has to be this user's, and nobody else's to write.
    """
    folder = cache_folder() / "bytecode"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        found = folder.stat()
    except OSError:
        return None
    safe = found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return folder if safe and os.access(folder, os.W_OK) else None
