"""No Type 3 fonts: their glyphs are little pictures without hints, often bitmaps.

Many platesetters and most printing houses refuse them.
"""

from collections.abc import Iterator

from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import finding


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Fonts of this kind."""
    for font, page in job.document.fonts.values():
        if font.kind == "Type3":
            severity = job.profile.type3
            yield PlacedFinding(
                finding("preflight-font-type3", severity=severity, font=font.name), page
            )
