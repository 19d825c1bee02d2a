"""Lines of text: how they begin and end, and that no character stands on another."""

import re
from collections.abc import Iterator
from itertools import pairwise

from huozi.pdf.boxes import Box
from huozi.preflight.document import DocumentPage
from huozi.preflight.job import PlacedFinding, PreflightJob, each_page, fault, warning
from huozi.preflight.lines import Glyph
from huozi.values.script import COMMON_HAN

_NOT_FIRST = frozenset("。，、；：！？”’）》〉】〕］｝〗」』")
_NOT_LAST = frozenset("“‘（《〈【〔［｛〖「『")
_HAN = re.compile(f"[{COMMON_HAN}]")  # a line without them is not ours to judge: ’tis English
_MOST_EM = 0.3  # of overlap; kerning stays far below
_SAME_EM = 0.1  # the same character again: a heading made bold by printing it twice


@each_page
def line_edges(_: PreflightJob, page: DocumentPage) -> Iterator[PlacedFinding]:
    """No line begins with a mark that closes, or ends with one that opens (禁则).

    CLREQ, "Prohibition Rules for Line Start and Line End"; GB/T 15834-2011, 5.1. Only the marks
    that every style forbids are looked for.
    """
    for line in page.lines:
        string = line.string
        if len(string) < 2 or not _HAN.search(string):
            continue
        if string[0] in _NOT_FIRST:
            yield warning("preflight-line-start", page, line.box, mark=string[0])
        if string[-1] in _NOT_LAST:
            yield warning("preflight-line-end", page, line.box, mark=string[-1])


@each_page
def overlaps(_: PreflightJob, page: DocumentPage) -> Iterator[PlacedFinding]:
    """No character is printed over its neighbour; the first overlap of each line.

    Marks may be squeezed into each other's space, letters and figures not: where they overlap, a
    line was too long for its measure, or a number ran into its title.
    """
    for line in page.lines:
        solid = [glyph for glyph in line.glyphs if glyph.text.isalnum()]
        if pair := next((pair for pair in pairwise(solid) if _overlap(*pair)), None):
            one, other = pair
            box = Box(one.x, line.box.bottom, max(one.end, other.end), line.box.top)
            yield fault("preflight-overlap", page, box, found=one.text + other.text)


def _overlap(one: Glyph, other: Glyph) -> bool:
    size = min(one.size_pt, other.size_pt)
    if one.text == other.text and abs(one.x - other.x) < _SAME_EM * size:
        return False
    return one.end - other.x > _MOST_EM * size
