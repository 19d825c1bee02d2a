"""Short ways to read a piece of Markdown or a whole book."""

from collections.abc import Callable
from pathlib import Path

import pytest

from huozi.read.manuscript import ReadResult, read
from huozi.values.errors import InputError
from huozi.values.manuscript import Entry, Finding
from tests.books import PNG, make_book

#: Code and line, which is what most tests ask for.
Said = tuple[str, int]


def said(findings: tuple[Finding, ...]) -> list[Said]:
    return [(found.code, found.place.line if found.place else 0) for found in findings]


@pytest.fixture
def read_book(tmp_path: Path) -> Callable[..., ReadResult]:
    """Write a book and read it."""

    def call(**book) -> ReadResult:
        return read(make_book(tmp_path, **book))

    return call


@pytest.fixture
def refuse_book(read_book) -> Callable[..., list[Said]]:
    """Write a book that must not be made; what is said of it."""

    def call(**book) -> list[Said]:
        with pytest.raises(InputError) as caught:
            read_book(**book)
        return said(caught.value.findings)

    return call


@pytest.fixture
def read_body(read_book) -> Callable[[str], Entry]:
    """The entry a body makes; a picture 图/甲.png is there."""

    def call(body: str) -> Entry:
        result = read_book(entries={"甲.md": body}, files={"content/图/甲.png": PNG})
        return result.manuscript.entries[0]

    return call
