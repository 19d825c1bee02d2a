"""Marks for the guillotine and the folder: short lines outside the trim, in black alone.

A book in one colour has one plate, and marks make no second.
"""

from collections.abc import Iterable

from huozi.pdf.boxes import Box

Line = tuple[float, float, float, float]  # from (x, y) to (x, y)
Reach = tuple[float, float]  # from where to where, counted from the trim outwards


def ticks(
    trim: Box, xs: Iterable[float], ys: Iterable[float], down: Reach | None, across: Reach | None
) -> list[Line]:
    """Lines below and above a trim at each x, and left and right of it at each y.

    Where there is no room for a reach there are none.
    """
    lines: list[Line] = []
    for near, far in (down,) if down else ():
        for x in xs:
            lines.append((x, trim.bottom - near, x, trim.bottom - far))
            lines.append((x, trim.top + near, x, trim.top + far))
    for near, far in (across,) if across else ():
        for y in ys:
            lines.append((trim.left - near, y, trim.left - far, y))
            lines.append((trim.right + near, y, trim.right + far, y))
    return lines


def drawn(lines: Iterable[Line], dashed: bool = False) -> bytes:
    """Lines as a content stream; dashed ones are for folding."""
    strokes = "".join(f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l S\n" for a, b, c, d in lines)
    if not strokes:
        return b""
    dash = "[1.5 1.5] 0 d\n" if dashed else ""
    return f"q 0.25 w 0 G\n{dash}{strokes}Q\n".encode()
