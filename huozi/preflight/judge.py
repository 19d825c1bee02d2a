"""Judge a file: open it, run the checks of its profile, gather what they find."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from huozi.pdf.profile import Profile
from huozi.preflight.canvas import STRANGE
from huozi.preflight.checks import CHECKS
from huozi.preflight.document import opened
from huozi.preflight.job import Check, PlacedFinding, PreflightJob, Wanted, fault
from huozi.preflight.limits import DEFAULT, PreflightLimits
from huozi.values.manuscript import Severity

#: Faults of one check that are kept: whoever has more has one fault, everywhere.
_MOST_FAULTS = 2_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found, and about what."""

    name: str  # of the file
    profile: str
    pages: int
    faults: tuple[PlacedFinding, ...]

    def count(self, severity: Severity) -> int:
        """How many faults weigh this much."""
        return sum(fault.finding.severity is severity for fault in self.faults)

    @property
    def passed(self) -> bool:
        """No error."""
        return not self.count(Severity.ERROR)


def judge(
    path: Path,
    profile: Profile,
    wanted: Wanted | None = None,
    cover: Path | None = None,
    limits: PreflightLimits = DEFAULT,
) -> Verdict:
    """Judge a file. Raises InputError where it can't be opened."""
    with ExitStack() as stack:
        document = stack.enter_context(opened(path, limits))
        other = stack.enter_context(opened(cover, limits)) if cover else None
        job = PreflightJob(document, profile, wanted or Wanted(), other)
        faults = tuple(found for check in CHECKS for found in _run(check, job))
        return Verdict(path.name, profile.name, len(document.pages), faults)


def _run(check: Check, job: PreflightJob) -> Iterator[PlacedFinding]:
    """The faults of one check; a file so strange that the check fails has a fault in that."""
    try:
        yield from islice(check(job), _MOST_FAULTS)
    except STRANGE as error:
        reason = type(error).__name__
        yield fault("preflight-check-failed", check=check.__name__, reason=reason)
