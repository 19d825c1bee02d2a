"""The three styles, each with a book of its kind: what is seen of it on the pages."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pypdfium2
import pytest

from huozi.values.length import mm
from tests.pressing import ROOT, Report, press

BOOKS = ROOT / "tests" / "books" / "styles"
STYLES = ("party-press", "literary", "technical")


@cache
def made(style: str) -> Report:
    folder = Path(mkdtemp(prefix="huozi-styles-")) / style
    return press(shutil.copytree(BOOKS / style, folder))


@cache
def words(style: str) -> tuple[str, ...]:
    with pypdfium2.PdfDocument(made(style).output) as document:
        return tuple(page.get_textpage().get_text_range() for page in document)


def middles(style: str, wanted: str) -> list[float]:
    """The middles of all places with these words, from the left edge of their pages in points."""
    found = []
    with pypdfium2.PdfDocument(made(style).output) as document:
        for page in document:
            text = page.get_textpage()
            places = text.search(wanted)
            while place := places.get_next():
                boxes = [text.get_charbox(place[0] + at) for at in range(place[1])]
                found.append((boxes[0][0] + boxes[-1][2]) / 2)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
def test_a_book_of_its_kind_is_made_without_conversion(style: str) -> None:
    """What is told is of its lines and page ends, and of a machine without the font."""
    codes = {found.code for found in made(style).findings}
    assert codes <= {"page-short", "line-underfull", "fang-missing"}


@pytest.mark.slow
def test_documents_bear_numbers_between_dashes() -> None:
    text = "\n".join(words("party-press"))
    assert all(f"— {number} —" in text for number in (1, 2, "vii"))


@pytest.mark.slow
def test_a_literary_page_has_outer_margins_of_twice_the_inner() -> None:
    """The middle of the type area is the middle of what stands in its middle: part titles."""
    inner = (mm(140) - 25 * 10.5) / 3
    assert middles("literary", "野草")[-1] == pytest.approx(inner + 25 * 10.5 / 2, abs=1.5)


@pytest.mark.slow
def test_sections_of_a_technical_book_are_numbered_in_text_and_contents() -> None:
    pages = words("technical")
    for title in ("1.1", "2.1"):
        assert sum(title in page for page in pages) >= 2
    opening = next(page for page in pages if "这一章写" in page)
    assert "1" in opening[: opening.index("断行")]
