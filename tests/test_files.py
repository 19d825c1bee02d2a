"""Files that appear whole or not at all."""

import os
from pathlib import Path

import pytest

from huozi.files import write_atomically, write_together
from tests.disks import DISKS


def test_a_file_is_written_with_its_folder_for_others_to_read(tmp_path: Path) -> None:
    path = tmp_path / "new" / "book.pdf"
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("disk", DISKS)
def test_the_old_file_stays_when_the_disk_refuses(tmp_path: Path, disk, monkeypatch) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(b"the last good book")
    disk(monkeypatch)
    with pytest.raises(OSError, match=r"No space|Read-only"):
        write_atomically(path, b"a new book, longer than the old one")
    assert path.read_bytes() == b"the last good book"
    assert sorted(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("disk", DISKS)
def test_what_need_not_last_fails_in_silence(tmp_path: Path, disk, monkeypatch) -> None:
    path = tmp_path / "x.galley"
    path.write_bytes(b"old")
    disk(monkeypatch)
    write_atomically(path, b"new", lasting=False)
    assert path.read_bytes() == b"old"
    assert sorted(tmp_path.iterdir()) == [path]


def test_files_that_belong_together_are_all_new_or_all_old(tmp_path: Path) -> None:
    one, other = tmp_path / "book.pdf", tmp_path / "book.json"
    write_together({one: b"1", other: b"2"})
    assert (one.read_bytes(), other.read_bytes()) == (b"1", b"2")
    other.unlink()
    other.mkdir()
    with pytest.raises(OSError, match="directory"):
        write_together({one: b"new", other: b"new"})
    assert one.read_bytes() == b"1"
    assert sorted(tmp_path.iterdir()) == [other, one]


@pytest.mark.parametrize("call", ["fsync", "fdopen"])
def test_an_interrupt_leaves_no_half_file(tmp_path: Path, call: str, monkeypatch) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(b"old")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, call, interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert sorted(tmp_path.iterdir()) == [path]


def test_data_is_on_the_disk_before_the_name_changes(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(b"old")
    seen: list[bytes] = []
    monkeypatch.setattr(os, "fsync", lambda _: seen.append(path.read_bytes()))
    write_atomically(path, b"new")
    assert seen == [b"old"]
    assert path.read_bytes() == b"new"
