"""The file can be read as it stands: nothing to mend, no operator nobody knows.

A reader that mends one way on the desk may mend another way in the press; where the list of objects
had to be made anew, pages may have been lost. And what preflight had to leave unread is not passed
in silence.
"""

import re
from collections.abc import Iterator

from huozi.preflight.job import PlacedFinding, PreflightJob
from huozi.values.manuscript import Severity, finding

#: What the reader says when it gathers up the pieces of a file.
_REBUILT = re.compile("is damaged|reconstruct", re.IGNORECASE)


def check(job: PreflightJob) -> Iterator[PlacedFinding]:
    """What was mended, what content could not be read, where reading was stopped."""
    if repaired := job.document.repaired:
        rebuilt = any(_REBUILT.search(line) for line in repaired)
        yield PlacedFinding(
            finding("preflight-repaired",
                    severity=Severity.ERROR if rebuilt else Severity.WARNING,
                    reason=repaired[0].rpartition(": ")[2][:160], count=len(repaired)),
        )  # fmt: skip
    for page in job.document.pages:
        if page.damaged:
            yield PlacedFinding(finding("preflight-content-damaged"), page.number)
        trouble = page.painted.trouble
        if trouble.count:
            yield PlacedFinding(
                finding("preflight-content", severity=Severity.WARNING,
                        found=", ".join(dict.fromkeys(trouble.first))),
                page.number,
            )  # fmt: skip
        if page.unjudged:
            yield PlacedFinding(finding("preflight-unjudged", limit=page.unjudged), page.number)
