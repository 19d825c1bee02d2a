"""Every loss that is seeded here stops the build, with the file, the line and the page."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from huozi.account.balance import account
from huozi.compile.setting.paragraph import Paragraph
from huozi.messages import catalogue
from huozi.read.manuscript import read
from huozi.read.units import setting, split
from huozi.store.shelf import FOLDER, Shelf
from huozi.values.galley import Galley, Known, RunningHead, Setting, Unit
from huozi.values.length import Side
from huozi.values.manuscript import Finding, Place
from tests.books import PNG, entry, make_book
from tests.pressing import press, refused

FILE = "content/甲.md"
BODY = """第一段的话在这里。

第二段的话在这里[^a]，后面还有。

第三段的话在这里。

![图说在此](图.png)

[^a]: 这是一条注。
"""
LINES = {"第一段": 4, "第二段": 6, "第三段": 8, "图": 10, "注": 12}


def a_book(folder: Path, style: str = "", body: str = BODY, **files: str | bytes) -> Path:
    """A book of one article, with a style of its own."""
    given: dict[str, str | bytes] = {"content/图.png": PNG, **files}
    if style:
        given["styles/article.css"] = f'@import "entry.css";\n{style}\n'
    return make_book(folder, {"甲.md": entry(body)}, files=given)


def told(findings: list[Finding]) -> set[tuple[str, int]]:
    """Codes and lines; all of them name the file, and the page where it is known."""
    assert all(found.place and found.place.file == FILE for found in findings), findings
    return {(found.code, found.place.line) for found in findings if found.place}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("article { display: none }", ("account-lost", 4)),
        ("p:nth-child(3) { display: none }", ("account-lost", 8)),
        ("p:nth-child(2) { visibility: hidden }", ("account-lost", 6)),
        ("p:nth-child(2) { font-size: 0 }", ("account-lost", 6)),
        ("p:nth-child(3) { font-size: 0.5px }", ("account-small", 8)),
        ("p:nth-child(3) { color: white }", ("account-white", 8)),
        ("p:nth-child(3) { color: transparent }", ("account-invisible", 8)),
        ("p:nth-child(1) { height: 0; overflow: hidden }", ("account-clipped", 4)),
        ("p:nth-child(2) { position: absolute; left: -900pt }", ("account-outside", 6)),
        ("p:nth-child(2) { margin-left: -30pt }", ("account-outside", 6)),
        ("p:nth-child(3) { position: relative; top: -16.8pt }", ("account-overlap", 8)),
        (".note { display: none }", ("account-call", 12)),
        (".note::footnote-call { content: '' }", ("account-call", 12)),
        ("figcaption { display: none }", ("account-lost", 10)),
        ("figure img { display: none }", ("account-picture", 10)),
        ("figure img { visibility: hidden }", ("account-picture", 10)),
        ("figure img { margin-left: 400pt }", ("account-picture-outside", 10)),
        ("h1 { display: none }", ("account-lost", 2)),
    ],
)
def test_a_style_that_hides_something(
    tmp_path: Path, style: str, expected: tuple[str, int]
) -> None:
    findings = refused(a_book(tmp_path, style))
    assert expected in told(findings), findings


def test_characters_that_a_style_changes(tmp_path: Path) -> None:
    book = a_book(tmp_path, "p { text-transform: uppercase }", "第一段 abc 在这里。\n")
    assert ("account-changed", 4) in told(refused(book))


def test_words_that_a_style_quotes_are_declared(tmp_path: Path) -> None:
    style = "article::after { content: '（完）' } h1::before { content: '◆' }"
    assert press(a_book(tmp_path, style)).pages


@pytest.mark.slow
def test_white_type_on_a_tint_is_seen(tmp_path: Path) -> None:
    style = "p { color: white; background: black }"
    assert press(a_book(tmp_path, style, "第一段的话在这里。\n")).pages
    assert ("account-white", LINES["注"]) in told(refused(a_book(tmp_path, style)))  # the note's


# ---------------------------------------------------------------------------- in the galley


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Unit, Galley, Setting]:
    """The article of a book without fault, as it is set."""
    book = a_book(tmp_path_factory.mktemp("book"))
    press(book)
    manuscript = read(book).manuscript
    shelf = Shelf(book / "output" / FOLDER)
    unit = next(unit for unit in split(manuscript, Known()) if unit.place.file == FILE)
    galleys = (shelf.get(path.stem) for path in shelf.folder.glob("*/*.galley"))
    (galley,) = (g for g in galleys if g and g.unit_id == unit.id)
    return unit, galley, setting(manuscript)


Change = Callable[[bytes], bytes]


def counted(made: tuple[Unit, Galley, Setting], change: Change) -> list[Finding]:
    """The account of a galley whose first page is changed."""
    unit, galley, setting_ = made
    first, *others = galley.contents
    changed = change(first)
    assert changed != first
    return list(account(unit, replace(galley, contents=(changed, *others)), setting_))


def shows(galley: Galley, text: str) -> bytes:
    """The glyphs of a text, as a stream has them."""
    rows = {row[2]: row[0] for use in galley.fonts for row in use.rows}
    return b"".join(b"%04x" % rows[char] for char in text)


def test_a_galley_without_fault_balances(made: tuple[Unit, Galley, Setting]) -> None:
    assert account(*made) == ()


def test_two_runs_swapped(made: tuple[Unit, Galley, Setting]) -> None:
    one, other = shows(made[1], "第一段的话"), shows(made[1], "第三段的话")
    swap = {one: other, other: one}
    found = counted(made, lambda s: re.sub(b"|".join(swap), lambda m: swap[m[0]], s))
    assert {f.place.line for f in found if f.place} <= {4, 8} and found


BLANKS = [
    "用 git commit -m 和",
    "又 a / b",
    "x = y",
    "于 1990 – 2000 年",
    "A fox^[A note.] here.",
]


@pytest.mark.slow
@pytest.mark.parametrize("words", BLANKS)
def test_blanks_between_latin_words_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    assert press(a_book(tmp_path / "sound", body=f"{words}\n")).pages
    monkeypatch.setattr(Paragraph, "_columns", _without_blanks)
    assert ("account-blank", 4) in told(refused(a_book(tmp_path / "lost", body=f"{words}\n")))


def _without_blanks(paragraph: Paragraph) -> None:
    """The columns of a paragraph that folds every blank into white."""
    paragraph.shown = ()
    paragraph.trailing_px = 0.0


def test_two_lines_that_change_places(made: tuple[Unit, Galley, Setting]) -> None:
    """Each text in its own paragraph, but the second line stands where the first belongs."""

    def swap(stream: bytes) -> bytes:
        heights = re.findall(rb"107\.3701 ([\d.]+) Tm", stream)
        one, other = heights[0], heights[2]
        parts = re.split(rb"(107\.3701 (?:%b|%b) Tm)" % (one, other), stream)
        parts[1], parts[3] = parts[3], parts[1]
        return b"".join(parts)

    assert ("account-order", 6) in told(counted(made, swap))


@pytest.mark.parametrize("keep", [1, 3])
def test_a_run_that_lacks_characters(made: tuple[Unit, Galley, Setting], keep: int) -> None:
    whole = shows(made[1], "第三段的话")
    found = counted(made, lambda s: s.replace(whole, whole[: 4 * keep]))
    (lost,) = found
    assert (lost.code, lost.place) == ("account-lost", Place(FILE, 8))
    assert dict(lost.params) == {"text": "第三段的话"[keep:], "page": "1"}


def test_a_run_shown_twice(made: tuple[Unit, Galley, Setting]) -> None:
    whole = shows(made[1], "第三段的话")
    assert ("account-added", 8) in told(counted(made, lambda s: s.replace(whole, whole * 2)))


def test_a_clip_round_half_a_page(made: tuple[Unit, Galley, Setting]) -> None:
    def clip(stream: bytes) -> bytes:
        return stream.replace(
            b"0.75 0 0 0.75 0 0 cm\n", b"0.75 0 0 0.75 0 0 cm\n0 0 9999 200 re\nW\nn\n"
        )

    assert "account-clipped" in {code for code, _ in told(counted(made, clip))}


def test_a_lid_over_the_page(made: tuple[Unit, Galley, Setting]) -> None:
    def cover(stream: bytes) -> bytes:
        return stream + b"\n1 g\n0 0 9999 9999 re\nf"

    assert ("account-covered", 4) in told(counted(made, cover))


def test_a_stream_that_no_writer_of_ours_wrote(made: tuple[Unit, Galley, Setting]) -> None:
    found = counted(made, lambda s: s.replace(b"ET", b"(x) '\nET", 1))
    assert {f.code for f in found} == {"account-unreadable"}


def test_a_head_that_says_something_else(made: tuple[Unit, Galley, Setting]) -> None:
    unit, galley, setting_ = made
    found = account(replace(unit, heads=(RunningHead(Side.RECTO, "别的"),)), galley, setting_)
    assert {f.code for f in found} == {"account-head"}


def elsewhere(folder: Path, monkeypatch: pytest.MonkeyPatch, **book: str) -> Path:
    """A book that was pressed by somebody else."""
    with monkeypatch.context() as other:
        other.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        made = a_book(folder, **book)
        press(made)
    return made


def laid_under_our_key(theirs: Path, ours: Path) -> None:
    """Put their galley of the article, as it is, where ours lies."""
    shelf, other = (Shelf(book / "output" / FOLDER) for book in (ours, theirs))
    mine = next(u for u in split(read(ours).manuscript, Known()) if u.place.file == FILE)

    def of(where: Shelf) -> Path:
        paths = where.folder.glob("*/*.galley")
        return next(p for p in paths if (g := where.get(p.stem)) and g.unit_id == mine.id)

    target, galley = of(shelf), other.get(of(other).stem)
    assert galley
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_CACHE_HOME", str(theirs / "cache"))
        shelf.put(target.stem, galley)


@pytest.mark.slow
def test_a_galley_from_elsewhere_under_the_right_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole, and of the right unit: but it shows a text that is not in the book."""
    ours = a_book(tmp_path / "ours")
    press(ours)
    theirs = elsewhere(tmp_path / "theirs", monkeypatch, body="别处的话。\n")
    laid_under_our_key(theirs, ours)
    book = (ours / "output/book.pdf").read_bytes()
    codes = {code for code, _ in told(refused(ours))}
    assert {"galley-foreign", "account-lost"} <= codes or {
        "galley-foreign",
        "account-changed",
    } <= codes
    assert (ours / "output/book.pdf").read_bytes() == book


@pytest.mark.slow
def test_a_sound_shelf_from_elsewhere_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = elsewhere(tmp_path / "theirs", monkeypatch, body="就这一段话。\n")
    book = (theirs / "output/book.pdf").read_bytes()
    assert not press(theirs).rebuilt
    assert (theirs / "output/book.pdf").read_bytes() == book


@pytest.mark.slow
def test_what_no_account_can_read_is_set_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture may show any text."""
    theirs = elsewhere(tmp_path / "theirs", monkeypatch)
    assert list(press(theirs).rebuilt) == [
        u.id for u in split(read(theirs).manuscript, Known()) if u.place.file == FILE
    ]


def test_every_message_is_there_in_both_languages() -> None:
    codes = [
        {c for c in catalogue(language) if c.startswith("account-")} for language in ("zh", "en")
    ]
    assert codes[0] == codes[1] and len(codes[0]) >= 20


LONG = {
    "title": "题名很长" * 25,
    "subtitle": "副题很长" * 25,
    "editor": "编者很长" * 25,
    "issuer": "单位很长" * 25,
    "front": ["title-page", "copyright", "contents"],
}


def test_a_title_page_that_is_full_names_the_line_of_its_key(tmp_path: Path) -> None:
    """Its unit knows no lines of `book.yaml`; the file does."""
    book = make_book(tmp_path, {"甲.md": entry("文。")}, LONG)
    lines = (book / "content/book.yaml").read_text().split("\n")
    expected = {
        number for number, line in enumerate(lines, 1) if line.startswith(("editor:", "issuer:"))
    }
    found = refused(book)
    assert {f.place.file for f in found if f.place} == {"content/book.yaml"}
    assert {f.place.line for f in found if f.place and f.code == "account-lost"} & expected
    assert all(f.place and f.place.line for f in found), found
