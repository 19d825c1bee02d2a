"""The book's folder is read, and nothing else, whatever happens to it meanwhile."""

import os
from pathlib import Path

import pytest

from huozi.read.source import TEXT_LIMIT, RefusedError, Source


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


def test_a_file_that_becomes_a_link_while_it_is_looked_at(book: Path, monkeypatch) -> None:
    source, original, done = Source(book), Path.resolve, []

    def resolve(path: Path, strict: bool = False) -> Path:
        found = original(path, strict)
        if path.name == "a.md" and not done:
            done.append(path)
            link(path)
        return found

    monkeypatch.setattr(Path, "resolve", resolve)
    with pytest.raises(RefusedError) as raised:
        source.read_text("content/a.md")
    assert raised.value.code == "linked-file"


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
