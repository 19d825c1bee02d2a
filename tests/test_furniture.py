"""Running heads and folios on the pages of finished books, as another library reads them."""

from pathlib import Path

import pypdfium2
import pytest

from huozi.values.length import mm
from tests.books import entry, make_book
from tests.pressing import SENTENCE, press

SECTION = f"{SENTENCE * 6}\n\n" * 3
SECTIONS = ("一、东", "二、西", "三、南", "四、北")
BODY = "".join(f"{title}\n\n{SECTION}" for title in SECTIONS)
PARTS = [{"title": "上篇", "entries": ["a.md"]}, {"title": "下篇", "entries": ["b.md"]}]


def lines(path: Path) -> list[list[tuple[str, float, float]]]:
    """For each page its lines, from the top: text without blanks, left edge and baseline."""
    found = []
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            text = page.get_textpage()
            rows: dict[float, list[tuple[float, str]]] = {}
            for at in range(text.count_chars()):
                left, bottom, *_ = text.get_charbox(at, loose=True)
                if char := text.get_text_range(at, 1).strip():
                    rows.setdefault(round(bottom), []).append((left, char))
            found.append(
                [
                    ("".join(char for _, char in sorted(row)), min(row)[0], float(y))
                    for y, row in sorted(rows.items(), reverse=True)
                ]
            )
    return found


def made(folder: Path, **book) -> list[list[tuple[str, float, float]]]:
    entries = {"a.md": entry(BODY, title="甲"), "b.md": entry(BODY, title="乙")}
    keys = {"front": [], "parts": PARTS, "format": {"trim": "A5"}, **book}
    files = {"content/前言.md": "序文。\n"} if keys["front"] else {}
    return lines(press(make_book(folder, entries, keys, files)).output)


#: `heads:` → what stands topmost on pages 2, a verso, and 3 to 5 of an entry
HEADS = {
    "the house": ({}, ["书名", "甲", "书名", "甲"]),
    "parts": ({"verso": "part"}, ["上篇", "甲", "上篇", "甲"]),
    "the same on both": ({"verso": "part", "recto": "part"}, ["上篇"] * 4),
    "the book on rectos": ({"verso": "none", "recto": "book"}, ["", "书名", "", "书名"]),
    "headings": ({"verso": "entry", "recto": "heading"}, ["甲", "三、南", "甲", "四、北"]),
    "first headings": ({"verso": "heading", "recto": "none"}, ["二、西", "", "四、北", ""]),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HEADS)
def test_running_heads(tmp_path, name):
    heads, told = HEADS[name]
    pages = made(tmp_path, heads=heads)
    first = [page[0] for page in pages[3:7]]
    assert [text if y > mm(190) else "" for text, _, y in first] == told


FORMS = {
    "{}": "2", "— {} —": "—2—", "第 {} 页": "第2页", "（{}）": "（2）", "{}/{last}": "2/11",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("place", ["foot-outer", "foot-centre", "head-outer"])
def test_folios_in_each_form_and_place(tmp_path, form, place):
    pages = made(tmp_path, folios={"form": form, "place": place})
    shown = FORMS[form]
    if place == "head-outer":
        text, left, _ = pages[3][0]
        assert text == f"{shown}书名"
    else:
        text, left, _ = pages[3][-1]
        assert text == shown
    spine, outer = mm(20), mm(26)
    assert left > mm(50) if place == "foot-centre" else spine < left < outer


@pytest.mark.slow
def test_front_matter_is_not_counted_among_all(tmp_path):
    """The pages of the body are counted in 2/9; a Roman number is none of them."""
    pages = made(tmp_path, front=[{"preface": "前言.md"}], folios={"form": "{}/{last}"})
    assert pages[0][-1][0] == "i"
