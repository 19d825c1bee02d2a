"""Badness: how it grows with what is asked of a line."""

import pytest

from huozi.compose.feasible import _squeeze_badness
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
