"""The three styles, each with a book of its kind: what is seen of it on the pages."""

import shutil
from functools import cache
from itertools import pairwise

import pypdfium2
import pytest

from huozi.values.length import mm
from tests.books import entry, make_book
from tests.pressing import ROOT, Report, lasting_folder, press

BOOKS = ROOT / "tests" / "books" / "styles"
STYLES = ("party-press", "literary", "technical")


@cache
def made(style: str) -> Report:
    return press(shutil.copytree(BOOKS / style, lasting_folder() / "styles" / style))


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


SHOWN = ("half-title", "title-page", "copyright")


@pytest.mark.slow
@pytest.mark.parametrize("trim", ["64开", "A6"])
@pytest.mark.parametrize("style", ["", *STYLES])
def test_pages_that_show_little_stay_one_page_each_in_a_pocket(tmp_path, style, trim) -> None:
    """Their type and white shrink with the trim; neither is a line left for the page behind."""
    book = {
        "title": "石桥镇文史资料选编第三辑", "subtitle": "一九四九至二〇二〇",
        "editor": "石桥镇志编纂委员会", "issuer": "中共石桥镇委员会　石桥镇人民政府",
        "material": "none", "format": {"trim": trim}, "front": [*SHOWN],
        "parts": [{"title": "第一部分　往事钩沉与人物春秋", "entries": ["甲.md"]}],
    }  # fmt: skip
    named = {"style": style} if style else {}
    edition = press(make_book(tmp_path, {"甲.md": entry("正文。")}, book | named)).edition
    shown = [page for page in edition.page_map.pages if page.unit_id.startswith((*SHOWN, "part"))]
    assert {page.page for page in shown} <= {0, None}  # the first of each, and blank versos
    assert [page.page for page in shown].count(0) == 4


@pytest.mark.slow
def test_a_couplet_of_seven_characters_is_one_line_in_a_literary_book(tmp_path) -> None:
    verse = "::: 诗\n红军不怕远征难，万水千山只等闲。\n:::\n"
    book = {"style": "literary", "format": {"trim": "32开"}, "entries": ["甲.md"]}
    report = press(make_book(tmp_path, {"甲.md": entry(verse)}, book))
    with pypdfium2.PdfDocument(report.output) as document:
        shown = "\n".join(page.get_textpage().get_text_range() for page in document)
    assert "红军不怕远征难，万水千山只等闲。" in shown


@pytest.mark.slow
@pytest.mark.parametrize("style", ["", *STYLES])
def test_every_level_of_a_list_stands_farther_in(tmp_path, style: str) -> None:
    levels = "\n".join(f"{'  ' * level}- 第{name}层" for level, name in enumerate("一二三四五"))
    named = {"style": style} if style else {}
    report = press(make_book(tmp_path, {"甲.md": entry(levels)}, {"front": []} | named))
    lefts = []
    with pypdfium2.PdfDocument(report.output) as document:
        text = document[0].get_textpage()
        for name in "一二三四五":
            at, _ = text.search(f"第{name}层").get_next()
            lefts.append(text.get_charbox(at)[0])
    steps = [after - before for before, after in pairwise(lefts)]
    assert steps == pytest.approx([1.5 * 10.5] * 4, abs=0.6)
