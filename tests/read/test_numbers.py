"""Numbers of tables and figures: through an entry, through the book, or none."""

import pytest

from huozi.read.references import names
from huozi.values.manuscript import BlockKind

TABLE = "|一|\n|--|\n|二|\n\n"
BODY = f"表：甲\n\n{TABLE}![会场](图/甲.png)\n\n{TABLE}表：表9　自编\n\n{TABLE}表：乙\n\n{TABLE}"


def numbers(read_book, **book) -> list[list[str]]:
    from tests.books import PNG

    result = read_book(
        entries={"甲.md": BODY, "乙.md": BODY}, files={"content/图/甲.png": PNG}, book=book
    )
    kinds = (BlockKind.TABLE, BlockKind.FIGURE)
    return [
        [block.number for block in entry.body if block.kind in kinds]
        for entry in result.manuscript.entries
    ]


OWN = ["表1", "图1", "", "", "表2"]


@pytest.mark.parametrize(
    ("captions", "second"),
    [
        ({}, OWN),
        ({"tables": "book"}, ["表3", "图1", "", "", "表4"]),
        ({"figures": "book"}, ["表1", "图2", "", "", "表2"]),
    ],
)
def test_captions_are_numbered(read_book, captions: dict[str, str], second: list[str]) -> None:
    assert numbers(read_book, captions=captions) == [OWN, second]


def test_a_book_may_leave_its_captions_without_numbers(read_book) -> None:
    found = numbers(read_book, captions={"tables": "none", "figures": "none"})
    assert found == [[""] * 5] * 2


def test_notes_stand_at_the_foot_unless_the_book_says_otherwise(read_book) -> None:
    assert read_book().manuscript.notes == "foot"
    assert read_book(book={"notes": "end"}).manuscript.notes == "end"


def test_the_note_of_a_title_is_no_part_of_it(read_book) -> None:
    text = "---\ntitle: 题\ntitle_note: 原载某刊。\n---\n文。\n"
    (entry,) = read_book(entries={"甲.md": text}).manuscript.entries
    assert (entry.title, entry.toc_title, entry.title_note) == ("题", "题", "原载某刊。")


def test_programs_with_a_title_are_numbered_and_may_be_referred_to(read_book) -> None:
    code = (
        "代码：冒泡{#冒泡}\n\n```\n甲\n```\n\n```\n乙\n```\n\n代码：代码9 自编\n\n```\n丙\n```\n\n"
    )
    result = read_book(entries={"甲.md": f"{code}见[{{号}}](#冒泡)。\n"})
    blocks = [b for b in result.manuscript.entries[0].body if b.kind is BlockKind.CODE]
    assert [block.number for block in blocks] == ["代码1", "", ""]
    assert names(result.manuscript).numbers["@冒泡"] == "代码1"


def test_a_number_may_be_typed_in_characters_with_a_blank_behind_it(read_book) -> None:
    text = f"表：表一　自编\n\n{TABLE}表：表二\n\n{TABLE}表：表一致的\n\n{TABLE}"
    (entry,) = read_book(entries={"甲.md": text}).manuscript.entries
    tables = [block for block in entry.body if block.kind is BlockKind.TABLE]
    assert [block.number for block in tables] == ["", "", "表1"]
