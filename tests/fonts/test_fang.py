"""仿宋 for documents, where a face is there and nobody chose another."""

import re
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from huozi import compositor
from huozi.fonts.own import house_faces, own_faces
from huozi.values.errors import MachineError
from huozi.values.style import HOUSE_FANG, FontRoles
from tests.books import entry, make_book
from tests.fonts.small import make
from tests.pressing import press

ROOT = Path(__file__).parents[2]
TEXTS = {
    "文章.md": entry("中的一是。\n", title="一"),
    "公文.md": entry("中的一是。\n", title="二", kind="document", docno="中发〔2024〕1号"),
}


@pytest.fixture
def house_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What set-up keeps beside the program: a font, or nothing."""

    def put(there: bool) -> None:
        if there:
            make(tmp_path / "house/fonts/Fang.ttf", HOUSE_FANG[0])
        monkeypatch.setattr(compositor, "house_faces", lambda: own_faces(tmp_path / "house"))

    return put


def fonts_by_page(path: Path) -> list[set[str]]:
    return [
        {
            font.get_object()["/BaseFont"].rpartition("+")[2]
            for font in page["/Resources"].get("/Font", {}).values()
        }
        for page in PdfReader(path).pages
    ]


@pytest.mark.slow
def test_documents_are_set_in_it_and_articles_are_not(tmp_path: Path, house_font) -> None:
    house_font(there=True)
    made = press(make_book(tmp_path / "book", TEXTS, {"front": []}))
    article, document = (fonts for fonts in fonts_by_page(made.output) if len(fonts) > 1)
    assert HOUSE_FANG[0] in document
    assert HOUSE_FANG[0] not in article
    assert "fang-missing" not in {found.code for found in made.findings}


def test_where_it_is_missing_song_stands_for_it_and_that_is_told(tmp_path, house_font) -> None:
    house_font(there=False)
    made = press(make_book(tmp_path / "book", TEXTS, {"front": []}))
    (found,) = [one for one in made.findings if one.code == "fang-missing"]
    assert found.place.file == "content/公文.md"
    book = make_book(tmp_path / "other", {"文章.md": TEXTS["文章.md"]}, {"front": []})
    assert "fang-missing" not in {one.code for one in press(book).findings}


def test_one_that_was_chosen_and_is_missing_stops_the_press(tmp_path: Path, house_font) -> None:
    house_font(there=False)
    chosen = {"front": [], "fonts": {"fang": HOUSE_FANG[0]}}
    with pytest.raises(MachineError):
        press(make_book(tmp_path / "book", TEXTS, chosen))


@pytest.mark.parametrize(
    ("book", "stack"),
    [
        ({}, ("FandolFang", "Noto Serif CJK SC")),
        ({"fonts": {"hei": "黑"}}, ("FandolFang", "Noto Serif CJK SC")),
        ({"fonts": {"song": "宋"}}, ("宋",)),
        ({"fonts": {"fang": "仿"}}, ("仿",)),
        ({"language": "zh-Hant"}, ("Noto Serif CJK SC",)),
    ],
)
def test_who_chooses_a_song_has_his_documents_in_it(tmp_path: Path, book, stack) -> None:
    from huozi.read.manuscript import read

    fonts = read(make_book(tmp_path, TEXTS, book)).manuscript.fonts
    assert fonts.stacks["fang"] == stack


def test_set_up_takes_the_house_font_by_name_and_digest() -> None:
    """`fonts.txt` names the file whose family the house chooses; what is there is that file."""
    text = (ROOT / "fonts.txt").read_text(encoding="utf-8")
    rows = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    assert all(len(row) == 3 and re.fullmatch("[0-9a-f]{64}", row[2]) for row in rows)
    names = {Path(row[1]).name.partition("-")[0] for row in rows}
    assert set(HOUSE_FANG) <= names
    there = {face.path.name: face.path for face in house_faces()}
    for _, file, digest in rows:
        if path := there.get(Path(file).name):
            said = subprocess.run(["sha256sum", path], capture_output=True, check=True, text=True)
            assert said.stdout.startswith(digest)


def test_roles_know_what_nobody_chose() -> None:
    fonts = FontRoles(unchosen=HOUSE_FANG)
    assert set(HOUSE_FANG) <= set(fonts.optional) <= set(fonts.families)
