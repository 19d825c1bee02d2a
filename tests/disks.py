"""Disks that refuse: what a full or a read-only one does to a program that writes files."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from pytest import MonkeyPatch


def full(monkeypatch: MonkeyPatch) -> None:
    """Files can be opened, and take half of the data."""

    class Full:
        def __init__(self, handle: int, *_: object) -> None:
            self.handle = handle

        def __enter__(self) -> "Full":
            return self

        def __exit__(self, *_: object) -> None:
            os.close(self.handle)

        def write(self, data: bytes) -> int:
            os.write(self.handle, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fdopen", Full)


def read_only(monkeypatch: MonkeyPatch) -> None:
    """Nothing can be made, and no time of a file changed."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError(errno.EROFS, "Read-only file system")

    opened = os.open

    def open_old(path: str, flags: int, *rest: int, **named: int) -> int:
        return refuse() if flags & os.O_CREAT else opened(path, flags, *rest, **named)

    monkeypatch.setattr(os, "open", open_old)
    monkeypatch.setattr(Path, "mkdir", refuse)
    monkeypatch.setattr(os, "utime", refuse)


DISKS: list[Callable[[MonkeyPatch], None]] = [full, read_only]
