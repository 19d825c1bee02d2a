import re
from pathlib import Path

import pytest

from huozi.values.errors import InputError
from huozi.values.printing import Binding, Cover, Paper, Printing, Stock
from tests.books import ENTRY


@pytest.fixture
def book(read_book):
    """Keys of book.yaml → Manuscript."""

    def call(**keys):
        return read_book(entries={"甲.md": ENTRY}, book=keys).manuscript

    return call


def codes(error):
    return [(found.code, found.place.line) for found in error.value.findings]


def test_what_is_not_said_is_the_house(book):
    manuscript = book()
    assert (manuscript.printing, manuscript.cover) == (Printing(), Cover())


def test_printing_and_cover(book):
    manuscript = book(
        title="书名",
        printing={
            "paper": "light", "weight": 70, "bulk": 1.5, "binding": "sewn", "run": 500,
            "signature": 32, "colours": "full", "notes": ["覆膜"],
        },
        cover={
            "paper": "offset", "weight": 200, "spine_mm": 13.5, "spine_pages": 276,
            "flaps_mm": 80, "title_lines": ["书", "名"], "spine_title": "短", "blurb": ["一行"],
        },
    )  # fmt: skip
    assert manuscript.printing == Printing(
        Stock(Paper.LIGHT, 70, bulk=1.5), Binding.SEWN, 500, 32, False, ("覆膜",)
    )
    cover = manuscript.cover
    assert cover.stock == Stock(Paper.OFFSET, 200)
    assert (cover.spine_mm, cover.spine_pages, cover.flaps_mm) == (13.5, 276, 80)
    assert (cover.title_lines, cover.spine_title, cover.blurb) == (("书", "名"), "短", ("一行",))


def test_what_is_wrong_has_its_line(read_book):
    text = """\
title: 书名
entries: [甲.md]
printing:
  paper: newsprint
  weight: 9
  signature: 12
  binding: glue
cover:
  flaps_mm: 500
  bulk: heavy
"""
    with pytest.raises(InputError) as error:
        read_book(entries={"甲.md": ENTRY}, book=text)
    assert codes(error) == [
        ("unknown-value", 4),
        ("expected-integer", 5),
        ("unknown-value-near", 6),
        ("unknown-value", 7),
        ("expected-number", 9),
        ("expected-number", 10),
    ]


@pytest.mark.parametrize("cover", [{"spine_mm": 13}, {"spine_pages": 276}])
def test_a_measured_spine_says_of_how_many_pages(book, cover):
    with pytest.raises(InputError) as error:
        book(cover=cover)
    assert [code for code, _ in codes(error)] == ["cover-spine-pages"]


def test_a_broken_title_is_the_title(book):
    with pytest.raises(InputError) as error:
        book(title="书名", cover={"title_lines": ["书", "明"]})
    assert [code for code, _ in codes(error)] == ["cover-title"]


@pytest.mark.parametrize("name", ["press-files.md", "press-files.zh-CN.md"])
def test_the_example_of_the_documents_is_read(read_book, name):
    text = (Path(__file__).parents[2] / "docs" / name).read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    keys = "title: 平谷区基层党建工作汇编\nentries: [甲.md]\n"
    result = read_book(entries={"甲.md": ENTRY}, book=keys + example)
    assert result.findings == ()
    assert result.manuscript.cover.spine_pages == 276
