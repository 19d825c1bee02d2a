"""The documents on the format are true: every example in them is read."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from huozi.read.blocks import BOXES
from huozi.read.inlines import SPANS
from huozi.read.manuscript import read
from huozi.read.source import IMAGE_LIMIT, TEXT_LIMIT
from huozi.values.errors import InputError
from huozi.values.manuscript import BlockKind
from tests.books import ENTRY, PNG, make_book

#: A text with something for each list of a book.
LISTED = f"{ENTRY}\n[词]{{.索引}}\n\n表：题\n\n| 甲 |\n|----|\n| 乙 |\n\n![题](图.png)\n"

DOCS = Path(__file__).parents[2] / "docs"
NAMES = ("content.md", "content.zh-CN.md")
_FENCE = re.compile(r"^```(\w+)[ ]?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """A fenced example: what language, what is said after it, and its text."""

    language: str
    said: str
    text: str


def examples(name: str) -> list[Example]:
    text = (DOCS / name).read_text(encoding="utf-8")
    return [Example(*match.groups()) for match in _FENCE.finditer(text)]


def of(language: str, refused: bool = False) -> list[Example]:
    return [
        example
        for name in NAMES
        for example in examples(name)
        if example.language == language and bool(example.said) is refused
    ]


def listed(book: object) -> set[str]:
    """All files a book.yaml names."""
    if isinstance(book, str):
        return {book} if book.endswith(".md") else set()
    if isinstance(book, dict):
        return set().union(*map(listed, (*book.keys(), *book.values())))
    return set().union(*map(listed, book)) if isinstance(book, list) else set()


def test_there_are_examples():
    assert all(len(of(*which)) >= 6 for which in (("yaml",), ("markdown",), ("markdown", True)))


@pytest.mark.slow
@pytest.mark.parametrize("example", of("yaml"), ids=lambda example: example.text[:12])
def test_examples_of_book_yaml(tmp_path, example):
    entries = dict.fromkeys(listed(yaml.safe_load(example.text)), LISTED)
    files = {"content/图.png": PNG}
    result = read(make_book(tmp_path, entries=entries, book=example.text, files=files))
    # What is not known of a book is not made up for an example.
    assert {found.code for found in result.findings} <= {"internal-lacks"}


@pytest.mark.slow
@pytest.mark.parametrize("example", of("markdown"), ids=lambda example: example.text[:12])
def test_examples_of_entries(tmp_path, example):
    entries = {"例.md": example.text, "甲.md": ENTRY}
    result = read(make_book(tmp_path, entries=entries, files={"content/图/会场.png": PNG}))
    assert result.findings == ()


@pytest.mark.parametrize("example", of("markdown", refused=True), ids=lambda example: example.said)
def test_examples_of_what_is_refused(tmp_path, example):
    with pytest.raises(InputError) as caught:
        read(make_book(tmp_path, entries={"例.md": example.text}))
    assert f"refused {caught.value.findings[0].code}" == example.said


def test_the_example_of_headings_shows_all_levels(tmp_path):
    (example,) = {example for example in of("markdown") if example.text.startswith("一、")}
    body = read(make_book(tmp_path, entries={"例.md": example.text})).manuscript.entries[0].body
    levels = [block.level for block in body if block.kind is BlockKind.HEADING]
    assert levels == [1, 2, 3, 4]


def test_the_defaults_shown_are_the_defaults(tmp_path):
    for name in NAMES:
        shown = next(e.text for e in examples(name) if "measure:" in e.text)
        entries = dict.fromkeys(listed(yaml.safe_load(shown)), ENTRY)
        full = read(make_book(tmp_path, entries=entries, book=shown)).manuscript
        short = read(make_book(tmp_path, entries=entries)).manuscript
        assert (full.format, full.line, full.fonts) == (short.format, short.line, short.fonts)
        for field in ("language", "material", "editor_role", "front_folios", "body_folios"):
            assert getattr(full.book, field) == getattr(short.book, field)


@pytest.mark.parametrize("name", NAMES)
def test_all_names_and_bounds_are_told(name):
    text = (DOCS / name).read_text(encoding="utf-8")
    for word in BOXES:
        assert f"| {word} |" in text
    chinese = {word for word in SPANS if not word.isascii()}
    assert all(f"{{.{word}}}" in text for word in chinese)
    assert f"{TEXT_LIMIT // 1024**2} MB" in text
    assert f"{IMAGE_LIMIT // 1024**2} MB" in text


def test_both_languages_show_the_same_examples():
    """Comments differ; what is read does not."""
    first, second = (
        [
            (example.language, example.said, re.sub(r" *#.*", "", example.text))
            for example in examples(name)
            if example.language != "text"
        ]
        for name in NAMES
    )
    assert first == second
