"""Badness: how it grows with what is asked of a line."""

import pytest
from msgspec.structs import replace

from huozi.compose import weights as w
from huozi.compose.feasible import _ragged_badness, _squeeze_badness, _stretch_badness
from huozi.compose.metrics import metrics_of
from huozi.compose.weights import WEIGHTS
from huozi.values.style import LineStyle, Prefer
from tests.compose.trace import SIZE_PT, tokens_of

WEIGHT = WEIGHTS[Prefer.PUSH_OUT]


@pytest.mark.parametrize("share", [0.25, 0.5, 1.0])
def test_squeezing_marks_grows_with_the_square_and_squeezing_gaps_evenly(share: float) -> None:
    """国，国GDP国: the comma gives half an em, then two gaps an eighth each."""
    metrics = metrics_of(tokens_of("国，国GDP国国"), LineStyle())
    badness = _squeeze_badness(metrics, WEIGHT, justify=True)
    last = len(metrics.codes) - 1
    marks_pt, gaps_pt = 0.5 * SIZE_PT, 0.25 * SIZE_PT
    assert badness(share * marks_pt, 0, last) == pytest.approx(
        WEIGHT.squeeze + WEIGHT.squeeze_full * share**2
    )
    assert badness(marks_pt + share * gaps_pt, 0, last) == pytest.approx(
        WEIGHT.squeeze + WEIGHT.squeeze_full + WEIGHT.gap_squeeze * share
    )


def test_squeezing_a_stop_costs_more_than_all_the_rest() -> None:
    """And lines that are not justified are rather left short."""
    metrics = metrics_of(tokens_of("国，国GDP国。国国"), LineStyle())
    last = len(metrics.codes) - 1
    all_pt = (0.5 + 0.25 + 0.25) * SIZE_PT
    full = WEIGHT.squeeze + WEIGHT.squeeze_full + WEIGHT.gap_squeeze + WEIGHT.stop_squeeze
    assert _squeeze_badness(metrics, WEIGHT, justify=True)(all_pt, 0, last) == full
    ragged = _squeeze_badness(metrics, WEIGHT, justify=False)(all_pt, 0, last)
    assert ragged == full + w.RAGGED_SQUEEZE


def test_without_marks_gaps_are_squeezed_at_once() -> None:
    metrics = metrics_of(tokens_of("国GDP国国"), LineStyle())
    badness = _squeeze_badness(metrics, WEIGHT, justify=True)
    assert badness(0.125 * SIZE_PT, 0, 3) == WEIGHT.squeeze + WEIGHT.gap_squeeze / 2


def spaced(each_em: float, text: str = "国" * 11, opened_em: float = 0.0) -> float:
    """The badness of a line whose gaps are opened, and ten characters spaced by so much each."""
    metrics = metrics_of(tokens_of(text), LineStyle())
    slack_pt = (opened_em + each_em * 10) * SIZE_PT
    return _stretch_badness(metrics, WEIGHT)(slack_pt, 0, len(metrics.codes) - 1)


@pytest.mark.parametrize(
    ("each_em", "cost"),
    [
        (0.0, 0.0),
        (w.UNSEEN_EM, WEIGHT.stretch),  # what just cannot be seen
        (2 * w.UNSEEN_EM, 8 * WEIGHT.stretch),  # and the cube of it
        (0.0999, WEIGHT.stretch * (0.0999 / w.UNSEEN_EM) ** 3),
        (0.1001, WEIGHT.stretch * (0.1001 / w.UNSEEN_EM) ** 3 + w.LOOSE),  # loose, and reported
        (0.2499, WEIGHT.stretch * (0.2499 / w.UNSEEN_EM) ** 3 + w.LOOSE),
        (0.2501, w.SHORT + w.SHORT_PER_EM * 2.501),  # left short instead
        (1.0, w.SHORT + w.SHORT_PER_EM * 10),
    ],
)
def test_spacing_characters_grows_with_the_cube(each_em: float, cost: float) -> None:
    assert spaced(each_em) == pytest.approx(cost)


def test_a_loose_line_is_no_worse_than_one_that_is_left_short() -> None:
    dear = replace(WEIGHT, stretch=1e6)
    metrics = metrics_of(tokens_of("国" * 11), LineStyle())
    assert _stretch_badness(metrics, dear)(2.0 * SIZE_PT, 0, 10) == w.SHORT


def test_gaps_are_opened_evenly_and_then_cost_as_much_as_they_may() -> None:
    """国GDP国…: two gaps to 1/3 em each; in the last step each takes half as much again."""
    text, opened_em = "国GDP" + "国" * 8, 2 / 12
    metrics = metrics_of(tokens_of(text), LineStyle())
    badness = _stretch_badness(metrics, WEIGHT)
    last = len(metrics.codes) - 1
    for share in (0.25, 1.0):
        cost = badness(share * opened_em * SIZE_PT, 0, last)
        assert cost == pytest.approx(WEIGHT.gap_stretch * share)
    assert spaced(w.UNSEEN_EM, text, opened_em) == pytest.approx(
        WEIGHT.gap_stretch + WEIGHT.stretch
    )


@pytest.mark.parametrize("white_em", [0.0, 1.0, 3.0])
def test_white_in_a_ragged_line_costs_its_square(white_em: float) -> None:
    metrics = metrics_of(tokens_of("国" * 11), LineStyle())
    cost = _ragged_badness(metrics)(white_em * SIZE_PT, 0, 10)
    assert cost == pytest.approx(w.RAGGED_LINE + w.RAGGED_WHITE * white_em**2)


def test_a_line_more_or_less_is_asked_for_above_all_and_else_set_as_usual() -> None:
    """One line more is pushed out, one less is pushed in; each line counts as much as is loose."""
    more, less = WEIGHTS[Prefer.ONE_MORE], WEIGHTS[Prefer.ONE_LESS]
    assert replace(more, line=1.0) == WEIGHTS[Prefer.PUSH_OUT]
    assert replace(less, line=1.0) == WEIGHTS[Prefer.PUSH_IN]
    assert less.line == -more.line > w.LOOSE
