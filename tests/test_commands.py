"""`cover`, `deliver`, `diff` and `--profile` as called from a shell: words and exit codes."""

import io

import pikepdf
import pytest
from PIL import Image

from huozi import profile as profiles
from tests.books import entry, make_book
from tests.shell import DONE, INPUT, MACHINE, USAGE


@pytest.fixture
def book(tmp_path):
    entries = {"a.md": entry("正文。\n", title="甲")}
    return make_book(tmp_path / "book", entries, {"title": "汇编", "date": "2010-04"})


def test_a_profile_has_a_file_of_its_own(huozi, book):
    assert huozi("book", "--book", book).code == DONE
    said = huozi("book", "--book", book, "--profile", "plain-k")
    assert said.code == DONE and "book-plain-k.pdf" in said.words
    with pikepdf.open(book / "output" / "book.pdf") as plain:
        assert "/BleedBox" not in plain.pages[0].obj
    with pikepdf.open(book / "output" / "book-plain-k.pdf") as press:
        assert "/BleedBox" in press.pages[0].obj


def test_booklets_have_profiles_too(huozi, book):
    said = huozi("booklet", "--book", book, "--all-entries", "--profile", "plain-k")
    assert said.code == DONE
    with pikepdf.open(book / "output" / "booklets" / "entry-1.pdf") as booklet:
        assert "/BleedBox" in booklet.pages[0].obj


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


def test_pictures_of_a_one_colour_book_are_grey(huozi, tmp_path):
    book = coloured_book(tmp_path, "one")
    assert huozi("book", "--book", book, "--profile", "plain-k").code == DONE
    ((space, width, _),) = pictures(book / "output" / "book-plain-k.pdf")
    assert (space, width) == ("/DeviceGray", 1200)


def test_a_coloured_picture_never_reaches_a_plate(huozi, tmp_path):
    book = coloured_book(tmp_path, "full")
    said = huozi("book", "--book", book, "--profile", "plain-k")
    assert said.code == INPUT and "rgb colour on page" in said.words
    assert not (book / "output" / "book-plain-k.pdf").exists()
    assert huozi("book", "--book", book).code == DONE
    ((space, *_),) = pictures(book / "output" / "book.pdf")
    assert space == "/DeviceRGB"


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


def test_cover_says_its_spine(huozi, book):
    said = huozi("cover", "--book", book)
    assert (
        said.code == DONE and "spine 1." in said.words and (book / "output" / "cover.pdf").is_file()
    )


def test_a_failed_cover_leaves_the_last_good_one(huozi, book):
    huozi("cover", "--book", book)
    before = (book / "output" / "cover.pdf").read_bytes()
    make_book(book, {"a.md": entry("正文。\n", title="甲")}, {"cover": {"spine_title": "汇"}})
    said = huozi("cover", "--book", book)
    assert said.code == INPUT and "content/book.yaml" in said.words
    assert (book / "output" / "cover.pdf").read_bytes() == before


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
