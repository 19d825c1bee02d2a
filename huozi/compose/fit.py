"""Total fit: choose all line ends of a paragraph together.

A walk over layers: layer n holds the places at which line n may end, each with the cheapest way
to it (after Knuth and Plass, "Breaking Paragraphs into Lines", 1981). All lines but the first have
the same measure, so a place and its cost are all that has to be remembered. Only the best few
places of a layer are followed; when what comes out breaks a rule, the walk is repeated with many
more.
"""

from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import NamedTuple

from huozi.compose import weights as w
from huozi.compose.columns import Columns
from huozi.compose.reach import EPSILON, Reach, reacher
from huozi.compose.weights import Weights

#: Places followed per layer, and the cost above the best at which a place is given up.
BEAM, MARGIN = 8, 150.0
WIDE_BEAM, WIDE_MARGIN = 30, 1e9


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


class Place(NamedTuple):
    """A line end that can be reached: at what cost, and from which place before it."""

    cost: float
    end: int
    before: "Place | None"


def fit(columns: Columns, task: Task, weights: Weights) -> list[int]:
    """Ends of the lines of `task`, in order; the last one is `task.end`."""
    if task.end == task.start:
        return [task.end]
    natural = columns.until[task.end] - columns.at[task.start] + task.first_lead_pt
    if natural <= task.first_pt + EPSILON:
        return [task.end]
    reach = reacher(columns, task.end, task.justify, task.justify_last, weights)
    gain = max(0.0, -weights.line)
    place = _walk(columns, task, reach, BEAM, MARGIN, gain)
    if place.cost >= w.FAULTY or gain:  # a line more is found a long way off the best ends
        wider = _walk(columns, task, reach, WIDE_BEAM, WIDE_MARGIN, gain)
        place = min(place, wider, key=attrgetter("cost"))
    ends = []
    while place.before is not None:
        ends.append(place.end)
        place = place.before
    return ends[::-1]


def _walk(
    columns: Columns, task: Task, reach: Reach, beam: int, margin: float, gain: float
) -> Place:
    """The cheapest way to the end of the task, following `beam` places per layer.

    `gain` is what another line may be worth, where one more is asked for.
    """
    leads, end = columns.leads, task.end
    runt, near_runt = _runts(columns, task)
    layer = {task.start: Place(0.0, task.start, None)}
    best: Place | None = None
    while layer:
        places = sorted(layer.values(), key=itemgetter(0))
        if best is not None and places[0][0] - gain >= best[0]:
            break
        limit = places[0][0] + margin
        layer = {}
        for place in places[:beam]:
            cost, start, before = place
            if cost > limit:
                break
            if before is None:
                reached = reach(start, task.first_pt, task.first_lead_pt)
            else:
                reached = reach(start, task.other_pt, leads[start])
            for here, extra in reached:
                total = cost + extra
                if here == end:
                    if before is not None and start > near_runt:
                        total += w.RUNT if start > runt else w.NEAR_RUNT
                    if best is None or total < best[0]:
                        best = Place(total, end, place)
                elif here not in layer or total < layer[here][0]:
                    layer[here] = Place(total, here, place)
    assert best is not None  # `reach` always finds an end further on
    return best


def _runts(columns: Columns, task: Task) -> tuple[int, int]:
    """The last places at which a last line may start to hold two characters, and three."""
    limits = [task.start, task.start]
    for wanted in (3, 2):
        here, weight = task.end, 0
        while here > task.start and weight < wanted:
            here -= 1
            weight += columns.weight(here, here + 1)
        limits[3 - wanted] = here
    return limits[1], limits[0]
