"""The findings of the read stage, gathered while it goes on reading.

Nothing in this stage stops at the first mistake: an editor wants to mend a manuscript in one go.
"""

import difflib
import re
from collections.abc import Iterable

from msgspec import Struct, field

from huozi.values.manuscript import Finding, Place, Severity, finding

#: More errors, or warnings, than this tell an editor nothing new: the file is of another kind.
MAX_FINDINGS = 500

#: What all file names of a kind have in common says nothing of which one was meant.
_ENDING = re.compile(r"\.[a-z]{2,4}$")


class Reporter(Struct, frozen=True):
    """The findings of a run, as seen from one file. Reports of one run share one list.

    Errors and warnings are counted apart: many warnings neither stop a book nor hide an error.
    """

    file: str = ""
    findings: list[Finding] = field(default_factory=list)
    full: set[Severity] = field(default_factory=set)  # of these no more are noted

    def on(self, file: str) -> "Reporter":
        """The same report, for another file."""
        return Reporter(file, self.findings, self.full)

    def at(self, line: int) -> Place:
        """A place in this file."""
        return Place(self.file, line)

    def error(self, code: str, line: int = 0, **params: object) -> None:
        """Note an error: the book can't be made."""
        self._add(finding(code, self.at(line), Severity.ERROR, **params))

    def warning(self, code: str, line: int = 0, **params: object) -> None:
        """Note a warning, for an editor to look at."""
        self._add(finding(code, self.at(line), Severity.WARNING, **params))

    def unknown(
        self, code: str, line: int, found: str, known: Iterable[str], **params: object
    ) -> None:
        """Note a name that is not among `known`; with `<code>-near` when one of them is close."""
        self._add(unknown(code, self.at(line), found, known, **params))

    @property
    def failed(self) -> bool:
        """Whether there is an error."""
        return any(found.severity is Severity.ERROR for found in self.findings)

    def in_order(self) -> tuple[Finding, ...]:
        """All findings: files in the order they were met, each from top to bottom."""
        files = {found.place.file: 0 for found in self.findings if found.place}
        order = {file: index for index, file in enumerate(files)}

        def key(found: Finding) -> tuple[int, int]:
            return (order[found.place.file], found.place.line) if found.place else (len(order), 0)

        return tuple(sorted(self.findings, key=key))

    def add_all(self, findings: Iterable[Finding]) -> None:
        """Take over the findings of another report."""
        for found in findings:
            self._add(found)

    def _add(self, found: Finding) -> None:
        severity = found.severity
        if severity in self.full:
            return
        if sum(known.severity is severity for known in self.findings) == MAX_FINDINGS:
            self.full.add(severity)
            found = finding("too-many-findings", severity=severity, count=MAX_FINDINGS)
        self.findings.append(found)


def unknown(
    code: str, place: Place | None, found: str, known: Iterable[str], **params: object
) -> Finding:
    """An error for a name that is not among `known`: it gives the one meant or lists all."""
    names = tuple(known)
    if near := nearest(found, names):
        code = f"{code}-near"
        return finding(code, place, Severity.ERROR, found=begun(found), near=near, **params)
    listed = names[:30] or "—"
    return finding(code, place, Severity.ERROR, found=begun(found), known=listed, **params)


def begun(text: str) -> str:
    """The beginning of a text that was found, which may have any length."""
    return text if len(text) <= 60 else f"{text[:60]}…"


def nearest(found: str, known: Iterable[str]) -> str:
    """The name that was probably meant, or an empty string."""
    if len(found) > 200:
        return ""
    stems = {_ENDING.sub("", name): name for name in known}
    matches = difflib.get_close_matches(_ENDING.sub("", found), stems, n=1, cutoff=0.5)
    return stems[matches[0]] if matches else ""
