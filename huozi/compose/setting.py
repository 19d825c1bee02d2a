"""Set a line whose ends are chosen: share out what it has too much of or lacks.

Reduction goes step by step in the order of CLREQ, with equal shares inside a step; expansion
opens word spaces, then Han–Latin gaps, then spaces all characters evenly.
"""

from math import inf
from typing import NamedTuple

from huozi.compose import weights as w
from huozi.compose.columns import Columns
from huozi.compose.glue import GAP_MOST_EM, GAP_OPEN_EM, GAP_SHARES, STEPS
from huozi.compose.kinsoku import RELAXED, fault_code
from huozi.compose.line import Line
from huozi.compose.reach import EPSILON


class Slot(NamedTuple):
    """The place a line is set into."""

    room_pt: float  # from the line's start to the end of the measure
    offset_pt: float  # of the line's start
    lead_pt: float  # what is cut off its first token, <= 0
    align: str  # justify | start | center | end
    first: bool  # opens the paragraph, or stands after a forced break
    last: bool  # ends it, or stands before one


def set_line(columns: Columns, start: int, end: int, slot: Slot) -> Line:
    """The line `tokens[start:end]` in its slot."""
    if start == end:
        return Line(start, end, 0.0, slot.offset_pt, 0.0, (), (), slot.last)
    gaps = [*columns.natural[start : end - 1], columns.ends[end - 1]]
    width = columns.until[end] - columns.at[start] + slot.lead_pt
    slack = slot.room_pt - width
    faults = []
    if slack < -EPSILON and columns.hangs is not None and columns.hangs[end - 1]:
        hang = columns.hangs[end - 1]
        if slack >= hang - EPSILON:  # the mark hangs out; what it leaves is stretched away
            gaps[-1] += hang
            width += hang
            slack -= hang
    if slack < -EPSILON:
        excess = _close(columns, start, end, gaps, -slack)
        width = slot.room_pt + excess
        if excess:
            faults.append("overfull")
    elif slack > EPSILON and slot.align == "justify":
        each = _open(columns, start, end, gaps, slack, inf if slot.last else w.MOST_EM)
        if each < inf:
            width = slot.room_pt
        if each > w.LOOSE_EM * columns.em_pt + EPSILON and not slot.last:  # 均排 is asked for
            faults.append("loose" if each < inf else "underfull")
    if not slot.last and columns.costs[end - 1] >= w.COUNTER:
        faults.append(_broken(columns, end))
    if slot.last and not slot.first and columns.latest(end, 2, start) < start:
        faults.append("runt")
    offset = slot.offset_pt
    if slot.align in ("center", "end"):
        free = max(0.0, slot.room_pt - width)
        offset += free / 2 if slot.align == "center" else free
    return Line(start, end, width, offset, slot.lead_pt, tuple(gaps), tuple(faults), slot.last)


def _broken(columns: Columns, end: int) -> str:
    """What rule a line breaks that ends where it may not."""
    if columns.costs[end - 1] < RELAXED:
        return "counter-split"
    return fault_code(columns.codes[end - 1], columns.codes[end], columns.style.kinsoku)


def _close(columns: Columns, start: int, end: int, gaps: list[float], excess: float) -> float:
    """Squeeze a line by `excess`; what could not be squeezed away is returned."""
    rows = columns.sharing(columns.give, start, end)
    for step in range(STEPS):
        total = sum([row.least[step] for _, row in rows])
        if not total:
            continue
        share = min(1.0, excess / total)
        for at, row in rows:
            gaps[at] -= share * row.least[step]
        excess -= share * total
        if excess <= EPSILON:
            return 0.0
    return excess


def _open(
    columns: Columns, start: int, end: int, gaps: list[float], slack: float, most_em: float
) -> float:
    """Stretch a line by `slack`, and tell how far its characters had to be spaced.

    When that is more than `most_em`, the line is left as it is, and infinity returned.
    """
    opened = columns.more[end - 1] - columns.more[start]
    rest = max(0.0, slack - opened)
    each, each_gap = _spacing(columns, start, end, rest) if rest else (0.0, 0.0)
    if each > most_em * columns.em_pt + EPSILON or each == inf:
        return inf
    if opened:
        rows = columns.sharing(columns.more, start, end)
        slack = _widen(gaps, [(at, row.word_more) for at, row in rows], slack)
        _widen(gaps, [(at, row.gap_more) for at, row in rows], slack)
    if rest:
        share_of = {0.0: 0.0, 1.0: each, GAP_SHARES: each_gap}
        shares = columns.shares[start : end - 1]
        gaps[:-1] = [gap + share_of[share] for gap, share in zip(gaps, shares, strict=False)]
    return each


def _widen(gaps: list[float], most: list[tuple[int, float]], slack: float) -> float:
    """Open gaps in proportion to what each may gain; the slack that is left is returned."""
    total = sum([width for _, width in most])
    if not total or slack <= 0.0:
        return slack
    share = min(1.0, slack / total)
    for at, width in most:
        gaps[at] += share * width
    return slack - share * total


def _spacing(columns: Columns, start: int, end: int, rest: float) -> tuple[float, float]:
    """How far characters, and how far Han–Latin gaps, are spaced to take up `rest`.

    Gaps take more than their share, but not beyond their greatest width.
    """
    spread = columns.even[end - 1] - columns.even[start]
    each = rest / spread if spread else inf
    most_gap = (GAP_MOST_EM - GAP_OPEN_EM) * columns.em_pt
    if each * GAP_SHARES <= most_gap:
        return each, each * GAP_SHARES
    count = columns.shares[start : end - 1].count(GAP_SHARES)
    spread -= count * GAP_SHARES
    return (rest - count * most_gap) / spread if spread else inf, most_gap
