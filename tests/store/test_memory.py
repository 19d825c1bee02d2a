"""What was read before is what would be read now."""

from pathlib import Path

import pytest

from huozi.read import markdown
from huozi.read.manuscript import read
from huozi.store import memory as memory_module
from huozi.store.memory import EntryMemory
from tests.books import PNG, entry, make_book

ENTRIES = {
    "甲.md": entry("(一)正文，见[乙](乙.md)。\n\n- 一\n- 二\n", title="甲"),
    "乙.md": entry("正文[^1]。\n\n[^1]: 注文。\n", title="乙"),
    "丙.md": entry("![图](图.png)\n", title="丙"),
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_book(tmp_path / "book", ENTRIES, files={"content/图.png": PNG})


@pytest.fixture
def parsed(monkeypatch) -> list[str]:
    """The bodies that were parsed, by their first two characters."""
    told: list[str] = []
    original = markdown.read_body

    def tell(text: str, *rest: object, **more: object):
        told.append(text[:2])
        return original(text, *rest, **more)

    monkeypatch.setattr(markdown, "read_body", tell)
    return told


def remembered(book: Path, folder: Path):
    memory = EntryMemory(folder)
    result = read(book, memory)
    memory.turn()
    memory.close()
    return result


def test_a_reading_from_memory_is_the_same_reading(book: Path, tmp_path: Path, parsed) -> None:
    plain = read(book)
    assert plain.findings, "a warning, that memory has to tell again"
    assert remembered(book, tmp_path) == plain
    parsed.clear()
    assert remembered(book, tmp_path) == plain
    assert parsed == ["!["], "a file with an image is read anew"


def test_in_one_process_memory_needs_no_disk(book: Path, tmp_path: Path, parsed) -> None:
    memory = EntryMemory(tmp_path / "not" / "written")
    for _ in range(2):
        parsed.clear()
        result = read(book, memory)
        memory.turn()
    assert result == read(book)
    assert parsed[0] == "!["


def test_what_was_edited_is_read_again(book: Path, tmp_path: Path, parsed) -> None:
    remembered(book, tmp_path)
    (book / "content" / "乙.md").write_text(entry("改过的正文。\n", title="乙"))
    parsed.clear()
    assert remembered(book, tmp_path) == read(book)
    assert parsed[:2] == ["改过", "!["]


def test_a_new_entry_may_be_what_a_link_aims_at(book: Path, tmp_path: Path) -> None:
    """Links between entries depend on what the others are called."""
    remembered(book, tmp_path)
    make_book(book, ENTRIES | {"丁.md": entry(title="丁")}, files={"content/图.png": PNG})
    assert remembered(book, tmp_path) == read(book)


def test_memory_forgets_what_is_not_used(book: Path, tmp_path: Path) -> None:
    remembered(book, tmp_path)
    sizes = []
    for text in ("一", "二", "三"):
        (book / "content" / "甲.md").write_text(entry(text, title="甲"))
        remembered(book, tmp_path)
        sizes.append((tmp_path / "entries").stat().st_size)
    assert len(set(sizes)) == 1


@pytest.mark.parametrize("damage", ["cut", "edited", "gone", "another-reader"])
def test_memory_that_cannot_be_trusted_is_not(
    book: Path, tmp_path: Path, damage: str, parsed, monkeypatch
) -> None:
    remembered(book, tmp_path)
    path = tmp_path / "entries"
    data = path.read_bytes()
    if damage == "cut":
        path.write_bytes(data[:-1])
    elif damage == "edited":
        path.write_bytes(data.replace("正文".encode(), "邪文".encode()))
    elif damage == "gone":
        path.unlink()
    else:
        monkeypatch.setattr(memory_module, "stage_digest", lambda stage: f"another {stage}")
    parsed.clear()
    assert remembered(book, tmp_path) == read(book)
    assert len(parsed) == 6, "three by memory, three without it"
