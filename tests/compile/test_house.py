"""The house style: files laid over files, and nothing from anywhere else."""

import os
import re
from pathlib import Path

import pytest

from huozi.compile.house import House, format_css, read_house, resolve_roles, state
from huozi.values.errors import InputError
from huozi.values.galley import Setting
from huozi.values.length import mm
from huozi.values.manuscript import Finding, Place
from huozi.values.style import FontRoles, LineStyle, PageFormat, UnitKind

SETTING = Setting(
    PageFormat(mm(140), mm(203), 10.5, 15.75, 29, 31, mm(18), mm(17)),
    LineStyle(),
    FontRoles(song=("Source Song",)),
    "zh-CN",
)
HOUSE = {
    "styles/base.css": "p { margin: 0 }",
    "styles/part.css": "h1 { color: #000 }",
    "templates/part.html": "ours",
    "templates/unit.html": "frame",
}


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


@pytest.fixture
def house(tmp_path: Path):
    """The house style, with a book's own files over it."""

    def read(files: dict[str, str | bytes] | None = None) -> House:
        ours = write(tmp_path / "house", HOUSE)
        return read_house(ours, write(tmp_path / "book", files or {}))

    (tmp_path / "book").mkdir()
    return read


def refused(read, files: dict[str, str | bytes]) -> list[Finding]:
    with pytest.raises(InputError) as raised:
        read(files)
    return list(raised.value.findings)


# ---------------------------------------------------------------------------- overriding


def test_a_book_without_a_style_of_its_own_has_the_houses(house) -> None:
    assert house().templates == {"part.html": "ours", "unit.html": "frame"}
    assert set(house().styles) == {"base.css", "part.css"}


def test_a_book_overrides_file_by_file(house) -> None:
    read = house({"templates/part.html": "theirs", "styles/note.css": "i {}"})
    assert read.templates == {"part.html": "theirs", "unit.html": "frame"}
    assert read.styles["base.css"] == HOUSE["styles/base.css"]
    assert read.styles["note.css"] == "i {}"


def test_other_files_are_let_alone(house) -> None:
    read = house({"templates/README.md": "x", "styles/deep/x.css": "@import url(x)"})
    assert set(read.templates) == {"part.html", "unit.html"}
    assert set(read.styles) == {"base.css", "part.css"}


def test_css_of_a_kind_is_format_then_base_then_its_own(house) -> None:
    css = "".join(house().css(UnitKind.PART, SETTING))
    assert css.index("@page") < css.index("p { margin") < css.index("h1 { color")
    assert "h1 { color" not in "".join(house().css(UnitKind.ARTICLE, SETTING))


# ---------------------------------------------------------------------------- imports


def plain(css: str) -> str:
    """A joined sheet without the marks that say where its lines came from."""
    return re.sub(r"/\*@.*?@\*/", "", css)


def test_imports_are_put_in_place(house) -> None:
    read = house(
        {
            "styles/part.css": '@import "shared.css";\nh1 { color: #111 }',
            "styles/shared.css": "@import 'deeper.css';\nh2 {}",
            "styles/deeper.css": "h3 {}",
        }
    )
    assert plain(read.styles["part.css"]) == "h3 {}\nh2 {}\nh1 { color: #111 }"


def test_a_book_may_change_a_sheet_that_the_house_imports(house, tmp_path: Path) -> None:
    write(
        tmp_path / "house", {"styles/shared.css": "ours", "styles/x.css": '@import "shared.css";'}
    )
    read = house({"styles/shared.css": "theirs"})
    assert plain(read.styles["x.css"]) == "theirs"


def test_an_import_in_a_comment_is_a_comment(house) -> None:
    css = '/* as before:\n@import "gone.css";\n*/ h1 {}'
    assert house({"styles/part.css": css})


def test_one_sheet_may_be_imported_from_two_sides(house) -> None:
    read = house(
        {
            "styles/a.css": '@import "b.css";\n@import "c.css";',
            "styles/b.css": '@import "c.css";',
            "styles/c.css": "p {}",
        }
    )
    assert plain(read.styles["a.css"]) == "p {}\np {}"


def test_a_missing_import_is_reported_once_with_its_line(house) -> None:
    files = {
        "styles/part.css": 'h1 {}\n\n@import "gone.css";',
        "styles/x.css": '@import "part.css";',
    }
    (found,) = refused(house, files)
    assert (found.code, found.place) == ("style-import", Place("styles/part.css", 3))
    assert dict(found.params)["found"] == "gone.css"


@pytest.mark.parametrize(
    "files",
    [
        {"styles/a.css": '@import "a.css";'},
        {"styles/a.css": '@import "b.css";', "styles/b.css": '@import "a.css";'},
    ],
    ids=["itself", "each-other"],
)
def test_a_cycle_of_imports_is_reported(house, files: dict[str, str]) -> None:
    assert {found.code for found in refused(house, files)} == {"style-import"}


# ---------------------------------------------------------------------------- nothing by address


@pytest.mark.parametrize(
    "css",
    [
        "p { background: url(https://example.net/x.png) }",
        "p { background: url('../../secret.png') }",
        "p { background: URL(x.png) }",
        "@import url(https://example.net/x.css);",
        '@import "https://example.net/x.css";',
        '@import "../x.css";',
        '@import "part.css" screen;',
        "@IMPORT 'x.css';",
        "@font-face { font-family: x; src: url(file:///x.ttf) }",
    ],
)
def test_a_sheet_may_not_load_anything(house, css: str) -> None:
    for found in refused(house, {"styles/x.css": f"h1 {{}}\n{css}"}):
        assert (found.code, found.place) == ("style-foreign", Place("styles/x.css", 2))


def test_everything_that_is_wrong_is_told_at_once(house) -> None:
    found = refused(
        house,
        {
            "styles/a.css": "p { background: url(x) }\nq { background: url(y) }",
            "styles/b.css": '@import "gone.css";',
            "templates/c.html": b"\xff",
        },
    )
    assert sorted(f.code for f in found) == [
        "house-encoding", "style-foreign", "style-foreign", "style-import",
    ]  # fmt: skip


def test_text_in_another_encoding_is_reported(house) -> None:
    (found,) = refused(house, {"templates/part.html": "版权页".encode("gbk")})
    assert (found.code, found.place) == ("house-encoding", Place("templates/part.html"))


def test_a_link_out_of_the_folder_is_refused(house, tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("secret")
    link = tmp_path / "book" / "templates" / "part.html"
    link.parent.mkdir()
    link.symlink_to(tmp_path / "secret.html")
    (found,) = refused(house, {})
    assert (found.code, found.place) == ("linked-file", Place("templates/part.html"))


@pytest.mark.parametrize("kind", ["templates", "styles"])
def test_a_folder_that_is_a_link_is_refused(house, tmp_path: Path, kind: str) -> None:
    suffix = {"templates": "html", "styles": "css"}[kind]
    write(tmp_path / "elsewhere", {f"a.{suffix}": "x"})
    (tmp_path / "book" / kind).symlink_to(tmp_path / "elsewhere")
    (found,) = refused(house, {})
    assert (found.code, found.place) == ("linked-file", Place(f"{kind}/a.{suffix}"))


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_is_not_a_file_is_refused(house, tmp_path: Path, make) -> None:
    (tmp_path / "book" / "templates").mkdir()
    make(tmp_path / "book" / "templates" / "part.html")
    (found,) = refused(house, {})
    assert found.code == "house-file"


def test_a_huge_file_is_refused(house) -> None:
    (found,) = refused(house, {"styles/part.css": "p" * 600_000})
    assert found.code == "house-file"


# ---------------------------------------------------------------------------- digests, format


def test_a_template_is_known_by_all_it_is_made_of(house) -> None:
    files = {
        "templates/part.html": '{% extends "unit.html" %}{% from "x.html" import y %}',
        "templates/x.html": '{%- include "deep.html" -%}',
        "templates/deep.html": "deep",
    }
    before = house(files).template_digests
    for name in ("unit.html", "x.html", "deep.html"):
        after = house(files | {f"templates/{name}": "changed"}).template_digests
        assert after["part.html"] != before["part.html"], name
        house(files)


@pytest.mark.parametrize(
    "spelling",
    [
        '{%include"x.html"%}', "{% include\n'x.html' %}", '{% include("x.html") %}',
        '{% include ["y.html", "x.html"] ignore missing %}', '{% include "\\x78.html" %}',
        '{%+ extends"x.html" %}', '{% from"x.html"import a %}', '{% import("x.html")as x %}',
        '{% set name = "x.html" %}{% include name %}', '{% include "x" ~ ".html" %}',
    ],
)  # fmt: skip
def test_includes_are_known_in_any_spelling(house, spelling: str) -> None:
    before = house({"templates/part.html": spelling, "templates/x.html": "one"})
    after = house({"templates/part.html": spelling, "templates/x.html": "two"})
    assert before.template_digests["part.html"] != after.template_digests["part.html"]


@pytest.mark.parametrize(
    "spelling",
    [
        '<img src="book:content/标志.png">', "<img src=book:content/标志.png>",
        '<p style="background: url(book:content/%E6%A0%87%E5%BF%97.png)">',
        "{% set logo = 'book:content/标志.png' %}<img src='{{ logo }}'>",
    ],
)  # fmt: skip
def test_a_picture_that_a_template_addresses_is_part_of_it(house, spelling: str) -> None:
    files = {"templates/part.html": '{% include "x.html" %}', "templates/x.html": spelling}
    before = house(files | {"content/标志.png": b"one"})
    after = house({"content/标志.png": b"two"})
    assert set(after.pictures) == {"content/标志.png"}
    assert before.template_digests["part.html"] != after.template_digests["part.html"]
    assert before.template_digests["unit.html"] == after.template_digests["unit.html"]
    assert not before.same_as(after)


def test_templates_that_import_each_other_have_a_digest(house) -> None:
    read = house({"templates/a.html": '{% from "b.html" import b %}',
                  "templates/b.html": '{% from "a.html" import a %}'})  # fmt: skip
    assert len(read.template_digests["a.html"]) == 64


def test_font_roles_are_put_in_place_of_their_names() -> None:
    """A role brings its Latin face; what follows in the list stays in the list."""
    css = resolve_roles("p { font-family: var(--song), var(--hei), serif }", SETTING)
    assert css == (
        'p { --huozi-latin: "Noto Serif CJK SC"; '
        'font-family: "Source Song", "Noto Sans CJK SC", serif }'
    )


def test_hei_has_a_latin_face_of_its_own() -> None:
    css = resolve_roles("p { font-family: var(--hei) }", SETTING)
    assert '--huozi-latin: "Noto Sans CJK SC"' in css


def test_the_page_is_the_trim_with_its_four_margins() -> None:
    css = format_css(SETTING)
    form = SETTING.format
    margins = (
        form.head_margin_pt, form.outer_margin_pt, form.foot_margin_pt, form.inner_margin_pt
    )  # fmt: skip
    assert "margin: " + " ".join(f"{value:.4f}pt" for value in margins) in css
    assert f"size: {form.trim_width_pt:.4f}pt {form.trim_height_pt:.4f}pt" in css
    assert form.inner_margin_pt + form.measure_pt + form.outer_margin_pt == form.trim_width_pt
    assert form.head_margin_pt + form.type_height_pt + form.foot_margin_pt == form.trim_height_pt


def test_a_style_sheet_may_not_fill_margin_boxes(house) -> None:
    """A counter there would print the galley's page number, not the book's."""
    sheet = "@page {\n @bottom-center { content: counter(page) } }"
    found = refused(house, {"styles/part.css": sheet})
    codes = {one.code: one.place for one in found}
    place = Place("styles/part.css", 2)
    assert codes == dict.fromkeys(("style-margin-box", "style-page-number"), place)


@pytest.mark.parametrize(
    "files",
    [
        {"templates/part.html": '{% include "part.html" %}'},
        {"templates/part.html": '\n{% extends "a.html" %}',
         "templates/a.html": '{% include "part.html" %}'},
    ],
    ids=["itself", "by another"],
)  # fmt: skip
def test_a_template_may_not_lead_back_to_itself(house, files: dict[str, str | bytes]) -> None:
    found = refused(house, files)
    assert {f.code for f in found} == {"template-circle"}
    assert Place("templates/part.html", 1 + (len(files) > 1)) in {f.place for f in found}


# ---------------------------------------------------------------------------- styles by name

STYLED = {"styles/mine/base.css": "p { color: red }", "styles/mine/part.html": "mine"}


def test_a_style_adds_to_sheets_and_replaces_templates(tmp_path: Path) -> None:
    ours = write(tmp_path / "house", {**HOUSE, **STYLED, "styles/mine/new.css": "q {}"})
    book = write(tmp_path / "book", {})
    plain, styled = read_house(ours, book), read_house(ours, book, "mine")
    assert styled.templates == plain.templates | {"part.html": "mine"}
    assert styled.styles["base.css"] == (
        f"{plain.styles['base.css']}\n/*@ mine/base.css:1 @*/p {{ color: red }}"
    )
    assert styled.styles["new.css"] == "q {}"
    assert styled.own == frozenset()


def test_a_books_own_file_takes_the_place_of_both(tmp_path: Path) -> None:
    ours = write(tmp_path / "house", {**HOUSE, **STYLED})
    book = write(tmp_path / "book", {"styles/base.css": "b {}", "templates/part.html": "own"})
    styled = read_house(ours, book, "mine")
    assert (styled.styles["base.css"], styled.templates["part.html"]) == ("b {}", "own")


def test_a_style_of_the_book_is_its_own(tmp_path: Path) -> None:
    """So the account knows what it adds, and a fault in it is told with its file and line."""
    ours = write(tmp_path / "house", {**HOUSE, **STYLED})
    book = write(tmp_path / "book", {"styles/mine/base.css": "\ni { color: url(a) }"})
    found = refused(lambda _: read_house(ours, book, "mine"), {})
    assert [(f.code, f.place) for f in found] == [
        ("style-foreign", Place("styles/mine/base.css", 2))
    ]
    write(book, {"styles/mine/base.css": "i {}"})
    styled = read_house(ours, book, "mine")
    assert styled.own == {"base.css"}
    assert styled.templates["part.html"] == "ours"  # the style is the book's, and has none


def test_a_sheet_of_a_style_that_is_saved_is_noticed(tmp_path: Path) -> None:
    ours = write(tmp_path / "house", {**HOUSE, **STYLED})
    book = write(tmp_path / "book", {})
    house = read_house(ours, book, "mine")
    before = state(house, ours, book, "mine")
    assert before != state(house, ours, book)
    write(ours, {"styles/mine/base.css": "p { color: blue }"})
    assert state(house, ours, book, "mine") != before
