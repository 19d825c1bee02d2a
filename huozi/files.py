"""Files that appear whole or not at all."""

import errno
import os
import tempfile
from collections.abc import Mapping
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
    made: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
            made[path] = _beside(path, data, lasting)
        for path, temporary in made.items():
            temporary.replace(path)
    except BaseException as error:
        for temporary in made.values():
            temporary.unlink(missing_ok=True)
        if lasting or not isinstance(error, OSError):
            raise


def _beside(path: Path, data: bytes, lasting: bool) -> Path:
    """The data in a new file beside the one it is to replace."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        temporary.chmod(0o644)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary
