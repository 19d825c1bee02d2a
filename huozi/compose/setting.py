"""Set a line whose ends are chosen: share out what it has too much of or lacks.

Reduction goes step by step in the order of CLREQ, with equal shares inside a step; expansion
opens word spaces, then Han–Latin gaps, then spaces all characters evenly.
"""

from dataclasses import dataclass
from math import inf

from huozi.compose import weights as w
from huozi.compose.columns import Columns
from huozi.compose.glue import GAP_MOST_EM, GAP_OPEN_EM, GAP_SHARES, STEPS
from huozi.compose.kinsoku import RELAXED, fault_code
from huozi.compose.line import Line
from huozi.compose.reach import EPSILON
from huozi.style import Kinsoku


@dataclass(frozen=True, slots=True)
class Slot:
    """The place a line is set into."""

    room_pt: float  # from the line's start to the end of the measure
    offset_pt: float  # of the line's start
    lead_pt: float  # what is cut off its first token, <= 0
    align: str  # justify | start | center | end
    first: bool  # opens the paragraph, or stands after a forced break
    last: bool  # ends it, or stands before one


def set_line(columns: Columns, start: int, end: int, slot: Slot, kinsoku: Kinsoku) -> Line:
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
    if not slot.last and (cost := columns.costs[end - 1]) >= w.COUNTER:
        before, after = columns.codes[end - 1], columns.codes[end]
        faults.append("counter-split" if cost < RELAXED else fault_code(before, after, kinsoku))
    if slot.last and not slot.first and columns.weight(start, end) < 2:
        faults.append("runt")
    free = max(0.0, slot.room_pt - width)
    shift = {"center": free / 2, "end": free}.get(slot.align, 0.0)
    offset = slot.offset_pt + shift
    return Line(start, end, width, offset, slot.lead_pt, tuple(gaps), tuple(faults), slot.last)


def _close(columns: Columns, start: int, end: int, gaps: list[float], excess: float) -> float:
    """Squeeze a line by `excess`; what could not be squeezed away is returned."""
    rows = columns.rows[start : end - 1]
    for step in range(STEPS):
        most = [row.least[step] for row in rows]
        total = sum(most)
        if not total:
            continue
        share = min(1.0, excess / total)
        for at, width in enumerate(most):
            if width:
                gaps[at] -= share * width
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
    rows = columns.rows[start : end - 1]
    opened = columns.more[end - 1] - columns.more[start]
    rest = max(0.0, slack - opened)
    each, each_gap = _spacing(columns, start, end, rest) if rest else (0.0, 0.0)
    if each > most_em * columns.em_pt + EPSILON or each == inf:
        return inf
    if opened:
        for kind in ("word_more", "gap_more"):
            most = [getattr(row, kind) for row in rows]
            total = sum(most)
            if total and slack > 0.0:
                share = min(1.0, slack / total)
                gaps[:-1] = [gap + share * width for gap, width in zip(gaps, most, strict=False)]
                slack -= share * total
    if rest:
        share_of = {0.0: 0.0, 1.0: each, GAP_SHARES: each_gap}
        gaps[:-1] = [gap + share_of[row.even] for gap, row in zip(gaps, rows, strict=False)]
    return each


def _spacing(columns: Columns, start: int, end: int, rest: float) -> tuple[float, float]:
    """How far characters, and how far Han–Latin gaps, are spaced to take up `rest`.

    Gaps take more than their share, but not beyond their greatest width.
    """
    spread = columns.even[end - 1] - columns.even[start]
    each = rest / spread if spread else inf
    most_gap = (GAP_MOST_EM - GAP_OPEN_EM) * columns.em_pt
    if each * GAP_SHARES <= most_gap:
        return each, each * GAP_SHARES
    count = sum(row.even == GAP_SHARES for row in columns.rows[start : end - 1])
    spread -= count * GAP_SHARES
    return (rest - count * most_gap) / spread if spread else inf, most_gap
