"""Where pictures come from: the book's folder, or a parcel sent to another process."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from msgspec import Struct

from huozi.files import read_below

#: The most that a picture file may have (the reading asks for no more).
PICTURE_BYTES = 64 << 20

#: Path relative to the book → the file. Raises LookupError for what is not the book's.
Pictures = Callable[[str], bytes]


class Folder(Struct, frozen=True):
    """The pictures below a book's folder; it reads nothing outside it and follows no link."""

    root: Path

    def __call__(self, path: str) -> bytes:
        """The bytes of a picture. Raises LookupError for what is not the book's."""
        try:
            return read_below(self.root, PurePosixPath(path), PICTURE_BYTES)
        except OSError as error:
            raise LookupError(path) from error


@dataclass(slots=True)
class Parcel:
    """The pictures that were sent with a unit."""

    files: Mapping[str, bytes]

    def __call__(self, path: str) -> bytes:
        """The bytes of a picture. Raises LookupError for one that was not sent."""
        return self.files[path]
