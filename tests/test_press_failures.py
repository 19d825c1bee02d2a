"""Whatever goes wrong, the last good book stays, and the next run makes it right."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from huozi.store.closure import stage_digest
from huozi.store.key import engine_digest
from huozi.values.errors import MachineError
from huozi.values.manuscript import Severity
from tests.books import entry, make_book
from tests.pressing import ROOT, article, change, press, refused, small_book


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A book of three short entries, not made yet."""
    return small_book(tmp_path / "small")


# ---------------------------------------------------------------------------- failures


def outputs(book: Path) -> dict[str, bytes]:
    folder = book / "output"
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/b.md", "---\ntitel: 乙\n---\n正文。\n"),
        ("content/b.md", "---\ntitle: 乙\n---\n有\U0001e800字。\n"),
        ("content/b.md", "---\ntitle: 乙\n---\n<b>正文</b>。\n"),
        ("content/book.yaml", "title: [\n"),
        ("styles/part.css", "p { background: url(x) }"),
        ("styles/article.css", "h1 { colour: red }"),
        ("templates/article.html", "{{ gone }}"),
        ("templates/article.html", "<p>no title is set here</p>"),
    ],
    ids=["key", "glyph", "html", "yaml", "url", "css", "template", "title-lost"],
)
def test_a_book_that_fails_leaves_the_last_one_as_it_was(small: Path, path: str, text: str) -> None:
    press(small)
    before = outputs(small)
    (small / path).parent.mkdir(exist_ok=True)
    (small / path).write_text(text)
    assert refused(small)
    assert outputs(small) == before
    assert sorted(before) == ["book.json", "book.pdf"]


def test_everything_that_is_wrong_with_the_units_is_told_at_once(small: Path) -> None:
    for name in "ab":
        (small / "content" / f"{name}.md").write_text(
            f"---\ntitle: 题{name}\n---\n有\U0001e800字。\n"
        )
    assert [f.place.file for f in refused(small)] == ["content/a.md", "content/b.md"]


@pytest.mark.slow
def test_what_could_be_set_is_kept_when_something_else_is_wrong(small: Path) -> None:
    path = small / "content" / "b.md"
    good = path.read_text()
    path.write_text("---\ntitle: 乙\n---\n有\U0001e800字。\n")
    refused(small)
    path.write_text(good)
    assert "b" in press(small).rebuilt
    assert "a" not in press(small).rebuilt


def test_a_font_that_is_not_there_is_a_fault_of_the_machine(small: Path) -> None:
    path = small / "content" / "book.yaml"
    path.write_text(path.read_text() + "fonts: {song: No Such Font}\n")
    with pytest.raises(MachineError) as raised:
        press(small)
    assert [f.code for f in raised.value.findings] == ["font-unknown"]


@pytest.mark.slow
def test_a_disk_that_refuses_leaves_the_last_book(small: Path, monkeypatch) -> None:
    before = press(small).output.read_bytes()
    change(small / "content" / "a.md", "第1段", "首段")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        press(small)
    monkeypatch.undo()
    assert (small / "output" / "book.pdf").read_bytes() == before


BUILD = [sys.executable, "build.py", "--quiet", "--jobs", "2", "--book"]


def start(book: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*BUILD, str(book)], cwd=ROOT, start_new_session=True)


def many(folder: Path, count: int = 24) -> Path:
    entries = {f"e{n}.md": article(f"第{n}篇", 20) for n in range(count)}
    return make_book(folder, entries, {"front": ["contents"]})


@pytest.mark.slow
def test_a_build_that_is_killed_leaves_shelf_and_output_sound(tmp_path: Path) -> None:
    clean = press(many(tmp_path / "clean")).output.read_bytes()
    book = make_book(tmp_path / "book", {"e0.md": article("旧")})
    press(book)
    old = (book / "output" / "book.pdf").read_bytes()
    shutil.rmtree(book / "content")
    many(book)
    for seconds in (0.9, 1.2):
        process = start(book)
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        now = (book / "output" / "book.pdf").read_bytes()
        assert now in (old, clean)
    report = press(book)
    assert report.output.read_bytes() == clean
    assert not [f for f in report.findings if f.code == "galley-damaged"]


@pytest.mark.slow
def test_two_builds_at_once_make_the_same_book(tmp_path: Path) -> None:
    book = many(tmp_path / "book", 12)
    builds = [start(book), start(book)]
    assert [build.wait() for build in builds] == [0, 0]
    made = (book / "output" / "book.pdf").read_bytes()
    stage_digest.cache_clear()  # this process took them a while ago
    engine_digest.cache_clear()
    report = press(book)
    assert report.rebuilt == {}
    assert {found.severity for found in report.findings} <= {Severity.INFO}  # no damage
    assert report.output.read_bytes() == made


@pytest.mark.slow
def test_a_title_longer_than_its_page_is_told_where_it_stands(tmp_path: Path) -> None:
    """On a page as small as there may be; of the contents, too, what to do about it."""
    title = "关于加强和改进农村基层党组织建设与党员队伍管理工作" * 2
    book = make_book(
        tmp_path,
        {"a.md": entry("正文。\n", title=title), "b.md": entry("正文。\n", title="乙")},
        {"format": {"trim": "60 × 60 mm"}},
    )
    found = refused(book)
    assert [(f.code, str(f.place)) for f in found] == [
        ("verify-opening", "content/a.md:2:8"), ("verify-contents-line", "content/a.md:2:8"),
    ]  # fmt: skip
