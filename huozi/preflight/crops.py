"""Pictures of faulty places, for the report: the place framed, with some of the page around it.

pdfium draws them: another library than the one that judges, so a picture shows what a reader sees.
"""

from collections.abc import Sequence
from pathlib import Path

from huozi.pdf.boxes import Box
from huozi.webpage import data_uri

_AROUND_PT = 36.0
_WIDEST_PX, _MOST_SCALE = 640, 3.0
_FRAME, _COLOURS = (200, 30, 30), 64


def crops(path: Path, places: Sequence[tuple[int, Box | None]]) -> list[str]:
    """A PNG as a data URI for each place (page from 1, box; without one the whole page).

    A place that can't be drawn gives an empty string.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:  # what qpdf mends, PDFium need not
        return [""] * len(places)
    with document:
        return [_crop(document, number, box) for number, box in places]


def _crop(document: object, number: int, box: Box | None) -> str:
    import pypdfium2
    from PIL import ImageDraw

    try:
        page = document[number - 1]  # type: ignore[index]
        page.set_rotation(0)
        media = Box(*page.get_mediabox())
        page.set_cropbox(*media)
        shown = media if box is None else box.grown(_AROUND_PT).cut(media)
        if shown.empty or not shown.width or not shown.height:
            return ""
        scale = min(_MOST_SCALE, _WIDEST_PX / max(shown.width, shown.height))
        margins = (
            shown.left - media.left,
            shown.bottom - media.bottom,
            media.right - shown.right,
            media.top - shown.top,
        )
        image = page.render(scale=scale, crop=margins).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, ValueError, IndexError, MemoryError):
        return ""
    if box is not None:
        frame = (
            max(0, round((box.left - shown.left) * scale) - 2),
            max(0, round((shown.top - box.top) * scale) - 2),
            min(image.width - 1, round((box.right - shown.left) * scale) + 2),
            min(image.height - 1, round((shown.top - box.bottom) * scale) + 2),
        )
        if frame[0] < frame[2] and frame[1] < frame[3]:
            ImageDraw.Draw(image).rectangle(frame, outline=_FRAME, width=2)
    return data_uri(image, _COLOURS)
