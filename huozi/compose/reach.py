"""The possible ends of one line and what each would cost.

A line is squeezed in the order marks, Han–Latin gaps, stops; it is stretched by opening word
spaces and gaps, then by spacing all characters (CLREQ, "Reduction", "Expansion"). Costs grow with
the square of the squeeze and the cube of the spacing, so that several lines share what one alone
would have to bear.
"""

from bisect import bisect_right
from collections.abc import Callable
from math import inf

from huozi.compose import weights as w
from huozi.compose.columns import Columns
from huozi.compose.kinsoku import RELAXED
from huozi.compose.weights import Weights

#: Rounding, in points.
EPSILON = 1e-6
#: White at which no earlier end is looked for, in em: when there is a good end, and in any case.
ENOUGH_EM, AMPLE_EM = 2.0, 6.0
#: Closed boundaries looked at when no open one is in reach.
RELAXED_TRIES = 4

#: start of a line, room, lead, what it may cost beyond what any line costs → its possible ends and
#: their costs; never empty when it may cost whatever it likes
Reach = Callable[[int, float, float, float], list[tuple[int, float]]]
#: points of slack or excess, start of the line, last token of the line → cost
Price = Callable[[float, int, int], float]


def reacher(
    columns: Columns, end: int, justify: bool, justify_last: bool, weights: Weights
) -> Reach:
    """A function that lists the ends of a line starting at any token of a task ending at `end`."""
    at, until, costs, give, hangs = (
        columns.at,
        columns.until,
        columns.costs,
        columns.give,
        columns.hangs,
    )
    looseness = _stretched(columns, weights) if justify else _ragged(columns)
    tightness = _squeezed(columns, weights, justify)
    line = weights.line
    least = line if justify else line + w.RAGGED_LINE
    # What is too loose has only looser ends before it, if at times fewer gaps to be opened.
    too_loose = least - line + weights.gap_stretch
    ample = AMPLE_EM * columns.em_pt
    # White costs little in a ragged line: one much shorter may be wanted, to spare the last one.
    enough = ENOUGH_EM * columns.em_pt if justify else ample

    def reach(start: int, room: float, lead: float, spare: float) -> list[tuple[int, float]]:
        edge = at[start] - lead + room + EPSILON
        given = give[start]
        here = bisect_right(at, edge, start + 1, end + 1)
        while here <= end and until[here] - give[here - 1] + given <= edge:
            here += 1
        if hangs is None or here > end:
            here -= 1
        furthest, most, most_loose = here, least + spare, too_loose + spare
        found = []
        good = False
        while here > start:
            last = here - 1
            cost = costs[last] if here < end else 0.0
            if cost < RELAXED:
                slack = edge - until[here]
                if slack < 0.0 and hangs is not None and slack >= hangs[last]:
                    slack -= hangs[last]
                if slack >= 0.0:
                    if here < end or justify_last:
                        loose = looseness(slack, start, last)
                        if loose > most_loose:
                            break
                        cost += loose
                    cost += line
                    if cost <= most:
                        found.append((here, cost))
                    good = good or cost < w.FAULTY
                    if slack > enough and (slack > ample or good):
                        break
                elif slack + give[last] - given >= 0.0:
                    cost += line + tightness(-slack, start, last)
                    if cost <= most:
                        found.append((here, cost))
                    good = good or cost < w.FAULTY
            here = last
        return found if found or spare < inf else relaxed(start, furthest, edge)

    def relaxed(start: int, furthest: int, edge: float) -> list[tuple[int, float]]:
        """No open boundary fits: open a closed one, or let the line stick out."""
        found = []
        for here in range(furthest, start, -1):
            if edge >= until[here] and costs[here - 1] < w.OVERFULL:
                found.append(
                    (here, costs[here - 1] + looseness(edge - until[here], start, here - 1))
                )
                if len(found) == RELAXED_TRIES:
                    break
        here = max(furthest, start + 1)
        while here < end and costs[here - 1] >= RELAXED:
            here += 1
        excess_em = max(0.0, until[here] - edge) / columns.em_pt
        found.append((here, w.OVERFULL + w.OVERFULL_PER_EM * excess_em))
        return found

    return reach


def _stretched(columns: Columns, weights: Weights) -> Price:
    """Price of opening a line by `slack`."""
    more, even, em = columns.more, columns.even, columns.em_pt
    opening, spacing = weights.gap_stretch, weights.stretch / w.UNSEEN_EM**3

    def price(slack: float, start: int, last: int) -> float:
        if slack < 2 * EPSILON:
            return 0.0
        opened = more[last] - more[start]
        if slack <= opened:
            return opening * slack / opened
        rest = slack - opened
        spread = (even[last] - even[start]) * em
        if rest > w.MOST_EM * spread:
            return w.SHORT + w.SHORT_PER_EM * slack / em
        each = rest / spread
        cost = spacing * each * each * each + (opening if opened else 0.0)
        return cost if each <= w.LOOSE_EM else min(cost + w.LOOSE, w.SHORT)

    return price


def _ragged(columns: Columns) -> Price:
    """Price of the white at the end of a line that is not justified."""
    em = columns.em_pt

    def price(slack: float, _start: int, _last: int) -> float:
        return w.RAGGED_LINE + w.RAGGED_WHITE * (slack / em) ** 2

    return price


def _squeezed(columns: Columns, weights: Weights, justify: bool) -> Price:
    """Price of closing a line by `excess`, which is never more than it can give."""
    marks, gaps = columns.marks, columns.gaps
    base = weights.squeeze if justify else weights.squeeze + w.RAGGED_SQUEEZE

    def price(excess: float, start: int, last: int) -> float:
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

    return price
