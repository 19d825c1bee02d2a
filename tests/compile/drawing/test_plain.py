"""Drawings: what of an SVG file is printed, and what is refused."""

from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pypdfium2.raw as raw
import pytest

from huozi.compile.drawing.faults import DrawingError
from huozi.compile.drawing.lettering import Lettering
from huozi.compile.drawing.plain import plain_drawing
from huozi.fonts.typecase import TypeCase
from tests.books import entry, make_book
from tests.pressing import press, refused

NONE = Lettering(TypeCase(()), {})
NAMESPACES = (
    'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'width="40" height="20" viewBox="0 0 40 20"'
)


def svg(inner: str, given: str = NAMESPACES) -> bytes:
    return f"<svg {given}>{inner}</svg>".encode()


def plain(inner: str, one_colour: bool = True) -> ElementTree.Element:
    return ElementTree.fromstring(plain_drawing(svg(inner), one_colour, NONE).data)


def shapes(root: ElementTree.Element) -> list[dict[str, str]]:
    return [element.attrib for element in root.iter() if element.get("fill")]


RECT = '<rect width="4" height="2"/>'


@pytest.mark.parametrize(
    "harm",
    [
        "<script>alert(1)</script>",
        '<rect width="1" height="1" onclick="alert(1)"/>',
        '<a href="https://example.org/">' + RECT + "</a>",
        '<animate attributeName="x" to="3"/>',
        '<metadata xmlns:x="urn:x"><x:y>http://example.org</x:y></metadata>',
        '<linearGradient id="g"/>',  # that nobody asks for
    ],
)
def test_what_is_not_printed_is_left_out(harm: str) -> None:
    data = plain_drawing(svg(RECT + harm), True, NONE).data
    for word in (b"alert", b"http://example", b"https", b"animate", b"onclick", b"script"):
        assert word not in data


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        ('<image href="data:image/png;base64,AAAA"/>', "svg-part"),
        ('<image href="http://example.org/a.png"/>', "svg-part"),
        ("<foreignObject/>", "svg-part"),
        ('<use href="other.svg#a"/>', "svg-outside"),
        ('<use href="#none"/>', "svg-outside"),
        ('<rect fill="url(#g)" width="1" height="1"/>', "svg-part"),
        ('<rect filter="url(#f)" width="1" height="1"/>', "svg-part"),
        ('<path d="M 0 0 L foo bar"/>', "svg-value"),
        ('<rect width="calc(1px + 2px)" height="1"/>', "svg-value"),
        ('<rect fill="octarine" width="1" height="1"/>', "svg-colour"),
        ("<style>@import url(http://example.org/a.css);</style>", "svg-style"),
        ("<style>g > rect {fill: red}</style>" + RECT, "svg-style"),
        ('<g id="a"><use href="#a"/></g>', "svg-many"),
        ("<g>" * 80 + RECT + "</g>" * 80, "svg-many"),
        ("<text>字</text>", "glyph-missing"),
        ("", "svg-empty"),
        ("<rect", "svg-damaged"),
    ],
)
def test_what_is_refused(inner: str, code: str) -> None:
    with pytest.raises(DrawingError) as raised:
        plain_drawing(svg(inner), True, NONE)
    assert raised.value.code == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "c">]>' + svg(RECT), "svg-part"),
        (svg(RECT).decode().encode("utf-16"), "svg-damaged"),
        (svg(RECT, NAMESPACES.split("width")[0]), "svg-size"),
        (b"<html/>", "svg-damaged"),
    ],
)
def test_files_that_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(DrawingError) as raised:
        plain_drawing(data, True, NONE)
    assert raised.value.code == code


def test_paints_are_what_they_are_on_white_paper() -> None:
    (first, second) = shapes(
        plain(
            '<g opacity="0.5"><rect fill="black" width="1" height="1"/></g>'
            '<style>.a{fill:#ff0000}</style><rect class="a" width="1" height="1"/>'
        )
    )
    assert first["fill"] == "#808080"
    assert second["fill"] == "#4c4c4c"  # as pictures are turned to grey
    (kept,) = shapes(plain('<rect fill="#f00" width="1" height="1"/>', one_colour=False))
    assert kept["fill"] == "#ff0000"


DRAWING = svg(
    '<rect x="2" y="2" width="36" height="10" fill="none" stroke="#a33"/>'
    '<text x="20" y="11" text-anchor="middle" font-size="6">方框 A</text>'
    "<script>alert(1)</script>"
)


def test_a_drawing_is_set_as_lines(tmp_path: Path) -> None:
    """The press counts the picture: one that shows nothing would stop it."""
    book = make_book(
        tmp_path, {"甲.md": entry("![图样](甲.svg){width=40mm}\n")}, {"front": []},
        {"content/甲.svg": DRAWING},
    )  # fmt: skip
    made = press(book)
    with pypdfium2.PdfDocument(made.output) as document:
        page = document[0]
        kinds = [item.type for item in page.get_objects(max_depth=4)]
        assert raw.FPDF_PAGEOBJ_IMAGE not in kinds
        paths = list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4))
        assert len(paths) == 4  # the frame, and three characters
        widths = [box[2] - box[0] for box in (path.get_bounds() for path in paths)]
        assert max(widths) == pytest.approx(36 / 40 * 40 * 72 / 25.4 + 5.7, abs=0.2)
        assert "图1" in page.get_textpage().get_text_range()
    assert "image-grey" in {found.code for found in made.findings}


def test_what_is_wrong_with_a_drawing_is_told_with_its_place(tmp_path: Path) -> None:
    book = make_book(
        tmp_path, {"甲.md": entry("字。\n\n![图](甲.svg)\n")},
        files={"content/甲.svg": svg("<text>\U0001f600</text><foreignObject/>")},
    )  # fmt: skip
    (found,) = refused(book)
    assert found.code.startswith("glyph-missing")
    assert found.place.line == 6
