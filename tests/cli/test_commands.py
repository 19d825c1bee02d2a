"""`booklet`, `cover`, `deliver`, `diff` and `--profile` as a shell calls them."""

import io
import re

import pikepdf
import pytest
from PIL import Image

from huozi.pdf import profile as profiles
from tests.books import entry, make_book
from tests.shell import DONE, INPUT, MACHINE, USAGE


@pytest.fixture
def book(tmp_path):
    entries = {"a.md": entry("正文。\n", title="甲")}
    return make_book(tmp_path / "book", entries, {"title": "汇编", "date": "2010-04"})


@pytest.mark.slow
def test_a_profile_has_a_file_of_its_own(huozi, book):
    assert huozi("book", "--book", book).code == DONE
    said = huozi("book", "--book", book, "--profile", "plain-k")
    assert said.code == DONE and "book-plain-k.pdf" in said.words
    with pikepdf.open(book / "output" / "book.pdf") as plain:
        assert "/BleedBox" not in plain.pages[0].obj
    with pikepdf.open(book / "output" / "book-plain-k.pdf") as press:
        assert "/BleedBox" in press.pages[0].obj


@pytest.mark.slow
def test_booklets_have_profiles_too(huozi, book):
    said = huozi("booklet", "--book", book, "--all-entries", "--profile", "plain-k")
    assert said.code == DONE and "booklets/entry-1-plain-k.pdf" in said.words
    assert huozi("booklet", "--book", book, "--all-entries").code == DONE
    folder = book / "output" / "booklets"
    assert {file.name for file in folder.glob("*.pdf")} == {"entry-1.pdf", "entry-1-plain-k.pdf"}
    with pikepdf.open(folder / "entry-1-plain-k.pdf") as booklet:
        assert "/BleedBox" in booklet.pages[0].obj
    with pikepdf.open(folder / "entry-1.pdf") as booklet:
        assert "/BleedBox" not in booklet.pages[0].obj


@pytest.mark.slow
def test_covers_have_a_file_for_each_profile(huozi, book):
    """`cover.pdf` is the one for most printing houses, as the body of `deliver` is."""
    assert huozi("cover", "--book", book).code == DONE
    said = huozi("cover", "--book", book, "--profile", "plain")
    assert said.code == DONE and "output/cover-plain.pdf" in said.words
    assert {file.name for file in (book / "output").glob("cover*.pdf")} == {
        "cover.pdf", "cover-plain.pdf",
    }  # fmt: skip


@pytest.fixture
def library(tmp_path):
    files = {"a.md": entry("正文。\n", title="甲"), "b.md": entry("(一)正文。\n", title="乙")}
    parts = [{"title": "上篇", "entries": ["a.md"]}, {"title": "下篇", "entries": ["b.md"]}]
    named = [{"name": "上册", "part": "上篇"}, {"name": "下册", "entries": 2, "folios": "book"}]
    return make_book(tmp_path / "book", files, {"parts": parts, "booklets": named})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("args", "names"),
    [
        ([], ["上册", "下册"]),
        (["下册"], ["下册"]),
        (["--part", "2", "--part", "上篇"], ["part-2", "part-1"]),
        (["上册", "--part", "2", "--all-entries"], ["上册", "part-2", "entry-1", "entry-2"]),
        (["--kind", "article", "--name", "文章", "--title", "文章选"], ["文章"]),
    ],
)
def test_one_call_makes_all_booklets_it_asks_for(huozi, library, args, names):
    said = huozi("booklet", *args, "--book", library, "-j", 1)
    assert said.code == DONE
    folder = library / "output" / "booklets"
    assert re.findall(r"^\d+ pages; .*/(.+)\.pdf$", said.words, re.MULTILINE) == names
    assert {file.stem for file in folder.iterdir()} == set(names)


@pytest.mark.slow
def test_folios_of_a_named_booklet_are_its_own_unless_the_call_says(huozi, library):
    file = library / "output" / "booklets" / "下册.pdf"
    for args, first in (([], "3"), (["--folios", "own"], "1")):
        assert huozi("booklet", "下册", "--book", library, *args).code == DONE
        with pikepdf.open(file) as pdf:
            labels = [page.label for page in pdf.pages]
        assert next(label for label in labels if label.isdecimal()) == first


@pytest.mark.slow
def test_warnings_are_told_of_booklets_too_and_once(huozi, library):
    said = huozi("booklet", "--book", library, "--all-entries", "--part", 2)
    assert said.code == DONE
    assert said.words.count("half-width brackets") == 1
    said = huozi("booklet", "--book", library, "-q")
    assert (said.code, said.words) == (DONE, "")


def test_a_call_for_booklets_that_there_are_not(huozi, book, library):
    said = huozi("booklet", "--book", library, "上冊", "--part", 3, "--entries", "1-7")
    assert said.code == USAGE
    for word in ("did you mean '上册'", "no part '3'", "no entry 7", "stopped: 3 to mend"):
        assert word in said.words
    assert not (library / "output" / "booklets").exists()
    said = huozi("booklet", "--book", library, "--kind", "leaflet")
    assert said.code == USAGE


def test_a_book_that_names_no_booklets(huozi, tmp_path):
    book = make_book(tmp_path / "plain")
    said = huozi("booklet", "--book", book)
    assert said.code == USAGE
    for word in ("--part", "--entries", "--kind", "--all-entries", "booklets:"):
        assert word in said.words


def test_booklets_that_are_wrong_in_book_yaml_stop_every_command(huozi, tmp_path):
    book = make_book(tmp_path / "wrong", book={"booklets": [{"name": "册", "part": 2}]})
    for command in ("check", "book", "booklet"):
        said = huozi(command, "--book", book)
        assert said.code == INPUT
        assert "content/book.yaml:4:9: the book is not in parts" in said.words


def coloured_book(tmp_path, colours):
    picture = io.BytesIO()
    Image.effect_noise((1200, 300), 90).convert("RGB").save(picture, "PNG")
    text = "![图](图.png)\n"
    return make_book(
        tmp_path / "book",
        {"a.md": entry(text, title="甲")},
        {"title": "汇编", "printing": {"colours": colours}},
        {"content/图.png": picture.getvalue()},
    )


def pictures(file):
    with pikepdf.open(file) as pdf:
        return [
            (str(held.ColorSpace), int(held.Width), len(held.read_raw_bytes()))
            for page in pdf.pages
            for held in page.get_images().values()
        ]


@pytest.mark.slow
def test_pictures_of_a_one_colour_book_are_grey(huozi, tmp_path):
    book = coloured_book(tmp_path, "one")
    assert huozi("book", "--book", book, "--profile", "plain-k").code == DONE
    ((space, width, _),) = pictures(book / "output" / "book-plain-k.pdf")
    assert (space, width) == ("/DeviceGray", 1200)


@pytest.mark.slow
def test_a_coloured_picture_never_reaches_a_plate(huozi, tmp_path):
    book = coloured_book(tmp_path, "full")
    said = huozi("book", "--book", book, "--profile", "plain-k")
    assert said.code == INPUT and "is in RGB" in said.words
    assert "content/a.md:" in said.words
    assert not (book / "output" / "book-plain-k.pdf").exists()
    assert huozi("book", "--book", book).code == DONE
    ((space, *_),) = pictures(book / "output" / "book.pdf")
    assert space == "/DeviceRGB"


@pytest.mark.slow
def test_pictures_for_the_screen_are_smaller(huozi, tmp_path):
    book = coloured_book(tmp_path, "one")
    for name in ("plain", "screen"):
        assert huozi("book", "--book", book, "--profile", name).code == DONE
    (before,), (after,) = (
        pictures(book / "output" / f"{name}.pdf") for name in ("book", "book-screen")
    )
    assert after[1] == round(140 / 25.4 * 150) < before[1]
    assert after[2] < before[2] / 2


def test_x4_without_its_icc_file(huozi, book, monkeypatch, tmp_path):
    monkeypatch.setattr(profiles, "ICC_FILE", tmp_path / "none.icc")
    said = huozi("book", "--book", book, "--profile", "x4")
    assert said.code == MACHINE and f"apt-get install {profiles.ICC_PACKAGE}" in said.words
    assert not (book / "output" / "book-x4.pdf").exists()
    said = huozi("book", "--book", book, "--profile", "x4", "--icc", tmp_path / "no.icc")
    assert said.code == MACHINE and "no.icc" in said.words


def test_wrong_calls(huozi, book, tmp_path):
    assert huozi("book", "--book", book, "--profile", "x5").code == USAGE
    assert huozi("cover", "--book", tmp_path).code == USAGE
    assert huozi("deliver", "--book", book, "--profile", "screen").code == USAGE
    assert huozi("diff", tmp_path / "no.pdf", tmp_path / "no.pdf").code == USAGE
    (tmp_path / "x.icc").write_bytes(b"")
    assert huozi("cover", "--book", book, "--icc", tmp_path / "x.icc").code == USAGE


@pytest.mark.slow
def test_cover_says_its_spine(huozi, book):
    said = huozi("cover", "--book", book)
    assert (
        said.code == DONE and "spine 1." in said.words and (book / "output" / "cover.pdf").is_file()
    )


@pytest.mark.slow
def test_a_failed_cover_leaves_the_last_good_one(huozi, book):
    huozi("cover", "--book", book)
    before = (book / "output" / "cover.pdf").read_bytes()
    make_book(book, {"a.md": entry("正文。\n", title="甲")}, {"cover": {"spine_title": "汇"}})
    said = huozi("cover", "--book", book)
    assert said.code == INPUT and "content/book.yaml" in said.words
    assert (book / "output" / "cover.pdf").read_bytes() == before


@pytest.mark.slow
def test_diff_of_two_builds(huozi, book, tmp_path):
    huozi("book", "--book", book, "-o", tmp_path / "old.pdf")
    make_book(book, {"a.md": entry("正方。\n", title="甲")}, {"title": "汇编", "date": "2010-04"})
    huozi("book", "--book", book, "-o", tmp_path / "new.pdf")
    page = tmp_path / "changes.html"
    said = huozi("diff", tmp_path / "old.pdf", tmp_path / "new.pdf", "--html", page)
    assert said.code == DONE and "page 1: text" in said.words and "1 to read again" in said.words
    assert page.read_bytes().count(b"data:image/png") == 2
    said = huozi("diff", tmp_path / "old.pdf", tmp_path / "old.pdf")
    assert said.code == DONE and "0 to read again" in said.words


def test_diff_of_what_is_no_pdf(huozi, tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    said = huozi("diff", tmp_path / "a.pdf", tmp_path / "a.pdf")
    assert said.code == INPUT and "a.pdf" in said.words
