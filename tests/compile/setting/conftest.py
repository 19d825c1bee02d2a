"""Tiny documents, laid out and read back."""

import io
import re
import subprocess
from dataclasses import dataclass
from itertools import groupby

import pikepdf
import pypdf
import pypdfium2
import pytest

from huozi.compile.engine.library import HTML, FontConfiguration, boxes
from huozi.compile.hooks import hooks
from huozi.compile.setting import SettingReport, document
from huozi.values.style import LineStyle

PT = 0.75
SIZE = 10.0
HOUSE = """
@page { size: 600pt 800pt; margin: 50pt }
html { font: 10pt/16pt "Noto Serif CJK SC"; text-align: justify }
body { margin: 0 }
p { margin: 0 }
"""


@dataclass(frozen=True)
class Glyph:
    """A painted glyph, in points from the left edge of the page, and its end."""

    text: str
    x: float
    y: float
    end: float
    size: float
    font: str


class Laid:
    """A document that has been laid out."""

    def __init__(self, html: str, style: LineStyle | None, fonts: FontConfiguration) -> None:
        self.report = SettingReport()
        page = HTML(string=html)
        if style is None:
            self.document = page.render(font_config=fonts)
        else:
            with hooks().in_force(), document(style) as self.report:
                self.document = page.render(font_config=fonts)
        self._pdf: bytes | None = None

    @property
    def pdf(self) -> bytes:
        if self._pdf is None:
            with hooks().in_force():
                self._pdf = self.document.write_pdf(uncompressed_pdf=True)
        return self._pdf

    @property
    def boxes(self):
        return [
            box
            for page in self.document.pages
            for box in page._page_box.descendants(placeholders=True)
        ]

    @property
    def lines(self):
        return [box for box in self.boxes if isinstance(box, boxes.LineBox)]

    @property
    def trace(self) -> list[str]:
        """Each line as text between the edges of its measure: `│一是班子建设│`."""
        return [f"│{text_of(line)}│" for line in self.lines]

    # ------------------------------------------------------------------------- read back

    @property
    def streams(self) -> list[str]:
        with pikepdf.open(io.BytesIO(self.pdf)) as pdf:
            return [page.Contents.read_bytes().decode("latin-1") for page in pdf.pages]

    @property
    def glyphs(self) -> list[Glyph]:
        """What a PDF reader paints, worked out from the operators and the fonts' widths."""
        with pikepdf.open(io.BytesIO(self.pdf)) as pdf:
            return [glyph for page in pdf.pages for glyph in _painted(page)]

    @property
    def painted_lines(self) -> list[list[Glyph]]:
        """Glyphs by baseline, from left to right; blanks that fill gaps left out."""
        shown = [glyph for glyph in self.glyphs if glyph.text]
        ordered = sorted(shown, key=lambda glyph: (-round(glyph.y, 1), glyph.x))
        return [list(line) for _, line in groupby(ordered, key=lambda glyph: round(glyph.y, 1))]

    def extracted(self, reader: str) -> str:
        """The text as another program reads it, without line ends."""
        return re.sub(r"[\r\n\f]", "", READERS[reader](self.pdf))


def text_of(line) -> str:
    return "".join(box.text for box in line.descendants() if isinstance(box, boxes.TextBox))


def _pypdf(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def _pdfium(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as opened:
        texts = []
        for page in opened:
            text = page.get_textpage()
            texts.append(text.get_text_range())
            text.close()
            page.close()
    return "".join(texts)


def _poppler(pdf: bytes) -> str:
    run = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return run.stdout.decode()


READERS = {"pypdf": _pypdf, "pdfium": _pdfium, "poppler": _poppler}


def _painted(page):
    fonts = {
        name: (_widths(font), _texts(font), str(font.BaseFont))
        for name, font in page.Resources.Font.items()
    }
    matrix, text_matrix, font, size, spacing = (1, 0, 0, 1, 0, 0), None, None, 0.0, 0.0
    stack = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "q":
                stack.append(matrix)
            case "Q":
                matrix = stack.pop()
            case "cm":
                matrix = _times([float(n) for n in operands], matrix)
            case "Tf":
                font, size = fonts[str(operands[0])], float(operands[1])
            case "Tc":
                spacing = float(operands[0])
            case "Tm":
                text_matrix = [float(n) for n in operands]
            case "TJ" | "Tj":
                shown = operands[0] if str(operator) == "TJ" else [operands[0]]
                for item in shown:
                    if not isinstance(item, pikepdf.String):
                        text_matrix = _times(
                            (1, 0, 0, 1, -float(item) * size / 1000, 0), text_matrix
                        )
                        continue
                    raw = bytes(item)
                    for at in range(0, len(raw), 2):
                        glyph = int.from_bytes(raw[at : at + 2], "big")
                        x0, y0 = _times(text_matrix, matrix)[4:]
                        width = font[0][glyph] * size / 1000
                        end = _times((1, 0, 0, 1, width, 0), text_matrix)
                        x1, _ = _times(end, matrix)[4:]
                        scale = abs(matrix[0])
                        yield Glyph(font[1][glyph], x0, y0, x1, size * scale, font[2])
                        move = width + spacing
                        text_matrix = _times((1, 0, 0, 1, move, 0), text_matrix)


def _times(m, n):
    return [
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    ]


def _widths(font) -> dict[int, float]:
    widths, items = {}, list(font.DescendantFonts[0].W)
    for first, run in zip(items[::2], items[1::2], strict=True):
        widths.update({int(first) + i: float(width) for i, width in enumerate(run)})
    return widths


def _texts(font) -> dict[int, str]:
    cmap = font.ToUnicode.read_bytes().decode()
    pairs = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]*)>\n", cmap)
    return {
        int(glyph, 16): bytes.fromhex(code).decode("utf-16-be")
        for glyph, code in pairs
        if glyph != "0000" or code != "ffff"
    }


@pytest.fixture(scope="session")
def lay():
    """Lay out the body of a document; `style=None` is WeasyPrint without us."""
    fonts = FontConfiguration()

    def lay(
        body: str, css: str = "", style: LineStyle | None = LineStyle(), em: float = 12
    ) -> Laid:
        measure = f"body {{ width: {em * SIZE}pt }}"
        head = f"<html lang=zh-CN><style>{HOUSE}{measure}{css}</style>"
        return Laid(head + body, style, fonts)

    return lay
