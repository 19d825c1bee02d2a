"""A book made for tests of spots, and what PDFium sees on its pages."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pypdfium2

from huozi.press import Order, made_up, open_press, print_off
from huozi.progress import Progress
from huozi.read.source import Source
from huozi.spots.spots import Spots
from huozi.spots.values import SourceSpot
from huozi.values.pages import Forme


@dataclass
class SpottedBook:
    """A pressed book, its spots, and its finished pages as another library reads them."""

    folder: Path
    forme: Forme
    pdf: bytes

    @cached_property
    def spots(self) -> Spots:
        return Spots(self.forme, self.typed)

    def typed(self, file: str) -> str:
        return Source(self.folder).peek(file)

    @cached_property
    def pages(self) -> list[list[tuple[str, float, float]]]:
        """The characters of each page, without white, each with its middle from the top left."""
        with pypdfium2.PdfDocument(self.pdf) as document:
            return [_characters(page) for page in document]

    def at(self, page: int, words: str, nth: int = 0) -> list[SourceSpot | None]:
        """What stands at each character of words on a page."""
        characters = self.pages[page]
        text = "".join(character for character, _, _ in characters)
        start = -1
        for _ in range(nth + 1):
            start = text.index(words, start + 1)
        return [self.spots.spot(page, x, y) for _, x, y in characters[start : start + len(words)]]

    def page_of(self, words: str, nth: int = 0) -> int:
        """The page that shows words, the nth of them."""
        found = [n for n in range(len(self.pages)) if words in self.text(n)]
        return found[nth]

    def text(self, page: int) -> str:
        return "".join(character for character, _, _ in self.pages[page])

    def offsets(self, page: int, words: str, nth: int = 0) -> tuple[str, list[int]]:
        """File and offsets of the characters of words on a page."""
        found = self.at(page, words, nth)
        assert all(found), (words, found)
        (file,) = {spot.file for spot in found if spot}
        return file, [spot.offset for spot in found if spot]


def _characters(page: pypdfium2.PdfPage) -> list[tuple[str, float, float]]:
    text, height = page.get_textpage(), page.get_height()
    found = []
    for at in range(text.count_chars()):
        character = text.get_text_range(at, 1)
        if character.strip() and character != "\ufffe":
            left, bottom, right, top = text.get_charbox(at, loose=True)
            found.append((character, (left + right) / 2, height - (bottom + top) / 2))
    return found


def spotted(folder: Path) -> SpottedBook:
    """Press a book and open it."""
    order = Order(folder, folder / "output" / "book.pdf", jobs=1)
    with open_press(order, Progress(quiet=True)) as press:
        forme = made_up(press)
        return SpottedBook(folder, forme, print_off(forme, press).pdf)
