"""What can go wrong, and the exit code it ends with.

    HuoziError
    ├── InputError     1  the manuscript, its images or the stored pieces are wrong
    ├── UsageError     2  the call is wrong
    └── MachineError   3  the machine lacks something; the message says how to mend it

Any other exception but an OSError is a bug in huozi: the command line says so and exits with 3.
An error carries findings, never prose: the words stand in `huozi/messages/`, in two languages.
All problems of a run travel in one error.
"""

from collections.abc import Iterable

from huozi.values.manuscript import Finding, Severity, finding


class HuoziError(Exception):
    """Base of all errors a user may meet. `findings` is never empty.

    Raises ValueError when it would be: an error that says nothing is a bug.
    """

    exit_code = 1

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        if not self.findings:
            raise ValueError("an error needs a finding")
        super().__init__("; ".join(f"{f.place or ''} {f.code}".strip() for f in self.findings))

    def __reduce__(self) -> tuple[type["HuoziError"], tuple[tuple[Finding, ...]]]:
        """Travel whole between processes."""
        return type(self), (self.findings,)


class InputError(HuoziError):
    """The book's input is wrong."""

    exit_code = 1


class UsageError(HuoziError):
    """The call is wrong."""

    exit_code = 2


class MachineError(HuoziError):
    """The machine lacks something."""

    exit_code = 3


def machine_error(code: str, **params: object) -> MachineError:
    """A MachineError of one finding."""
    return MachineError((finding(code, None, Severity.ERROR, **params),))
