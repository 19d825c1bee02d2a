"""Draw the pictures of docs/ anew, from the books of `tests/books`.

    python scripts/pictures.py [NAME...]

NAME is the name of a picture without `.png`; without one all are drawn. Pictures that show how the
house's pages looked before (`docs/pictures/look`, but `fang`) can't be: those pages are gone.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pypdfium2
from msgspec import Struct
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

BOOKS, PICTURES = ROOT / "tests" / "books", ROOT / "docs" / "pictures"
FRONT_PAGES = 4  # of a book of elements: title page and contents, which name what stands in it
GREYS = 16
MARGIN_PT = 6


class Crop(Struct, frozen=True):
    """A strip of a page, as wide as that: from above the line with `text`, so many points high."""

    name: str
    book: str
    text: str
    height_pt: float
    above_pt: float = 0  # how much further up it begins
    page: int = 0  # so many pages behind the one with the text
    dpi: int = 110


class Row(Struct, frozen=True):
    """Pages side by side, by their place in the file."""

    name: str
    book: str
    pages: tuple[int, ...]
    dpi: int = 72


ELEMENTS = (
    Crop("title", "elements/notes", "乡志编纂札记", 168),
    Crop("headings", "elements/text", "一、访求", 182),
    Crop("quotation", "elements/text", "旧志的凡例里有一段话", 140),
    Crop("verse", "elements/text", "志稿写成以后", 240),
    Crop("notes", "elements/notes", "县境的四至", 330),
    Crop("continued-note", "elements/notes", "二、山川", 300, 1000, page=1),
    Crop("table", "elements/tables", "各乡党员人数", 120),
    Crop("ruled", "elements/tables", "机构与人员", 165),
    Crop("continued-table", "elements/tables", "续表", 151, 30),
    Crop("turned", "elements/tables", "横排的宽表", 575, 1000, dpi=70),
    Crop("figure", "elements/figures", "会场全景", 262, 215),
    Crop("official", "elements/documents", "特此通知", 282, 84),
)
STYLES = tuple(
    Row(f"{style}-{name}", f"styles/{style}", pages)
    for style, rows in (
        ("party-press", {"front": (3, 7, 9), "text": (11, 12, 19)}),
        ("literary", {"front": (3, 7, 9), "text": (11, 12, 15)}),
        ("technical", {"front": (1, 3, 5), "text": (7, 9, 10)}),
    )
    for name, pages in rows.items()
)
#: One page of a document in three faces: ours, 宋, and 楷 in its place.
FACES = ("", "Noto Serif CJK SC", "LXGW WenKai")
FANG_PAGE, FANG_DPI = 12, 78


@cache
def made(book: str, fang: str = "") -> pypdfium2.PdfDocument:
    """A book of `tests/books`, made anew."""
    import huozi

    folder = Path(tempfile.mkdtemp(prefix="huozi-pictures-")) / "book"
    shutil.copytree(BOOKS / book, folder)
    if fang:
        with (folder / "content" / "book.yaml").open("a", encoding="utf-8") as file:
            file.write(f"fonts: {{fang: {fang}}}\n")
    edition = huozi.make(folder)
    shutil.rmtree(folder.parent)
    return pypdfium2.PdfDocument(edition.pdf)


def drawn(page: pypdfium2.PdfPage, dpi: int) -> Image.Image:
    """A page in greys."""
    return page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")


def crop(shot: Crop) -> Image.Image:
    """What a crop shows. Raises LookupError where the book has not its text."""
    document = made(shot.book)
    for number in range(FRONT_PAGES, len(document)):
        text = document[number].get_textpage()
        if found := text.search(shot.text).get_next():
            page = document[number + shot.page]
            top_pt = page.get_height() - text.get_charbox(found[0])[3]
            begins_pt = max(0, top_pt - MARGIN_PT - shot.above_pt)
            ends_pt = min(page.get_height(), begins_pt + shot.height_pt)
            scale = shot.dpi / 72
            image = drawn(page, shot.dpi)
            return image.crop((0, round(begins_pt * scale), image.width, round(ends_pt * scale)))
    raise LookupError(f"{shot.book}: {shot.text}")


def abreast(images: Sequence[Image.Image]) -> Image.Image:
    """Pictures side by side, parted and edged by grey."""
    gap = 8
    width = sum(image.width + gap for image in images) + gap
    whole = Image.new("L", (width, images[0].height + 2 * gap), 160)
    left = gap
    for image in images:
        whole.paste(image, (left, gap))
        left += image.width + gap
    return whole


def pictures() -> Iterator[tuple[Path, object]]:
    """Where each picture lies, and what draws it."""
    for shot in ELEMENTS:
        yield PICTURES / "elements" / f"{shot.name}.png", lambda shot=shot: crop(shot)
    for row in STYLES:
        yield (
            PICTURES / "styles" / f"{row.name}.png",
            lambda row=row: abreast([drawn(made(row.book)[n - 1], row.dpi) for n in row.pages]),
        )
    yield (
        PICTURES / "look" / "fang.png",
        lambda: abreast(
            [drawn(made("styles/party-press", face)[FANG_PAGE - 1], FANG_DPI) for face in FACES]
        ),
    )


def main(names: Sequence[str]) -> None:
    """Draw the pictures with these names, or all."""
    for path, draw in pictures():
        if not names or path.stem in names:
            image = draw().quantize(GREYS)  # type: ignore[operator]
            path.parent.mkdir(parents=True, exist_ok=True)
            image.save(path, optimize=True)
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
