"""Notes in two small lines 双行夹注: how they are divided, and where a line may end in them."""

import pytest

from huozi.compose import Tokens, classify, cut
from huozi.compose.classes import CLOSERS, OPENERS, PAUSES, STOPS
from huozi.compose.double import DoubleNote, fitted, halves

EM = 5.0
LONG = "世人多在“何必当初”四字上跌倒，岂独此人！读者切莫被他瞒过，须从头细看，方知作者用笔之妙。"


def tokens(text: str) -> Tokens:
    texts = cut(text).texts
    widths = [EM * (1 if len(t) == 1 and ord(t) > 255 else len(t) / 2) for t in texts]
    return Tokens(texts, widths, [EM] * len(texts), [classify(t) for t in texts],
                  [False] * len(texts))  # fmt: skip


def said(made, texts) -> list[str]:
    return ["".join(texts[line.start : line.end]) for line in made.lines]


@pytest.mark.parametrize(
    ("text", "expected", "width"),
    [
        ("妙。", ["妙。"], 1.5),
        ("伏下文。", ["伏下", "文。"], 2.0),
        ("奇极！", ["奇", "极！"], 1.5),
        ("写白纸，正写书信；不着字，尽得风流。", ["写白纸，正写书信；", "不着字，尽得风流。"], 8.5),
    ],
)  # fmt: skip
def test_a_note_is_divided_in_the_middle_by_the_rules_of_line_ends(text, expected, width):
    made = halves(tokens(text), EM)
    assert said(made, cut(text).texts) == expected
    assert made.width == pytest.approx(width)


def test_columns_are_as_wide_as_the_note():
    note = DoubleNote(tokens(LONG), EM)
    assert sum(note.advance_pt(at) for at in range(note.columns)) == pytest.approx(note.width * EM)


def test_a_line_ends_in_a_note_only_where_both_parts_keep_the_rules():
    note = DoubleNote(tokens(LONG), EM)
    texts = note.tokens.texts
    assert note.parting
    for at in note.parting:
        assert 2 <= at <= note.columns - 2
        parts = [note.part(0, at), note.part(at, note.columns)]
        lines = [line for first, made in parts for line in said(made, texts[first:])]
        assert "".join(lines) == LONG
        assert not any(line[0] in CLOSERS + PAUSES + STOPS for line in lines)
        assert not any(line[-1] in OPENERS for line in lines)


def test_a_word_is_not_divided():
    note = DoubleNote(tokens("见Antidisestablishmentarianism一书"), EM)
    for at in note.parting:
        assert "".join(note.tokens.texts[: note.begins[at]]) in (
            "见",
            "见Antidisestablishmentarianism",
        )


def test_a_half_that_lacks_a_little_is_spread_and_one_that_is_too_wide_squeezed():
    (line, *_) = halves(tokens("横云断岭之法，文势便不平板"), EM).lines
    for lacks in (-0.5, 0.5):
        gaps = fitted(line, line.width_pt + lacks * EM, EM)
        assert sum(gaps) - sum(line.gaps) == pytest.approx(lacks * EM)
    assert fitted(line, line.width_pt + 4 * EM, EM) == line.gaps


def test_a_half_is_spread_by_an_eighth_of_a_column_at_most():
    """0.12 for each character but the last, and no more: then it stays short."""
    (line, *_) = halves(tokens("横云断岭之法，文势便不平板"), EM).lines
    between = len(line.gaps) - 1
    most = fitted(line, line.width_pt + 0.1199 * between * EM, EM)
    assert [after - before for before, after in zip(line.gaps, most, strict=True)] == [
        *[pytest.approx(0.1199 * EM)] * between, 0,
    ]  # fmt: skip
    assert fitted(line, line.width_pt + 0.1201 * between * EM, EM) == line.gaps
    (lone,) = halves(tokens("妙"), EM).lines
    assert fitted(lone, 9 * EM, EM) == lone.gaps


def test_columns_are_full_but_for_the_last():
    note = DoubleNote(tokens("伏下如此"), EM)
    assert (note.columns, note.width) == (2, 2.0)
    assert [note.advance_pt(at) for at in range(2)] == [EM, EM]
    narrow = DoubleNote(tokens("妙。"), EM)
    assert (narrow.columns, narrow.width) == (2, 1.5)
    assert [narrow.advance_pt(at) for at in range(2)] == [EM, EM / 2]
    assert narrow.parting == frozenset()
