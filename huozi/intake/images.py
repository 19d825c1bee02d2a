"""Pictures of a manuscript as files of a book: what can be printed is kept to the byte, cropped
where the manuscript shows a part alone; what can't is told.

All of this is done on a stranger's bytes, in the sandbox.
"""

import io
import struct
import warnings
import zlib
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from huozi.intake.values import Crop

MOST_PIXELS = 120_000_000  # A3 at 600 dpi has 70 million
#: What the press prints, and what such a file's name ends in.
ENDINGS = {
    "png": ".png", "jpeg": ".jpg", "webp": ".webp", "svg": ".svg", "tiff": ".tif",
    "gif": ".gif", "bmp": ".bmp",
}  # fmt: skip
_JPEG_QUALITY = 95  # of a cropped one: above it files grow and nothing is seen
#: What Pillow raises of broken files.
_BROKEN = (
    OSError, ValueError, SyntaxError, ArithmeticError, LookupError, TypeError, EOFError,
    struct.error, zlib.error,
)  # fmt: skip
_LEAST = 0.001  # of a side: what is cut off no eye sees


class ImageWish(Struct, frozen=True):
    """A picture to be made a file: its bytes, their format, and what of it is shown."""

    data: bytes
    format: str
    crop: Crop = Crop()
    drawn: bool = False  # of a metafile


class BookImage(Struct, frozen=True):
    """A picture made a file of a book."""

    data: bytes
    ending: str
    width_px: int = 0  # 0: it has no pixels, or could not be opened
    height_px: int = 0
    cropped: bool = False
    drawn: bool = False  # of a metafile, which the press can't print
    fault: str = ""  # format: the press can't print it; broken: it can't be opened; crop: uncut


def is_cropped(crop: Crop) -> bool:
    """Whether a part of the picture is hidden; sides may also be moved out, which hides nothing."""
    return max(crop.left, crop.top, crop.right, crop.bottom) > _LEAST


def book_images(wishes: tuple[ImageWish, ...]) -> tuple[BookImage, ...]:
    """Each picture as a file of a book: run in the sandbox."""
    return tuple(map(book_image, wishes))


def book_image(wish: ImageWish) -> BookImage:
    """The picture as a file of a book."""
    ending = ENDINGS.get(wish.format, f".{wish.format}" if wish.format else ".bin")
    if wish.format not in ENDINGS:
        return BookImage(wish.data, ending, fault="format")
    if wish.format == "svg":
        fault = "crop" if is_cropped(wish.crop) else ""
        return BookImage(wish.data, ending, fault=fault)
    from PIL.Image import DecompressionBombError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of small faults, which a picture may have
        try:
            return replace(_opened(wish, ending), drawn=wish.drawn)
        except (*_BROKEN, DecompressionBombError):
            return BookImage(wish.data, ending, fault="broken")


def _opened(wish: ImageWish, ending: str) -> BookImage:
    from PIL import Image

    with Image.open(io.BytesIO(wish.data), formats=[wish.format.upper()]) as image:
        width, height = image.size
        if width * height > MOST_PIXELS:
            raise ValueError("too many pixels")
        image.load()
        if not is_cropped(wish.crop):
            return BookImage(wish.data, ending, width, height)
        part = _part(width, height, wish.crop)
        if part is None:
            return BookImage(wish.data, ending, width, height, fault="crop")
        data, ending = _saved(image.crop(part), image, wish.format)
        return BookImage(data, ending, part[2] - part[0], part[3] - part[1], cropped=True)


def _part(width: int, height: int, crop: Crop) -> tuple[int, int, int, int] | None:
    """What is shown, in pixels; None where nothing is left."""
    left, top = (round(max(0.0, share) * size) for share, size in ((crop.left, width),
                                                                  (crop.top, height)))  # fmt: skip
    right = width - round(max(0.0, crop.right) * width)
    bottom = height - round(max(0.0, crop.bottom) * height)
    return (left, top, right, bottom) if left < right and top < bottom else None


def _saved(part: Any, whole: Any, form: str) -> tuple[bytes, str]:
    """The part as a file: a photograph stays one, everything else loses nothing."""
    kept = {name: whole.info[name] for name in ("dpi", "icc_profile") if whole.info.get(name)}
    file = io.BytesIO()
    if form == "jpeg":
        part.save(file, "JPEG", quality=_JPEG_QUALITY, subsampling=0, **kept)
        return file.getvalue(), ".jpg"
    if part.mode == "CMYK":
        part.save(file, "TIFF", compression="tiff_lzw", **kept)
        return file.getvalue(), ".tif"
    if part.mode not in ("1", "L", "LA", "P", "RGB", "RGBA", "I", "I;16"):
        part = part.convert("RGB")
    part.save(file, "PNG", optimize=True, **kept)
    return file.getvalue(), ".png"


def dpi_of(image: BookImage, width_pt: float, height_pt: float) -> int:
    """Pixels to the inch at the size the manuscript shows, the lesser of both ways; 0: unknown."""
    ways = [
        pixels * 72 / points
        for pixels, points in ((image.width_px, width_pt), (image.height_px, height_pt))
        if pixels and points > 0
    ]
    return round(min(ways)) if ways else 0
