"""The door to the engine: images of the book pass, and nothing else does."""

import io
import logging
import re
from pathlib import Path

import pikepdf
import pytest

from huozi.compile.pictures import Folder
from huozi.values.errors import InputError
from huozi.values.manuscript import Block, BlockKind, Finding, Inline, InlineKind, Place
from tests.books import PNG
from tests.compile.kit import FILE, compiler, galley, house, paragraph, styled, text

HTML = '<html><body><img src="{}"></body></html>'


def lay(html: str, files=None):
    made = compiler(files=files)
    return made.engine.lay(html, ("@page { size: 100pt 100pt; margin: 0 }",), Place(FILE, 3))


def refused(html: str, files=None) -> list[Finding]:
    with pytest.raises(InputError) as raised:
        lay(html, files)
    return list(raised.value.findings)


def figure(path: str) -> Block:
    return Block(BlockKind.FIGURE, Place(FILE, 6), src=path)


def images(resources: bytes) -> list[pikepdf.Object]:
    with pikepdf.open(io.BytesIO(resources)) as pdf:
        held = pdf.pages[0].Resources.get("/XObject", {})
        return [int(image.Width) for image in held.values()]


# ---------------------------------------------------------------------------- images


def test_an_image_of_the_book_is_carried() -> None:
    laid = lay(HTML.format("book:content/a.png"), {"content/a.png": PNG})
    assert images(laid.resources) == [1]
    assert re.search(rb"/\S+ Do", laid.contents[0])


@pytest.mark.parametrize("name", ["图 1.png", "50%41.png", "a#b.png", "a?b.png", "名&字.png"])
def test_an_image_may_bear_any_name(name: str) -> None:
    path = f"content/{name}"
    made = galley(figure(path), files={path: PNG})
    assert images(made.resources) == [1]


def test_an_image_within_a_line_is_carried() -> None:
    inline = Inline(InlineKind.IMAGE, text="替代", target="content/a.png")
    block = Block(BlockKind.PARAGRAPH, Place(FILE, 5), (text("见"), inline, text("图")))
    assert images(galley(block, files={"content/a.png": PNG}).resources) == [1]


@pytest.mark.parametrize(
    "address",
    [
        "book:content/gone.png",
        "https://example.net/a.png",
        "http://127.0.0.1/a.png",
        "file:///etc/hostname",
        "/etc/hostname",
        "../../etc/hostname",
        "book:../../etc/hostname",
        "ftp://example.net/a.png",
    ],
)
def test_nothing_else_is_fetched(address: str) -> None:
    (found,) = refused(HTML.format(address))
    assert (found.code, found.place) == ("fetch-refused", Place(FILE, 3))


@pytest.mark.parametrize(
    "html",
    [
        '<html><head><link rel="stylesheet" href="https://example.net/x.css"></head></html>',
        "<html><style>@import url(https://example.net/x.css);</style></html>",
        '<html><style>p { background: url("file:///etc/hostname") }</style><p>x</p></html>',
        '<html><object data="file:///etc/hostname"></object></html>',
        '<html><embed src="file:///etc/hostname"></html>',
        '<html><svg><image href="file:///etc/hostname"/></svg></html>',
        '<html><style>@font-face { font-family: x; src: url("file:///x.ttf") }</style></html>',
    ],
    ids=["link", "import", "background", "object", "embed", "svg", "font"],
)
def test_no_other_way_of_naming_a_file_gets_round_it(html: str) -> None:
    assert {found.code for found in refused(html)} <= {"fetch-refused", "engine-complaint"}


def test_a_face_of_a_template_is_refused_and_leaves_no_folder(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    face = '<html><style>@font-face { font-family: x; src: local("x") }</style><p>x</p></html>'
    assert [found.code for found in refused(face)] == ["engine-complaint"]
    assert list(tmp_path.iterdir()) == []


def test_a_broken_image_is_a_complaint() -> None:
    (found,) = refused(HTML.format("book:content/a.png"), {"content/a.png": b"not a picture"})
    assert found.code == "engine-complaint"


# ---------------------------------------------------------------------------- the book's folder


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "book" / "content").mkdir(parents=True)
    (tmp_path / "book" / "content" / "a.png").write_bytes(PNG)
    (tmp_path / "secret.png").write_bytes(b"secret")
    return tmp_path / "book"


def test_the_books_own_images_are_read(book: Path) -> None:
    assert Folder(book)("content/a.png") == PNG


@pytest.mark.parametrize("path", ["../secret.png", "content/../../secret.png", "content", "gone"])
def test_a_path_out_of_the_book_is_not(book: Path, path: str) -> None:
    with pytest.raises(LookupError):
        Folder(book)(path)


def test_an_absolute_path_is_not(book: Path, tmp_path: Path) -> None:
    with pytest.raises(LookupError):
        Folder(book)(str(tmp_path / "secret.png"))


def test_a_link_out_of_the_book_is_not(book: Path, tmp_path: Path) -> None:
    (book / "content" / "b.png").symlink_to(tmp_path / "secret.png")
    with pytest.raises(LookupError):
        Folder(book)("content/b.png")


def test_a_book_may_itself_be_reached_through_a_link(book: Path, tmp_path: Path) -> None:
    (tmp_path / "shelf").symlink_to(book)
    assert Folder(tmp_path / "shelf")("content/a.png") == PNG


# ---------------------------------------------------------------------------- painting


def test_pages_are_painted_from_their_lower_left_corner() -> None:
    made = galley(paragraph("正文。"))
    assert made.contents[0].startswith(b"1 0 0 -1 0 575.4331 cm")


def test_slots_are_marked_in_the_stream() -> None:
    laid = lay('<p>第<span class="slot" data-slot="s7">000</span>页</p>')
    (slot,) = re.findall(rb"/HzSlot <</Name \(s7\)>> BDC\s(.*?)EMC", laid.contents[0], re.DOTALL)
    (noughts,) = re.findall(rb"<([0-9a-f]+)>", slot)
    assert noughts == noughts[:4] * 3


def test_resources_are_the_same_bytes_every_time() -> None:
    files = {"content/a.png": PNG}
    assert galley(figure("content/a.png"), files=files) == galley(
        figure("content/a.png"), files=files
    )


def test_the_engines_log_is_given_back() -> None:
    logger = logging.getLogger("weasyprint")
    before = logger.handlers[:], logger.propagate, logger.level
    galley(paragraph("正文。"))
    with pytest.raises(InputError):
        galley(paragraph("正文。"), house_=styled("h1 { colour: green }"))
    assert (logger.handlers[:], logger.propagate, logger.level) == before


def test_a_sheet_is_parsed_once() -> None:
    engine = compiler().engine
    galley(paragraph("一"))
    sheets = len(engine._sheets)
    galley(paragraph("二"))
    galley(paragraph("三"), house_=house())
    assert len(engine._sheets) == sheets


def test_bare_text_of_a_template_is_set() -> None:
    """Nothing of it can be levelled, since it is no block of its own."""
    css = ("@page { size: 100pt 30pt; margin: 0 } html { font-size: 10pt; line-height: 10pt }",)
    looks: list[object] = []
    laid = compiler().engine.lay(f"<body>{'一' * 60}", css, Place(FILE, 1), True, looks.append)
    assert len(laid.contents) > 1
    assert len(looks) == 1
