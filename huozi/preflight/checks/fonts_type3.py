"""No Type 3 fonts: their glyphs are little pictures without hints, often bitmaps.

Many platesetters and most printing houses refuse them.
"""

from collections.abc import Iterator

from huozi.preflight.job import Fault, Job
from huozi.values.manuscript import finding


def check(job: Job) -> Iterator[Fault]:
    """Fonts of this kind."""
    for font, page in job.document.fonts.values():
        if font.kind == "Type3":
            severity = job.profile.type3
            yield Fault(finding("preflight-font-type3", severity=severity, font=font.name), page)
