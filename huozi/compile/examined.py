"""Examines picture files before they are printed, each in one decoding.

Decoding a large picture takes longer than setting the page it stands on, so results are remembered
by the digest of the file: in the process, and from run to run by the caller.
"""

import hashlib
import re
from collections.abc import Mapping

from msgspec import Struct

from huozi.compile import plates

#: More than a double page at 600 dots to the inch needs.
MOST_PIXELS = 80_000_000
#: Files of which a machine remembers what they are.
MOST_REMEMBERED = 50_000
#: Modes of TIFF that no plate can be made of.
_NO_MODES = ("LAB", "F")
#: What Pillow says of a file that has no name.
_NO_FILE = re.compile(r" ?<_io\.[^>]*>")


class Examined(Struct, frozen=True, array_like=True):
    """The result for a picture file: `code` names what is wrong, `said` gives the detail."""

    code: str = ""
    said: str = ""
    frames: int = 1  # pictures that follow one another in a file that moves
    changed: bool = False  # it is not printed in the colours that a screen shows


_known: dict[str, Examined] = {}


def examined(data: bytes, one_colour: bool) -> Examined:
    """Examine a bitmap for a book in one colour or in several."""
    key = f"{hashlib.sha256(data).hexdigest()} {one_colour:d}"
    if key not in _known:
        _known[key] = _examine(data, one_colour)
    return _known[key]


def known() -> Mapping[str, Examined]:
    """All results so far, by digest of the file and number of colours."""
    return _known


def remember(found: Mapping[str, Examined]) -> None:
    """Take over the results of earlier runs."""
    _known.update(found)


def _examine(data: bytes, one_colour: bool) -> Examined:
    """Decode a bitmap and judge its size, mode, frames and colours."""
    from PIL import Image, ImageFile

    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with plates.opened(data) as picture:
            pixels = picture.width * picture.height
            if pixels > MOST_PIXELS:
                return Examined("image-huge", str(pixels // 10**6))
            if picture.mode in _NO_MODES:
                return Examined("image-mode", picture.mode)
            frames = plates.frames(picture)
            picture.load()
            seen = plates.is_coloured if one_colour else plates.is_rgb
            return Examined(frames=frames, changed=seen(picture))
    except Image.DecompressionBombError:
        return Examined("image-huge", f"> {2 * MOST_PIXELS // 10**6}")
    except MemoryError:
        raise
    except Exception as error:  # a decoder of Pillow may raise anything
        said = _NO_FILE.sub("", str(error)) or type(error).__name__
        return Examined("image-damaged", said)
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient  # the layout engine sets it for the process
