"""Drawn characters 造字: set like any Han character, found as what they stand for."""

from pathlib import Path

import pypdfium2
import pytest
from pypdf import PageObject, PdfReader

from huozi.compile.drawing.faults import DrawingError
from huozi.compile.drawing.font import drawn_font
from tests.books import entry, make_book
from tests.pressing import press, refused

CHAR = "⿰木喜"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
    '<g transform="translate(5 5) scale(0.9)"><rect x="40" width="20" height="100"/>'
    '<path d="M0 40h100v20h-100z"/></g></svg>'
)
SPAN = f"[{CHAR}]{{.造字}}"
BODY = (
    f"说一个{SPAN}字，“{SPAN}”。\n\n**粗{SPAN}**，有注^[注里{SPAN}。]。\n\n## 标题{SPAN}\n\n"
    f"| 字 | 音 |\n|---|---|\n| {SPAN} | xǐ |\n"
)


def a_book(folder: Path, body: str = BODY, svg: str = SVG, **glyphs: str) -> Path:
    return make_book(
        folder, {"甲.md": entry(body)}, {"front": [], "glyphs": glyphs or {CHAR: "造字/木喜.svg"}},
        {"content/造字/木喜.svg": svg},
    )  # fmt: skip


@pytest.mark.slow
def test_a_drawn_character_is_found_as_what_it_stands_for(tmp_path: Path) -> None:
    """The account is of what it stands for, too: one that is lost would stop the press."""
    book = a_book(tmp_path)
    made = press(book)
    with pypdfium2.PdfDocument(made.output) as document:
        text = document[0].get_textpage().get_text_range()
    assert text.count(CHAR) == 6
    assert not any(0xE000 <= ord(char) < 0xF900 or ord(char) > 0xEFFFF for char in text)
    assert [found.code for found in made.findings if found.code.startswith(("glyph", "bold"))] == []
    assert press(book).output.read_bytes() == made.output.read_bytes()


@pytest.mark.slow
def test_another_drawing_sets_the_book_anew(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    first = press(book).output.read_bytes()
    (book / "content/造字/木喜.svg").write_text(SVG.replace('"20"', '"30"'), encoding="utf-8")
    assert press(book).output.read_bytes() != first


def test_the_font_is_the_same_to_the_byte() -> None:
    assert drawn_font([SVG.encode()]) == drawn_font([SVG.encode()])


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        ('<path d="M0 0h9v9z" fill="none"/>', "svg-empty"),
        ('<path d="M0 0h9v9z" stroke="black"/>', "svg-part"),
        ('<path d="M0 0h9v9z" transform="rotate(3)"/>', "svg-part"),
        ('<path d="M0 0h9v9z" fill-rule="evenodd"/>', "svg-part"),
        ('<image href="a.png"/>', "svg-part"),
    ],
)
def test_what_is_no_character(inner: str, code: str) -> None:
    with pytest.raises(DrawingError) as raised:
        drawn_font(
            [f'<svg viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg">{inner}</svg>'.encode()]
        )
    assert raised.value.code == code


@pytest.mark.parametrize(
    ("options", "code", "file"),
    [
        ({"body": "[⿰木水]{.造字}"}, "drawn-unknown", "content/甲.md"),
        ({CHAR: "木喜.png"}, "drawn-form", "content/book.yaml"),
        ({CHAR: "没有.svg"}, "missing-image", "content/book.yaml"),
        ({"svg": "<svg/>"}, "svg-size", "content/book.yaml"),
    ],
)
def test_what_is_refused(tmp_path: Path, options: dict[str, str], code: str, file: str) -> None:
    found = refused(a_book(tmp_path, **options))
    assert (code, file) in {(one.code, one.place.file) for one in found}


@pytest.mark.slow
def test_a_drawn_character_stands_in_titles_contents_and_heads(tmp_path: Path) -> None:
    """Each shows it by its drawing; whoever reads the text finds what it stands for."""
    title, front = f"说{CHAR}", {"front": ["contents"], "glyphs": {CHAR: "造字/木喜.svg"}}
    files = {"content/造字/木喜.svg": SVG}
    book = make_book(tmp_path, {"甲.md": entry("长" * 1800 + "。", title=title)}, front, files)
    reader = PdfReader(press(book).output)
    shown = [page for page in reader.pages if title in page.extract_text()]
    assert len(shown) == 3  # contents, opening, running head
    assert all("Drawn" in names(page) for page in shown)
    assert reader.outline[-1].title == title


def names(page: PageObject) -> str:
    return " ".join(str(font["/BaseFont"]) for font in page["/Resources"]["/Font"].values())
