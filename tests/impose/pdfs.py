"""PDFs made for the tests, and sheets read back: what stands where, which way up."""

import ctypes
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from pikepdf import Array, Dictionary, Name

from huozi.impose.frame import NO_ROOM
from huozi.impose.paper import Size, parse_sheet
from huozi.impose.plan import ImpositionOrder
from huozi.values.length import mm

PAGE = Size(mm(100), mm(140))


def upright(words: str, page: Size, rotate: int = 0, size: float = 20) -> bytes:
    """A word centred on a page whose /Rotate is as given, so that it is read upright."""
    width, height = (page.height_pt, page.width_pt) if rotate in (90, 270) else (
        page.width_pt, page.height_pt,
    )  # fmt: skip
    a, b = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[rotate]
    half, up = len(words) * size * 0.278, size * 0.36  # Helvetica's figures: 0.556 × 0.72 em
    x, y = width / 2 - half * a + up * b, height / 2 - half * b - up * a
    return f"BT /F {size} Tf {a} {b} {-b} {a} {x:.3f} {y:.3f} Tm ({words}) Tj ET".encode()


def font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )


def page(pdf: pikepdf.Pdf, content: bytes | pikepdf.Object, box: Size, **more) -> None:
    """Append a page."""
    held = pdf.make_stream(content) if isinstance(content, bytes) else content
    keys = {
        "Type": Name.Page,
        "MediaBox": Array([0, 0, box.width_pt, box.height_pt]),
        "Resources": Dictionary(Font=Dictionary(F=font(pdf))),
        "Contents": held,
    }
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(Dictionary(**(keys | more)))))


def numbered(
    path: Path,
    count: int,
    size: Size = PAGE,
    rotations: Sequence[int] = (0,),
    sizes: Sequence[Size] = (),
    **info: str,
) -> Path:
    """A PDF of pages that say 1, 2, 3 … in their middle. `rotations` and `sizes` go in turn."""
    with pikepdf.new() as pdf:
        for number in range(count):
            rotate = rotations[number % len(rotations)]
            shown = sizes[number % len(sizes)] if sizes else size
            box = shown.turned if rotate in (90, 270) else shown
            content = upright(str(number + 1), shown, rotate)
            page(pdf, content, box, **({"Rotate": rotate} if rotate else {}))
        for key, value in info.items():
            pdf.docinfo[Name(f"/{key}")] = value
        pdf.save(path)
    return path


def job(source: Path, sheet: str = "A3", **more) -> ImpositionOrder:
    """A job with nothing on the sheets but pages."""
    bare = {"marks": False, "slug": False, "room": NO_ROOM, "caliper_pt": 0.0}
    return ImpositionOrder(
        source, source.with_name("sheets.pdf"), parse_sheet(sheet), **(bare | more)
    )


# ---------------------------------------------------------------------------- reading back


@dataclass(frozen=True)
class Word:
    """A word on a sheet: its middle in points from the lower left, and its clockwise angle."""

    text: str
    x: float
    y: float
    angle: int


def words(data: bytes) -> list[list[Word]]:
    """The words of every page, as pdfium sees them."""
    with pdfium.PdfDocument(data) as pdf:
        return [_words(page) for page in pdf]


def _words(page) -> list[Word]:
    text = page.get_textpage()
    characters = raw.FPDFText_CountChars(text)
    runs: list[list[tuple[str, tuple[float, ...], int]]] = [[]]
    for index in range(characters):
        char = chr(raw.FPDFText_GetUnicode(text, index))
        if char.isspace():
            runs.append([])
            continue
        box = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
        angle = round(raw.FPDFText_GetCharAngle(text, index) * 57.29578) % 360
        runs[-1].append((char, (box.left, box.right, box.bottom, box.top), angle))
    return [_word(run) for run in runs if run]


def _word(run) -> Word:
    boxes = [box for _, box, _ in run]
    left, right = min(b[0] for b in boxes), max(b[1] for b in boxes)
    bottom, top = min(b[2] for b in boxes), max(b[3] for b in boxes)
    angles = {angle for _, _, angle in run}
    assert len(angles) == 1
    return Word("".join(c for c, _, _ in run), (left + right) / 2, (bottom + top) / 2, *angles)


def figures(data: bytes) -> list[list[Word]]:
    """The page numbers on every side."""
    return [[w for w in side if re.fullmatch(r"\d+", w.text)] for side in words(data)]


def tables(sides: Iterable[Sequence[Word]]) -> list[dict[tuple[int, int], tuple[int, int]]]:
    """(row, column) → (page index, rotation) of every side, from where the numbers stand."""
    sides = list(sides)
    columns = _ranks(word.x for side in sides for word in side)
    rows = _ranks(-word.y for side in sides for word in side)
    return [
        {
            (_rank(rows, -word.y), _rank(columns, word.x)): (int(word.text) - 1, word.angle)
            for word in side
        }
        for side in sides
    ]


_APART = 40.0  # points: less than any cell, more than any creep


def _ranks(values: Iterable[float]) -> list[float]:
    starts: list[float] = []
    for value in sorted(values):
        if not starts or value - starts[-1] > _APART:
            starts.append(value)
    return starts


def _rank(starts: Sequence[float], value: float) -> int:
    return max(i for i, start in enumerate(starts) if value >= start - 1e-6)


def raster(data: bytes, index: int, dpi: int = 60):
    """A page as a grey picture."""
    with pdfium.PdfDocument(data) as pdf:
        return pdf[index].render(scale=dpi / 72).to_pil().convert("L")


def saved(pdf: pikepdf.Pdf, path: Path, **how) -> Path:
    buffer = io.BytesIO()
    pdf.save(buffer, **how)
    path.write_bytes(buffer.getvalue())
    return path
