"""Built again: the same bytes as from nothing, and only what changed is set."""

import io
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from huozi.jobs.cover.make import press_cover
from huozi.press import Order
from huozi.progress import Progress
from huozi.read.source import Source
from huozi.store.shelf import FOLDER
from huozi.values.errors import InputError
from tests.books import make_book
from tests.pressing import (
    FRONT,
    ROOT,
    SENTENCE,
    article,
    change,
    made_anew,
    press,
    printed,
    refused,
    small_book,
)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A book of three short entries, not made yet."""
    return small_book(tmp_path / "small")


WORK = ["edit", "insert", "remove", "swap", "retitle", "style"]


class Desk:
    """A book that is being worked on."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.folder = folder
        self.entries = {f"{name}.md": article(name, 3) for name in "甲乙丙丁戊"}
        self.css = ""
        self.count = 0
        self.write()

    def write(self) -> None:
        shutil.rmtree(self.folder / "content", ignore_errors=True)
        files = {"styles/article.css": f'@import "entry.css";\n{self.css}'}
        make_book(self.folder, self.entries, {"title": "汇编", "front": FRONT}, files)

    def act(self, what: str) -> None:
        self.count += 1
        names = list(self.entries)
        one = self.chance.choice(names)
        if what == "edit":
            self.entries[one] += f"\n\n添加的一段。{SENTENCE * self.count}\n"
        elif what == "insert":
            names.insert(self.chance.randrange(len(names)), f"新{self.count}.md")
            self.entries[f"新{self.count}.md"] = article(f"新篇{self.count}", self.count * 5)
        elif what == "remove" and len(names) > 1:
            names.remove(one)
        elif what == "swap":
            self.chance.shuffle(names)
        elif what == "retitle":
            self.entries[one] = self.entries[one].replace("title: ", f"title: 改{self.count}", 1)
        elif what == "style":
            self.css = f"h1 {{ letter-spacing: {self.count}pt }}"
        self.entries = {name: self.entries[name] for name in names}
        self.write()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_after_any_edits_the_book_is_the_one_made_from_nothing(seed: int, tmp_path: Path) -> None:
    """A day's work of an editor, in no particular order."""
    desk = Desk(tmp_path / "desk", seed)
    press(desk.folder)
    for number, what in enumerate(random.Random(seed).sample(WORK, len(WORK))):
        desk.act(what)
        incremental = press(desk.folder).output.read_bytes()
        if number % 2:
            assert incremental == made_anew(desk.folder, tmp_path / what, 1), what


# ---------------------------------------------------------------------------- only what changed


@pytest.mark.slow
def test_one_changed_article_is_set_again_alone(small: Path) -> None:
    press(small)
    change(small / "content" / "b.md", "第1段", "首段")
    assert press(small).rebuilt == {"b": ("text",)}


@pytest.mark.slow
def test_a_title_is_also_in_the_contents(small: Path) -> None:
    press(small)
    change(small / "content" / "b.md", "title: 乙", "title: 改题")
    assert press(small).rebuilt == {"contents": ("text",), "b": ("text",)}


@pytest.mark.slow
def test_an_entry_that_grows_moves_others_without_setting_them(small: Path) -> None:
    before = printed(press(small))
    path = small / "content" / "a.md"
    path.write_text(path.read_text() + "\n\n" + SENTENCE * 40)
    report = press(small)
    assert report.rebuilt == {"a": ("text",)}
    after = printed(report)
    assert before.contents() == [("甲", "1"), ("乙", "2"), ("丙", "3")]
    assert [int(number) for _, number in after.contents()][1:] > [2, 3]


@pytest.mark.slow
def test_entries_in_another_order_set_the_contents_alone(small: Path) -> None:
    press(small)
    change(small / "content" / "book.yaml", "- a.md\n- b.md", "- b.md\n- a.md")
    report = press(small)
    assert report.rebuilt == {"contents": ("text",)}
    assert printed(report).contents() == [("乙", "1"), ("甲", "2"), ("丙", "3")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "text", "rebuilt"),
    [
        ("styles/contents.css", ".line { padding-left: 3em }", {"contents": ("style",)}),
        ("templates/title-page.html", '{% extends "unit.html" %}', {"title-page": ("template",)}),
        ("styles/part.css", "h1 { margin: 0 }", {}),
    ],
)
def test_a_books_own_style_sets_what_it_styles(
    small: Path, path: str, text: str, rebuilt: dict[str, tuple[str, ...]]
) -> None:
    press(small)
    (small / path).parent.mkdir()
    (small / path).write_text(text)
    assert press(small).rebuilt == rebuilt


@pytest.mark.slow
def test_another_format_sets_everything_for_that_reason(small: Path) -> None:
    press(small)
    path = small / "content" / "book.yaml"
    path.write_text(path.read_text() + "format: {measure: 28}\n")
    report = press(small)
    assert len(report.rebuilt) == report.units
    assert all("format" in why for why in report.rebuilt.values())
    assert report.rebuilt["a"] == ("format",)


@pytest.mark.slow
def test_a_damaged_galley_is_set_again_and_told(small: Path) -> None:
    before = press(small).output.read_bytes()
    galleys = sorted(small.glob("output/.galleys/*/*.galley"))
    for path in galleys[:2]:
        path.write_bytes(path.read_bytes()[:-5])
    report = press(small)
    assert len(report.rebuilt) <= 2
    assert set(report.rebuilt.values()) == {("shelf",)}
    assert [f.code for f in report.findings] == ["galley-damaged"] * len(report.findings)
    assert report.output.read_bytes() == before


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_damage_that_is_found_while_another_is_set(small: Path, tmp_path: Path, jobs: int) -> None:
    """What is edited is known to be missing at once; what is damaged only when it is fetched."""
    press(small)
    for path in small.glob("output/.galleys/*/*.galley"):
        path.write_bytes(b"")
    change(small / "content" / "b.md", "乙", "乙新")
    report = press(small, jobs=jobs)
    assert "text" in report.rebuilt.pop("b")
    assert {why for unit, why in report.rebuilt.items() if unit in ("a", "c")} == {("shelf",)}
    assert report.output.read_bytes() == made_anew(small, tmp_path / "anew", jobs)


@pytest.mark.slow
def test_the_record_does_not_depend_on_what_happened_to_the_shelf(small: Path) -> None:
    record = small / "output" / "book.json"
    press(small)
    before = record.read_bytes()
    for path in small.glob("output/.galleys/*/*.galley"):
        path.write_bytes(b"")
    assert press(small).findings
    assert record.read_bytes() == before


@pytest.mark.slow
def test_the_record_holds_what_the_reading_found(tmp_path: Path) -> None:
    document = {"kind": "document", "docno": "京平发〔2004〕26号"}
    files = {name: article(name, **document) for name in ("a.md", "b.md")}
    report = press(make_book(tmp_path, files))
    record = json.loads(report.output.with_suffix(".json").read_text())
    for found in (record["findings"], [{"code": f.code} for f in report.findings]):
        assert "docno-twice" in {item["code"] for item in found}


@pytest.mark.slow
def test_the_shelf_may_be_thrown_away(small: Path) -> None:
    before = press(small).output.read_bytes()
    shutil.rmtree(small / "output")
    report = press(small)
    assert set(report.rebuilt.values()) == {("new",)}
    assert report.output.read_bytes() == before


@pytest.mark.slow
def test_equal_pages_have_equal_names_and_others_have_others(small: Path) -> None:
    first = press(small)
    assert press(small).page_names == first.page_names
    change(small / "content" / "b.md", "第2段", "第二段")
    second = press(small)
    names = zip(first.page_names, second.page_names, strict=True)
    changed = [page.unit_id for page, (old, new) in zip(second.page_map.pages, names, strict=True)
               if old != new]  # fmt: skip
    assert changed == ["b"]
    anew = press(make_book_anew(small)).page_names
    assert anew == second.page_names
    shown = [name for name, page in zip(anew, second.page_map.pages, strict=True) if not page.blank]
    assert len(set(shown)) == len(shown)
    blanks = {name for name, page in zip(anew, second.page_map.pages, strict=True) if page.blank}
    assert len(blanks) == 1


def make_book_anew(book: Path) -> Path:
    copy = book.with_name("anew")
    shutil.copytree(book, copy, ignore=shutil.ignore_patterns("output"))
    return copy


def test_a_job_that_fails_leaves_what_it_set_for_the_next(small: Path) -> None:
    """The shelf is closed, and the entries that were read are remembered, whatever happens."""
    cover = "\ncover: {spine_mm: 9, spine_pages: 2}"
    change(small / "content" / "book.yaml", "title: 汇编", f"title: 汇编{cover}")
    with pytest.raises(InputError) as raised:
        press_cover(Order(small, small / "output" / "cover.pdf", jobs=1), Progress())
    assert [found.code for found in raised.value.findings] == ["cover-outdated"]
    assert press(small).rebuilt == {}
    assert (small / "output" / FOLDER / "entries").exists()


ASK = """
import sys
from pathlib import Path
from huozi.press import Order, press_book
from huozi.progress import Progress
book = Path(sys.argv[1])
report = press_book(Order(book, book / "output" / "book.pdf", jobs=1), Progress())
print(len(report.rebuilt), *sorted({name.partition(".")[0] for name in sys.modules}))
"""


def modules_of_a_run(book: Path) -> tuple[int, set[str]]:
    run = subprocess.run(
        [sys.executable, "-c", ASK, str(book)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    count, *modules = run.stdout.split()
    return int(count), set(modules)


@pytest.mark.slow
def test_a_run_that_sets_nothing_does_not_load_the_engine(small: Path) -> None:
    rebuilt, modules = modules_of_a_run(small)
    assert rebuilt
    assert "weasyprint" in modules
    rebuilt, modules = modules_of_a_run(small)
    assert rebuilt == 0
    assert not modules & {"weasyprint", "pydyf", "fontTools", "pypdf", "markdown_it"}


# ---------------------------------------------------------------------------- own templates


def marked_book(folder: Path, address: str, picture: bytes) -> Path:
    """A book whose parts show a picture that its template addresses."""
    template = f'<h1>{{{{ title }}}}</h1><img src="{address}">'
    return make_book(
        folder,
        {"a.md": article("甲")},
        {"parts": [{"title": "篇", "entries": ["a.md"]}]},
        {"templates/part.html": template, "content/mark.png": picture},
    )


def square(level: int) -> bytes:
    file = io.BytesIO()
    Image.new("L", (60, 60), level).save(file, "PNG")
    return file.getvalue()


@pytest.mark.slow
def test_a_picture_that_a_template_addresses_is_set_anew_when_it_changes(tmp_path) -> None:
    book = marked_book(tmp_path / "one", "book:content/mark.png", square(0))
    first = press(book)
    (book / "content/mark.png").write_bytes(square(200))
    second = press(book)
    assert set(second.rebuilt.values()) == {("template",)}
    assert second.pdf != first.pdf
    anew = press(marked_book(tmp_path / "two", "book:content/mark.png", square(200)))
    assert anew.pdf == second.pdf


def test_a_picture_whose_address_is_reckoned_is_refused(tmp_path) -> None:
    """It could not be told from the template which picture it is, so no key could name it."""
    book = marked_book(tmp_path, "book:content/{{ 'mark' }}.png", square(0))
    (found,) = refused(book)
    assert found.code == "fetch-refused"


# ---------------------------------------------------------------------------- one moment, one book


def meddled(monkeypatch, meddle, times: int = 1) -> None:
    """Let somebody save files of a book whenever its first text has been read."""
    read_text, left = Source.read_text, [times]

    def reading(self, path: str, *args):
        text = read_text(self, path, *args)
        if path == "content/a.md" and left[0]:
            left[0] -= 1
            meddle(left[0])
        return text

    monkeypatch.setattr(Source, "read_text", reading)


def save(path: Path, words: str) -> None:
    """Save a file as editors do: a new one takes the place of the old."""
    (path.parent / "saving").write_text(words, encoding="utf-8")
    (path.parent / "saving").replace(path)


@pytest.mark.slow
@pytest.mark.parametrize(
    "other", ["content/c.md", "content/book.yaml", "styles/part.css", "templates/part.html"]
)
def test_files_saved_together_are_read_together(tmp_path, monkeypatch, other: str) -> None:
    """Edits during a build were mixed: one file as it was before, another as it was after."""
    book, anew = small_book(tmp_path / "one"), small_book(tmp_path / "two")
    files = {
        "content/c.md": article("丁"),
        "styles/part.css": "h1 { color: #000 }",
        "templates/part.html": "<h1>{{ title }}</h1>",
        "content/book.yaml": (book / "content/book.yaml")
        .read_text("utf-8")
        .replace("汇编", "新编"),
    }

    def meddle(folder: Path) -> None:
        save(folder / "content/a.md", article("新甲"))
        (folder / other).parent.mkdir(exist_ok=True)
        save(folder / other, files[other])

    meddled(monkeypatch, lambda _: meddle(book))
    made = press(book)
    meddle(anew)
    monkeypatch.undo()
    assert made.pdf == press(anew).pdf


def test_a_book_that_never_stands_still_is_refused_by_its_files(small, monkeypatch) -> None:
    meddled(monkeypatch, lambda left: save(small / "content/a.md", article(f"第{left}")), 99)
    found = refused(small)
    assert [(f.code, f.place.file) for f in found] == [("files-changing", "content/a.md")]
