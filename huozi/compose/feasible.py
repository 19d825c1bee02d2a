"""The feasible breaks of one line and the demerits of each.

The demerits of a line are its badness (how far it is squeezed or stretched), the penalty of its end
and what every line costs. A line is squeezed in the order marks, Han–Latin gaps, stops; it is
stretched by opening word spaces and gaps, then by spacing all characters (CLREQ, "Reduction",
"Expansion"). Badness grows with the square of the squeeze and the cube of the spacing, so that
several lines share what one line alone would have to bear.
"""

from bisect import bisect_right
from collections.abc import Callable
from math import inf

from huozi.compose import weights as w
from huozi.compose.kinsoku import RELAXED
from huozi.compose.metrics import ParagraphMetrics
from huozi.compose.weights import Weights

#: Rounding, in points.
EPSILON = 1e-6
#: The white, in em, at which the search for earlier breaks ends: after a good break; in any case.
ENOUGH_EM, AMPLE_EM = 2.0, 6.0
#: How many closed boundaries are tried when no open one is feasible.
RELAXED_TRIES = 4

#: start of a line, room, lead, its greatest demerits beyond those of every line → its feasible ends
#: and their demerits; never empty when the greatest demerits are infinite
FeasibleBreaks = Callable[[int, float, float, float], list[tuple[int, float]]]
#: points of slack or excess, start of the line, last token of the line → badness
Badness = Callable[[float, int, int], float]


def feasible_breaks(
    metrics: ParagraphMetrics, end: int, justify: bool, justify_last: bool, weights: Weights
) -> FeasibleBreaks:
    """A function that lists the feasible ends of a line, for a task that ends at `end`."""
    at, until, penalties, shrink, hangs = (
        metrics.at,
        metrics.until,
        metrics.penalties,
        metrics.shrink,
        metrics.hangs,
    )
    stretch_badness = _stretch_badness(metrics, weights) if justify else _ragged_badness(metrics)
    squeeze_badness = _squeeze_badness(metrics, weights, justify)
    line = weights.line
    least = line if justify else line + w.RAGGED_LINE
    # All earlier ends of a line that is too loose are looser, though they may have fewer gaps.
    too_loose = least - line + weights.gap_stretch
    ample = AMPLE_EM * metrics.em_pt
    # White costs little in a ragged line: a much shorter one may save the last line from a runt.
    enough = ENOUGH_EM * metrics.em_pt if justify else ample

    def feasible(start: int, room: float, lead: float, spare: float) -> list[tuple[int, float]]:
        edge = at[start] - lead + room + EPSILON
        shrink_before = shrink[start]
        here = bisect_right(at, edge, start + 1, end + 1)
        while here <= end and until[here] - shrink[here - 1] + shrink_before <= edge:
            here += 1
        if hangs is None or here > end:
            here -= 1
        furthest, most, most_loose = here, least + spare, too_loose + spare
        found = []
        good = False
        while here > start:
            last = here - 1
            demerits = penalties[last] if here < end else 0.0
            if demerits < RELAXED:
                slack = edge - until[here]
                if slack < 0.0 and hangs is not None and slack >= hangs[last]:
                    slack -= hangs[last]
                if slack >= 0.0:
                    if here < end or justify_last:
                        loose = stretch_badness(slack, start, last)
                        if loose > most_loose:
                            break
                        demerits += loose
                    demerits += line
                    if demerits <= most:
                        found.append((here, demerits))
                    good = good or demerits < w.FAULTY
                    if slack > enough and (slack > ample or good):
                        break
                elif slack + shrink[last] - shrink_before >= 0.0:
                    demerits += line + squeeze_badness(-slack, start, last)
                    if demerits <= most:
                        found.append((here, demerits))
                    good = good or demerits < w.FAULTY
            here = last
        return found if found or spare < inf else relaxed(start, furthest, edge)

    opens: list[int] = []  # from each place the next end of a line, when it is first asked for

    def next_open(here: int) -> int:
        if not opens:
            opens.extend(range(end + 1))
            for place in range(end - 1, 0, -1):
                if penalties[place - 1] >= RELAXED:
                    opens[place] = opens[place + 1]
        return opens[here]

    def relaxed(start: int, furthest: int, edge: float) -> list[tuple[int, float]]:
        """Ends at closed boundaries, and the first end at which the line sticks out."""
        found = []
        for here in range(furthest, start, -1):
            if edge >= until[here] and penalties[here - 1] < w.OVERFULL:
                badness = stretch_badness(edge - until[here], start, here - 1)
                found.append((here, penalties[here - 1] + badness))
                if len(found) == RELAXED_TRIES:
                    break
        here = next_open(max(furthest, start + 1))
        excess_em = max(0.0, until[here] - edge) / metrics.em_pt
        found.append((here, w.OVERFULL + w.OVERFULL_PER_EM * excess_em))
        return found

    return feasible


def _stretch_badness(metrics: ParagraphMetrics, weights: Weights) -> Badness:
    """The badness of a line that is stretched by `slack`."""
    stretch, spread, em = metrics.stretch, metrics.spread, metrics.em_pt
    opening, spacing = weights.gap_stretch, weights.stretch / w.UNSEEN_EM**3

    def badness(slack: float, start: int, last: int) -> float:
        if slack < 2 * EPSILON:
            return 0.0
        opened = stretch[last] - stretch[start]
        if slack <= opened:
            return opening * slack / opened
        rest = slack - opened
        shares_pt = (spread[last] - spread[start]) * em
        if rest > w.MOST_EM * shares_pt:
            return w.SHORT + w.SHORT_PER_EM * slack / em
        each = rest / shares_pt
        cost = spacing * each * each * each + (opening if opened else 0.0)
        return cost if each <= w.LOOSE_EM else min(cost + w.LOOSE, w.SHORT)

    return badness


def _ragged_badness(metrics: ParagraphMetrics) -> Badness:
    """The badness of the white at the end of a line that is not justified."""
    em = metrics.em_pt

    def badness(slack: float, _start: int, _last: int) -> float:
        return w.RAGGED_LINE + w.RAGGED_WHITE * (slack / em) ** 2

    return badness


def _squeeze_badness(metrics: ParagraphMetrics, weights: Weights, justify: bool) -> Badness:
    """The badness of a line squeezed by `excess`, which is never more than it can shrink."""
    marks, gaps = metrics.mark_shrink, metrics.gap_shrink
    base = weights.squeeze if justify else weights.squeeze + w.RAGGED_SQUEEZE

    def badness(excess: float, start: int, last: int) -> float:
        part = marks[last] - marks[start]
        if excess <= part:
            share = excess / part
            return base + weights.squeeze_full * share * share
        cost = base + (weights.squeeze_full if part else 0.0)
        excess -= part
        part = gaps[last] - gaps[start]
        if excess <= part:
            return cost + weights.gap_squeeze * excess / part
        return cost + weights.gap_squeeze + weights.stop_squeeze

    return badness
