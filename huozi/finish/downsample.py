"""Smaller (screen profile): pictures no finer than a screen shows.

A picture is never printed wider than its page: one that has more pixels than the page has at this
resolution loses the rest. What would not come out smaller stays as it is.
"""

import io
import zlib
from typing import Any

import pikepdf
from pikepdf import Name

_PIXELS_PER_INCH = 150
_QUALITY = 80


def make_smaller(pdf: pikepdf.Pdf) -> None:
    """Reduce the pictures of all pages."""
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        width_pt = float(page.mediabox[2])
        most = round(width_pt / 72 * _PIXELS_PER_INCH)
        for image in page.get_images().values():
            if image.objgen not in seen:
                seen.add(image.objgen)
                _reduce(image, most)


def _reduce(image: Any, most: int) -> None:
    """One picture: grey or RGB, eight bits; others are few and stay."""
    width, height = int(image.Width), int(image.Height)
    space = str(image.get("/ColorSpace", ""))
    plain = space in ("/DeviceGray", "/DeviceRGB") and int(image.get("/BitsPerComponent", 8)) == 8
    if width <= most or not plain or "/SMask" in image or image.get("/ImageMask", False):
        return
    picture = pikepdf.PdfImage(image).as_pil_image()
    picture = picture.resize((most, max(1, round(height * most / width))))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=_QUALITY)
    flate = zlib.compress(picture.tobytes(), 9)
    if min(len(file.getvalue()), len(flate)) >= len(image.read_raw_bytes()):
        return
    if len(flate) < len(file.getvalue()):
        image.write(flate, filter=Name.FlateDecode)
    else:
        image.write(file.getvalue(), filter=Name.DCTDecode)
    image[Name.Width], image[Name.Height] = picture.size
