"""The list of fonts, as it is printed."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from huozi.cli.main import cli
from tests.books import make_book
from tests.fonts.small import installed_in, make


def listed(book: Path) -> list[str]:
    ran = CliRunner().invoke(cli, ["fonts", "--book", str(book)])
    assert ran.exit_code == 0, ran.output
    return ran.output.splitlines()


def paragraph(lines: list[str], begins: str) -> list[str]:
    """The lines under one."""
    at = next(n for n, line in enumerate(lines) if line.startswith(begins))
    under = lines[at + 1 :]
    return under[: next((n for n, line in enumerate(under) if line[0] != " "), len(under))]


@pytest.mark.parametrize(
    ("locale", "said"),
    [("en", ["  Any (no bold, a.ttf)", "forbids to be embedded"]),
     ("zh", ["  Any（无粗体、a.ttf）", "不许嵌入"])],
)  # fmt: skip
def test_fonts_are_listed_by_role_with_what_hinders(tmp_path, monkeypatch, locale, said) -> None:
    monkeypatch.setenv("LC_ALL", f"{locale}_XX.UTF-8")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    make(tmp_path / "fonts" / "a.ttf", "Any", chars=letters)
    make(tmp_path / "fonts" / "b.ttf", "Closed", fs_type=2)
    installed_in(tmp_path / "fonts", monkeypatch)
    roles = {"latin": ["Any", "Other"], "titling": "Any"}
    lines = listed(make_book(tmp_path / "book", book={"fonts": roles}))
    latin = next(line for line in lines if line.startswith("latin"))
    assert "Any" in latin and "Other" in latin
    assert any(line.startswith("titling") for line in lines)
    assert paragraph(lines, "latin") == [said[0]]
    assert "Closed" in lines[-1] and said[1] in lines[-1]


def test_a_book_that_cant_be_read_has_the_roles_of_the_house(tmp_path: Path) -> None:
    book = make_book(tmp_path, book={"fonts": {"sonq": "x"}})
    assert any("Noto Serif CJK SC" in line for line in listed(book) if line.startswith("song"))
