"""Misnamed sheets and templates of a book are told by check and build alike."""

from pathlib import Path

import pytest

from huozi.compile.house import read_house
from huozi.files import house_dir
from huozi.jobs.check import check_book
from tests.books import make_book
from tests.pressing import press


def told(book: Path) -> list[tuple[str, str, str]]:
    house = read_house(house_dir(), book)
    return [(f.code, f.place.file, dict(f.params).get("near", "")) for f in house.idle]


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("styles/artcle.css", "article.css"),
        ("styles/article.CSS", "article.css"),
        ("styles/entry.scss", "entry.css"),
        ("styles/article.css.txt", "article.css"),
        ("templates/title_page.html", "title-page.html"),
        ("templates/part.htm", "part.html"),
        ("styles/正文.css", ""),
    ],
)
def test_a_file_that_nothing_uses_is_told(tmp_path: Path, path: str, near: str) -> None:
    book = make_book(tmp_path, files={path: ".x {}\n"})
    code = "house-idle-near" if near else "house-idle"
    assert told(book) == [(code, path, near)]


@pytest.mark.parametrize(
    "files",
    [
        {"styles/article.css": '@import "颜色.css";\n', "styles/颜色.css": ".x {}\n"},
        {"styles/base.css": "", "styles/afterword.css": "", "styles/folio-foot-centre.css": ""},
        {"templates/article.html": '{% include "名.html" %}', "templates/名.html": ""},
        {"styles/README.md": "", "styles/.hidden": "", "styles/old/x.css": ""},
        {"styles/own/style.yaml": "line: {gap: 0}\n", "styles/own/article.css": ""},
    ],
)
def test_what_is_used_is_not_told(tmp_path: Path, files: dict[str, str]) -> None:
    assert told(make_book(tmp_path, files=files)) == []


def test_files_of_a_style_of_its_own_are_told_where_it_is_chosen(tmp_path: Path) -> None:
    book = make_book(
        tmp_path, files={"styles/own/style.yaml": "", "styles/own/artcle.css": ".x {}\n"}
    )
    house = read_house(house_dir(), book, "own")
    assert [found.place.file for found in house.idle] == ["styles/own/artcle.css"]


def test_check_and_build_say_the_same(tmp_path: Path) -> None:
    book = make_book(tmp_path, files={"styles/artcle.css": ".x {}\n"})
    checked = [f for f in check_book(book).findings if f.code.startswith("house-idle")]
    built = [f for f in press(book).findings if f.code.startswith("house-idle")]
    assert checked == built != []
