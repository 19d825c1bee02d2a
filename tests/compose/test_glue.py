"""Gaps between neighbours: adjacent marks, Han and Latin, and the edges of a line."""

import pytest

from huozi.compose import compose
from huozi.compose.glue import BRACKET, PAUSE, STEPS, STOP, pair, trims
from huozi.values.style import LineStyle, Punctuation
from tests.compose.trace import SIZE_PT, gaps_em, joined, set_text, tokens_of


def width_em(text: str, **style: object) -> float:
    """What two marks between two Han characters take up, edges of the line left out."""
    line = set_text(f"一{text}二", 99, **style).lines[0]
    return line.width_pt / SIZE_PT - 2


# CLREQ, "Adjustment of adjacent punctuation marks": two marks of 1 em take 1.5 em together.
# Columns: 全角式, 开明式, 半角式 (xeCJK: quanjiao, kaiming, banjiao), 原样.
PAIRS = [
    ("，“", 1.5, 1.0, 1.0, 2.0),  # pause + opener
    ("。“", 1.5, 1.5, 1.0, 2.0),  # stop + opener
    ("，”", 1.5, 1.0, 1.0, 2.0),  # pause + closer
    ("。”", 1.5, 1.0, 1.0, 2.0),  # stop + closer
    ("”，", 1.5, 1.0, 1.0, 2.0),  # closer + pause
    ("”。", 1.5, 1.5, 1.0, 2.0),  # closer + stop
    ("）》", 1.5, 1.0, 1.0, 2.0),  # closer + closer
    ("《“", 1.5, 1.0, 1.0, 2.0),  # opener + opener
    ("”（", 1.5, 1.0, 1.0, 2.0),  # closer + opener
    ("！”", 1.5, 1.0, 1.0, 2.0),
    ("；（", 1.5, 1.0, 1.0, 2.0),
    ("。”）", 2.0, 1.5, 1.5, 3.0),
    ("”、“", 2.0, 1.5, 1.5, 3.0),
    # GB/T 15834-2011, 5.1.4: two of ？！ share one cell, three take two
    ("？！", 1.0, 1.0, 1.0, 2.0),
    ("！！！", 2.0, 2.0, 1.5, 3.0),
    # CLREQ: the middle dot, dashes and ellipses are not squeezed
    ("·", 1.0, 1.0, 1.0, 1.0),
    ("——“", 3.0, 2.5, 2.5, 3.0),
    ("”……", 3.0, 2.5, 2.5, 3.0),
]


@pytest.mark.parametrize(("marks", *map(str, Punctuation)), PAIRS)
def test_adjacent_marks(
    marks: str, quanjiao: float, kaiming: float, banjiao: float, plain: float
) -> None:
    wanted = dict(zip(Punctuation, (quanjiao, kaiming, banjiao, plain), strict=True))
    got = {scheme: pytest.approx(width_em(marks, punctuation=scheme)) for scheme in Punctuation}
    assert wanted == got


# CLREQ, "Mixed text": up to a quarter em between Han and Latin or digits; a typed space is folded
# into it; none beside Chinese marks.
@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("国GDP国", [0.25, 0.25, 0]),
        ("国 GDP 国", [0.25, 0.25, 0]),
        ("国 1国", [0.25, 0.25, 0]),
        ("占97%以", [0.25, 0.25, 0]),
        ("国，GDP。国", [0, 0, 0, 0, 0]),
        ("国， GDP 。国", [0, 0, 0, 0, 0]),
        ("国“GDP”国", [0, 0, 0, 0, 0]),
        ("国——GDP", [0, 0, 0]),
        # ASCII brackets are set close; a space the author typed is kept
        ("国(国)国", [0, 0, 0, 0, 0]),
        ("国 (国) 国", [0.25, 0, 0, 0.25, 0]),
        # word spaces
        ("the art", [0.25, 0]),
        ("the “art”", [0, 0, 0, -0.5]),
        ("张 三", [0.25, 0]),
        ("www.cn/a", [0, 0, 0]),
        ("见 https://a.cn", [0.25, 0, 0, 0]),
    ],
)
def test_gaps(text: str, gaps: list[float]) -> None:
    assert gaps_em(set_text(text, 99)) == gaps


def test_gap_width_is_a_choice() -> None:
    assert gaps_em(set_text("国 1国", 99, gap_em=0.125)) == [0.125, 0.125, 0]
    assert gaps_em(set_text("国 1国", 99, gap_em=0.0)) == [0, 0, 0]


def test_note_call_stands_in_the_blank_of_a_stop() -> None:
    call = {"①": "F"}
    assert gaps_em(set_text("国。①国", 99, classes=call)) == [0, -0.5, 0, 0]
    assert gaps_em(set_text("国①。国", 99, classes=call)) == [0, 0, 0, 0]


# GB/T 15834-2011, 5.1.10: a mark at a line's end gives up its blank half. CLREQ, "Line start": so
# does an opener at a line's start, except in an indented first line, where it is left free.
def test_edges() -> None:
    first, second = set_text("“一二三四”，“五六”", 6).lines
    assert (first.lead_pt, first.gaps[-1]) == (-5, -5)
    assert (second.lead_pt, second.gaps[-1]) == (-5, -5)
    assert set_text("“一二", 6, indent_em=2).lines[0].lead_pt == 0
    assert set_text("“一二", 6, indent_em=-2).lines[0].lead_pt == -5  # a hanging number
    assert set_text("“一二", 6, indent_em=2, punctuation=Punctuation.BANJIAO).lines[0].lead_pt == -5
    plain = set_text("“一二三四”", 6, punctuation=Punctuation.PLAIN).lines[0]
    assert (plain.lead_pt, plain.gaps[-1]) == (0, 0)


# CLREQ, "Expansion": no spacing inside dashes, ellipses and Latin, beside connectors and the
# solidus, before a note call.
@pytest.mark.parametrize(
    ("before", "after"),
    ["DD", "TT", "WN", "NK", "KH", "HK", "HV", "VH", "HF", "Wr", "qW", "CP", "CO", "HM", "GH"],
)
def test_never_spaced(before: str, after: str) -> None:
    assert pair(before, after, False, LineStyle()).spread == 0


@pytest.mark.parametrize(("before", "after"), ["HH", "HP", "PH", "OH", "HD", "FH", "HW", "IH"])
def test_spaced(before: str, after: str) -> None:
    assert pair(before, after, False, LineStyle()).spread >= 1


# CLREQ, "Reduction": of two blank halves one is gone in natural setting; half of the other may go.
@pytest.mark.parametrize(
    ("before", "after", "step"),
    [("C", "O", BRACKET), ("P", "O", PAUSE), ("S", "O", STOP), ("E", "O", STOP)],
)
def test_between_two_blank_halves_a_quarter_em_may_still_go(before, after, step) -> None:
    boundary = pair(before, after, False, LineStyle())
    assert boundary.natural == -0.5
    assert boundary.shrink_steps == tuple(0.25 * (step == at) for at in range(STEPS))
    assert boundary.shrink == 0.25


def test_without_a_gap_nothing_opens_between_han_and_latin_before_all_characters_do() -> None:
    boundary = pair("H", "W", False, LineStyle(gap_em=0.0))
    assert (boundary.natural, boundary.stretch, boundary.spread) == (0, 0, 1)
    assert pair("H", "W", False, LineStyle(gap_em=0.25)).stretch == pytest.approx(1 / 3 - 0.25)


def test_sizes_meet() -> None:
    """The blank of a mark goes by the size of the mark."""
    tokens = joined(tokens_of("大。"), tokens_of("（小）", 5.0), tokens_of("大"))
    line = compose(tokens, 990.0).lines[0]
    assert [gap / SIZE_PT for gap in line.gaps] == [0, -0.5, 0, 0, 0, 0]


def test_trims_cover_every_class() -> None:
    for style in (LineStyle(), LineStyle(punctuation=Punctuation.PLAIN)):
        cut = trims(style)
        assert set(cut.start) == set(cut.end) == set(cut.indented) == set(cut.hang)
