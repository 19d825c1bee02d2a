"""Typed lines: nothing is moved; what is too long goes on behind a blank, or where it is full."""

from huozi.compose import Tokens, verbatim
from huozi.compose.verbatim import HANG_EM


def tokens(*texts: str) -> Tokens:
    """Each character is 5 pt wide; type of 10 pt."""
    classes = ["X" if text == "\n" else "I" if text == " " else "W" for text in texts]
    widths = [0.0 if text == "\n" else 5.0 * len(text) for text in texts]
    return Tokens(texts, widths, [10.0] * len(texts), classes, [False] * len(texts))


def ends(made, texts) -> list[str]:
    return ["".join(texts[line.start : line.end]) for line in made.lines]


def test_lines_end_where_they_were_typed() -> None:
    texts = ("ab", "\n", "\n", "c", "\n")
    made = verbatim(tokens(*texts), 100.0)
    assert ends(made, texts) == ["ab", "", "c"]
    assert all(line.last and not line.offset_pt for line in made.lines)


def test_a_long_line_goes_on_behind_a_blank_of_its_second_half_and_stands_in() -> None:
    texts = ("abcd", " ", "ef", " ", "ghij", "\n", "k")
    made = verbatim(tokens(*texts), 50.0)
    assert ends(made, texts) == ["abcd ef ", "ghij", "k"]
    assert [line.offset_pt for line in made.lines] == [0.0, HANG_EM * 10, 0.0]
    assert [line.last for line in made.lines] == [False, True, True]


def test_without_a_blank_it_ends_where_it_is_full() -> None:
    texts = ("a", " ", "bcdef", "ghi", "jkl")
    made = verbatim(tokens(*texts), 50.0)
    assert ends(made, texts) == ["a bcdefghi", "jkl"]


def test_the_indent_is_that_of_every_typed_line() -> None:
    texts = ("ab", "\n", "cdefg", "hijkl")
    made = verbatim(tokens(*texts), 30.0, indent_pt=-5.0)
    assert [line.offset_pt for line in made.lines] == [-5.0, -5.0, 10.0]


def test_what_is_wider_than_the_measure_is_a_fault() -> None:
    made = verbatim(tokens("a" * 30), 50.0)
    assert [fault.code for fault in made.faults] == ["overfull"]


def test_no_tokens_are_one_empty_line() -> None:
    assert len(verbatim(tokens(), 50.0).lines) == 1
