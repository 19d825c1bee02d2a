"""Lines that are shown as typed, program code above all: nothing is squeezed, stretched or moved.

A line that is longer than its measure is turned: where it is full, behind a blank or a separator of
its second half if there is one. What is turned stands so far in that a mark has room before it.
"""

from huozi.compose.feasible import EPSILON
from huozi.compose.line import Composition, Fault, Line, Tokens

#: How far in a turned line stands, in em: a mark and a little air.
HANG_EM = 1.0
#: Code is turned behind these rather than anywhere.
_PARTING = frozenset(" ,;，；、")


def verbatim(tokens: Tokens, measure_pt: float, indent_pt: float = 0.0) -> Composition:
    """The lines of typed text. `indent_pt` is that of every line that is not turned."""
    lines: list[Line] = []
    start, count = 0, len(tokens)
    while start < count or not lines:
        stop = next((at for at in range(start, count) if tokens.classes[at] == "X"), count)
        indent = indent_pt
        while True:
            end = _full(tokens, start, stop, measure_pt - indent)
            width = sum(tokens.advances_pt[start:end])
            over = width > measure_pt - indent + EPSILON
            gaps = (0.0,) * (end - start)
            faults = ("overfull",) * over
            lines.append(Line(start, end, width, indent, 0.0, gaps, faults, end == stop))
            start = end
            if end == stop:
                break
            indent = HANG_EM * tokens.sizes_pt[end]
        start = stop + 1
    found = (Fault(code, at) for at, line in enumerate(lines) for code in line.faults)
    return Composition(tuple(lines), tuple(found))


def _full(tokens: Tokens, start: int, stop: int, room_pt: float) -> int:
    """Where a line from `start` on ends: it holds one token at least."""
    end, width = start, 0.0
    while end < stop and width + tokens.advances_pt[end] <= room_pt + EPSILON:
        width += tokens.advances_pt[end]
        end += 1
    if end == stop:
        return end
    parting = (at for at in range(end, start, -1) if tokens.texts[at - 1] in _PARTING)
    better = next(parting, start)
    if sum(tokens.advances_pt[start:better]) > room_pt / 2:
        return better
    return max(end, start + 1)
