"""Body lines of all pages stand on one grid of baselines.

Lines that do not back each other up show through the paper as grey between the lines (CLREQ,
"Type Area"). The grid is taken from the body itself: the most common size, distance and height.
A title takes whole lines and stands in their middle, with what is centred right below it (发文字号,
date); none of that is body.
"""

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from huozi.preflight.document import DocumentPage
from huozi.preflight.job import PlacedFinding, PreflightJob, warning
from huozi.preflight.lines import GlyphLine, dominant

_TOLERANCE_PT = 0.5
_ENOUGH = 0.99  # share of body lines on the grid
_SOME = 0.5  # below this there is no grid to be off
_MIN_LINES = 40  # below this there is no body to speak of
_SHORT = 8  # glyphs; shorter lines may be anything
_LARGER_PT = 0.1  # a line larger than the body by more is a title
_CENTRED_EM = 0.3  # between the middles of centred lines; 《 at a head has its blank half cut off
_NARROW = 0.9  # of the measure: a full line is body, wherever it stands
_NEXT_EM = 3.0  # between the baselines of two lines of one title: 发文字号 half a line below


def grid(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Pages with lines off the grid, where they are more than 1 % of all."""
    body = _body(job.document.pages)
    total = sum(len(lines) for _, lines in body)
    if total < _MIN_LINES:
        return
    gaps = (upper.y - lower.y for _, lines in body for upper, lower in pairwise(lines))
    leading = dominant((gap, 1) for gap in gaps)
    if leading <= 0:
        return
    heights = (line.y - page.trim.bottom for page, lines in body for line in lines)
    phase = dominant((height % leading, 1) for height in heights)
    off: list[tuple[DocumentPage, GlyphLine]] = []  # the first line of each page
    astray = 0
    for page, lines in body:
        away = (line.y - page.trim.bottom - phase for line in lines)
        strayed = [
            line for line, by in zip(lines, away, strict=True)
            if min(by % leading, -by % leading) > _TOLERANCE_PT
        ]  # fmt: skip
        astray += len(strayed)
        off += [(page, line) for line in strayed[:1]]
    if astray <= (1 - _ENOUGH) * total:
        return
    share = 1 - astray / total
    told = partial(warning, leading=f"{leading:.2f}", share=f"{100 * share:.1f}")
    if share < _SOME:
        yield told("preflight-no-grid")
        return
    for page, line in off:
        yield told("preflight-grid", page, line.box)


def _body(pages: list[DocumentPage]) -> list[tuple[DocumentPage, list[GlyphLine]]]:
    """Full lines of the most common size, page by page."""
    size = dominant((line.size_pt, len(line.glyphs)) for page in pages for line in page.lines)
    sized = [
        (page, [line for line in page.lines if abs(line.size_pt - size) < _LARGER_PT])
        for page in pages
    ]
    measure = max((line.box.width for _, lines in sized for line in lines), default=0.0)
    found = []
    for page, lines in sized:
        titled = _titled(page.lines, size, measure)
        full = [x for x in lines if len(x.glyphs) >= _SHORT and id(x) not in titled]
        found.append((page, full))
    return found


def _titled(lines: tuple[GlyphLine, ...], size: float, measure: float) -> set[int]:
    """Lines of the body's size, by identity, that belong to a title: centred right below it."""
    found = set()
    above: GlyphLine | None = None
    for line in lines:
        if line.size_pt > size + _LARGER_PT:
            above = line
        elif (
            above is not None
            and above.y - line.y <= _NEXT_EM * size
            and line.box.width < _NARROW * measure
            and abs(_middle(line) - _middle(above)) <= _CENTRED_EM * above.size_pt
        ):
            found.add(id(line))
            above = line
        else:
            above = None
    return found


def _middle(line: GlyphLine) -> float:
    return (line.box.left + line.box.right) / 2
