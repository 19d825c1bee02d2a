"""Program code on the page: as typed, in one width, what is too long turned with a mark."""

import pytest

from huozi.compile.listings import listing
from huozi.compile.page import again
from huozi.values.manuscript import Block, BlockKind, Place
from tests.compile import kit

LONG = "total = first_value + second_value + third_value + fourth_value + fifth"


def code(*lines: str, language: str = "", **fields) -> Block:
    children = tuple(
        Block(BlockKind.CODE_LINE, Place(kit.FILE, at), (kit.text(line),) if line else ())
        for at, line in enumerate(lines, 6)
    )
    return Block(BlockKind.CODE, Place(kit.FILE, 5), children=children, label=language, **fields)


def pieces(*lines: str, **fields) -> list[tuple[str, str, str]]:
    return [tuple(piece) for part in listing(code(*lines, **fields)) for piece in part]


def test_a_language_has_its_words_told_apart() -> None:
    made = pieces("for i in x:  # 甲", language="python")
    assert made == [
        ("", "for ", "k"), ("", "i ", ""), ("", "in ", "k"), ("", "x:  ", ""), ("", "# 甲", "c"),
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["", "qwzx", "text"])
def test_any_other_is_set_plain(language) -> None:
    assert pieces("for i", "", "  x", language=language) == [("", "for i\n\n  x", "")]


def test_each_line_has_its_number_whatever_its_pieces() -> None:
    made = pieces("# 甲", "x", "", language="python", classes=("numbered",))
    assert [number for number, _, _ in made if number] == ["1", "2"]
    assert "".join(text for _, text, _ in made) == "# 甲\nx\n"


def test_a_long_piece_is_laid_out_in_stretches_and_stays_whole() -> None:
    lines = [f"x = {n}" for n in range(100)]
    made = listing(code(*lines))
    assert len(made) > 2
    assert "".join(piece.text for part in made for piece in part) == "\n".join(lines)


def test_a_line_that_is_too_long_is_turned_with_a_mark() -> None:
    made = kit.galley(code("甲乙", LONG))
    shown = kit.shown(made, made.contents[0])
    assert shown.count("»") == 1
    assert shown.replace("» ", "").replace("»", "").endswith("fifth")


def test_code_goes_over_pages_and_the_account_balances() -> None:
    made = kit.galley(code(*(f"{'  ' * (n % 5)}行 {n}" for n in range(90)), classes=("numbered",)))
    assert len(made.contents) == 3


def test_chinese_marks_in_code_keep_their_cells() -> None:
    """In running text the two marks would be squeezed into one and a half cells."""
    made = kit.galley(code("甲。”（乙", "甲甲甲甲乙"))
    (first, second) = [line for line in made.contents[0].split(b"\n") if line.endswith(b"TJ")][-2:]
    assert first.count(b"-") == second.count(b"-") == 0


def test_blank_lines_do_not_have_pages_made_twice(monkeypatch) -> None:
    """A blank line inside plain code was taken for an element that runs to the head of pages."""
    made, kept = [], again._Made
    monkeypatch.setattr(again, "_Made", lambda page, *rest: made.append(page) or kept(page, *rest))
    galley = kit.galley(code(*("for x in y:", "", "    甲(x)") * 40, language="python"))
    assert len(galley.contents) > 2
    assert len(made) == len(galley.contents) + 1  # with the running head
