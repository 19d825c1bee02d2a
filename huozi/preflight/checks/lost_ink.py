"""No line of type is cut off: by a clip, or where the sheet is cut.

Type has no bleed: what runs over the trim is lost to the reader, though it looks as if it bled. A
string that is clipped as a whole may be meant so; one of which a part is seen is not.
"""

from collections.abc import Iterator

from huozi.pdf.boxes import Box
from huozi.pdf.marks import ShownString
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import finding

#: The middle of a character above its baseline, and the air in its cell.
_MIDDLE_EM, _AIR_EM = 0.38, 0.25
_BLANKS = " \u3000\xa0"
_SLACK_PT = 0.5


def lost_ink(job: PreflightJob) -> Iterator[PlacedFinding]:
    """The first such string of each page."""
    for page in job.document.pages:
        for mark in page.marks:
            if isinstance(mark, ShownString) and mark.visible and _is_cut(mark, page.trim):
                text = mark.string.strip()[:24]
                yield PlacedFinding(finding("preflight-lost-ink", text=text), page.number, mark.box)
                break


def _is_cut(mark: ShownString, trim: Box) -> bool:
    """Is a part of a string seen, and a part lost?"""
    if not mark.string.strip(_BLANKS) or mark.box.empty or mark.box.cut(trim).empty:
        return False
    if not mark.level:
        return not mark.box.grown(-_AIR_EM * mark.size_pt).within(trim)
    seen = mark.box.cut(trim).grown(_SLACK_PT)
    if not seen.bottom <= mark.y + _MIDDLE_EM * mark.size_pt <= seen.top:
        return True
    glyphs = zip(mark.xs, mark.widths, mark.text, strict=True)
    middles = (x + width / 2 for x, width, text in glyphs if text.strip(_BLANKS))
    return not all(seen.left <= middle <= seen.right for middle in middles)
