"""The file can be read as it stands: nothing to mend, no operator nobody knows.

A reader that mends one way on the desk may mend another way in the press. And what preflight had to
leave unread is not passed in silence.
"""

from collections.abc import Iterator

from huozi.model import Severity, finding
from huozi.preflight.job import Fault, Job


def check(job: Job) -> Iterator[Fault]:
    """What was mended on opening, what content could not be read, where reading was stopped."""
    if job.document.repaired:
        reason = job.document.repaired[0].rpartition(": ")[2][:160]
        yield Fault(
            finding("preflight-repaired", severity=Severity.WARNING, reason=reason,
                    count=len(job.document.repaired)),
        )  # fmt: skip
    for page in job.document.pages:
        trouble = page.painted.trouble
        if trouble.count:
            yield Fault(
                finding("preflight-content", severity=Severity.WARNING,
                        found=", ".join(dict.fromkeys(trouble.first))),
                page.number,
            )  # fmt: skip
        if page.unjudged:
            yield Fault(finding("preflight-unjudged", limit=page.unjudged), page.number)
