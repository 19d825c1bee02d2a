"""Total fit: choose all line ends of a paragraph together.

The feasible breaks are visited in the order of the text, each with the least demerits of the lines
up to it (after Knuth and Plass, "Breaking Paragraphs into Lines", 1981). All lines but the first
have the same measure, so a break and its demerits are all that has to be remembered.

Most paragraphs can be set with next to no demerits, so most bad lines need not be looked at: a
search has a budget and skips every break whose demerits exceed it. The lines it finds are the best
of all, since all others exceed the budget. When it finds none, a greater budget is tried.
"""

from collections.abc import Iterator
from heapq import heappop, heappush
from math import inf
from typing import NamedTuple

from msgspec import Struct

from huozi.compose import weights as w
from huozi.compose.feasible import EPSILON, FeasibleBreaks, feasible_breaks
from huozi.compose.metrics import ParagraphMetrics
from huozi.compose.weights import Weights

#: From search to search, the mean demerits of a line beyond those that every line has.
BUDGETS = (2.5, 10.0, 40.0, 160.0, 640.0, 2560.0)
#: How much more than its room a line may hold, in em: both trims, a hanging mark, the gap behind.
EDGES_EM = 2.0


class Task(Struct, frozen=True):
    """The tokens between two forced breaks and the room of their lines."""

    start: int
    end: int
    first_pt: float  # room of the first line
    other_pt: float  # room of all others
    first_lead_pt: float  # what is cut off the very first token, <= 0
    justify: bool
    justify_last: bool = False


class DemeritBudget(NamedTuple):
    """The greatest demerits of lines up to a break. They grow with the text before the break."""

    total: float
    per_pt: float = 0.0  # for each point of text before the break, fully squeezed
    last: float = 0.0  # how much less the last line costs than the others


def fit(metrics: ParagraphMetrics, task: Task, weights: Weights) -> list[int]:
    """Ends of the lines of `task`, in order; the last one is `task.end`."""
    if task.end == task.start:
        return [task.end]
    natural = metrics.until[task.end] - metrics.at[task.start] + task.first_lead_pt
    if natural <= task.first_pt + EPSILON:
        return [task.end]
    breaks = feasible_breaks(metrics, task.end, task.justify, task.justify_last, weights)
    found = (_search(metrics, task, breaks, budget) for budget in _budgets(metrics, task, weights))
    return next(filter(None, found))


def _budgets(metrics: ParagraphMetrics, task: Task, weights: Weights) -> Iterator[DemeritBudget]:
    """The budgets to try in turn. The last one is infinite, so that a paragraph is always set."""
    last = 0.0 if task.justify else w.RAGGED_LINE
    line = weights.line + last
    if line > 0.0:  # where more lines are wanted, no break is sure to exceed a budget
        widest = max(task.first_pt, task.other_pt) + EDGES_EM * max(metrics.sizes)
        lines = 1.0 + (metrics.at[task.end] - metrics.at[task.start]) / widest
        for each in BUDGETS:
            yield DemeritBudget(each * lines, line / widest, last)
    yield DemeritBudget(inf)


def _search(
    metrics: ParagraphMetrics, task: Task, breaks: FeasibleBreaks, budget: DemeritBudget
) -> list[int]:
    """The ends of the lines with the least demerits within the budget; none when there are none.

    Of two sequences with the same demerits, the one with fewer before its last line wins.
    """
    at, shrink, leads, end = metrics.at, metrics.shrink, metrics.leads, task.end
    first = task.start
    runt, near_runt = metrics.latest(end, 2, first), metrics.latest(end, 3, first)
    granted, per_pt, last = budget
    granted -= per_pt * (at[first] - shrink[first])
    demerits, before = {first: 0.0}, {first: first}
    active = [first]
    while active:
        start = heappop(active)
        so_far = demerits[start]
        spare = granted + per_pt * (at[start] - shrink[start]) - so_far
        if start == end:
            return _ends(before, end) if spare >= last else []
        if spare < 0.0:
            continue
        if start == first:
            found = breaks(start, task.first_pt, task.first_lead_pt, spare)
        else:
            found = breaks(start, task.other_pt, leads[start], spare)
        for here, of_line in found:
            total = so_far + of_line
            if here == end and near_runt < start != first:
                total += w.RUNT if start > runt else w.NEAR_RUNT
            known = demerits.get(here)
            if known is None:
                heappush(active, here)
            elif total > known or (total == known and so_far > demerits[before[here]]):
                continue
            demerits[here] = total
            before[here] = start
    return []


def _ends(before: dict[int, int], end: int) -> list[int]:
    """The line ends up to `end`, followed back from it."""
    ends = []
    while before[end] != end:
        ends.append(end)
        end = before[end]
    return ends[::-1]
