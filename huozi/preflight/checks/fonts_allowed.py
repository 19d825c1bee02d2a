"""Only fonts that the book names are used.

Another font means that a fallback slipped in. Families come from the call
or from the record of the build.
"""

from collections.abc import Iterator

from huozi.model import finding
from huozi.preflight.job import Fault, Job


def check(job: Job) -> Iterator[Fault]:
    """Fonts whose name begins with no allowed family."""
    allowed = job.wanted.fonts or _recorded(job)
    if not allowed:
        return
    plain = tuple(_plain(name) for name in allowed)
    for font, page in job.document.fonts.values():
        if not _plain(font.name).startswith(plain):
            yield Fault(
                finding("preflight-font-allowed", font=font.name, allowed=", ".join(allowed)), page
            )


def _recorded(job: Job) -> tuple[str, ...]:
    fonts = job.wanted.record.get("fonts")
    if not isinstance(fonts, list):
        return ()
    names = (str(font.get("family", "")) for font in fonts if isinstance(font, dict))
    return tuple(dict.fromkeys(filter(None, names)))


def _plain(name: str) -> str:
    """Without spaces, hyphens and case, in which PostScript names differ from families."""
    return "".join(char for char in name.lower() if char.isalnum())
