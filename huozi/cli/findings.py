"""Findings as a person reads them: one a line, or by class and file where they are many; or JSON.

No cap hides a file: where not every finding is shown, each class and each file is, with its count.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import click
from msgspec.structs import replace

from huozi.messages import render, say
from huozi.values.manuscript import Finding, Place, Severity

#: So many are read one after the other.
_MOST_SINGLY = 40
#: Of a class so many places are shown, of different files where there are.
_MOST_PLACES = 3

_WEIGHT = {severity: weight for weight, severity in enumerate(Severity)}


class _Book:
    """The folder of the book that a command works on: places are told from where the caller is."""

    folder = Path()


def work_on(folder: Path) -> None:
    """Tell places of a book in this folder from here on."""
    _Book.folder = folder


def placed(found: Finding) -> Finding:
    """A finding with the path by which its file can be opened from here."""
    return replace(found, place=opened(found.place)) if found.place else found


def opened(place: Place) -> Place:
    """A place with the path by which its file can be opened from here."""
    if not place.file or _Book.folder == Path():
        return place
    path = _Book.folder / place.file
    return replace(place, file=str(path)) if path.exists() else place


def print_findings(findings: Iterable[Finding]) -> None:
    """Tell findings on stderr."""
    told = list(findings)
    lines = map(_line, told) if len(told) <= _MOST_SINGLY else _summary(told)
    click.echo("".join(f"{line}\n" for line in lines), err=True, nl=False)


def _line(found: Finding) -> str:
    return f"{say(f'severity-{found.severity.value}')}{render(placed(found))}"


def _summary(told: Sequence[Finding]) -> Iterable[str]:
    """Classes with their first places, then the files."""
    classes: dict[tuple[Severity, str], list[Finding]] = {}
    for found in told:
        classes.setdefault((found.severity, found.code), []).append(found)
    ordered = sorted(classes.items(), key=lambda item: (_WEIGHT[item[0][0]], -len(item[1])))
    for (severity, code), its in ordered:
        files = {found.place.file for found in its if found.place}
        head = say("class-of-findings", name=code, count=len(its), files=len(files))
        yield f"{say(f'severity-{severity.value}')}{head}"
        yield from (f"  {render(placed(found))}" for found in _first(its))
    yield say("files-of-findings")
    counts: dict[str, Counter[Severity]] = {}
    for found in told:
        counts.setdefault(_file(found) or "—", Counter())[found.severity] += 1
    for file, count in counts.items():
        said = (f"{say(f'severity-{one.value}')}{count[one]}" for one in Severity if count[one])
        yield f"  {file}  {say('comma').join(said)}"
    yield say("more-of-findings", count=len(told))


def _file(found: Finding) -> str:
    place = placed(found).place
    return place.file if place else ""


def _first(its: Sequence[Finding]) -> list[Finding]:
    """Some findings of a class: the first of each file before any second."""
    seen: Counter[str] = Counter()
    ranked = []
    for at, found in enumerate(its):
        file = found.place.file if found.place else ""
        ranked.append((seen[file], at, found))
        seen[file] += 1
    chosen = sorted(ranked, key=lambda one: one[:2])[:_MOST_PLACES]
    return [found for _, _, found in sorted(chosen, key=lambda one: one[1])]


def as_json(findings: Iterable[Finding]) -> str:
    """All findings for other programs, with counts by class and by file."""
    told = list(findings)
    rows = [
        {
            "code": found.code,
            "severity": found.severity.value,
            "file": _file(found),
            "line": found.place.line if found.place else 0,
            "column": found.place.column if found.place else 0,
            "words": {
                tongue: render(replace(found, place=None), tongue) for tongue in ("zh", "en")
            },
            "params": dict(found.params),
        }
        for found in told
    ]
    by_class = Counter(f"{found.severity.value} {found.code}" for found in told)
    by_file = Counter(map(_file, told))
    summary = {"findings": len(rows), "classes": by_class, "files": by_file}
    return json.dumps({"summary": summary, "findings": rows}, ensure_ascii=False, indent=1)
