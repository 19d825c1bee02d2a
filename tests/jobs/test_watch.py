"""Watch: every save gives the book that a clean build would give, and nothing ends the watch."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from huozi.compositor import Compositor
from huozi.jobs import watch as watch_module
from huozi.jobs.watch import again, marks, saved, unfinished, wanted, watch, watched
from huozi.press import Edition, Order, press_book
from huozi.progress import Progress
from huozi.prove.record import Record
from huozi.values.errors import HuoziError
from huozi.values.pages import PageMap
from tests.books import entry, make_book

ROOT = Path(__file__).parents[2]
TEXT = "一是班子建设得到加强。通过梳理排队，将全区的村级班子分为三类，进行分类指导。"
ENTRIES = {f"e{n}.md": entry(f"{TEXT * 6}\n", title=f"题{n}") for n in range(3)}
BOOK = {"front": ["title-page", "contents"]}


class Editor:
    """Edits a book step by step, and hears what the watch says after each step."""

    def __init__(self, folder: Path, *steps: Callable[[], object]) -> None:
        self.book = make_book(folder, ENTRIES, BOOK)
        self.output = self.book / "output" / "book.pdf"
        self.steps = steps
        self.told: list[Edition | Exception] = []

    def watch(self) -> list[Edition | Exception]:
        order = Order(self.book, self.output, jobs=1)
        watch(order, lambda edition, _: self.told.append(edition), self.told.append, self._saves())
        return self.told

    def _saves(self) -> Iterator[None]:
        for step in self.steps:
            step()
            yield

    def write(self, path: str, text: str) -> None:
        (self.book / path).parent.mkdir(exist_ok=True)
        (self.book / path).write_text(text)

    def clean_bytes(self) -> bytes:
        """What a build from nothing makes of the book as it is now."""
        copy = self.book.with_name("copy")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.book, copy, ignore=shutil.ignore_patterns("output"))
        return press_book(Order(copy, copy / "output" / "book.pdf", jobs=1), Progress()).pdf


def books(told: list[Edition | Exception]) -> list[Edition]:
    assert all(isinstance(item, Edition) for item in told), told
    return told  # type: ignore[return-value]


@pytest.mark.slow
def test_a_save_sets_what_changed_and_gives_what_a_clean_build_gives(tmp_path: Path) -> None:
    editor = Editor(
        tmp_path / "book",
        lambda: editor.write("content/e1.md", entry(f"{TEXT}又。\n", title="题1")),
        lambda: editor.write("content/e1.md", entry(f"{TEXT}又。\n", title="新题")),
        lambda: None,
    )
    first, text, title, nothing = books(editor.watch())
    assert len(first.rebuilt) == first.units
    assert text.rebuilt == {"e1": ("text",)}
    assert set(title.rebuilt) == {"e1", "contents"}
    assert nothing.rebuilt == {}
    assert editor.output.read_bytes() == editor.clean_bytes()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("styles/article.css", ".text { letter-spacing: 0.1em }"),
        ("content/book.yaml", yaml.safe_dump({"title": "另", "entries": ["e2.md", "e0.md", "e1.md"],
                                              "line": {"punctuation": "kaiming"}})),
    ],
    ids=["style", "format"],
)  # fmt: skip
def test_a_change_of_style_or_format_reaches_the_pages(
    tmp_path: Path, path: str, text: str
) -> None:
    editor = Editor(tmp_path / "book", lambda: editor.write(path, text))
    before, after = books(editor.watch())
    assert before.named
    assert len(after.rebuilt) >= 3
    assert editor.output.read_bytes() == editor.clean_bytes()


@pytest.mark.slow
def test_random_edits_give_what_clean_builds_give(tmp_path: Path) -> None:
    """Edits, insertions, removals and reorderings, in one warm process."""
    chance = random.Random(70)
    names = list(ENTRIES)

    def edit() -> None:
        for _ in range(chance.randint(1, 2)):
            name = chance.choice(names)
            text = TEXT * chance.randint(1, 30)
            editor.write(f"content/{name}", entry(text, title=f"题{chance.randint(1, 99)}"))

    def insert() -> None:
        names.insert(chance.randint(0, len(names)), f"n{len(names)}-{chance.randint(0, 999)}.md")
        for name in names:
            if not (editor.book / "content" / name).exists():
                editor.write(f"content/{name}", entry(TEXT * 3, title=f"插入{name[:-3]}"))

    def remove() -> None:
        if len(names) > 2:
            (editor.book / "content" / names.pop(chance.randrange(len(names)))).unlink()

    def step() -> None:
        for change in chance.sample([edit, insert, remove, lambda: chance.shuffle(names)], 2):
            change()
        book = {"title": "书名", "entries": names, **BOOK}
        editor.write("content/book.yaml", yaml.safe_dump(book, allow_unicode=True))

    def compare() -> None:
        assert editor.output.read_bytes() == editor.clean_bytes()

    editor = Editor(tmp_path / "book", *[step, compare] * 6)
    books(editor.watch())


@pytest.mark.slow
def test_mistakes_are_told_and_the_last_good_book_stays(tmp_path: Path) -> None:
    good: list[bytes] = []
    editor = Editor(
        tmp_path / "book",
        lambda: good.append(editor.output.read_bytes()),
        lambda: editor.write("content/e1.md", "no front matter"),
        lambda: good.append(editor.output.read_bytes()),
        lambda: (editor.book / "content" / "book.yaml").unlink(),
        lambda: shutil.rmtree(editor.book / "content"),
        lambda: make_book(editor.book, ENTRIES, BOOK),
    )
    told = editor.watch()
    kinds = [type(item).__name__ for item in told]
    assert kinds == ["Edition", "Edition", *["InputError"] * 4, "Edition"]
    assert isinstance(told[2], HuoziError)
    assert {found.place and found.place.file for found in told[2].findings} == {"content/e1.md"}
    assert good[0] == good[1] == editor.output.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), RuntimeError("a bug")])
def test_nothing_that_goes_wrong_ends_the_watch(
    tmp_path: Path, error: Exception, monkeypatch
) -> None:
    answers = iter([error, error, None])
    record = Record("", 0, (), {}, (), {}, ())

    made = Edition(b"%PDF", record, PageMap(()), ())

    def press(*_: object) -> Edition:
        if answer := next(answers):
            raise answer
        return made

    monkeypatch.setattr(watch_module, "press_book", press)
    editor = Editor(tmp_path / "book", lambda: None, lambda: None)
    assert editor.watch() == [error, error, made]


@pytest.mark.slow
def test_a_bug_met_between_two_books_does_not_end_the_watch(tmp_path: Path, monkeypatch) -> None:
    def fault(_: Compositor) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(Compositor, "warm_up", fault)
    editor = Editor(tmp_path / "book", lambda: None)
    assert len(books(editor.watch())) == 2


@pytest.mark.slow
def test_what_a_watch_has_set_no_other_process_sets_again(tmp_path: Path) -> None:
    editor = Editor(tmp_path / "book", lambda: editor.write("content/e1.md", entry(TEXT)))
    books(editor.watch())
    report = press_book(Order(editor.book, editor.output, jobs=1), Progress())
    assert report.rebuilt == {}
    editor.write("content/e1.md", entry(f"{TEXT}又。"))
    report = press_book(Order(editor.book, editor.output, jobs=1), Progress())
    assert report.rebuilt == {"e1": ("text",)}, "the ledger knows what it was set from"


@pytest.mark.slow
def test_a_galley_removed_under_the_watch_is_no_harm(tmp_path: Path) -> None:
    editor = Editor(
        tmp_path / "book",
        lambda: shutil.rmtree(editor.output.parent),
        lambda: editor.write("content/e1.md", entry(TEXT, title="题1")),
    )
    books(editor.watch())
    assert editor.output.read_bytes() == editor.clean_bytes()


# ---------------------------------------------------------------------------- saves


def test_the_folders_of_the_book_and_of_the_house_are_watched(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    (book / "styles").mkdir()
    assert set(watched(book)) == {
        book / "content",
        book / "styles",
        ROOT / "styles",
        ROOT / "templates",
    }


@pytest.mark.parametrize(
    ("name", "matters"),
    [
        ("甲.md", True), ("book.yaml", True), ("图.png", True), ("base.css", True),
        (".甲.md.swp", False), ("甲.md~", False), ("#甲.md#", False), (".book.part", False),
    ],
)  # fmt: skip
def test_what_editors_keep_for_themselves_is_no_save(name: str, matters: bool) -> None:
    assert wanted(None, f"/book/content/{name}") is matters


def test_of_files_that_were_there_only_those_told_of_are_looked_at(tmp_path: Path) -> None:
    book = make_book(tmp_path, ENTRIES)
    before = marks(book)
    first, other, fresh = (str(book / "content" / name) for name in ("e0.md", "e1.md", "new.md"))
    for path in (first, other, fresh):
        Path(path).write_text("---\ntitle: 改\n---\n")
    now = marks(book)
    assert again(before, {first}, book) == before | {first: now[first]}
    assert again(before, {first, fresh}, book) == again(before, set(), book) == now
    Path(other).unlink()
    assert again(before, {other}, book) == marks(book)
    assert other not in marks(book)


@pytest.mark.parametrize(
    ("size", "waited_for"), [(0, True), (1, False), (None, False)], ids=["empty", "text", "gone"]
)
def test_a_file_that_is_being_written_is_waited_for(size: int | None, waited_for: bool) -> None:
    now = {} if size is None else {"a": (size, 2, 3)}
    assert unfinished({"a": (9, 1, 3), "b": (0, 0, 0)}, now | {"b": (0, 0, 0)}) is waited_for
    assert not unfinished({}, now), "it is a new one"


@pytest.mark.slow
def test_saves_in_quick_succession_are_few_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch_module, "_QUIET_MS", 250)  # a busy machine saves slowly
    monkeypatch.setattr(watch_module, "_PATIENCE_MS", 2000)
    book = make_book(tmp_path, ENTRIES)
    heard: list[object] = []
    changes = saved(book)
    enough = threading.Event()

    def hear() -> None:
        for save in changes:
            heard.append(save)
            if enough.is_set():
                break

    listening = threading.Thread(target=hear, daemon=True)
    listening.start()

    def save(name: str) -> None:
        fresh = book / "content" / f".{name}.new"  # as careful editors save
        fresh.write_text(ENTRIES[name])
        fresh.replace(book / "content" / name)

    def wait_for(what: Callable[[], bool], again: Callable[[], object] = lambda: None) -> None:
        end = time.monotonic() + 300
        while not what():
            assert time.monotonic() < end
            again()
            time.sleep(0.5)

    wait_for(lambda: bool(heard), lambda: save("e0.md"))
    time.sleep(1)
    before = len(heard)
    for _ in range(20):
        for name in ENTRIES:
            save(name)
    wait_for(lambda: len(heard) > before)
    time.sleep(1)
    assert len(heard) - before < 20, "of sixty saves"
    enough.set()
    wait_for(lambda: not listening.is_alive(), lambda: save("e0.md"))


@pytest.mark.slow
def test_a_save_that_nobody_told_of_is_found(tmp_path: Path) -> None:
    """It came while the first book was being made: before the folders were watched."""
    book = make_book(tmp_path, ENTRIES)
    changes = saved(book)
    (book / "styles").mkdir()
    (book / "styles" / "article.css").write_text(".text { color: #000 }")
    assert next(changes) is None


def test_saves_are_found_where_folders_cannot_be_watched(tmp_path: Path, monkeypatch) -> None:
    """A folder that may not be looked into, or more folders than the system will watch."""

    def refused(*_: object, **__: object) -> Iterator[object]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("watchfiles.watch", refused)
    monkeypatch.setattr(watch_module, "_LOOK_MS", 10)
    book = make_book(tmp_path, ENTRIES)
    changes = saved(book)
    heard: list[object] = []
    threading.Thread(target=lambda: heard.append(next(changes)), daemon=True).start()
    time.sleep(0.2)
    assert not heard
    (book / "content" / "e1.md").unlink()
    end = time.monotonic() + 120
    while not heard and time.monotonic() < end:
        time.sleep(0.01)
    assert heard == [None]


def children(pid: int) -> list[int]:
    """Processes whose parent is `pid`."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(stat.parent.name))
    return found


@pytest.mark.slow
def test_ctrl_c_ends_the_command_and_leaves_nothing(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", ENTRIES, BOOK)
    said, errors = tmp_path / "said", tmp_path / "errors"
    with said.open("w") as out, errors.open("w") as err:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "build.py"), "watch", "--book", str(book)],
            stdout=out, stderr=err, start_new_session=True,
            env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip

    def until(file: Path, words: str, text: str) -> None:
        """Save an entry, again and again, until the watch has said something of it."""
        end = time.monotonic() + 600
        while words not in file.read_text():
            assert time.monotonic() < end, (said.read_text(), errors.read_text())
            (book / "content" / "e1.md").write_text(text)
            time.sleep(0.3)

    try:
        until(said, "8 pages", ENTRIES["e1.md"])
        until(said, "题1 (", entry(TEXT, title="题1"))
        until(errors, "content/e1.md", "no front matter")
        end = time.monotonic() + 120
        while left := children(process.pid):  # of the last run
            assert time.monotonic() < end, left
            time.sleep(0.1)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(timeout=120) == 0
    finally:
        process.kill()
        process.wait()
    assert errors.read_text().splitlines()[-1] == "no longer watching"
    assert (book / "output" / "book.pdf").read_bytes().startswith(b"%PDF")
    assert list(book.rglob("*.part")) == []
