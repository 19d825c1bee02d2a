"""Where images come from: the book's own folder, or a parcel that was sent to another machine."""

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
    """Images below a book's folder, and nothing outside it, nor anything through a link."""

    root: Path

    def __call__(self, path: str) -> bytes:
        """Read an image."""
        try:
            return read_below(self.root, PurePosixPath(path), PICTURE_BYTES)
        except OSError as error:
            raise LookupError(path) from error


@dataclass(slots=True)
class Parcel:
    """The images that came with the unit that is being set."""

    files: Mapping[str, bytes]

    def __call__(self, path: str) -> bytes:
        """Look an image up."""
        return self.files[path]
