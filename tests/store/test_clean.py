"""Clean removes what builds made, in the book's own output folder and nowhere else."""

from pathlib import Path

import pytest

from huozi.store.clean import clean
from huozi.store.shelf import FOLDER
from huozi.values.errors import InputError


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    for path, text in {
        "content/book.yaml": "title: 书",
        f"output/{FOLDER}/ab/x.galley": "galley",
        f"output/{FOLDER}/ledger": "{}",
        "output/book.pdf": "%PDF",
        "output/book.json": "{}",
        "output/booklets/part-1.pdf": "%PDF",
        "output/.book.part": "half",
        "output/notes.txt": "the editor's own",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir()}


def test_the_shelf_goes_and_the_book_stays(book: Path) -> None:
    before = files(book)
    cleaned = clean(book)
    assert (cleaned.files, cleaned.size, cleaned.kept) == (2, 8, 0)
    assert before - files(book) == {f"output/{FOLDER}/ab/x.galley", f"output/{FOLDER}/ledger"}


def test_all_takes_what_was_made_and_leaves_what_was_written(book: Path) -> None:
    cleaned = clean(book, everything=True)
    assert (cleaned.files, cleaned.kept) == (6, 1)
    assert files(book) == {"content/book.yaml", "output/notes.txt"}
    assert not (book / "output" / "booklets").exists()


def test_an_empty_output_folder_goes_too(book: Path) -> None:
    (book / "output" / "notes.txt").unlink()
    clean(book, everything=True)
    assert not (book / "output").exists()


@pytest.mark.parametrize("everything", [False, True])
def test_cleaning_twice_is_no_harm(book: Path, everything: bool) -> None:
    clean(book, everything)
    assert clean(book, everything).files == 0


@pytest.mark.parametrize("link", ["output", f"output/{FOLDER}"])
def test_nothing_is_removed_through_a_link(book: Path, link: str, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (book / link).rename(elsewhere)
    (book / link).symlink_to(elsewhere)
    before = files(tmp_path)
    with pytest.raises(InputError) as raised:
        clean(book, everything=True)
    assert raised.value.findings[0].code == "clean-link"
    assert files(tmp_path) == before


def test_a_link_inside_is_removed_and_not_followed(book: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "deep").mkdir(parents=True)
    (elsewhere / "deep" / "other.pdf").write_text("%PDF of somebody else")
    (book / "output" / "shelf.pdf").symlink_to(elsewhere / "deep")
    (book / "output" / FOLDER / "ab" / "there").symlink_to(elsewhere)
    (book / "output" / "other").symlink_to(elsewhere)
    clean(book, everything=True)
    assert (elsewhere / "deep" / "other.pdf").read_text() == "%PDF of somebody else"
    assert (book / "output" / "other").is_symlink(), "not ours"
    assert not (book / "output" / "shelf.pdf").is_symlink()
