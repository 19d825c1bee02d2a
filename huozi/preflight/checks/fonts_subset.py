"""Fonts hold only the glyphs that are shown.

A whole Chinese font is 20 MB; and its licence may not allow passing it on whole.
"""

from collections.abc import Iterator

from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import Severity, finding


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Embedded fonts without a subset tag."""
    for font, page in job.document.fonts.values():
        if font.embedded and not font.subset and font.kind != "Type3":
            yield PlacedFinding(
                finding("preflight-font-subset", None, Severity.WARNING, font=font.name), page
            )
