"""Judge a file: open it, run the checks of its profile, gather what they find."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from huozi.preflight.canvas import STRANGE
from huozi.preflight.checks import CHECKS
from huozi.preflight.document import opened
from huozi.preflight.job import PlacedFinding, PreflightJob, Wanted
from huozi.preflight.limits import DEFAULT, PreflightLimits
from huozi.preflight.profiles import Requirements
from huozi.values.manuscript import Severity, finding

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
    profile: Requirements,
    wanted: Wanted | None = None,
    cover: Path | None = None,
    limits: PreflightLimits = DEFAULT,
) -> Verdict:
    """Judge a file. Raises InputError where it can't be opened."""
    with _job(path, profile, wanted or Wanted(), cover, limits) as job:
        faults = [fault for check in CHECKS for fault in _run(check, job)]
        return Verdict(path.name, profile.name, len(job.document.pages), tuple(faults))


@contextmanager
def _job(
    path: Path, profile: Requirements, wanted: Wanted, cover: Path | None, limits: PreflightLimits
) -> Iterator[PreflightJob]:
    with ExitStack() as stack:
        document = stack.enter_context(opened(path, limits))
        other = stack.enter_context(opened(cover, limits)) if cover else None
        yield PreflightJob(document, profile, wanted, other)


def _run(check: object, job: PreflightJob) -> Iterator[PlacedFinding]:
    """The faults of one check; a file so strange that the check fails has a fault in that."""
    assert callable(check)
    try:
        for count, fault in enumerate(check(job)):
            if count >= _MOST_FAULTS:
                return
            yield fault
    except STRANGE as error:
        name = check.__module__.rpartition(".")[2]
        yield PlacedFinding(
            finding("preflight-check-failed", check=name, reason=type(error).__name__)
        )
