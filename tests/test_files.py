"""Files that appear whole or not at all, and what is opened at all."""

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path, PurePath

import pytest

from huozi.files import (
    TooBigError,
    _mark,
    is_regular,
    read_below,
    read_file,
    sweep,
    temporary_folder,
    workshop,
    write_atomically,
    write_together,
)
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
    assert seen == [b"old", b"new"], "the file, then its name"
    assert path.read_bytes() == b"new"


# ---------------------------------------------------------------------------- what is read


def fifo(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def folder(path: Path) -> None:
    path.mkdir()


def unix_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))


IRREGULAR = (fifo, device, folder, unix_socket)


@pytest.mark.parametrize("make", IRREGULAR)
def test_what_is_no_file_is_not_waited_for(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "x")
    for read in (
        lambda: read_file(tmp_path / "x", 10),
        lambda: read_below(tmp_path, PurePath("x"), 10),
    ):
        with pytest.raises(OSError):
            read()
    if make is not folder:
        with pytest.raises(OSError, match="not a regular file"):
            write_atomically(tmp_path / "x", b"")
    assert not is_regular(tmp_path / "x")


def test_a_file_is_read_up_to_its_bound(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"12345")
    assert read_file(tmp_path / "x", 5) == b"12345"
    with pytest.raises(TooBigError) as raised:
        read_below(tmp_path, PurePath("x"), 4)
    assert (raised.value.size, raised.value.limit) == (5, 4)


@pytest.mark.parametrize("path", ["link/x", "folder/link", "../x", "/etc/passwd", "a\0b"])
def test_nothing_is_read_through_a_link_or_from_outside(tmp_path: Path, path: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "x").write_bytes(b"1")
    (tmp_path / "link").symlink_to("folder")
    (tmp_path / "folder" / "link").symlink_to("x")
    assert read_below(tmp_path / "link", PurePath("x"), 9) == b"1", "the root itself may be one"
    with pytest.raises(OSError):
        read_below(tmp_path, PurePath(path), 9)


def test_what_dead_runs_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    dead = _mark().replace(str(os.getpid()), "4194305")  # above what Linux gives
    gone = [f".{dead}-0123456789abcdef.part", f"huozi-{dead}-abc"]
    kept = [f".{_mark()}-0123456789abcdef.part", ".x.part", "huozi-abc", ".00000000-1-ab.part"]
    for name in (*gone, *kept):
        (tmp_path / name).mkdir() if name.startswith("huozi") else (tmp_path / name).write_text("")
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)


def test_a_workshop_is_gone_afterwards() -> None:
    with workshop() as made:
        (made / "x").write_text("")
    assert not made.exists()
    left = temporary_folder()
    there = left.with_name(left.name.replace(f"-{os.getpid()}-", "-4194305-"))
    left.rename(there)
    with workshop():
        assert not there.exists()


def test_a_name_that_must_last_is_on_the_disk(tmp_path: Path, monkeypatch) -> None:
    synced = []
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.append(stat.S_ISDIR(os.fstat(handle).st_mode))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    write_together({tmp_path / "a": b"", tmp_path / "b": b""})
    assert synced == [False, False, True]
