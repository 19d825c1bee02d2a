"""Text and rules are black by one ink.

Four inks never register exactly: small type gets coloured edges and fills in.
"""

from collections.abc import Iterator

from huozi.pdf.marks import Colour, Shape, ShownString, colours
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import finding

_RULE_PT = 3.0  # a thinner rectangle is a rule, a larger one an area, which may be rich
_DARK, _TRACE = 0.6, 0.1


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """The first such mark of each page."""
    if not job.profile.press:
        return
    for page in job.document.pages:
        for mark in page.ink:
            area = isinstance(mark, Shape) and mark.fill and min(
                mark.box.width, mark.box.height
            ) > _RULE_PT  # fmt: skip
            if area or not isinstance(mark, ShownString | Shape):
                continue
            rich = [colour for colour in colours(mark) if _rich(colour)]
            if rich:
                yield PlacedFinding(
                    finding("preflight-rich-black", found=rich[0]), page.number, mark.box
                )
                break


def _rich(colour: Colour) -> bool:
    """Black or nearly, made of more than black ink."""
    if colour.inks is None:
        return False
    c, m, y, k = colour.inks
    return (k >= _DARK and max(c, m, y) > _TRACE) or min(c, m, y) >= _DARK
