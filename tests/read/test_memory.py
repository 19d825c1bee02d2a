"""What earlier readings found is used again, and never where anything else would be found now."""

from pathlib import Path

import pytest

from huozi.read import manuscript as manuscript_module
from huozi.read.manuscript import read, survey
from huozi.read.memory import Remembered, entry_key, names_digest
from huozi.read.source import FileMemory
from huozi.values.script import DRAWN_FAMILY
from tests.books import PNG, entry, make_book

#: An entry of which there is something to tell, beside a preface with the same.
TEXT = "(一)甲。\n"
BOOK = {"front": [{"preface": "前言.md"}], "entries": ["甲.md", "乙.md"]}


class Kept:
    """A memory that counts what it could give."""

    def __init__(self) -> None:
        self.known: dict[str, Remembered] = {}
        self.given = 0

    def recall(self, key: str) -> Remembered | None:
        self.given += key in self.known
        return self.known.get(key)

    def keep(self, key: str, entry: Remembered) -> None:
        self.known[key] = entry


def book(folder: Path, **files: str) -> Path:
    texts = {"甲.md": entry(TEXT), "乙.md": entry("乙。\n"), "前言.md": entry(TEXT)} | {
        f"{name}.md": text for name, text in files.items()
    }
    return make_book(folder, texts, BOOK)


def test_a_second_reading_finds_the_same(tmp_path) -> None:
    memory = Kept()
    once = read(book(tmp_path), memory)
    assert (len(memory.known), memory.given) == (2, 0)
    again = read(book(tmp_path), memory)
    assert memory.given == 2
    assert (again.manuscript, again.findings) == (once.manuscript, once.findings)
    fresh = read(book(tmp_path))
    assert (fresh.manuscript, fresh.findings) == (once.manuscript, once.findings)
    assert [str(one.place) for one in fresh.findings] == [
        "content/前言.md:4:1",
        "content/甲.md:4:1",
    ]


def test_another_text_is_read_anew(tmp_path) -> None:
    memory = Kept()
    read(book(tmp_path), memory)
    changed = read(book(tmp_path, 乙=entry("(二)乙。\n")), memory)
    assert memory.given == 1
    assert "content/乙.md" in {one.place.file for one in changed.findings if one.place}


def test_matter_is_read_once_while_its_file_stands(tmp_path, monkeypatch) -> None:
    """Its findings are told every time, and so are those of a file that changed."""
    files, folder = FileMemory(), book(tmp_path)
    monkeypatch.setattr("huozi.read.source._YOUNG_NS", 0)  # what was just written is kept, too
    asked: list[str] = []
    own = manuscript_module.Reader.matter

    def matter(self, path, *rest):
        asked.append(path)
        return own(self, path, *rest)

    monkeypatch.setattr(manuscript_module.Reader, "matter", matter)
    readings = []
    for _ in range(3):
        readings.append(read(folder, Kept(), files))
        files.turn()
    assert asked == ["前言.md"]
    assert {one.manuscript.front[0].body for one in readings} == {
        readings[0].manuscript.front[0].body
    }
    assert {one.findings for one in readings} == {readings[0].findings}
    (folder / "content" / "前言.md").write_text(entry("甲。\n"), encoding="utf-8")
    changed = read(folder, Kept(), files)
    assert asked == ["前言.md"] * 2
    assert [str(one.place) for one in changed.findings] == ["content/甲.md:4:1"]


@pytest.mark.parametrize(
    "other", ["![](a.png)", '<IMG src="a.png">', "[字]{.造字}", "[字]{.drawn}", "字"]
)
def test_what_depends_on_other_files_has_no_key(other: str) -> None:
    assert (entry_key("甲.md", f"文{other}", "names") == "") is (other != "字")


def test_keys_differ_by_all_that_a_reading_depends_on() -> None:
    links = {"甲.md": "a"}
    keys = {
        entry_key("甲.md", "文", names_digest(links, False)),
        entry_key("乙.md", "文", names_digest(links, False)),
        entry_key("甲.md", "字", names_digest(links, False)),
        entry_key("甲.md", "文", names_digest(links | {"乙.md": "b"}, False)),
        entry_key("甲.md", "文", names_digest(links, True)),
    }
    assert len(keys) == 5
    assert names_digest({"甲": "a", "乙": "b"}, True) == names_digest({"乙": "b", "甲": "a"}, True)


# ---------------------------------------------------------------------------- what can't be read


def test_articles_are_looked_at_though_the_list_can_not_be_read(tmp_path) -> None:
    """Those with front matter: what the others are for nobody knows."""
    files = {"content/甲.md": entry("甲[^1\n"), "content/记.md": "记`事\n"}
    folder = make_book(tmp_path, {}, "%YAML 9\n", files)
    found = survey(folder)
    assert found.manuscript is None and found.failed
    assert [(one.code, one.place.file, one.place.line) for one in found.findings if one.place] == [
        ("yaml-broken", "content/book.yaml", 1),
        ("unclosed-note", "content/甲.md", 4),
    ]


def test_without_a_list_there_is_one_fault(tmp_path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "甲.md").write_text(entry("甲[^1\n"), encoding="utf-8")
    assert [one.code for one in survey(tmp_path).findings] == ["missing-book"]


def test_a_book_is_read_as_far_as_it_can_be(tmp_path) -> None:
    made = survey(make_book(tmp_path, {"甲.md": "甲[^1\n", "乙.md": "乙。\n"}))
    assert made.failed and made.manuscript is not None
    assert [one.place.file for one in made.manuscript.entries] == ["content/甲.md", "content/乙.md"]


# ---------------------------------------------------------------------------- drawn characters


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M1 1h8v8z"/></svg>'


def test_a_character_that_is_drawn_stands_in_a_font_of_its_own(tmp_path) -> None:
    """… behind all others; a book that draws none has no such font."""
    glyphs = {"glyphs": {"⿰木喜": "造字/a.svg"}}
    files = {"content/造字/a.svg": SVG}
    made = read(make_book(tmp_path, {"甲.md": "[⿰木喜]{.造字}。\n"}, glyphs, files)).manuscript
    assert made.drawn == (("⿰木喜", "content/造字/a.svg"),)
    assert made.fonts.fallback[-1] == DRAWN_FAMILY
    plain = read(make_book(tmp_path / "b", files={"content/a.png": PNG})).manuscript
    assert DRAWN_FAMILY not in plain.fonts.fallback
    assert plain.images == ()
