"""Set a line whose ends are chosen: distribute its excess or its slack over its gaps.

Reduction goes step by step in the order of CLREQ, in proportion inside a step. Expansion opens word
spaces, then Han–Latin gaps, then spaces all characters evenly.
"""

from math import inf
from typing import NamedTuple

from huozi.compose import weights as w
from huozi.compose.feasible import EPSILON
from huozi.compose.glue import GAP_MOST_EM, GAP_OPEN_EM, GAP_SHARES, STEPS
from huozi.compose.kinsoku import RELAXED, fault_code
from huozi.compose.line import Line
from huozi.compose.metrics import ParagraphMetrics


class Slot(NamedTuple):
    """The place a line is set into."""

    room_pt: float  # from the line's start to the end of the measure
    offset_pt: float  # of the line's start
    lead_pt: float  # what is cut off its first token, <= 0
    align: str  # justify | start | center | end
    first: bool  # opens the paragraph, or stands after a forced break
    last: bool  # ends it, or stands before one


def set_line(metrics: ParagraphMetrics, start: int, end: int, slot: Slot) -> Line:
    """The line `tokens[start:end]` in its slot."""
    if start == end:
        return Line(start, end, 0.0, slot.offset_pt, 0.0, (), (), slot.last)
    gaps = [*metrics.natural[start : end - 1], metrics.ends[end - 1]]
    width = metrics.until[end] - metrics.at[start] + slot.lead_pt
    slack = slot.room_pt - width
    faults = []
    if slack < -EPSILON and metrics.hangs is not None and metrics.hangs[end - 1]:
        hang = metrics.hangs[end - 1]
        if slack >= hang - EPSILON:  # the mark hangs out; what it leaves is stretched away
            gaps[-1] += hang
            width += hang
            slack -= hang
    if slack < -EPSILON:
        excess = _close(metrics, start, end, gaps, -slack)
        width = slot.room_pt + excess
        if excess:
            faults.append("overfull")
    elif slack > EPSILON and slot.align == "justify":
        each = _open(metrics, start, end, gaps, slack, inf if slot.last else w.MOST_EM)
        if each < inf:
            width = slot.room_pt
        if each > w.LOOSE_EM * metrics.em_pt + EPSILON and not slot.last:  # 均排 is asked for
            faults.append("loose" if each < inf else "underfull")
    hyphened = metrics.codes[end - 1] == "w"  # a word that nothing else could be done with
    if not slot.last and not hyphened and metrics.penalties[end - 1] >= w.COUNTER:
        faults.append(_broken(metrics, end))
    if slot.last and not slot.first and metrics.latest(end, 2, start) < start:
        faults.append("runt")
    offset = slot.offset_pt
    if slot.align in ("center", "end"):
        free = max(0.0, slot.room_pt - width)
        offset += free / 2 if slot.align == "center" else free
    return Line(start, end, width, offset, slot.lead_pt, tuple(gaps), tuple(faults), slot.last)


def _broken(metrics: ParagraphMetrics, end: int) -> str:
    """The rule that is broken by a line that ends at a closed boundary."""
    if metrics.penalties[end - 1] < RELAXED:
        return "counter-split"
    return fault_code(metrics.codes[end - 1], metrics.codes[end], metrics.style.kinsoku)


def _close(
    metrics: ParagraphMetrics, start: int, end: int, gaps: list[float], excess: float
) -> float:
    """Squeeze the gaps of a line by `excess` and return the part that is left."""
    rows = metrics.sharing(metrics.shrink, start, end)
    for step in range(STEPS):
        total = sum([row.shrink_steps[step] for _, row in rows])
        if not total:
            continue
        share = min(1.0, excess / total)
        for at, row in rows:
            gaps[at] -= share * row.shrink_steps[step]
        excess -= share * total
        if excess <= EPSILON:
            return 0.0
    return excess


def _open(
    metrics: ParagraphMetrics, start: int, end: int, gaps: list[float], slack: float, most_em: float
) -> float:
    """Stretch the gaps of a line by `slack` and return how far its characters were spaced.

    When that would be more than `most_em`, the gaps stay as they are and the result is infinite.
    """
    opened = metrics.stretch[end - 1] - metrics.stretch[start]
    rest = max(0.0, slack - opened)
    each, each_gap = _spacing(metrics, start, end, rest) if rest else (0.0, 0.0)
    if each > most_em * metrics.em_pt + EPSILON or each == inf:
        return inf
    if opened:
        rows = metrics.sharing(metrics.stretch, start, end)
        slack = _widen(gaps, [(at, row.word_stretch) for at, row in rows], slack)
        _widen(gaps, [(at, row.gap_stretch) for at, row in rows], slack)
    if rest:
        share_of = {0.0: 0.0, 1.0: each, GAP_SHARES: each_gap}
        shares = metrics.spread_shares[start : end - 1]
        gaps[:-1] = [gap + share_of[share] for gap, share in zip(gaps, shares, strict=False)]
    return each


def _widen(gaps: list[float], most: list[tuple[int, float]], slack: float) -> float:
    """Open gaps in proportion to how far each stretches and return the slack that is left."""
    total = sum([width for _, width in most])
    if not total or slack <= 0.0:
        return slack
    share = min(1.0, slack / total)
    for at, width in most:
        gaps[at] += share * width
    return slack - share * total


def _spacing(metrics: ParagraphMetrics, start: int, end: int, rest: float) -> tuple[float, float]:
    """How far characters and how far Han–Latin gaps are spaced to take up `rest`.

    Gaps take more than their share, but not beyond their greatest width.
    """
    spread = metrics.spread[end - 1] - metrics.spread[start]
    each = rest / spread if spread else inf
    most_gap = (GAP_MOST_EM - GAP_OPEN_EM) * metrics.em_pt
    if each * GAP_SHARES <= most_gap:
        return each, each * GAP_SHARES
    count = metrics.spread_shares[start : end - 1].count(GAP_SHARES)
    spread -= count * GAP_SHARES
    return (rest - count * most_gap) / spread if spread else inf, most_gap
