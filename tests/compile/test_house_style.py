"""docs/house-style.md is true: its pictures are there, and so is every name it gives."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "house-style.md"
TEXT = DOCUMENT.read_text(encoding="utf-8")
PICTURE_LIMIT = 60 * 1000


def css() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "styles").glob("*.css"))


def test_pictures_are_there_all_shown_and_small() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", TEXT)
    assert len(shown) >= 10
    for name in shown:
        assert (DOCUMENT.parent / name).stat().st_size <= PICTURE_LIMIT, name
    folder = DOCUMENT.parent / "pictures" / "elements"
    assert {f"pictures/elements/{path.name}" for path in folder.iterdir()} == set(shown)


def test_the_page_on_the_look_shows_all_its_pictures() -> None:
    text = (ROOT / "docs" / "look.md").read_text(encoding="utf-8")
    folder = ROOT / "docs" / "pictures" / "look"
    assert set(re.findall(r"\(pictures/look/([a-z]+\.png)\)", text)) == {
        p.name for p in folder.iterdir()
    }
    assert all(path.stat().st_size <= PICTURE_LIMIT for path in folder.iterdir())


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([a-z-]+\.css)`", TEXT))))
def test_style_sheets_named_are_there(name: str) -> None:
    assert (ROOT / "styles" / name).is_file()


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(\.[a-z][a-z-]+)[ `]", TEXT))))
def test_classes_named_are_styled(name: str) -> None:
    assert re.search(rf"{re.escape(name)}\b", css()), name
