"""The book's folder is read, and nothing else, whatever happens to it meanwhile."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from huozi.read.source import TEXT_LIMIT, FileMemory, MissingFileError, RefusedError, Source


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "secret.md").write_text("secret")
    folder = tmp_path / "book"
    (folder / "content").mkdir(parents=True)
    (folder / "content" / "a.md").write_text("文\r\n字\r")
    return folder


def test_line_ends_are_lf(book: Path) -> None:
    assert Source(book).read_text("content/a.md") == "文\n字\n"


def link(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parents[2] / "secret.md")


def link_folder(path: Path) -> None:
    outside = path.parents[2] / "outside"
    path.parent.rename(outside)
    path.parent.symlink_to(outside)


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def big(path: Path) -> None:
    path.write_bytes(b"x" * (TEXT_LIMIT + 1))


REFUSED = [
    (link, "linked-file"), (link_folder, "linked-file"), (pipe, "not-a-file"),
    (folder, "not-a-file"), (big, "file-too-big"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code"), REFUSED)
def test_what_is_no_file_of_the_book(book: Path, change, code: str) -> None:
    change(book / "content" / "a.md")
    with pytest.raises(RefusedError) as raised:
        Source(book).read_text("content/a.md")
    assert raised.value.code == code


@pytest.mark.parametrize(("step", "change"), [("content", link_folder), ("a.md", link)])
def test_what_becomes_a_link_while_it_is_looked_at(
    book: Path, monkeypatch, step: str, change
) -> None:
    source, original = Source(book), os.open

    def changed(path, flags: int, **more) -> int:
        if path == step:
            change(book / "content" / "a.md")
        return original(path, flags, **more)

    monkeypatch.setattr(os, "open", changed)
    with pytest.raises(RefusedError) as raised:
        source.read_text("content/a.md")
    assert raised.value.code == "linked-file"


def test_a_folder_that_becomes_a_link_behind_our_back(book: Path, monkeypatch) -> None:
    """The file is read where the folder was when it was opened, never where the link leads."""
    source, original = Source(book), os.open
    content, outside = book / "content", book.parent / "outside"
    outside.mkdir()
    (outside / "a.md").write_text("secret")

    def changed(path, flags: int, **more) -> int:
        if path == "a.md":
            content.rename(book / "moved")
            content.symlink_to(outside)
        return original(path, flags, **more)

    monkeypatch.setattr(os, "open", changed)
    assert source.read_text("content/a.md") == "文\n字\n"


def test_no_handle_is_left_open(book: Path) -> None:
    source = Source(book)
    (book / "content" / "link").symlink_to(book)
    before = list(Path("/dev/fd").iterdir())
    for path in ("content/a.md", "content/no.md", "no/a.md", "content/link/a.md", "content"):
        with suppress(RefusedError, MissingFileError):
            source.read_text(path)
    assert list(Path("/dev/fd").iterdir()) == before


@pytest.mark.parametrize("path", ["content/no.md", "no/a.md", "content/a.md/b.md"])
def test_what_is_not_there(book: Path, path: str) -> None:
    with pytest.raises(MissingFileError):
        Source(book).read_text(path)


def test_a_file_that_grows_while_it_is_read(book: Path, monkeypatch) -> None:
    """What is behind the bound is not left out: the file is refused."""
    fstat = os.fstat

    def grow(handle: int) -> os.stat_result:
        found = fstat(handle)
        (book / "content" / "a.md").write_bytes(b"x" * (TEXT_LIMIT + 2))
        return found

    monkeypatch.setattr(os, "fstat", grow)
    with pytest.raises(RefusedError) as raised:
        Source(book).read_text("content/a.md")
    assert raised.value.code == "file-too-big"


# ---------------------------------------------------------------------------- what is remembered


def aged(path: Path, seconds: float = 10) -> None:
    """As if it had been written a while ago; nothing but waiting makes the change time older."""
    then = path.stat().st_mtime - seconds
    os.utime(path, (then, then))


@pytest.fixture
def old_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huozi.read.source._YOUNG_NS", -(1 << 62))


class Counting(Source):
    reads: int = 0

    def _text(self, path: str, limit: int, noted: bool) -> str:
        type(self).reads += 1
        return super()._text(path, limit, noted)


def read_again(book: Path, memory: FileMemory) -> tuple[str, int, tuple[str, ...]]:
    Counting.reads = 0
    source = Counting(book, memory)
    text = source.read_text("content/a.md")
    memory.turn()
    return text, Counting.reads, source.changed()


@pytest.mark.usefixtures("old_files")
def test_a_file_that_stands_is_read_once(book: Path) -> None:
    memory = FileMemory()
    assert read_again(book, memory) == ("文\n字\n", 1, ())
    assert read_again(book, memory) == ("文\n字\n", 0, ())
    (book / "content" / "a.md").write_text("别的")
    assert read_again(book, memory) == ("别的", 1, ())
    memory.turn()  # a reading that did not ask for it
    assert read_again(book, memory) == ("别的", 1, ())


def test_a_file_that_is_young_is_read_again(book: Path) -> None:
    memory = FileMemory()
    path = book / "content" / "a.md"
    aged(path)  # its time of change is now
    assert read_again(book, memory)[1] == 1
    assert read_again(book, memory)[1] == 1


@pytest.mark.usefixtures("old_files")
@pytest.mark.parametrize("change", [link, link_folder, pipe])
def test_what_became_a_link_is_refused_though_it_is_known(
    book: Path, change: Callable[[Path], None]
) -> None:
    memory = FileMemory()
    read_again(book, memory)
    change(book / "content" / "a.md")
    with pytest.raises(RefusedError):
        Source(book, memory).read_text("content/a.md")


@pytest.mark.usefixtures("old_files")
def test_a_known_file_that_changes_is_told(book: Path) -> None:
    memory = FileMemory()
    read_again(book, memory)
    source = Source(book, memory)
    source.read_text("content/a.md")
    (book / "content" / "a.md").write_text("别的")
    assert source.changed() == ("content/a.md",)


@pytest.mark.usefixtures("old_files")
def test_a_picture_is_digested_once(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = FileMemory()
    (book / "content" / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    first = Source(book, memory).read_image("content/a.png")
    memory.turn()
    monkeypatch.setattr(Source, "_image", lambda *_: pytest.fail("read again"))
    assert Source(book, memory).read_image("content/a.png") == first
    for outside in ("../secret.md", "/etc/passwd", "content/\0", "content/nothing.png"):
        with pytest.raises((RefusedError, MissingFileError, pytest.fail.Exception)):
            Source(book, memory).read_image(outside)
