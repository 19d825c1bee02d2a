"""Makes plates of pictures: upright, in a colour mode that the engine keeps, grey where the book
has one colour.

They are turned to grey here and not by the press, so that a proof shows what will be printed and
the picture uses the black plate alone. In a one-colour book transparency is laid on white paper,
since PDF/X-1a has none. A picture that can be printed as it is keeps its bytes.
"""

import io
import re
import struct
import warnings
from typing import TYPE_CHECKING

from msgspec import Struct

from huozi.compile.drawing.faults import DrawingError
from huozi.compile.drawing.lettering import Lettering
from huozi.compile.drawing.plain import plain_drawing
from huozi.compile.pictures import Pictures

if TYPE_CHECKING:
    from PIL.Image import Image

#: Modes the engine keeps. Of all others it makes red, green and blue, or complains.
_GREY, _COLOURED = ("L",), ("L", "LA", "RGB", "RGBA", "CMYK")
_SIMPLER = {"1": "L", "PA": "RGBA", "La": "LA", "RGBa": "RGBA"}
_JPEG = ("JPEG", "MPO")  # a telephone's
#: Formats that the engine takes as they are; all others become PNG here.
_KEPT = (*_JPEG, "PNG", "WEBP")
#: How a drawing begins, and no picture of dots.
_MARKUP = re.compile(rb"(\xef\xbb\xbf)?\s*<")
_JPEG_QUALITY = 95  # a second pressing, fine enough to add no fault that prints
#: Of Exif: how a picture has to be turned. From 5 on height and width change places.
_ORIENTATION, _UPRIGHT, _ON_ITS_SIDE = 0x112, 1, range(5, 9)
#: Between red, green and blue, of 255: less is a grey that a camera or JPEG has tinged.
_TINGE = 24
#: Dots across and down that are looked at first.
_SAMPLE = (64, 64)


class Plates(Struct, frozen=True):
    """Gives the plates of the pictures of some source."""

    pictures: Pictures
    one_colour: bool
    lettering: Lettering

    def __call__(self, path: str) -> bytes:
        """The plate of a picture. Raises LookupError for what is not the book's."""
        return plate(self.pictures(path), self.one_colour, self.lettering)


class Outlines(Struct, frozen=True):
    """Gives blank drawings of the size of each bitmap: enough to lay pages out."""

    plates: Plates

    def __call__(self, path: str) -> bytes:
        """The outline of a bitmap, or the plate of a drawing. Raises LookupError."""
        data = self.plates.pictures(path)
        if is_drawing(data):
            return self.plates(path)
        across, down = size(data)
        shape = f'width="{across}" height="{down}" viewBox="0 0 {across} {down}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {shape}/>'.encode()


def is_drawing(data: bytes) -> bool:
    """Whether a picture file is a drawing (SVG) and no bitmap."""
    return _MARKUP.match(data) is not None


def plate(data: bytes, one_colour: bool, lettering: Lettering) -> bytes:
    """The plate of a picture file; the same bytes where nothing has to be changed.

    What can't be read is returned as it is: `examined` reports it, with its place.
    """
    from PIL import Image

    if is_drawing(data):
        try:
            return plain_drawing(data, one_colour, lettering).data
        except DrawingError:
            return data
    try:
        with opened(data) as picture:
            kept = picture.mode in (_GREY if one_colour else _COLOURED)
            kept = kept and "transparency" not in picture.info and _is_plain(picture)
            if kept and picture.format in _KEPT:
                return data
            kind, resolution = picture.format, picture.info.get("dpi")
            made = _simple(picture)
            made = _on_white(made).convert("L") if one_colour else made
            made.load()  # the file is closed below
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return data
    options = {"dpi": resolution} if resolution else {}
    made.info = {}  # no Exif, no profile: what they said is done
    file = io.BytesIO()
    if kind in _JPEG or made.mode == "CMYK":  # PNG knows no inks
        made.save(file, "JPEG", quality=_JPEG_QUALITY, subsampling=0, **options)
    else:
        made.save(file, "PNG", **options)
    return file.getvalue()


def opened(data: bytes) -> "Image":
    """Open a picture file, without the warnings of Pillow about its Exif.

    Raises what `Image.open` raises.
    """
    from PIL import Image

    with warnings.catch_warnings(action="ignore"):
        return Image.open(io.BytesIO(data))


def size(data: bytes) -> tuple[int, int]:
    """The width and height of a picture in pixels, as it stands upright."""
    with opened(data) as picture:
        across, down = picture.size
        return (down, across) if _orientation(picture) in _ON_ITS_SIDE else (across, down)


def frames(picture: "Image") -> int:
    """How many frames a moving picture has; the first one is printed."""
    moves = picture.format not in _JPEG and getattr(picture, "is_animated", False)
    return int(getattr(picture, "n_frames", 1)) if moves else 1


def is_rgb(picture: "Image") -> bool:
    """Whether a picture is printed in RGB unless it is made grey."""
    return picture.mode not in ("1", "L", "LA", "CMYK") and not picture.mode.startswith("I")


def is_coloured(picture: "Image") -> bool:
    """Whether a picture has colours that its grey plate loses."""
    from PIL import Image

    if picture.mode in ("1", "L", "LA") or picture.mode.startswith("I"):
        return False
    plain = picture.mode == "RGB" and "transparency" not in picture.info
    if plain and not _foreign_profile(picture):  # a few of its dots tell of most pictures
        if _has_colours(picture.resize(_SAMPLE, Image.Resampling.NEAREST)):
            return True
    return _has_colours(_on_white(_simple(picture)).convert("RGB"))


def _has_colours(picture: "Image") -> bool:
    from PIL import ImageChops

    red, green, blue = picture.split()
    pairs = ((red, green), (green, blue), (red, blue))
    apart = (ImageChops.difference(*pair).histogram() for pair in pairs)
    return any(any(levels[_TINGE + 1 :]) for levels in apart)


def _is_plain(picture: "Image") -> bool:
    """Whether a picture stands upright and its values are those of the engine's own spaces."""
    return _orientation(picture) == _UPRIGHT and not _foreign_profile(picture)


def _orientation(picture: "Image") -> int:
    """The Exif orientation of a picture (1–8); 0 where its Exif can't be read, so that the engine
    does not meet it.
    """
    try:
        with warnings.catch_warnings(action="error"):
            exif = picture.getexif()
    except (Warning, OSError, ValueError, SyntaxError, KeyError, TypeError, struct.error):
        return 0
    found = exif.get(_ORIENTATION, _UPRIGHT if exif or not picture.info.get("exif") else 0)
    return found if found in range(1, 9) else 0


def _foreign_profile(picture: "Image") -> bytes:
    """The ICC profile of a colour picture that is not in sRGB; empty where there is none.

    Grey and CMYK values are those that a press takes; their profiles are ignored.
    """
    from PIL import ImageCms

    profile: bytes = picture.info.get("icc_profile", b"")
    if not profile or picture.mode not in ("P", "RGB", "RGBA"):
        return b""
    try:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        own = "sRGB" in ImageCms.getProfileDescription(opened)
        return b"" if own or opened.profile.xcolor_space.strip() != "RGB" else profile
    except (OSError, ImageCms.PyCMSError):
        return b""


def _simple(picture: "Image") -> "Image":
    """A picture upright and in a mode that the engine keeps, with the same colours."""
    from PIL import ImageChops, ImageOps

    profile, orientation = _foreign_profile(picture), _orientation(picture)
    bare = picture.mode == "CMYK" and picture.format in _JPEG and "adobe" not in picture.info
    made = ImageOps.exif_transpose(picture) if orientation > _UPRIGHT else picture
    if made.mode.startswith("I"):
        made = _shallow(made)
    elif "transparency" in made.info:
        made = made.convert("LA" if made.mode in ("1", "L") else "RGBA")
    elif made.mode not in _COLOURED:
        made = made.convert(_SIMPLER.get(made.mode, "RGB"))
    if bare:
        # Pillow takes all inks for turned about, as Adobe writes them; the engine, as PDF does
        # (ISO 32000-1, 7.4.8), only those that bear Adobe's marker.
        made = ImageChops.invert(made)
    return _in_srgb(made, profile) if profile else made


def _shallow(picture: "Image") -> "Image":
    """A 16-bit picture in 8 bits; its transparent level is kept."""
    from PIL import Image, ImageMath

    made = picture.point(lambda value: value / 256).convert("L")
    clear = picture.info.get("transparency")
    if clear is None:
        return made
    shown = ImageMath.lambda_eval(
        lambda bands: (bands["all"] != clear) * 255, all=picture.convert("I")
    )
    return Image.merge("LA", (made, shown.convert("L")))


def _in_srgb(picture: "Image", profile: bytes) -> "Image":
    """A colour picture in sRGB, as which RGB without a profile is read."""
    from PIL import ImageCms

    own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    made = picture.convert("RGB")
    try:
        made = ImageCms.profileToProfile(made, own, ImageCms.createProfile("sRGB")) or made
    except ImageCms.PyCMSError:
        return picture
    if picture.mode == "RGBA":
        made.putalpha(picture.getchannel("A"))
    return made


def _on_white(picture: "Image") -> "Image":
    """A picture laid on white, without transparency."""
    from PIL import Image

    if not picture.mode.endswith("A"):
        return picture
    layered = picture.convert("RGBA")
    paper = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(paper, layered)
