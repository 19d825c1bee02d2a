"""Pictures of a one-colour book in grey, so that they go onto the black plate and no other.

Turned here and not by the press, an editor sees in the proof what will be printed. Transparency is
laid on white paper: PDF/X-1a knows none. A picture that is grey already is not touched; one of
black and white becomes grey, too, since the engine would make red, green and blue of it.
"""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huozi.compile.pictures import Pictures

if TYPE_CHECKING:
    from PIL.Image import Image

_PLAIN = "L"  # a mode the engine keeps
_JPEG_QUALITY = 95  # a second pressing, fine enough to add no fault that prints


@dataclass(frozen=True, slots=True)
class Grey:
    """Pictures from somewhere, in grey."""

    pictures: Pictures

    def __call__(self, path: str) -> bytes:
        """A picture as it is printed. Raises LookupError for what is not the book's."""
        return grey(self.pictures(path))


def grey(data: bytes) -> bytes:
    """A picture file in grey; the very bytes when it is grey already.

    What can't be read is given back too: the engine complains of it, with its place.
    """
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.mode == _PLAIN and "transparency" not in picture.info:
                return data
            kind, resolution = picture.format, picture.info.get("dpi")
            made = _on_white(picture).convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return data
    options = {"dpi": resolution} if resolution else {}
    file = io.BytesIO()
    if kind == "JPEG":
        made.save(file, "JPEG", quality=_JPEG_QUALITY, **options)
    else:
        made.save(file, "PNG", **options)
    return file.getvalue()


def _on_white(picture: "Image") -> "Image":
    """A picture without transparency, with the sense of its numbers kept."""
    from PIL import Image

    if picture.mode.startswith("I;16"):
        return picture.point(lambda value: value / 256, "L")
    if not (picture.mode.endswith("A") or "transparency" in picture.info):
        return picture
    layered = picture.convert("RGBA")
    paper = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(paper, layered)
