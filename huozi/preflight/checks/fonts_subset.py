"""Fonts hold only the glyphs that are shown.

A whole Chinese font is 20 MB; and its licence may not allow passing it on whole.
"""

from collections.abc import Iterator

from huozi.preflight.job import Fault, Job
from huozi.values.manuscript import Severity, finding


def check(job: Job) -> Iterator[Fault]:
    """Embedded fonts without a subset tag."""
    for font, page in job.document.fonts.values():
        if font.embedded and not font.subset and font.kind != "Type3":
            yield Fault(
                finding("preflight-font-subset", None, Severity.WARNING, font=font.name), page
            )
