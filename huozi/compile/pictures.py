"""Where images come from: the book's own folder, or a parcel that was sent to another machine."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from msgspec import Struct

#: Path relative to the book → the file. Raises LookupError for what is not the book's.
Pictures = Callable[[str], bytes]


class Folder(Struct, frozen=True):
    """Images below a book's folder, and nothing outside it."""

    root: Path

    def __call__(self, path: str) -> bytes:
        """Read an image."""
        root = self.root.resolve()
        full = (root / path).resolve()
        if not full.is_relative_to(root) or not full.is_file():
            raise LookupError(path)
        return full.read_bytes()


@dataclass(slots=True)
class Parcel:
    """The images that came with the unit that is being set."""

    files: Mapping[str, bytes]

    def __call__(self, path: str) -> bytes:
        """Look an image up."""
        return self.files[path]
