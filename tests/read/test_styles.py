"""House styles by name: what a style says, what the book overrides, what is refused."""

import pytest
from msgspec.structs import replace

from huozi.files import house_dir
from huozi.read.canon import Canon, type_area
from huozi.read.manuscript import read
from huozi.read.pageformat import HOUSE
from huozi.values.errors import InputError
from huozi.values.length import mm
from huozi.values.style import FolioPlace, Heads, HeadText, UnitKind
from tests.books import ENTRY, entry, make_book

NAMES = ("literary", "party-press", "technical")
MINE = "folios: {form: '（{}）'}\nheads: {verso: part}\npages: {part: {counted: true}}\n"


def test_the_styles_of_the_house() -> None:
    folders = sorted(path.parent.name for path in (house_dir() / "styles").glob("*/style.yaml"))
    assert folders == list(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_is_sound(read_book, name) -> None:
    manuscript = read_book(entries={"甲.md": ENTRY}, book={"style": name}).manuscript
    assert manuscript.style == name


def test_what_a_style_says_holds_where_the_book_says_nothing(read_book) -> None:
    made = read_book(entries={"甲.md": ENTRY}, book={"style": "party-press"}).manuscript
    assert made.book.folio_form == "— {} —"
    mine = {"style": "party-press", "folios": {"form": "第 {} 页"}, "heads": {"recto": "none"}}
    made = read_book(entries={"甲.md": ENTRY}, book=mine).manuscript
    assert made.book.folio_form == "第 {} 页"
    assert made.book.folio_place is FolioPlace.FOOT_OUTER
    assert made.heads == Heads(HeadText.BOOK, HeadText.NONE)


def test_the_canon_of_a_style_makes_the_page(read_book) -> None:
    """Its figures are data: two thirds of the page each way, margins of one to two."""
    page = read_book(book={"style": "literary"}).manuscript.format
    canon = Canon(0.6667, 1.4142, 1.7)
    assert page == type_area((mm(140), mm(203)), canon=canon)
    assert page.outer_margin_pt == pytest.approx(2 * page.inner_margin_pt, rel=1e-3)
    own = {"style": "literary", "format": {"canon": {"share": 0.75}, "lines": 20}}
    page = read_book(book=own).manuscript.format
    assert page == type_area((mm(140), mm(203)), lines=20, canon=replace(canon, share=0.75))
    assert read_book(book={}).manuscript.format == HOUSE


def test_a_books_own_style_goes_before_the_houses(read_book) -> None:
    files = {"styles/literary/style.yaml": MINE, "styles/mine/style.yaml": MINE}
    for name in ("literary", "mine"):
        made = read_book(book={"style": name}, files=files).manuscript
        assert (made.style, made.book.folio_form) == (name, "（{}）")
        assert made.heads.verso is HeadText.PART
        assert made.rule(UnitKind.PART).counted


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("litterary", "unknown-style-near"), ("杂志", "unknown-style"),
        ("../styles/literary", "unknown-style-near"), (["a", "b"], "unknown-style"),
    ],
)  # fmt: skip
def test_a_style_that_there_is_not(read_book, name, code) -> None:
    with pytest.raises(InputError) as raised:
        read_book(book=f"title: 书\nstyle: {name}\nentries: [甲.md]\n")
    (found,) = raised.value.findings
    assert (found.code, found.place.line) == (code, 2)
    said = dict(found.params)
    assert any(style in said.get("known", said.get("near", "")) for style in NAMES)


def test_faults_of_a_style_are_told_of_its_own_file(refuse_book, read_book) -> None:
    wrong = "folios: {form: 页}\ntitle: 书\nheads: {recto: chapter}\npages: {part: {counted: 2}}\n"
    with pytest.raises(InputError) as raised:
        read_book(book={"style": "mine"}, files={"styles/mine/style.yaml": wrong})
    told = [(one.code, one.place.file, one.place.line) for one in raised.value.findings]
    file = "styles/mine/style.yaml"
    assert sorted(told) == [
        ("expected-flag", file, 4), ("folio-form", file, 1), ("unknown-key", file, 2),
        ("unknown-value", file, 3),
    ]  # fmt: skip


def test_hyphens_can_be_switched_off(book_of) -> None:
    assert book_of({}).line.hyphens
    assert not book_of({"line": {"hyphenate": False}}).line.hyphens


def test_only_code_is_turned(refuse_book) -> None:
    assert refuse_book(book={"line": {"turned": True}}) == [("unknown-key", 3)]


@pytest.fixture
def book_of(read_book):
    return lambda keys: read_book(book=keys).manuscript


def test_a_book_is_read_again_when_its_style_says_something_else(tmp_path) -> None:
    book = make_book(tmp_path, {"甲.md": entry("正文。")}, {"style": "mine"})
    (tmp_path / "styles/mine").mkdir(parents=True)
    style = tmp_path / "styles/mine/style.yaml"
    for place in ("foot-outer", "foot-centre"):
        style.write_text(f"folios: {{place: {place}}}\n", encoding="utf-8")
        for _ in range(2):
            assert read(book).manuscript.book.folio_place.value == place
