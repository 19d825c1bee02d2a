"""Every font travels with the file.

A font that is not inside is replaced by whatever the press has: other glyphs, other widths.
"""

from collections.abc import Iterator

from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import finding


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Fonts without a program."""
    for font, page in job.document.fonts.values():
        if not font.embedded:
            severity = job.profile.embedded
            yield PlacedFinding(
                finding("preflight-font-embedded", severity=severity, font=font.name), page
            )
