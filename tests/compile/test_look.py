"""The look of the house, measured on a finished book: docs/look.md."""

import pypdfium2
import pytest

from huozi.values.length import to_mm
from tests.books import make_book
from tests.pressing import article, press

FRONT = ["half-title", "title-page", "contents"]
HALF_TITLE, TITLE_PAGE, CONTENTS, OPENING, VERSO = 0, 2, 4, 6, 7


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    """The characters of each page with their boxes: left, bottom, right, top."""
    folder = tmp_path_factory.mktemp("look")
    book = make_book(folder, {"甲.md": article("国国国国", 40)}, {"front": FRONT, "title": "书名"})
    with pypdfium2.PdfDocument(press(book).output) as document:
        pages = [page.get_textpage() for page in document]
        return [
            [(text.get_text_range(i, 1), text.get_charbox(i)) for i in range(text.count_chars())]
            for text in pages
        ]


def middle(page, char: str) -> tuple[float, float]:
    """The middle of the first such character, across and up, in points."""
    left, low, right, high = next(box for shown, box in page if shown == char)
    return (left + right) / 2, (low + high) / 2


def test_both_titles_stand_on_one_height(sheets) -> None:
    _, half = middle(sheets[HALF_TITLE], "书")
    _, whole = middle(sheets[TITLE_PAGE], "书")
    assert half == pytest.approx(whole, abs=1)


def test_dots_of_a_leader_stand_at_half_the_height_of_the_line(sheets) -> None:
    _, dot = middle(sheets[CONTENTS], "·")
    _, han = middle(sheets[CONTENTS], "国")
    assert dot == pytest.approx(han, abs=1)


def test_page_numbers_of_the_contents_are_plain_and_end_at_the_right_edge(sheets) -> None:
    shown = "".join(char for char, _ in sheets[CONTENTS])
    assert "(" not in shown
    dots = [box[2] for char, box in sheets[CONTENTS] if char == "·"]
    (number,) = [box for char, box in sheets[CONTENTS] if char == "1" and box[0] > dots[-1]]
    assert to_mm(number[2]) == pytest.approx(140 - 19, abs=0.4)


def test_the_folio_stands_ten_to_twelve_millimetres_above_the_trim(sheets) -> None:
    for page in (OPENING, VERSO):
        char, (_, low, _, high) = sheets[page][-1]
        assert char.isdigit()
        assert 10 <= to_mm(low) <= 12
        assert high - low == pytest.approx(7.3, abs=0.4)  # a figure of 10 points
