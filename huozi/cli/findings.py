"""Findings as a person reads them: one a line, or by class and file where they are many.

No cap hides a file: where not every finding is shown, each class and each file is, with its count.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import click
from msgspec.structs import replace

from huozi.files import read_file
from huozi.messages import render, say
from huozi.values.manuscript import Finding, Place, Severity

#: So many are read one after the other.
_MOST_SINGLY = 40
#: Of a class so many places are shown, of different files where there are.
_MOST_PLACES = 3
#: Columns of a source line beside the place it is shown for.
_BESIDE = 30
_SOURCE_BYTES = 1 << 20

_WEIGHT = {severity: weight for weight, severity in enumerate(Severity)}
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
#: The parameters that quote the source, the surest first.
_QUOTES = ("sample", "found", "text", "words", "char", "path", "label", "key", "name")


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
    """Tell findings on stderr, in colour on a terminal that has not asked for none (NO_COLOR)."""
    told = list(findings)
    if len(told) <= _MOST_SINGLY:
        lines = [line for found in told for line in (_line(found), *_shown(found))]
    else:
        lines = list(_summary(told))
    colour = False if os.environ.get("NO_COLOR") else None
    click.echo("".join(f"{line}\n" for line in lines), err=True, nl=False, color=colour)


def _head(severity: Severity, *, bold: bool = True) -> str:
    return click.style(say(f"severity-{severity.value}"), fg=_COLOURS[severity], bold=bold)


def _line(found: Finding) -> str:
    return f"{_head(found.severity)}{render(placed(found))}"


# --------------------------------------------------------------------------------- the source line


def _shown(found: Finding) -> Iterator[str]:
    """The source line of a finding that knows its column, and a caret under the place."""
    place = placed(found).place
    if place is None or not place.column:
        return
    lines = _source(place.file)
    if not place.line <= len(lines) or place.column > len(lines[place.line - 1]):
        return
    source, at = lines[place.line - 1], place.column - 1
    first, last = max(0, at - _BESIDE), at + _BESIDE
    before, rest = source[first:at], source[at:last]
    length = next((len(q) for q in _quoted(found) if rest.startswith(q)), 1)
    lead = f"{place.line:>5} | "
    more = "…" if first else ""
    from huozi.cli.help import columns

    yield click.style(lead, dim=True) + more + _plain(before + rest)
    blank = " " * (columns(more + before))
    marks = "^" * max(1, columns(rest[:length]))
    yield click.style("      | ", dim=True) + blank + click.style(marks, fg="green", bold=True)


def _quoted(found: Finding) -> list[str]:
    params = dict(found.params)
    quotes = (params.get(name, "").rstrip("…") for name in _QUOTES)
    return [quote for quote in quotes if quote]


@cache
def _source(file: str) -> tuple[str, ...]:
    """The lines of a file of the book; none where it can't be read as text."""
    try:
        text = read_file(Path(file), _SOURCE_BYTES).decode()
    except (OSError, ValueError):
        return ()
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _plain(text: str) -> str:
    """A line that commands no terminal: each sign in it takes the columns it is counted for."""
    return "".join(char if char.isprintable() else " " for char in text)


# ------------------------------------------------------------------------------------- the summary


def _summary(told: Sequence[Finding]) -> Iterable[str]:
    """Classes with their first places, then the files."""
    classes: dict[tuple[Severity, str], list[Finding]] = {}
    for found in told:
        classes.setdefault((found.severity, found.code), []).append(found)
    ordered = sorted(classes.items(), key=lambda item: (_WEIGHT[item[0][0]], -len(item[1])))
    for (severity, code), its in ordered:
        files = {found.place.file for found in its if found.place}
        head = say("class-of-findings", name=code, count=len(its), files=len(files))
        yield f"{_head(severity)}{head}"
        yield from (f"  {render(placed(found))}" for found in _first(its))
    yield say("files-of-findings")
    counts: dict[str, Counter[Severity]] = {}
    for found in told:
        counts.setdefault(_file(found) or "—", Counter())[found.severity] += 1
    for file, count in counts.items():
        said = (f"{_head(one, bold=False)}{count[one]}" for one in Severity if count[one])
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
