"""No missing glyph is shown: neither .notdef nor an empty outline where a character should be.

A box or a hole in a name is the fault a reader does not forgive.
"""

from collections.abc import Iterator

from huozi.pdf.marks import ShownString
from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import finding


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """Every missing glyph, once a page."""
    known: dict[tuple[int, int], str] = {}
    for page in job.document.pages:
        seen = set()
        for mark in page.marks:
            if not isinstance(mark, ShownString) or not mark.visible:
                continue
            font = page.painted.fonts[mark.font]
            for code, text in zip(mark.codes, mark.text, strict=True):
                key = (id(font), code)
                if key not in known:
                    known[key] = font.fault(code)
                if not known[key] or key in seen:
                    continue
                seen.add(key)
                if known[key] == "notdef":
                    what = finding("preflight-notdef", font=font.name, shown=f"{code:04X}",
                                   text=text)  # fmt: skip
                else:
                    what = finding("preflight-glyph-empty", font=font.name, shown=f"{code:04X}",
                                   text=text)  # fmt: skip
                yield PlacedFinding(what, page.number, mark.box)
