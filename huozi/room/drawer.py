"""The child that draws: pages of the last editions as pictures, by the names of what they show.

PDFium is C++ and no thread's friend. It runs here alone, in a process that reads the editions and
its own program, and nothing else (`huozi.confine`).
"""

import struct
import sys
import zlib
from collections import OrderedDict
from contextlib import suppress
from ctypes import c_uint
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from msgspec import Struct
from PIL import ImageChops

from huozi.confine import confine
from huozi.kernel import die_with_parent
from huozi.room.lately import Lately
from huozi.room.wire import Answer, BrokenWireError, Call, Pipes

#: Of pictures that are kept: some hundred pages, which a hundred edits fill. What is shown lies in
#: the browsers, and a picture is drawn in 10 ms.
_PICTURE_BYTES = 12 << 20
_MOST_PIXELS = 40_000_000
_POINTS = 100  # a scale of 100 is one pixel for a point
_PROBE = 0.5  # pixels for a point, where it is asked whether a page has colour
_GREY, _RGB = 0, 2  # colour types of PNG


class _Opened(Struct, frozen=True):
    pdf: pdfium.PdfDocument
    pages: dict[str, int]  # by name


class Drawer:
    """Draws pages of editions, and keeps the pictures that were asked for last."""

    def __init__(self) -> None:
        self._opened: Lately[_Opened] = Lately()
        self._kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._bytes = 0
        self._grey: dict[str, bool] = {}

    def open(self, number: int, path: str, names: list[str]) -> None:
        """Know an edition. Raises PdfiumError."""
        self._take(pdfium.PdfDocument(path), names, whole=True)

    def pull(self, number: int, data: bytes, names: list[str]) -> None:
        """Know pages that were pulled before their edition was printed off. Raises PdfiumError."""
        self._take(pdfium.PdfDocument(data), names, whole=False)

    def _take(self, pdf: pdfium.PdfDocument, names: list[str], *, whole: bool) -> None:
        pages: dict[str, int] = {}
        for index, name in enumerate(names):
            pages.setdefault(name, index)
        for old in self._opened.add(_Opened(pdf, pages), whole=whole):
            old.pdf.close()
        if whole:
            known = {name for one in self._opened for name in one.pages}
            self._grey = {name: grey for name, grey in self._grey.items() if name in known}

    def picture(self, name: str, scale: int) -> bytes:
        """A page as PNG. Raises KeyError for a name of nothing that is known."""
        key = name, scale
        if key not in self._kept:
            self._kept[key] = made = self._drawn(name, scale)
            self._bytes += len(made)
            while self._bytes > _PICTURE_BYTES and len(self._kept) > 1:
                self._bytes -= len(self._kept.popitem(last=False)[1])
        self._kept.move_to_end(key)
        return self._kept[key]

    def _drawn(self, name: str, scale: int) -> bytes:
        found = next((one for one in self._opened if name in one.pages), None)
        if found is None:
            raise KeyError(name)
        page = found.pdf[found.pages[name]]
        try:
            width, height = page.get_size()
            if width * height * (scale / _POINTS) ** 2 > _MOST_PIXELS:
                raise KeyError(name)
            if name not in self._grey:
                self._grey[name] = _is_grey(page)
            return _drawn(page, scale / _POINTS, self._grey[name])
        finally:
            page.close()


def _is_grey(page: pdfium.PdfPage) -> bool:
    """Whether a page shows no colour."""
    if all(map(_is_plain, page.get_objects(max_depth=1))):
        return True
    bitmap = page.render(scale=_PROBE, rev_byteorder=True)
    red, green, blue = bitmap.to_pil().convert("RGB").split()
    return (
        ImageChops.difference(red, green).getbbox() is None
        and ImageChops.difference(green, blue).getbbox() is None
    )


def _is_plain(one: pdfium.PdfObject) -> bool:
    """Whether an object is type or a line, painted grey: the most are, and need not be drawn."""
    if one.type not in (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH):
        return False
    red, green, blue, alpha = (c_uint() for _ in "rgba")
    return all(
        colour(one.raw, red, green, blue, alpha) and red.value == green.value == blue.value
        for colour in (raw.FPDFPageObj_GetFillColor, raw.FPDFPageObj_GetStrokeColor)
    )


def _drawn(page: pdfium.PdfPage, scale: float, grey: bool) -> bytes:
    bitmap = page.render(scale=scale, grayscale=grey, rev_byteorder=not grey)
    try:
        rows = memoryview(bitmap.buffer).cast("B")
        wide = bitmap.width * bitmap.n_channels
        lines = b"".join(
            b"\0" + rows[at : at + wide]
            for at in range(0, bitmap.height * bitmap.stride, bitmap.stride)
        )
        if bitmap.n_channels not in (1, 3):
            raise ValueError(bitmap.n_channels)
        return _png(bitmap.width, bitmap.height, _GREY if grey else _RGB, lines)
    finally:
        bitmap.close()


def _png(width: int, height: int, colours: int, lines: bytes) -> bytes:
    """PNG without filters: half of the time that Pillow takes, and type is mostly white."""
    head = struct.pack(">IIBBBBB", width, height, 8, colours, 0, 0, 0)
    packed = zlib.compress(lines, 1)
    chunks = ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def main() -> None:
    """Answer until nobody asks any more. The argument is the folder of the editions."""
    die_with_parent()
    pipes = Pipes()
    confine([Path(sys.argv[1])])
    drawer = Drawer()
    with suppress(BrokenWireError):
        while True:
            pipes.tell(_answer(drawer, pipes.hear()))


def _answer(drawer: Drawer, call: Call) -> Answer:
    """Each call is of a method of the drawer's."""
    try:
        if call.name in ("open", "pull"):
            getattr(drawer, call.name)(*call.arguments)
            return Answer(call.id)
        return Answer(call.id, drawer.picture(*call.arguments))
    except Exception as error:  # whatever PDFium says of a page: the next may be well
        return Answer(call.id, None, type(error).__name__, str(error))


if __name__ == "__main__":
    main()
