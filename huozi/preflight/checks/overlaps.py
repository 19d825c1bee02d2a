"""No character is printed over its neighbour.

Marks may be squeezed into each other's space, letters and figures not: where they overlap, a line
was too long for its measure, or a number ran into its title.
"""

from collections.abc import Iterator
from itertools import pairwise

from huozi.pdf.marks import Box
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.preflight.lines import Glyph
from huozi.values.manuscript import finding

_MOST_EM = 0.3  # kerning stays far below
_SAME_EM = 0.1  # the same character again: a heading made bold by printing it twice


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """The first overlap of each line."""
    for page in job.document.pages:
        for line in page.lines:
            solid = [glyph for glyph in line.glyphs if glyph.text.isalnum()]
            for one, other in pairwise(solid):
                if _overlap(one, other):
                    box = Box(one.x, line.box.y0, max(one.end, other.end), line.box.y1)
                    yield PlacedFinding(
                        finding("preflight-overlap", found=one.text + other.text),
                        page.number, box,
                    )  # fmt: skip
                    break


def _overlap(one: Glyph, other: Glyph) -> bool:
    size = min(one.size_pt, other.size_pt)
    if one.text == other.text and abs(one.x - other.x) < _SAME_EM * size:
        return False
    return one.end - other.x > _MOST_EM * size
