"""Each character of a text is found where it was typed: nowhere else, and in order."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huozi.read.manuscript import survey
from huozi.read.source import Source
from huozi.read.whereabouts import NOWHERE, SourceText, Traced, traced
from tests.books import PNG, make_book

#: What is typed, with ⟦…⟧ around what a page shows of it.
PIECES = (
    "⟦春风吹过了山冈⟧", "⟦春风⟧", "⟦。⟧", "⟦abc⟧", "**⟦重要⟧**", "*⟦楷⟧*", "`⟦a*b_c⟧`", "\\⟦*⟧",
    "\\⟦[⟧", "[⟦着重的字⟧]{.着重}", "{⟦活字⟧|huó zì}", "⟦m⟧^⟦2⟧^", "⟦H⟧~⟦2⟧~⟦O⟧",
    "[⟦春风⟧](https://a.cn/春风)", "[^注]", "<!-- 春风吹过 -->",
    "⟦第⟧[⟦十⟧]{.索引 作=\"春风\"}⟦条⟧", "⟦5*3⟧", "⟦_x_⟧", "⟦#⟧", "⟦|⟧",
)  # fmt: skip

NOTE = "\n\n[^注]: 注文。\n"


def all_traced(folder: Path, body: str) -> tuple[str, list[Traced]]:
    """The file of the one entry of a book, and what is found of its text."""
    book = make_book(folder, {"甲.md": body})
    found = survey(book)
    assert found.manuscript is not None, found.findings
    (entry,) = found.manuscript.entries
    typed = Source(book).peek("content/甲.md")
    return typed, list(traced(entry.body, entry.notes, SourceText(typed)))


def typed_and_shown(marked: str) -> tuple[str, list[tuple[str, int]]]:
    """A text without its marks, and the characters between them with their offsets."""
    typed, inside, expected = "", False, []
    for character in marked:
        if character in "⟦⟧":
            inside = character == "⟦"
            continue
        if inside:
            expected.append((character, len(typed)))
        typed += character
    return typed, expected


@pytest.mark.slow
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12))
def test_each_character_of_a_paragraph_is_found(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str]
) -> None:
    """Whatever stands between, and if the same words stand in a note, an address or a comment."""
    body, expected = typed_and_shown("⟦，⟧".join(["⟦起⟧", *pieces, "⟦止⟧"]))
    typed, (first, *_) = all_traced(tmp_path_factory.mktemp("book"), f"{body}[^注]{NOTE}")
    begin = typed.index(body)
    found = list(zip(first.text, first.offsets, strict=True))
    assert found == [(character, begin + at) for character, at in expected]


@pytest.mark.parametrize("turn", range(0, len(PIECES), 4))
def test_each_of_them_is_found_behind_all_others(tmp_path_factory, turn: int) -> None:
    pieces = [*PIECES[turn:], *PIECES[:turn]]
    test_each_character_of_a_paragraph_is_found.hypothesis.inner_test(tmp_path_factory, pieces)


@pytest.mark.parametrize(
    ("body", "text", "line", "column"),
    [
        ("一句话。\n\n一句话。", "一句话。", 6, 1),
        ("> - 甲\n>   乙\n> - 丙", "丙", 6, 5),
        ("甲\n: 乙。\n: 丙。", "丙。", 6, 3),
        ("1. 甲\n\n   乙", "乙", 6, 4),
        ("::: 提示 题目\n文。\n:::", "文。", 5, 1),
        ("::: 表格\n甲\t乙\n丙\t丁\n:::", "丁", 6, 3),
        ("文[^a]。\n\n[^a]: 注文。\n\n    又一段。", "又一段。", 8, 5),
        ("文^[一]，文^[一]。", "一", 4, 10),
        ("甲<br>乙", "甲\n乙", 4, 1),
        ("一句话\n接着\n说。", "一句话接着说。", 4, 1),
        ("## 标题\n\n文。", "标题", 4, 4),
        ("> 引文。", "引文。", 4, 3),
        ("- 甲\n- 乙", "乙", 5, 3),
        ("（1）甲项；\n（2）乙项。", "乙项。", 5, 4),
        ("| 甲 | 甲 |\n|---|---|\n| 乙 | 甲 |", "乙", 6, 3),
        ("表：题目\n\n| 甲 |\n|---|\n| 乙 |", "题目", 4, 3),
        ("![说明](a.png)", "说明", 4, 3),
        ("::: 落款\n某局\n某年\n:::", "某年", 6, 1),
        ("::: 名单\n主任：赵甲　钱乙\n:::", "钱乙", 5, 7),
        ("文[^a]。\n\n[^a]: 注文。", "注文。", 6, 7),
        ("文^[行中注]。", "行中注", 4, 4),
        ("~~~\na  b\n\n*c*\n~~~", "*c*", 7, 1),
        ("（一）起句。下文。", "（一）起句。下文。", 4, 1),
        ("A &lt; B。", "A < B。", 4, 1),
    ],
)
def test_where_the_text_of_each_block_begins(
    tmp_path: Path, body: str, text: str, line: int, column: int
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.png").write_bytes(PNG)
    typed, found = all_traced(tmp_path, body + "\n")
    *_, last = (one for one in found if one.text == text)
    assert SourceText(typed).line_and_column(last.offsets[0]) == (line, column)


def test_cells_with_the_same_words_stand_one_behind_the_other(tmp_path: Path) -> None:
    _, found = all_traced(tmp_path, "| 甲 | 甲 | 甲 |\n|---|---|---|\n| 乙 | 乙 | 乙 |\n")
    starts = [one.offsets[0] for one in found]
    assert starts == sorted(set(starts))


def test_what_no_source_holds_stands_nowhere() -> None:
    source = SourceText("春风吹过。\n")
    assert source.offsets("春表1风", 1) == (0, NOWHERE, NOWHERE, 1)
    assert source.offsets("另有", 1) == (NOWHERE, NOWHERE)
    assert source.offsets_near("另有", 1) == (NOWHERE, NOWHERE)
    assert source.offsets("", 1) == ()


def test_a_sea_of_marks_is_laid_along_in_a_moment(tmp_path: Path) -> None:
    """Bounded by construction: no step looks further than a few thousand characters."""
    source = SourceText("*" * 20_000 + "字" + "[" * 20_000)
    assert source.offsets("字", 1) == (20_000,)
    assert source.offsets("甲" * 2_000, 1) == (NOWHERE,) * 2_000


def test_notes_within_lines_are_texts_of_their_own(tmp_path: Path) -> None:
    """A note of thousands of characters (`note-7200`) hides nothing of its paragraph."""
    long = "这是一条很长的注，" * 800
    body = f"注前的话。^[{long}]注后的话^[又一条[带括号]]。`^[代码]`末了。\n"
    typed, found = all_traced(tmp_path, body)
    texts = {one.note.partition(" ")[0]: one for one in found}
    assert len(found) == 3
    for one in found:
        assert "".join(typed[at] for at in one.offsets if at != NOWHERE) == one.text
    assert texts[""].text == "注前的话。注后的话。^[代码]末了。"


def test_letters_that_were_typed_in_parts_are_found_where_they_begin(tmp_path: Path) -> None:
    """`nfd-letter`: é as e and an accent, as some systems type it."""
    typed, (found,) = all_traced(tmp_path, "cafe\u0301与Zu\u0308rich\n")
    assert found.text == "caf\u00e9与Z\u00fcrich"
    assert [typed[at] for at in found.offsets] == list("cafe与Zurich")
