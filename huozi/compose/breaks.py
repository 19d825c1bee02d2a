"""Compose a paragraph: from tokens to set lines."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from huozi.compose.feasible import EPSILON
from huozi.compose.fit import Task, fit
from huozi.compose.kinsoku import RELAXED
from huozi.compose.line import Composition, Fault, Line, Tokens
from huozi.compose.metrics import ParagraphMetrics, metrics_of
from huozi.compose.setting import Slot, set_line
from huozi.compose.weights import WEIGHTS
from huozi.values.style import LineStyle

HOUSE_STYLE = LineStyle()

#: A centred paragraph with more feasible breaks than this is no title.
_LONGEST_TITLE = 200

#: The classes after which a title is divided by sense, and what that is worth in ems squared.
_SENSE_ENDS = "PSEpsI"
_SENSE_WORTH = 9.0


def compose(
    tokens: Tokens,
    measure_pt: float,
    indent_pt: float = 0.0,
    style: LineStyle = HOUSE_STYLE,
    align: str = "justify",
    align_last: str = "auto",
) -> Composition:
    """Break `tokens` into lines of `measure_pt`.

    align: justify | start | center | end. align_last, for the last line and lines before a forced
    break: the same, or auto (start where the rest is justified, else as `align`). indent_pt: of
    the first line, may be negative.
    """
    if align_last == "auto":
        align_last = "start" if align == "justify" else align
    return _composed(tokens, measure_pt, indent_pt, style, align, align_last)


def compose_anew(tokens: Tokens, measure_pt: float, style: LineStyle, align: str) -> Composition:
    """Break `tokens` as `compose` does, and remember nothing: for trials."""
    return _composed.__wrapped__(tokens, measure_pt, 0.0, style, align, align)


@lru_cache(maxsize=512)  # pages are laid out again when they are made up, and heads recur
def _composed(
    tokens: Tokens,
    measure_pt: float,
    indent_pt: float,
    style: LineStyle,
    align: str,
    align_last: str,
) -> Composition:
    if not tokens:
        return Composition(())
    metrics = metrics_of(tokens, style)
    weights = WEIGHTS[style.prefer]
    lines: list[Line] = []
    for begin, stop in _between_breaks(metrics.codes):
        indent = 0.0 if begin else indent_pt
        lead = 0.0 if begin == stop else metrics.lead(begin, begin == 0 and indent_pt > 0)
        first_pt = measure_pt - indent
        task = Task(
            begin, stop, first_pt, measure_pt, lead, align == "justify", align_last == "justify"
        )
        start = begin
        ends = fit(metrics, task, weights)
        if align == "center" and len(ends) > 1:
            ends = _balanced(metrics, task, ends)
        for end in ends:
            last = end == stop
            way = align_last if last else align
            slot = Slot(measure_pt - indent, indent, lead, way, start == begin, last)
            lines.append(set_line(metrics, start, end, slot))
            if not last:
                start, indent, lead = end, 0.0, metrics.leads[end]
    faults = tuple(Fault(code, at) for at, line in enumerate(lines) for code in line.faults)
    return Composition(tuple(lines), faults)


def _balanced(metrics: ParagraphMetrics, task: Task, ends: list[int]) -> list[int]:
    """The ends of centred lines of similar length, after a mark where that costs little.

    A title is divided by sense and into a symmetric shape (GB/T 9704-2012, 7.3.1). The number of
    lines stays. Each line costs the square of its difference from the mean width, in ems; a line
    that ends with a mark or a gap costs less. A line that would have to be squeezed or that ends at
    a closed boundary is never chosen; when there is no other, `ends` stay as they are.
    """
    legal = [at for at in range(task.start + 1, task.end) if metrics.penalties[at - 1] < RELAXED]
    if len(legal) > _LONGEST_TITLE:
        return ends
    mean_pt = (metrics.until[task.end] - metrics.at[task.start]) / len(ends)
    best: dict[int, tuple[float, list[int]]] = {task.start: (0.0, [])}
    for line in range(len(ends)):
        last = line == len(ends) - 1
        reached: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, before) in best.items():
            room_pt = task.other_pt if line else task.first_pt
            for end in [task.end] if last else legal:
                width_pt = metrics.until[end] - metrics.at[start] + metrics.leads[start]
                if end <= start or width_pt > room_pt + EPSILON:
                    continue
                total = cost + ((width_pt - mean_pt) / metrics.em_pt) ** 2
                if metrics.codes[end - 1] in _SENSE_ENDS:
                    total -= _SENSE_WORTH
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, [*before, end])
        best = reached
    return best[task.end][1] if best else ends


def max_content(tokens: Tokens, style: LineStyle = HOUSE_STYLE) -> float:
    """The measure at which every line ends at a forced break and no mark is squeezed."""
    if not tokens:
        return 0.0
    metrics = metrics_of(tokens, style)
    parts = _between_breaks(metrics.codes)
    return max(_room(metrics, begin, end) for begin, end in parts)


def min_content(tokens: Tokens, style: LineStyle = HOUSE_STYLE) -> float:
    """The least measure at which no indivisible unit sticks out."""
    if not tokens:
        return 0.0
    metrics = metrics_of(tokens, style)
    widest = 0.0
    for begin, stop in _between_breaks(metrics.codes):
        ends = [at for at in range(begin + 1, stop) if metrics.penalties[at - 1] < RELAXED]
        for start, end in pairwise([begin, *ends, stop]):
            widest = max(widest, _room(metrics, start, end))
    return widest


def _room(metrics: ParagraphMetrics, start: int, end: int) -> float:
    """The measure that a line of tokens needs without squeezing."""
    if start == end:
        return 0.0
    return metrics.until[end] - metrics.at[start] + metrics.leads[start]


def _between_breaks(codes: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of the tokens between forced breaks."""
    start = 0
    while (end := codes.find("X", start)) >= 0:
        yield start, end
        start = end + 1
    if start < len(codes) or start == 0:
        yield start, len(codes)
