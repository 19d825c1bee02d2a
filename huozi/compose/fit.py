"""Total fit: choose all line ends of a paragraph together.

The places at which a line may end are taken in the order of the text, each with the cheapest way
to it (after Knuth and Plass, "Breaking Paragraphs into Lines", 1981). All lines but the first have
the same measure, so a place and its cost are all that has to be remembered.

Most paragraphs can be set at next to no cost, and who knows that need not look at bad lines: a
search has a budget, and leaves aside every place that goes beyond it. The way it finds is the
cheapest of all, for all others cost more than the budget. Where it finds none, a greater budget
is tried.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf
from typing import NamedTuple

from huozi.compose import weights as w
from huozi.compose.columns import Columns
from huozi.compose.reach import EPSILON, Reach, reacher
from huozi.compose.weights import Weights

#: What lines may cost beyond the least that lines cost, on an average, from search to search.
BUDGETS = (2.5, 10.0, 40.0, 160.0, 640.0, 2560.0)
#: What a line may hold beyond its room, in em: both trims, a hanging mark, the gap behind it.
EDGES_EM = 2.0


@dataclass(frozen=True, slots=True)
class Task:
    """The stretch of tokens between two forced breaks, and the room it has."""

    start: int
    end: int
    first_pt: float  # room of the first line
    other_pt: float  # room of all others
    first_lead_pt: float  # what is cut off the very first token, <= 0
    justify: bool
    justify_last: bool = False


class Budget(NamedTuple):
    """What a way may cost: the further its place, the more, as any lines would cost up to there."""

    total: float
    per_pt: float = 0.0  # of the text behind the place, squeezed as far as it goes
    last: float = 0.0  # what the last line may cost less than others


def fit(columns: Columns, task: Task, weights: Weights) -> list[int]:
    """Ends of the lines of `task`, in order; the last one is `task.end`."""
    if task.end == task.start:
        return [task.end]
    natural = columns.until[task.end] - columns.at[task.start] + task.first_lead_pt
    if natural <= task.first_pt + EPSILON:
        return [task.end]
    reach = reacher(columns, task.end, task.justify, task.justify_last, weights)
    found = (_search(columns, task, reach, budget) for budget in _budgets(columns, task, weights))
    return next(filter(None, found))


def _budgets(columns: Columns, task: Task, weights: Weights) -> Iterator[Budget]:
    """Budgets to be tried in turn. The last is endless: there is always a way, however bad."""
    last = 0.0 if task.justify else w.RAGGED_LINE
    line = weights.line + last
    if line > 0.0:  # where lines are welcome, no place is sure to be too dear
        widest = max(task.first_pt, task.other_pt) + EDGES_EM * max(columns.sizes)
        lines = 1.0 + (columns.at[task.end] - columns.at[task.start]) / widest
        for each in BUDGETS:
            yield Budget(each * lines, line / widest, last)
    yield Budget(inf)


def _search(columns: Columns, task: Task, reach: Reach, budget: Budget) -> list[int]:
    """Ends of the cheapest lines within the budget; none when there are no such lines.

    Of two ways that cost the same, the one that is the better before its last line wins.
    """
    at, give, leads, end = columns.at, columns.give, columns.leads, task.end
    first = task.start
    runt, near_runt = columns.latest(end, 2, first), columns.latest(end, 3, first)
    granted, per_pt, last = budget
    granted -= per_pt * (at[first] - give[first])
    costs, before = {first: 0.0}, {first: first}
    waiting = [first]
    while waiting:
        start = heappop(waiting)
        cost = costs[start]
        spare = granted + per_pt * (at[start] - give[start]) - cost
        if start == end:
            return _ends(before, end) if spare >= last else []
        if spare < 0.0:
            continue
        if start == first:
            reached = reach(start, task.first_pt, task.first_lead_pt, spare)
        else:
            reached = reach(start, task.other_pt, leads[start], spare)
        for here, extra in reached:
            total = cost + extra
            if here == end and near_runt < start != first:
                total += w.RUNT if start > runt else w.NEAR_RUNT
            known = costs.get(here)
            if known is None:
                heappush(waiting, here)
            elif total > known or (total == known and cost > costs[before[here]]):
                continue
            costs[here] = total
            before[here] = start
    return []


def _ends(before: dict[int, int], end: int) -> list[int]:
    """The line ends on the way to `end`."""
    ends = []
    while before[end] != end:
        ends.append(end)
        end = before[end]
    return ends[::-1]
