"""Fonts that lie in the book's own folder."""

import os
from pathlib import Path

import pytest
from pypdf import PdfReader

from huozi.fonts import machine
from huozi.fonts.own import own_faces
from huozi.jobs.check import check_book
from huozi.values.errors import InputError, MachineError
from tests.books import entry, make_book
from tests.fonts.small import make
from tests.pressing import press

SONG = ["我的.ttf", "Noto Serif CJK SC"]


def a_book(folder: Path, **fonts: object) -> Path:
    text = entry("正文，中的一是。**标题**\n\n## 标题\n", title="正文")
    return make_book(folder, {"甲.md": text}, {"front": [], "fonts": fonts})


def fonts_of(path: Path) -> set[str]:
    found = {
        font.get_object()["/BaseFont"].rpartition("+")[2]
        for page in PdfReader(path).pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    return {name for name in found if not name.startswith("Noto")}


@pytest.mark.slow
@pytest.mark.parametrize("written", ["我的.ttf", "fonts/我的.ttf", "Small Song"])
def test_a_file_of_the_book_sets_a_role_and_its_bold(tmp_path: Path, written: str) -> None:
    book = a_book(tmp_path, song=[written, "Noto Serif CJK SC"])
    make(book / "fonts/我的.ttf", "Small Song")
    make(book / "fonts/粗.ttf", "Small Song", "Bold", 700)
    assert fonts_of(press(book).output) == {"Small-Song", "Small-Song-Bold"}


@pytest.mark.slow
def test_another_file_of_that_name_sets_the_book_anew(tmp_path: Path) -> None:
    book = a_book(tmp_path, song=SONG)
    make(book / "fonts/我的.ttf", "Small Song")
    first = press(book).output.read_bytes()
    assert press(book).output.read_bytes() == first
    make(book / "fonts/我的.ttf", "Small Song", weight=300)
    made = press(book)
    assert made.output.read_bytes() != first


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (lambda path: path.unlink(), "font-file-missing"),
        (lambda path: path.write_bytes(b"no font"), "font-file-missing"),
        (lambda path: (path.unlink(), path.symlink_to("/etc/hostname")), "font-file-missing"),
        (lambda path: (path.unlink(), os.mkfifo(path)), "font-file-missing"),
        (lambda path: make(path, "Small Song", fs_type=2), "font-restricted"),
    ],
)
def test_what_is_refused(tmp_path: Path, harm, code: str) -> None:
    book = a_book(tmp_path, song=SONG)
    harm(make(book / "fonts/我的.ttf", "Small Song"))
    with pytest.raises((InputError, MachineError)) as raised:
        press(book)
    assert [found.code for found in raised.value.findings] == [code]
    missing = code == "font-file-missing"
    assert isinstance(raised.value, InputError) is missing


def test_a_font_of_the_web_is_no_family(tmp_path: Path) -> None:
    book = a_book(tmp_path, song="我的.woff2")
    make(book / "fonts/我的.woff2", "Small Song")
    found = [f for f in check_book(book).findings if f.code == "font-file-missing"]
    assert [str(f.place) for f in found] == ["content/book.yaml:4:9"]


def test_too_many_and_hidden_files_are_left_alone(tmp_path: Path) -> None:
    assert own_faces(tmp_path) == ()
    make(tmp_path / "fonts/.a.ttf", "Hidden")
    make(tmp_path / "fonts/b.ttf", "Shown")
    (tmp_path / "fonts/c.txt").write_text("no font", encoding="utf-8")
    make(tmp_path / "fonts/d.woff2", "Web")
    assert [face.families for face in own_faces(tmp_path)] == [("Shown",)]


def test_what_a_file_is_is_asked_once_until_it_is_another(tmp_path: Path, monkeypatch) -> None:
    asked: list[object] = []
    run = machine.subprocess.run
    monkeypatch.setattr(
        machine.subprocess, "run", lambda *words, **more: asked.append(words) or run(*words, **more)
    )
    make(tmp_path / "fonts/a.ttf", "One")
    assert own_faces(tmp_path) == own_faces(tmp_path)
    assert len(asked) == 1
    make(tmp_path / "fonts/a.ttf", "Another")
    assert [face.families for face in own_faces(tmp_path)] == [("Another",)]
