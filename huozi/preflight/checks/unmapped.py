"""Every glyph says which character it is.

Without that no text can be searched or copied, and PDF/A level U is out of reach (ISO 19005-2,
6.2.11.7). There even a blank that fills a gap has to say that it is a space.
"""

from collections.abc import Iterator

from huozi.pdf.marks import ShownString
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import finding


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """The first unmapped glyph of each font and page."""
    for page in job.document.pages:
        seen = set()
        for mark in page.marks:
            if not isinstance(mark, ShownString) or mark.font in seen:
                continue
            font = page.painted.fonts[mark.font]
            strict = bool(job.profile.pdfa)
            if not all(mark.text) or (strict and not all(map(font.mapped, mark.codes))):
                seen.add(mark.font)
                yield PlacedFinding(
                    finding("preflight-unmapped", severity=job.profile.unmapped, font=font.name),
                    page.number, mark.box,
                )  # fmt: skip
