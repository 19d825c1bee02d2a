"""Compose a paragraph: from tokens to set lines."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from huozi.compose.columns import Columns, columns_of
from huozi.compose.fit import Task, fit
from huozi.compose.kinsoku import RELAXED
from huozi.compose.line import Composition, Fault, Line, Tokens
from huozi.compose.reach import EPSILON
from huozi.compose.setting import Slot, set_line
from huozi.compose.weights import WEIGHTS
from huozi.values.style import LineStyle

HOUSE_STYLE = LineStyle()

#: Centred paragraphs with more places to divide them than this are no titles.
_LONGEST_TITLE = 200

#: Classes after which a title may be divided by sense, and what that is worth in ems squared.
_SENSE_ENDS = "PSEI"
_SENSE_WORTH = 9.0


def compose(
    tokens: Tokens,
    measure_pt: float,
    indent_pt: float = 0.0,
    style: LineStyle = HOUSE_STYLE,
    align: str = "justify",
    align_last: str = "auto",
    hang_pt: float = 0.0,
) -> Composition:
    """Break `tokens` into lines of `measure_pt`.

    align: justify | start | center | end. align_last, for the last line and lines before a forced
    break: the same, or auto (start where the rest is justified, else as `align`). indent_pt: of
    the first line, may be negative; hang_pt: of all others.
    """
    if align_last == "auto":
        align_last = "start" if align == "justify" else align
    return _composed(tokens, measure_pt, indent_pt, style, align, align_last, hang_pt)


@lru_cache(maxsize=512)  # pages are laid out again when they are made up, and heads recur
def _composed(
    tokens: Tokens,
    measure_pt: float,
    indent_pt: float,
    style: LineStyle,
    align: str,
    align_last: str,
    hang_pt: float,
) -> Composition:
    if not tokens:
        return Composition(())
    columns = columns_of(tokens, style)
    weights = WEIGHTS[style.prefer]
    lines: list[Line] = []
    for begin, stop in _stretches(columns.codes):
        indent = hang_pt if begin else indent_pt
        lead = 0.0 if begin == stop else columns.lead(begin, begin == 0 and indent_pt > 0)
        rooms = measure_pt - indent, measure_pt - hang_pt
        task = Task(begin, stop, *rooms, lead, align == "justify", align_last == "justify")
        start = begin
        ends = fit(columns, task, weights)
        if align == "center" and len(ends) > 1:
            ends = _balanced(columns, task, ends)
        for end in ends:
            last = end == stop
            way = align_last if last else align
            slot = Slot(measure_pt - indent, indent, lead, way, start == begin, last)
            lines.append(set_line(columns, start, end, slot))
            if not last:
                start, indent, lead = end, hang_pt, columns.leads[end]
    faults = tuple(Fault(code, at) for at, line in enumerate(lines) for code in line.faults)
    return Composition(tuple(lines), faults)


def _balanced(columns: Columns, task: Task, ends: list[int]) -> list[int]:
    """Ends of centred lines of like length, after a mark where that costs little.

    A title is divided by sense and into a symmetric shape (GB/T 9704-2012, 7.3.1). The number of
    lines stays; each line costs the square of its distance from the mean one, in ems, and a line
    that ends with a mark or a gap is cheaper. Lines that would have to be squeezed, or that end
    where they may not, are no choice; when there is no other, `ends` stay as they are.
    """
    legal = [at for at in range(task.start + 1, task.end) if columns.costs[at - 1] < RELAXED]
    if len(legal) > _LONGEST_TITLE:
        return ends
    mean_pt = (columns.until[task.end] - columns.at[task.start]) / len(ends)
    best: dict[int, tuple[float, list[int]]] = {task.start: (0.0, [])}
    for line in range(len(ends)):
        last = line == len(ends) - 1
        reached: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, before) in best.items():
            room_pt = task.other_pt if line else task.first_pt
            for end in [task.end] if last else legal:
                width_pt = columns.until[end] - columns.at[start] + columns.leads[start]
                if end <= start or width_pt > room_pt + EPSILON:
                    continue
                total = cost + ((width_pt - mean_pt) / columns.em_pt) ** 2
                if columns.codes[end - 1] in _SENSE_ENDS:
                    total -= _SENSE_WORTH
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, [*before, end])
        best = reached
    return best[task.end][1] if best else ends


def max_content(
    tokens: Tokens,
    style: LineStyle = HOUSE_STYLE,
    indent_pt: float = 0.0,
    hang_pt: float = 0.0,
) -> float:
    """The measure at which every line ends at a forced break, and no mark has to be squeezed."""
    if not tokens:
        return 0.0
    columns = columns_of(tokens, style)
    stretches = _stretches(columns.codes)
    return max(_room(columns, begin, end, indent_pt, hang_pt) for begin, end in stretches)


def min_content(
    tokens: Tokens,
    style: LineStyle = HOUSE_STYLE,
    indent_pt: float = 0.0,
    hang_pt: float = 0.0,
) -> float:
    """The least measure at which no unit that may not be divided sticks out."""
    if not tokens:
        return 0.0
    columns = columns_of(tokens, style)
    widest = 0.0
    for begin, stop in _stretches(columns.codes):
        ends = [at for at in range(begin + 1, stop) if columns.costs[at - 1] < RELAXED]
        for start, end in pairwise([begin, *ends, stop]):
            room = _room(columns, start, end, indent_pt, hang_pt)
            widest = max(widest, room)
    return widest


def _room(columns: Columns, start: int, end: int, indent_pt: float, hang_pt: float) -> float:
    """The measure a line of tokens needs, unsqueezed."""
    first = start == 0
    indent = indent_pt if first else hang_pt
    if start == end:
        return indent
    lead = columns.lead(start, first and indent_pt > 0)
    return indent + columns.until[end] - columns.at[start] + lead


def _stretches(codes: str) -> Iterator[tuple[int, int]]:
    """The stretches of tokens between forced breaks."""
    start = 0
    while (end := codes.find("X", start)) >= 0:
        yield start, end
        start = end + 1
    if start < len(codes) or start == 0:
        yield start, len(codes)
