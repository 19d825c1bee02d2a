"""Only fonts that the book names are used.

Another font means that a fallback slipped in. Families come from the call
or from the record of the build. What stands in the slug is not the book's.
"""

from collections.abc import Iterator

from huozi.pdf.marks import Box, ShownString
from huozi.preflight.document import DocumentPage
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import finding


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Fonts whose name begins with no allowed family."""
    allowed = job.wanted.fonts or _recorded(job)
    if not allowed:
        return
    plain = tuple(_plain(name) for name in allowed)
    for name, (page, box) in _shown(job.document.pages).items():
        if not _plain(name).startswith(plain):
            yield PlacedFinding(
                finding("preflight-font-allowed", font=name, allowed=", ".join(allowed)), page, box
            )


def _shown(pages: list[DocumentPage]) -> dict[str, tuple[int, Box]]:
    """Names of the fonts that something on a page is set in, and where they are first."""
    found: dict[str, tuple[int, Box]] = {}
    for page in pages:
        for mark in page.on_trim:
            if isinstance(mark, ShownString):
                found.setdefault(page.painted.fonts[mark.font].name, (page.number, mark.box))
    return found


def _recorded(job: PreflightJob) -> tuple[str, ...]:
    fonts = job.wanted.record.get("fonts")
    if not isinstance(fonts, list):
        return ()
    names = (str(font.get("family", "")) for font in fonts if isinstance(font, dict))
    return tuple(dict.fromkeys(filter(None, names)))


def _plain(name: str) -> str:
    """Without spaces, hyphens and case, in which PostScript names differ from families."""
    return "".join(char for char in name.lower() if char.isalnum())
