"""The findings of the read stage, gathered while it goes on reading.

Nothing in this stage stops at the first mistake: an editor wants to mend a manuscript in one go.
"""

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct, field

from huozi.values.manuscript import Finding, Place, Severity, finding

#: Errors, or warnings, of one file, and findings of a book, that are kept: memory is bounded. What
#: a person reads is summed up by class and file; a program gets all (`check --format json`).
MAX_FINDINGS = 20_000
MOST_OF_BOOK = 200_000

#: Files that a finding lists, where it has no better guess.
MOST_FILES = 5
_SHORT = 3  # characters: of two that differ in one, the other stands at the same place
_ALIKE = 0.65  # of two names: 前.md is 前言.md, 没.png is not 甲.png
#: Two names that differ in these are names of two files.
_FIGURES = re.compile(r"[0-9０-９]+|[一二三四五六七八九十百上中下]+")

#: What all file names of a kind have in common says nothing of which one was meant.
_ENDING = re.compile(r"\.[a-z]{2,4}$")


class Reporter(Struct, frozen=True):
    """The findings of a run, as seen from one file. Reports of one run share one list.

    Errors and warnings are counted apart: many warnings neither stop a book nor hide an error.
    """

    file: str = ""
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[tuple[str, Severity]] = field(default_factory=Counter)  # by file
    kept: Counter[tuple[str, Severity]] = field(default_factory=Counter)

    def on(self, file: str) -> "Reporter":
        """The same report, for another file."""
        return Reporter(file, self.findings, self.counts, self.kept)

    def at(self, line: int) -> Place:
        """A place in this file."""
        return Place(self.file, line)

    def error(self, code: str, line: int = 0, **params: object) -> None:
        """Note an error: the book can't be made."""
        self._add(finding(code, self.at(line), Severity.ERROR, **params))

    def warning(self, code: str, line: int = 0, **params: object) -> None:
        """Note a warning, for an editor to look at."""
        self._add(finding(code, self.at(line), Severity.WARNING, **params))

    def note(self, code: str, line: int = 0, **params: object) -> None:
        """Note something that is as it should be and may not be what was meant."""
        self._add(finding(code, self.at(line), Severity.INFO, **params))

    def error_at(self, code: str, line: int, at: int, **params: object) -> None:
        """Note an error at a column."""
        self._add(finding(code, Place(self.file, line, at), Severity.ERROR, **params))

    def warn_at(self, code: str, line: int, at: int, **params: object) -> None:
        """Note a warning at a column."""
        self._add(finding(code, Place(self.file, line, at), Severity.WARNING, **params))

    def unknown(
        self, code: str, line: int, found: str, known: Iterable[str], **params: object
    ) -> None:
        """Note a name that is not among `known`; with `<code>-near` when one of them is close."""
        self._add(unknown(code, self.at(line), found, known, **params))

    def unknown_file(
        self,
        code: str,
        line: int,
        found: str,
        known: Iterable[str],
        weight: Severity = Severity.ERROR,
    ) -> None:
        """Note a file that is not among `known`, as `unknown` does; few of them are listed.

        It weighs what is said when no name is near: else it is an error.
        """
        names = tuple(known)
        near = nearest_file(found, names)
        said = {"near": near} if near else {"known": names[:MOST_FILES] or "—"}
        weight = Severity.ERROR if near else weight
        name = f"{code}-near" if near else code
        self._add(finding(name, self.at(line), weight, found=begun(found), **said))

    @property
    def failed(self) -> bool:
        """Whether there is an error."""
        return any(found.severity is Severity.ERROR for found in self.findings)

    def in_order(self) -> tuple[Finding, ...]:
        """All findings."""
        return in_order((*self.findings, *self._beyond()))

    def add_all(self, findings: Iterable[Finding]) -> None:
        """Take over the findings of another report."""
        for found in findings:
            self._add(found)

    def take(self, other: "Reporter") -> None:
        """Take over another report, with the count of what it left out."""
        self.findings.extend(other.findings)
        self.counts.update(other.counts)
        self.kept.update(other.kept)

    def _add(self, found: Finding) -> None:
        of_file = found.place.file if found.place else "", found.severity
        self.counts[of_file] += 1
        if self.kept[of_file] < MAX_FINDINGS and len(self.findings) < MOST_OF_BOOK:
            self.kept[of_file] += 1
            self.findings.append(found)

    def _beyond(self) -> list[Finding]:
        """How many findings of a file were not noted."""
        return [
            finding("too-many-findings", Place(of[0]), of[1], count=self.kept[of], all=count)
            for of, count in self.counts.items()
            if count > self.kept[of]
        ]


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings of files in the order they are met, each from top to bottom and along its lines; of
    a line as a whole behind those in it.
    """
    told = tuple(findings)
    files = dict.fromkeys(found.place.file for found in told if found.place)
    order = {file: index for index, file in enumerate(files)}

    def key(found: Finding) -> tuple[int, int, bool, int]:
        place = found.place
        if place is None:
            return len(order), 0, False, 0
        return order[place.file], place.line, not place.column, place.column

    return tuple(sorted(told, key=key))


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
    known = [name for name in known if name != found]
    for name in known:
        if name == found.casefold():
            return name
    wanted = _ENDING.sub("", found)
    stems = {_ENDING.sub("", name): name for name in known}
    short = len(wanted) <= _SHORT
    for match in difflib.get_close_matches(wanted, stems, n=3, cutoff=0.5 if short else 0.6):
        same = (one == other for one, other in zip(wanted, match, strict=False))
        if not short or wanted in match or any(same):
            return stems[match]
    return ""


def nearest_file(found: str, known: Iterable[str]) -> str:
    """The file that was probably meant, or an empty string: a wrong guess is worse than none.

    One whose name is the same but for case, width, composition or folder, or the one file whose
    name is much alike and has the same figures.
    """
    names = [name for name in known if name != found] if len(found) <= 400 else []
    for form in (_plain_name, lambda name: _plain_name(name).rpartition("/")[2]):
        if len(same := [name for name in names if form(name) == form(found)]) == 1:
            return same[0]
    wanted, figures = _stem(found), _FIGURES.findall(_stem(found))
    alike = [
        (difflib.SequenceMatcher(None, wanted, _stem(name)).ratio(), name)
        for name in names
        if _FIGURES.findall(_stem(name)) == figures
    ]
    alike = sorted((pair for pair in alike if pair[0] >= _ALIKE), reverse=True)[:2]
    return alike[0][1] if alike and alike[0][0] > alike[-1][0] or len(alike) == 1 else ""


def _plain_name(name: str) -> str:
    """A name without what a keyboard adds: quotation marks, blanks, the slash of Windows."""
    bare = name.strip("“”‘’\"'").replace("\\", "/")
    return "".join(unicodedata.normalize("NFKC", bare).casefold().split())


def _stem(name: str) -> str:
    return _ENDING.sub("", _plain_name(name).rpartition("/")[2])
