"""Packed pages: what was packed before is what would be packed now."""

import zlib
from pathlib import Path

import pytest

from huozi.store import pages as pages_module
from huozi.store.pages import PackedPages

PAGES = (b"BT ET", b"q Q" * 100)


@pytest.fixture
def made(monkeypatch) -> list[bytes]:
    """The pages that were packed anew."""
    told: list[bytes] = []
    original = zlib.compress

    def tell(content: bytes) -> bytes:
        told.append(content)
        return original(content)

    monkeypatch.setattr(pages_module.zlib, "compress", tell)
    return told


def run(folder: Path, *contents: bytes) -> list[bytes]:
    """What one run packs."""
    kept = PackedPages(folder)
    packed = [kept.pack(content) for content in contents]
    kept.close()
    return packed


def test_pages_are_packed_once(tmp_path: Path, made: list[bytes]) -> None:
    first = run(tmp_path, *PAGES, PAGES[0])
    assert [zlib.decompress(page) for page in first] == [*PAGES, PAGES[0]]
    assert made == list(PAGES)
    made.clear()
    assert run(tmp_path, *PAGES, PAGES[0]) == first
    assert not made


def test_only_what_the_last_run_used_is_kept(tmp_path: Path, made: list[bytes]) -> None:
    run(tmp_path, *PAGES)
    run(tmp_path, PAGES[0])
    made.clear()
    run(tmp_path, *PAGES)
    assert made == [PAGES[1]]


def test_a_run_that_links_nothing_forgets_nothing(tmp_path: Path, made: list[bytes]) -> None:
    run(tmp_path, *PAGES)
    run(tmp_path)
    made.clear()
    run(tmp_path, *PAGES)
    assert not made


@pytest.mark.parametrize("at", [0, 40, -1])
def test_damage_is_no_news(tmp_path: Path, made: list[bytes], at: int) -> None:
    first = run(tmp_path, *PAGES)
    (file,) = tmp_path.iterdir()
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)
    made.clear()
    assert run(tmp_path, *PAGES) == first
    assert made == list(PAGES)


def test_what_another_library_packed_is_not_used(tmp_path: Path, made, monkeypatch) -> None:
    run(tmp_path, *PAGES)
    monkeypatch.setattr(pages_module, "_PACKER", "another")
    made.clear()
    run(tmp_path, *PAGES)
    assert made == list(PAGES)


def test_a_folder_that_can_not_be_written_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert [zlib.decompress(page) for page in run(tmp_path / "file", *PAGES)] == list(PAGES)
