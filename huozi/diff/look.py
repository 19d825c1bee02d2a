"""Read a PDF with PDFium: pages as lines of text, pictures of pages, the outline.

A third reader, neither the one that writes nor the one that proves: what it draws is what a reader
sees. Only what lies inside the trim counts: slug and marks of a press file are not the book.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from huozi.diff.page import ComparedPage, gathered
from huozi.values.errors import InputError
from huozi.values.manuscript import finding

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PAGES = 5_000
_FILE_BYTES = 512 << 20
_PAGE_CHARS = 100_000
_MOST_MARKS = 20_000
_MOST_TITLE = 200  # characters
_MOST_PIXELS = 1600  # on the longer side, whatever a page says of its size
_DEPTH = 15
_ENTRY_LEVELS = 2  # parts and entries; what lies deeper are headings

Mark = tuple[str, str]  # title, name of its page


class OpenedFile:
    """One file, opened."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self.pages = tuple(self._page(index) for index in range(len(pdf)))

    def _page(self, index: int) -> ComparedPage:
        page = self._pdf[index]
        left, bottom, right, top = page.get_trimbox()
        label = self._pdf.get_page_label(index) or ""
        chars = []
        text = page.get_textpage()
        x, y = ctypes.c_double(), ctypes.c_double()
        for at in range(min(text.count_chars(), _PAGE_CHARS)):
            code = raw.FPDFText_GetUnicode(text, at)
            if code <= 32 or code in (0xA0, 0x3000, 0xFFFE):
                continue
            raw.FPDFText_GetCharOrigin(text, at, x, y)
            if left <= x.value <= right and bottom <= y.value <= top:
                chars.append((x.value - left, top - y.value, chr(min(code, 0x10FFFF))))
        text.close()
        page.close()
        return ComparedPage(index, label, right - left, top - bottom, gathered(chars))

    def draw(self, index: int, dots_per_inch: float, dx_pt: float = 0.0) -> "Image":
        """A page as cut, in grey; `dx_pt` moves the view sideways, over its edge."""
        page = self._pdf[index]
        left, bottom, right, top = page.get_trimbox()
        media = page.get_mediabox()
        page.set_mediabox(left + dx_pt, bottom, right + dx_pt, top)
        page.set_cropbox(left + dx_pt, bottom, right + dx_pt, top)
        longer = max(right - left, top - bottom, 1.0)
        scale = min(dots_per_inch / 72, _MOST_PIXELS / longer)
        drawn = page.render(scale=scale, grayscale=True, may_draw_forms=False)
        picture: Image = drawn.to_pil().convert("L")
        page.set_mediabox(*media)
        page.set_cropbox(left, bottom, right, top)
        page.close()
        return picture

    def marks(self) -> list[Mark]:
        """Parts and entries from the outline, with the label of the page each opens on."""
        found = []
        for item in self._pdf.get_toc(max_depth=_DEPTH):
            target = item.get_dest() if item.level < _ENTRY_LEVELS else None
            index = target.get_index() if target else None
            if index is not None and 0 <= index < len(self.pages):
                found.append((item.get_title()[:_MOST_TITLE], self.pages[index].name))
            if len(found) >= _MOST_MARKS:
                break
        return found


@contextmanager
def opened(path: Path) -> Iterator[OpenedFile]:
    """A file, read. Raises InputError when it is too large, damaged, or behind a password."""
    if path.stat().st_size > _FILE_BYTES:
        raise InputError([finding("diff-too-large", name=path.name, limit=_FILE_BYTES >> 20)])
    try:
        pdf = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        code = "diff-encrypted" if "password" in str(error).lower() else "diff-damaged"
        raise InputError([finding(code, name=path.name)]) from error
    try:
        if not 0 < len(pdf) <= MOST_PAGES:
            raise InputError(
                [finding("diff-pages", name=path.name, found=len(pdf), limit=MOST_PAGES)]
            )
        yield OpenedFile(pdf)
    except pdfium.PdfiumError as error:
        raise InputError([finding("diff-damaged", name=path.name)]) from error
    finally:
        pdf.close()
