"""Digests of font files: read once, and again when a file is another."""

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from huozi.files import cache_folder
from huozi.store.digests import FileDigests
from tests.store.test_shelf import cut_to_nothing, edited, grown, replaced, truncated


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def font(tmp_path: Path) -> Path:
    font = tmp_path / "font.otf"
    font.write_bytes(b"font")
    return font


def kept(folder: Path, *fonts: Path) -> Path:
    """The memory of a machine that has met these fonts."""
    digests = FileDigests(folder)
    for font in fonts:
        assert digests(font) == sha(font.read_bytes())
    digests.close()
    return folder / "digests"


def test_a_file_is_read_once(font: Path, tmp_path: Path, monkeypatch) -> None:
    kept(tmp_path, font)
    after = FileDigests(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(hashlib, "file_digest", lambda *_: pytest.fail("read again"))
        assert after(font) == sha(b"font")
    font.write_bytes(b"another font")
    assert after(font) == sha(b"another font")


def test_a_file_that_is_replaced_is_noticed(font: Path, tmp_path: Path) -> None:
    """Another file of the same name, size and time: a package put back, a careful copy."""
    kept(tmp_path, font)
    times = (font.stat().st_atime_ns, font.stat().st_mtime_ns)
    other = tmp_path / "other.otf"
    other.write_bytes(b"tofn")
    os.utime(other, ns=times)
    other.replace(font)
    assert font.stat().st_mtime_ns == times[1]
    digests = FileDigests(tmp_path)
    assert digests(font) == sha(b"tofn")
    font.write_bytes(b"noft")  # in place: the same inode
    os.utime(font, ns=times)
    assert digests(font) == sha(b"noft")


@pytest.mark.parametrize("damage", [truncated, cut_to_nothing, edited, replaced, grown])
def test_a_damaged_memory_is_forgotten(
    font: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    """A wrong digest of a font would make every character a stranger: it is not believed."""
    damage(kept(tmp_path, font))
    assert FileDigests(tmp_path)(font) == sha(b"font")


def test_nothing_is_written_where_nothing_is_new(font: Path, tmp_path: Path) -> None:
    path = kept(tmp_path, font)
    before = path.stat().st_mtime_ns
    time.sleep(0.01)
    kept(tmp_path, font)
    assert path.stat().st_mtime_ns == before


def test_two_books_at_once_remember_the_fonts_of_both(font: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.otf"
    other.write_bytes(b"other")
    one, two = FileDigests(tmp_path), FileDigests(tmp_path)
    one(font), two(other)
    one.close(), two.close()
    assert set(FileDigests(tmp_path)._marks) == {str(font), str(other)}


def test_a_path_that_is_no_text_is_remembered_like_any_other(tmp_path: Path) -> None:
    """A folder named by an older program: its bytes are GB 18030."""
    font = tmp_path / os.fsdecode("字体.otf".encode("gb18030"))
    font.write_bytes(b"font")
    kept(tmp_path, font)
    kept(tmp_path, font)


def test_a_machine_that_can_remember_nothing_reads_anew(font: Path) -> None:
    kept(Path("/proc/nowhere"), font)
    assert FileDigests(Path("/proc/nowhere"))(font) == sha(b"font")


def test_where_it_lies(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "huozi"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative: to be passed over")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder() == tmp_path / ".cache" / "huozi"
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # nobody's home is known
    assert kept(cache_folder()) == Path(os.devnull, "huozi", "digests")
